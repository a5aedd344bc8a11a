"""`renda archive` and `renda verify`: papers handed over, and proof that nothing was altered."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.cli.desk import Desk
from tests.cli.shapes import Each, Maybe, assert_shape

PAPER = {
    "case": str,
    "entry": int,
    "kind": str,
    "name": str,
    "sha256": str,
    "on": str,
    "file": Maybe(str),
    "retention": Maybe(str),
    "retention_class": Maybe(str),
    "by_analogy": Maybe(bool),
    "remark": str,
}
ARCHIVED = {
    "case": str,
    "folder": str,
    "closed": bool,
    "complete": bool,
    "papers": Each(PAPER),
    "lacking": dict,
    "unreadable": Each(str),
    "entries": int,
    "head": {"number": int, "hash": str},
}
CHECKED = {
    "folder": str,
    "trusted": bool,
    "congress": str,
    "case": str,
    "title": str,
    "archived_on": str,
    "closed": bool,
    "files": int,
    "entries": int,
    "head": {"number": int, "hash": str},
    "not_found": Each({"kind": str, "name": str, "sha256": str, "entry": int}),
    "problems": Each({"file": str, "message": str}),
}
DECIDE = ("会议类别=本届第一次会议", "开幕日期=2026-02-05", "代表选举完成日期=2025-12-20")


@pytest.fixture
def papers(office, tmp_path):
    """Two papers taken in with the first step of S20-1."""
    folder = tmp_path / "材料"
    folder.mkdir()
    for name, text in (("决定.docx", "决定"), ("纪要.docx", "纪要")):
        (folder / name).write_text(text, encoding="utf-8")
    handed_in = [
        f"--paper=主席团决定={folder / '决定.docx'}",
        f"--paper=主席团会议纪要={folder / '纪要.docx'}",
    ]
    assert office.json("do", "S20-1", "决定开会日期", *DECIDE, *handed_in).code == 0
    return folder


def test_archive_and_verify(office, papers, tmp_path):
    target = tmp_path / "归档"
    said = office.told("archive", "S20-1", "-o", str(target), "--papers", str(papers))
    assert_shape(said, ARCHIVED)
    assert [one["file"] for one in said["papers"]] == [
        "01_筹备/01_主席团决定_20260106.docx",
        "01_筹备/02_主席团会议纪要_20260106.docx",
    ]
    assert (said["closed"], said["complete"]) == (False, True)
    checked = office.told("verify", str(target))
    assert_shape(checked, CHECKED)
    assert checked["trusted"] is True
    assert checked["head"] == said["head"]
    assert "√" in office("verify", str(target)).out


def test_a_title_names_the_case_too(office, papers, tmp_path):
    assert office.told("archive", "二十届一次会议", "-o", str(tmp_path / "归档"))["case"] == "S20-1"


def test_what_is_not_found_is_told_with_what_to_do(office, papers, tmp_path):
    said = office("archive", "S20-1", "-o", str(tmp_path / "归档"))
    assert said.code == 0
    assert said.out.count("没有找到原件") == 2
    assert "--papers" in said.out
    assert office("verify", str(tmp_path / "归档")).out.count("归档时就没有找到原件") == 2


def test_a_folder_that_is_there(office, papers, tmp_path):
    target = tmp_path / "归档"
    office.told("archive", "S20-1", "-o", str(target))
    again = office.json("archive", "S20-1", "-o", str(target), "--papers", str(papers))
    assert (again.code, "--force" in again.error["remedy"]) == (2, True)
    assert office.told("archive", "S20-1", "-o", str(target), "--papers", str(papers), "--force")["complete"]
    refused = office.json("archive", "S20-1", "-o", str(papers), "--force")
    assert (refused.code, sorted(path.name for path in papers.iterdir())) == (2, ["决定.docx", "纪要.docx"])


@pytest.mark.parametrize(
    "words",
    [
        ("archive", "S20-1"),
        ("archive", "S20-9", "-o", "归档"),
        ("archive", "S20-1", "-o", "没有/归档"),
        ("archive", "S20-1", "-o", "归档", "--papers", "没有"),
        ("verify", "没有"),
        ("verify", "."),
        ("verify", "--papers", "没有"),
        ("verify", ".", "--papers", "."),
    ],
)
def test_slips(office, papers, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    said = office.json(*words)
    assert said.code == 2
    assert said.error["remedy"]
    assert not (tmp_path / "归档").exists()


def test_an_altered_archive_ends_with_3_and_names_the_file(office, papers, tmp_path):
    target = tmp_path / "归档"
    office.told("archive", "S20-1", "-o", str(target), "--papers", str(papers))
    changed = target / "01_筹备" / "01_主席团决定_20260106.docx"
    changed.write_text("别的决定", encoding="utf-8")
    said = office.json("verify", str(target))
    assert said.code == 3
    assert [one["file"] for one in said.doc["problems"]] == ["01_筹备/01_主席团决定_20260106.docx"]
    assert "不能信赖" in office("verify", str(target)).out


def test_an_archive_is_verified_without_any_record_or_database(office, papers, tmp_path, capsys):
    target = tmp_path / "归档"
    office.told("archive", "S20-1", "-o", str(target), "--papers", str(papers))
    alone = shutil.copytree(target, tmp_path / "U盘" / "归档")
    elsewhere = Desk(capsys, tmp_path / "没有.db")
    assert elsewhere.told("verify", str(alone))["trusted"] is True
    assert not (tmp_path / "没有.db").exists()
    probe = (
        "import sys\nfrom renda.main import run\n"
        f"code = run(['--format', 'json', 'verify', {str(alone)!r}])\n"
        "print(code, sorted({'sqlalchemy', 'alembic', 'openpyxl', 'docx', 'pydantic', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"


def test_originals_compared_with_the_record(office, papers):
    (one,) = office.told("verify", "--papers", str(papers))["congresses"]
    assert (one["papers"], one["originals"]["found"]) == (2, 2)
    (papers / "决定.docx").write_text("别的", encoding="utf-8")
    (papers / "纪要.docx").unlink()
    said = office.json("verify", "--papers", str(papers))
    assert said.code == 1
    found = said.doc["congresses"][0]["originals"]
    assert [paper["name"] for paper in found["changed"]] == ["决定.docx"]
    assert [paper["name"] for paper in found["absent"]] == ["纪要.docx"]
    assert "与登记时的内容不同" in office("verify", "--papers", str(papers)).out
    assert office.told("verify")["congresses"][0]["originals"] is None


def test_numbers_with_a_gap_are_told(office):
    office.told("open", "session", "二十届三次会议", "--number", "3")
    (one,) = office.told("verify")["congresses"]
    assert one["continuous"] == ["S20-1 至 S20-3 之间缺:S20-2"]


def test_a_county_fixes_its_own_periods(office, papers, tmp_path):
    own = tmp_path / "本县" / "papers"
    own.mkdir(parents=True)
    (own / "retention.yaml").write_text(
        "source: 某县归档表\nclasses:\n- {id: '1', title: 会议, period: 30年}\n"
        "papers:\n- {class: '1', named: [主席团决定]}\n",
        encoding="utf-8",
    )
    words = ("archive", "S20-1", "-o", str(tmp_path / "归档"))
    said = office.json(*words, before=("--library", str(own.parent))).doc
    assert [one["retention"] for one in said["papers"]] == ["30年", "永久"]


def test_the_archive_is_json_and_a_table_that_wps_opens(office, papers, tmp_path):
    target = tmp_path / "归档"
    office.told("archive", "S20-1", "-o", str(target), "--papers", str(papers))
    (journal,) = target.glob("*.jsonl")
    for line in journal.read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["hash"]
    assert sorted(path.suffix for path in target.iterdir() if path.is_file()) == [
        ".docx",
        ".html",
        ".json",
        ".jsonl",
        ".xlsx",
    ]
