"""An office with a session whose papers lie in a folder, and its archive."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from features.steps.office import Office, deputy_names
from procedures.engine.founding import open_case, record_deputies
from procedures.engine.verdict import Proposal
from procedures.library.places import places
from procedures.papers.archive.make import archive_case
from procedures.workflow.retention import Retention

DAY = date(2026, 1, 6)
RETENTION = Retention(places())
FOUNDING = {
    "会议类别": "本届第一次会议",
    "开幕日期": "2026-02-05",
    "代表选举完成日期": "2025-12-20",
}


class PaperOffice:
    """A congress with 60 deputies, a session S19-1, and a folder of papers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.papers = folder / "材料"
        self.papers.mkdir()
        self.office = Office()
        self.office.today = DAY
        self.office.engine._today = DAY
        self.office.found()
        rows = [{"name": name} for name in deputy_names(60)]
        record_deputies(self.engine, rows, {"name": "名册"}, on=DAY, operator="秘书")
        self.case = self.open("session", "十九届一次会议")

    @property
    def engine(self):
        return self.office.engine

    def open(self, procedure, title, within=None):
        return open_case(self.engine, procedure, title, on=DAY, operator="秘书", within=within).id

    def paper(self, name, text):
        path = self.papers / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def do(self, case, step, facts=None, papers=(), day=DAY):
        proposal = Proposal(case, step, facts or {}, day, "秘书", papers=tuple(papers))
        self.engine.turn_to(max(self.engine.today, day))
        verdict = self.engine.do(proposal)
        assert verdict.recorded, verdict.as_json()

    def convened(self):
        """Two steps with papers, one with a paper that nobody finds again, and an election within the session."""
        decision = self.paper("决定(定稿)(2).txt", "决定")
        self.do(self.case, "决定开会日期", FOUNDING, [("主席团决定", decision)])
        notice = self.paper("公告.docx", "公告")
        lost = self.paper("纪要.docx", "纪要")
        published = [("会议公告", notice), ("主席团会议纪要", lost)]
        self.do(self.case, "公布开会日期", {"公布渠道": "公开栏"}, published, date(2026, 1, 8))
        Path(lost).unlink()
        child = self.open("officer-election", "选举主席", within=self.case)
        facts = {"职务": "主席", "应选名额": "1", "主席职数": "1"}
        self.do(
            child, "确定职务和名额", facts, [("提名表", self.paper("提名.pdf", "提名"))], date(2026, 2, 5)
        )
        return self

    def archive(self, target=None, *, folders=None, force=False, case=None):
        return archive_case(
            self.engine,
            case or self.case,
            target or self.folder / "归档",
            RETENTION,
            folders=[self.papers] if folders is None else folders,
            on=date(2026, 3, 1),
            force=force,
        )

    def close(self):
        self.office.engine.store.close()
