"""Archive folders: papers handed in with a step, the folder, and whether it can be trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import given, parsers, then, when

from features.steps.office import Office, table_facts
from procedures.engine.verdict import Proposal
from procedures.library.places import places
from procedures.papers.archive.checking import Checked, check_folder
from procedures.papers.archive.make import Archived, archive_case
from procedures.workflow.retention import Retention


class Cabinet:
    """The folder of papers, and the archive made of it."""

    def __init__(self, folder: Path) -> None:
        self.papers = folder / "材料"
        self.papers.mkdir()
        self.target = folder / "归档"
        self.archived: Archived | None = None

    def paper(self, name: str) -> Path:
        return self.papers / name

    def file(self, kind: str) -> Path:
        """Where a kind of paper lies in the archive."""
        assert self.archived is not None
        (piece,) = [piece for piece in self.archived.pieces if piece.paper.kind == kind]
        return self.target / piece.place

    def checked(self) -> Checked:
        return check_folder(self.target)


@pytest.fixture
def cabinet(tmp_path: Path) -> Cabinet:
    return Cabinet(tmp_path)


@given(parsers.parse("已于 {day}“{step}”,附“{kind}”(文件“{name}”):"))
def was_done_with_paper(
    office: Office, cabinet: Cabinet, day: str, step: str, kind: str, name: str, datatable: list[list[str]]
) -> None:
    path = cabinet.paper(name)
    path.write_text(f"{kind}的原件", encoding="utf-8")
    facts = table_facts(datatable)
    verdict = office.engine.do(
        Proposal(office.case, step, facts, office.day(day), "秘书", papers=((kind, str(path)),))
    )
    assert verdict.recorded, [finding.message for finding in verdict.findings if finding.blocks]


@given(parsers.parse("原件“{name}”找不到了"))
def original_lost(cabinet: Cabinet, name: str) -> None:
    cabinet.paper(name).unlink()


@when("把事项归档")
def archived(office: Office, cabinet: Cabinet) -> None:
    cabinet.archived = archive_case(
        office.engine,
        office.case,
        cabinet.target,
        Retention(places()),
        folders=[cabinet.papers],
        on=office.today,
    )


@when(parsers.parse("有人改动归档里的“{kind}”"))
def altered(cabinet: Cabinet, kind: str) -> None:
    cabinet.file(kind).write_text("改过的", encoding="utf-8")


@when(parsers.parse("有人拿走归档里的“{kind}”"))
def taken_away(cabinet: Cabinet, kind: str) -> None:
    cabinet.file(kind).unlink()


@then("归档可以信赖")
def trusted(cabinet: Cabinet) -> None:
    assert cabinet.checked().problems == []


@then(parsers.parse("归档不能信赖:“{kind}”{message}"))
def not_trusted(cabinet: Cabinet, kind: str, message: str) -> None:
    name = cabinet.file(kind).relative_to(cabinet.target).as_posix()
    assert any(file == name and message in told for file, told in cabinet.checked().problems)


@then(parsers.parse("目录里“{kind}”保管{period}"))
def kept_for(cabinet: Cabinet, kind: str, period: str) -> None:
    assert cabinet.archived is not None
    found = [piece.period for piece in cabinet.archived.pieces if piece.paper.kind == kind]
    assert [one.group.period for one in found if one is not None] == [period]


@then(parsers.parse("目录写明没有找到“{kind}”的原件"))
def said_to_be_missing(cabinet: Cabinet, kind: str) -> None:
    assert cabinet.archived is not None
    assert [piece.paper.kind for piece in cabinet.archived.pieces if not piece.place] == [kind]
    assert [one["kind"] for one in cabinet.checked().not_found] == [kind]
