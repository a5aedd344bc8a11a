"""Gaps in terms, numbers and months; and papers compared with their originals."""

from __future__ import annotations

from datetime import date

import pytest

from features.steps.office import Office, deputy_names
from procedures.compliance.archive_check import verify
from procedures.engine.founding import found_congress, open_case, record_deputies
from procedures.engine.verdict import Proposal
from procedures.workflow.continuity import Monthly

MONTHLY = (Monthly(procedure="deputy-contact", step="receive-voters"),)


@pytest.fixture
def office():
    it = Office()
    it.engine._today = date(2026, 12, 1)
    yield it
    it.engine.store.close()


def founded(office, term, on):
    body = {"name": "示例镇", "unit_kind": "镇", "province": "江西", "term": term}
    found_congress(office.engine, body, on=date.fromisoformat(on), operator="秘书")
    rows = [{"name": name} for name in deputy_names(10)]
    record_deputies(office.engine, rows, {"name": "名册"}, on=date.fromisoformat(on), operator="秘书")


def opened(office, procedure, title, on, number):
    return open_case(
        office.engine, procedure, title, on=date.fromisoformat(on), operator="秘书", number=number
    ).id


def gaps(office):
    return verify(office.engine, monthly=MONTHLY).continuous


def test_nothing_is_missing(office):
    founded(office, 19, "2023-01-10")
    for number in (1, 2, 3):
        opened(office, "session", f"{number}次会议", "2023-01-10", number)
    assert gaps(office) == []


def test_a_term_that_was_skipped(office):
    founded(office, 17, "2023-01-10")
    founded(office, 20, "2026-01-10")
    assert gaps(office) == ["第 17 届至第 20 届之间缺:第 18 届、第 19 届"]


def test_sessions_begin_anew_in_each_term(office):
    founded(office, 19, "2023-01-10")
    opened(office, "session", "六次会议", "2026-01-10", 6)
    opened(office, "session", "八次会议", "2026-02-10", 8)
    founded(office, 20, "2026-06-10")
    opened(office, "session", "二十届一次会议", "2026-06-10", 1)
    assert gaps(office) == ["S19-6 至 S19-8 之间缺:S19-7"]


def test_the_first_session_of_a_later_term_is_missed(office):
    founded(office, 19, "2023-01-10")
    founded(office, 20, "2026-06-10")
    opened(office, "session", "二十届三次会议", "2026-06-10", 3)
    assert gaps(office) == ["S20-1 至 S20-3 之间缺:S20-1、S20-2"]


def test_numbers_of_a_year(office):
    founded(office, 19, "2025-03-10")
    opened(office, "presidium-meeting", "第五次主席团会议", "2025-04-10", 5)
    opened(office, "presidium-meeting", "第二次主席团会议", "2026-04-10", 2)
    assert gaps(office) == ["Z2026-1 至 Z2026-2 之间缺:Z2026-1"]


def reception(office, case, on):
    facts = {"接待的代表": "王一", "接待人数": "3", "收到意见条数": "2"}
    verdict = office.engine.do(
        Proposal(case, "代表接待选民", facts, date.fromisoformat(on), "秘书", irregular=None)
    )
    assert verdict.recorded, verdict.as_json()


def test_months_without_a_monthly_practice(office):
    founded(office, 19, "2025-03-10")
    case = opened(office, "deputy-contact", "联系", "2026-01-05", 1)
    done = office.engine.do(Proposal(case, "安排联系工作", {"联系安排": "分片"}, date(2026, 1, 5), "秘书"))
    assert done.recorded
    for day in ("2026-02-25", "2026-03-25", "2026-06-25", "2026-08-25"):
        reception(office, case, day)
    assert gaps(office) == ["代表接待选民:2026年4月、5月、7月没有登记"]
    assert verify(office.engine).continuous == []


@pytest.fixture
def papers(office, tmp_path):
    founded(office, 19, "2026-01-10")
    case = opened(office, "suggestion", "修路", "2026-01-10", 1)
    path = tmp_path / "建议.docx"
    path.write_text("修路", encoding="utf-8")
    facts = {"提出时间": "闭会期间", "领衔代表": "王一", "提交对象": "主席团", "建议内容": "修路"}
    verdict = office.engine.do(
        Proposal(case, "提出建议", facts, date(2026, 1, 10), "秘书", papers=(("建议原件", str(path)),))
    )
    assert verdict.recorded
    return path


def originals(office, folder):
    found = verify(office.engine, folders=[folder])
    assert found.papers == 1
    assert found.original == []
    one = found.originals
    return one.found, [str(path) for _, path in one.changed], [paper.name for paper in one.absent]


def test_an_original_that_is_there(office, papers):
    assert originals(office, papers.parent) == (1, [], [])
    moved = papers.rename(papers.with_name("改名.docx"))
    assert originals(office, moved.parent) == (1, [], [])


def test_an_original_that_was_changed(office, papers):
    papers.write_text("修桥", encoding="utf-8")
    assert originals(office, papers.parent) == (0, [str(papers)], [])


def test_an_original_that_is_gone(office, papers):
    papers.unlink()
    assert originals(office, papers.parent) == (0, [], ["建议.docx"])
    assert verify(office.engine).originals is None
