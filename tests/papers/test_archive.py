"""An archive folder holds every paper under its place, a catalogue, the journal, and says what is missing."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from features.steps.office import BOOK, SHELF
from procedures.engine.engine import Engine
from procedures.engine.keeping import TakenIn
from procedures.engine.verdict import Proposal
from procedures.errors import BadInput, RecordError, UnknownName
from procedures.papers.archive import make
from procedures.papers.archive.catalogue import HEAD
from procedures.papers.archive.checking import check_folder
from procedures.papers.archive.manifest import MANIFEST, unsealed
from procedures.papers.archive.pieces import pieces_of
from tests.papers.desk import DAY, FOUNDING, RETENTION


def listed(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def catalogue(folder, sheet="归档目录"):
    book = load_workbook(next(folder.glob("*.xlsx")))
    rows = [tuple(cell or "" for cell in row) for row in book[sheet].iter_rows(values_only=True)]
    book.close()
    return rows


def test_folders_and_names(office):
    archived = office.convened().archive()
    assert listed(archived.folder) == [
        "00_办理记录_20260301.jsonl",
        "00_归档目录_20260301.docx",
        "00_归档目录_20260301.html",
        "00_归档目录_20260301.xlsx",
        "01_筹备/01_主席团决定_20260106.txt",
        "01_筹备/02_会议公告_20260108.docx",
        "02_选举主席(X2026-1)/01_提名表_20260205.pdf",
        MANIFEST,
    ]
    assert (archived.folder / "01_筹备/02_会议公告_20260108.docx").read_text(encoding="utf-8") == "公告"
    assert check_folder(archived.folder).problems == []


def test_the_catalogue(office):
    archived = office.convened().archive()
    head, *rows = catalogue(archived.folder)
    assert head == HEAD
    found = [dict(zip(HEAD, row, strict=True)) for row in rows]
    assert [(row["序号"], row["责任者"], row["题名"], row["日期"], row["份数"]) for row in found] == [
        ("1", "主席团", "主席团决定(十九届一次会议)", "20260106", "1"),
        ("2", "主席团", "会议公告(十九届一次会议)", "20260108", "1"),
        ("3", "主席团", "主席团会议纪要(十九届一次会议)", "20260108", "0"),
        ("4", "主席团", "提名表(选举主席)", "20260205", "1"),
    ]
    assert [row["保管期限"] for row in found] == ["永久", "永久", "永久", "10年"]
    assert found[0]["SHA-256"] == hashlib.sha256("决定".encode()).hexdigest()
    assert {row[name] for row in found for name in ("档号", "文号", "页数")} == {""}
    assert found[2]["备注"].startswith("没有找到原件(纪要.docx)")
    assert found[3]["备注"] == ""
    assert "按性质比照 1.2.1 项" in found[0]["备注"]


def test_what_is_missing_is_said_everywhere(office):
    archived = office.convened().archive()
    assert not archived.complete
    assert not archived.closed
    (lost,) = [piece for piece in archived.pieces if not piece.place]
    assert (lost.paper.name, lost.paper.entry) == ("纪要.docx", 5)
    manifest = unsealed((archived.folder / MANIFEST).read_bytes())
    assert [one["name"] for one in manifest["not_found"]] == ["纪要.docx"]
    page = next(archived.folder.glob("*.html")).read_text(encoding="utf-8")
    assert "没有找到原件(纪要.docx)" in page
    with zipfile.ZipFile(next(archived.folder.glob("*.docx"))) as word:
        assert "没有找到原件(纪要.docx)" in word.read("word/document.xml").decode()


def test_kinds_that_steps_should_have_left(office):
    office.do(office.case, "决定开会日期", FOUNDING)
    archived = office.archive()
    assert archived.lacking == {"十九届一次会议(S19-1)": ["主席团会议纪要"]}
    assert catalogue(archived.folder, "缺件")[1:] == [("十九届一次会议(S19-1)", "主席团会议纪要")]
    assert archived.pieces == ()
    assert check_folder(archived.folder).problems == []


def test_without_folders_every_original_is_said_to_be_missing(office):
    archived = office.convened().archive(folders=[])
    assert [piece.place for piece in archived.pieces] == [""] * 4
    assert len(check_folder(archived.folder).not_found) == 4


def test_an_original_that_was_changed_is_not_taken(office):
    office.convened()
    (office.papers / "公告.docx").write_text("改过的公告", encoding="utf-8")
    archived = office.archive()
    assert "会议公告" in [piece.paper.kind for piece in archived.pieces if not piece.place]


def test_an_original_changed_while_it_is_copied(office, monkeypatch):
    office.convened()
    search = make.find_originals

    def then_changed(*given):
        found = search(*given)
        (office.papers / "公告.docx").write_text("改过的公告", encoding="utf-8")
        return found

    monkeypatch.setattr(make, "find_originals", then_changed)
    with pytest.raises(BadInput, match="被改动"):
        office.archive()
    assert sorted(path.name for path in office.folder.iterdir()) == ["材料"]


def test_the_journal_is_that_of_the_case_and_the_cases_within(office):
    archived = office.convened().archive()
    lines = next(archived.folder.glob("*.jsonl")).read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert [(one["number"], one["kind"], one["case"]) for one in entries] == [
        (3, "open", "S19-1"),
        (4, "step", "S19-1"),
        (5, "step", "S19-1"),
        (6, "open", "X2026-1"),
        (7, "step", "X2026-1"),
    ]
    assert archived.head == (7, entries[-1]["hash"])
    only = office.archive(office.folder / "选举", case="选举主席")
    assert (only.case, only.entries, len(only.pieces)) == ("X2026-1", 2, 1)


@pytest.mark.parametrize(("passed", "told"), [(True, False), (None, False), (False, True)])
def test_a_paper_of_what_was_not_passed_keeps_its_period_and_is_told(office, passed, told):
    record = office.engine.record
    paper = TakenIn(office.case, "会议", 9, "会议", "deputies", "决议", "决议.doc", "0" * 64, DAY, passed)
    (piece,) = pieces_of(record, record.cases[office.case], [paper], {}, RETENTION)
    assert piece.period.group.period == "永久"
    assert ("表列 10年" in piece.remark) == told


def test_a_kind_without_a_period_is_left_to_the_archives_office(office):
    record = office.engine.record
    paper = TakenIn(office.case, "会议", 9, "会议", "deputies", "备忘", "备忘.doc", "0" * 64, DAY, None)
    (piece,) = pieces_of(record, record.cases[office.case], [paper], {}, RETENTION)
    assert piece.period is None
    assert "保管期限待定" in piece.remark


def test_again_only_with_force(office):
    office.convened().archive()
    with pytest.raises(BadInput, match="已经有了"):
        office.archive()
    again = office.archive(force=True)
    assert check_folder(again.folder).problems == []
    assert sorted(path.name for path in office.folder.iterdir()) == ["归档", "材料"]


def test_the_originals_may_lie_in_the_archive_that_is_replaced(office):
    office.convened().archive()
    again = office.archive(folders=[office.folder / "归档"], force=True)
    assert sum(bool(piece.place) for piece in again.pieces) == 3


def test_a_case_that_is_none(office):
    with pytest.raises(UnknownName):
        office.archive(case="S19-9")


def test_a_path_that_windows_cannot_open(office):
    deep = office.folder
    while len(str(deep)) < 215:
        deep = deep / "很深的文件夹"
    deep.mkdir(parents=True)
    with pytest.raises(BadInput, match="路径太长") as caught:
        office.convened().archive(deep / "归档")
    assert "名称更短" in caught.value.remedy
    assert list(deep.iterdir()) == []


def test_a_path_that_windows_can_just_open(office, monkeypatch):
    office.convened()
    longest = max(len(name) for name in listed(office.archive().folder))
    monkeypatch.setattr(make, "room_below", lambda _target: longest)
    office.archive(office.folder / "再次")
    monkeypatch.setattr(make, "room_below", lambda _target: longest - 1)
    with pytest.raises(BadInput, match=f"最长的文件有 {longest} 个字"):
        office.archive(office.folder / "又一次")


def test_a_record_that_cannot_be_trusted_is_not_archived(office, monkeypatch):
    monkeypatch.setattr(make, "check_chain", lambda _entries: ["被改动"])
    with pytest.raises(RecordError):
        office.archive()


def test_what_others_record_meanwhile_is_not_half_archived(office):
    office.convened()
    record, engine = office.engine.record, office.engine
    other = Engine(engine.store, engine.congress, SHELF, BOOK, today=DAY)
    late = office.paper("晚到.docx", "晚到")
    find = record.case

    def case(name):
        del record.case
        facts = {"通知内容": "会议举行时间、会议事项"}
        proposal = Proposal(office.case, "通知代表", facts, DAY, "别人", papers=(("会议通知", late),))
        assert other.do(proposal).recorded
        return find(name)

    record.case = case
    archived = office.archive()
    assert archived.head[0] == 7
    assert "会议通知" not in [piece.paper.kind for piece in archived.pieces]
    assert check_folder(archived.folder).problems == []


def test_originals_are_left_as_they_are(office):
    office.convened()
    before = {path.name: path.read_bytes() for path in Path(office.papers).iterdir()}
    office.archive()
    assert {path.name: path.read_bytes() for path in Path(office.papers).iterdir()} == before
