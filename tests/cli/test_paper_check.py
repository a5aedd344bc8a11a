"""`renda paper check`: exit codes, JSON, the record; and files that stay as they are."""

import os
from pathlib import Path

import pytest

from tests.cli.desk import TOWN
from tests.cli.shapes import Each, Maybe, OneOf, assert_shape
from tests.cli.test_start import imported
from tests.papers.builders import docx_of

FINDING = {
    "code": str,
    "place": str,
    "paragraph": Maybe(int),
    "found": str,
    "message": str,
    "proposal": str,
    "citation": str,
    "severity": OneOf("error", "warning"),
}
SHAPE = {
    "files": Each({"file": str, "kind": str, "findings": Each(FINDING)}),
    "counts": {"files": int, "errors": int, "warnings": int},
}
RIGHT = [
    f"{TOWN}第二十届人民代表大会第一次会议关于预算的决议",
    f"（2026年1月6日{TOWN}第二十届人民代表大会第一次会议通过）",
    "会议审查了2026年预算，决定批准。",
]
WRONG = [*RIGHT[:2], "以到会代表过半数赞成通过。"]
DOUBTFUL = ["通知", "二○二六年一月八日"]


@pytest.fixture
def paper(tmp_path):
    def write(name, lines):
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode() if name.endswith(".txt") else docx_of(lines))
        return str(path)

    return write


@pytest.mark.parametrize(
    ("lines", "code", "errors", "warnings"),
    [(RIGHT, 0, 0, 0), (WRONG, 1, 1, 0), (DOUBTFUL, 0, 0, 1)],
    ids=["right", "an error", "a warning only"],
)
def test_an_error_ends_with_1_and_a_warning_does_not(desk, paper, lines, code, errors, warnings):
    doc = desk.told("paper", "check", paper("甲.docx", lines), code=code)
    assert_shape(doc, SHAPE)
    assert doc["counts"] == {"files": 1, "errors": errors, "warnings": warnings}


def test_the_kind_is_told_and_may_be_said(desk, paper):
    file = paper("甲.docx", RIGHT)
    assert desk.told("paper", "check", file)["files"][0]["kind"] == "决议"
    assert desk.told("paper", "check", file, "--as", "通知")["files"][0]["kind"] == "通知"
    answer = desk.json("paper", "check", file, "--as", "诗")
    assert (answer.code, answer.error["where"]) == (2, "--as")
    assert "公告" in answer.error["remedy"]


def test_the_screen_says_where_what_and_what_to_write(desk, paper):
    answer = desk("paper", "check", paper("甲.docx", WRONG), paper("乙.docx", RIGHT))
    assert answer.code == 1
    for words in (
        "× 第 3 段",
        "到会代表过半数",
        "改法:写“全体代表的过半数”",
        "依据:地方组织法第二十五条",
        "majority-of-present",
    ):
        assert words in answer.out
    assert "乙.docx    决议    没有发现问题" in answer.out
    assert "共 2 份:错误 1 处。" in answer.out
    assert "文件没有改动" in answer.out
    answer.out.encode("gbk")


def test_no_file_is_changed_and_none_is_made(desk, paper, tmp_path):
    files = [Path(paper("甲.docx", WRONG)), Path(paper("乙.txt", WRONG))]
    for file in files:
        os.utime(file, ns=(10**18, 10**18))
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    desk("paper", "check", *map(str, files))
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before
    assert {p.name for p in tmp_path.iterdir()} == {"乙.txt", "甲.docx"}


@pytest.mark.parametrize("name", ["甲.doc", "甲.wps"])
def test_an_old_file_is_refused_with_what_to_do(desk, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    answer = desk.json("paper", "check", str(path))
    assert answer.code == 2
    assert "另存为 .docx" in answer.error["remedy"]
    assert str(path) == answer.error["where"]


def test_one_bad_file_ends_with_2_before_anything_is_said(desk, paper, tmp_path):
    answer = desk("paper", "check", paper("甲.docx", WRONG), str(tmp_path / "没有.docx"))
    assert (answer.code, answer.out) == (2, "")
    assert "没有这个文件" in answer.err


def test_a_star_stands_for_all_papers_of_a_folder(desk, paper, tmp_path):
    paper("甲.docx", RIGHT)
    paper("乙.docx", RIGHT)
    paper("~$甲.docx", RIGHT)  # what an open program leaves beside its file
    assert desk.told("paper", "check", str(tmp_path / "*.docx"))["counts"]["files"] == 2


def test_without_a_record_nothing_is_opened(desk, paper):
    desk.told("paper", "check", paper("甲.docx", RIGHT))
    assert desk.head() == []
    (found,) = imported(["paper", "check", paper("乙.docx", WRONG)])
    assert not found & {"sqlalchemy", "alembic", "openpyxl", "psycopg"}


def test_the_day_may_be_said(desk, paper):
    lines = ["制度", "认真行使十三项职权。"]
    file = paper("甲.docx", lines)
    assert desk.told("paper", "check", file)["counts"]["warnings"] == 1
    assert desk.told("paper", "check", file, "--on", "2022-03-11")["counts"]["warnings"] == 0
    assert desk.told("paper", "check", file, "--on", "2022-03-12")["counts"]["warnings"] == 1


def test_town_and_term_are_compared_with_the_record(office, paper):
    other = [line.replace(TOWN, "石桥镇").replace("二十", "十九") for line in RIGHT]
    doc = office.told("--congress", TOWN, "paper", "check", paper("甲.docx", other), code=1)
    codes = {found["code"] for found in doc["files"][0]["findings"]}
    assert codes == {"town-against-record", "session-against-record"}
    assert office.told("--congress", TOWN, "paper", "check", paper("乙.docx", RIGHT))["counts"]["errors"] == 0


def test_session_and_attendance_are_compared_with_the_case(office, paper):
    script = [f"{TOWN}第二十届人民代表大会第二次会议主持词", "应到代表71名，实到70名，请假1名。"]
    doc = office.told("paper", "check", paper("甲.docx", script), "--case", "S20-1", code=1)
    found = {one["code"]: one["message"] for one in doc["files"][0]["findings"]}
    assert set(found) == {"session-against-record", "number-against-record"}
    assert "71" in found["number-against-record"]
    assert "72" in found["number-against-record"]
    assert "没有同记录核对" not in office("paper", "check", paper("甲.docx", RIGHT), "--case", "S20-1").out


def test_an_unknown_case_is_told(office, paper):
    answer = office.json("paper", "check", paper("甲.docx", RIGHT), "--case", "S9-9")
    assert answer.code == 2
    assert "S9-9" in answer.error["message"]


def test_a_county_adds_its_own_phrases(desk, paper, tmp_path):
    folder = tmp_path / "county" / "papers" / "checking"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(
        "codes:\n- code: own-words\n  title: 本县提法\n  severity: error\n  message: 本县不写“{words}”\n"
        "  proposal: 写“代表之家”\n  citation: 本县文书规定\n  phrases:\n  - find: 代表活动室\n"
        "- code: superseded-phrase\n  phrases:\n  - {find: 片区办, message: 片区办已经撤销}\n",
        encoding="utf-8",
    )
    file = paper("甲.docx", ["制度", "代表活动室由片区办管理。"])
    assert desk.told("paper", "check", file)["counts"] == {"files": 1, "errors": 0, "warnings": 0}
    doc = desk.told("--library", str(tmp_path / "county"), "paper", "check", file, code=1)
    told = [(one["code"], one["severity"], one["message"]) for one in doc["files"][0]["findings"]]
    assert told == [
        ("own-words", "error", "本县不写“代表活动室”"),
        ("superseded-phrase", "warning", "片区办已经撤销"),
    ]
