"""Papers handed in after their step reach the record, the list of what is lacking, and the archive."""

import hashlib

import pytest

DAY = "2026-02-20"


@pytest.fixture
def case(office):
    office.told("open", "suggestion", "修缮灌溉渠")
    deputy = office.told("roster", "list")["deputies"][0]["name"]
    facts = (
        "提出时间=闭会期间",
        f"领衔代表={deputy}",
        "提交对象=主席团",
        "建议内容=修缮",
    )
    office.told("do", "J2026-1", "提出建议", *facts, today=DAY)
    office.told("do", "J2026-1", "交办", "承办单位=镇农业农村办公室", today=DAY)
    return "J2026-1"


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "交办函.docx"
    path.write_bytes(b"letter")
    return path


def test_a_paper_belongs_to_the_step_that_names_it(office, case, letter, tmp_path):
    original = tmp_path / "原件.txt"
    original.write_bytes(b"original")
    said = office.told("paper", "add", case, f"交办函={letter}", f"建议原件={original}", today=DAY)
    assert [(one["kind"], one["step"]) for one in said["papers"]] == [
        ("交办函", "交办"),
        ("建议原件", "提出建议"),
    ]
    assert said["papers"][0]["sha256"] == hashlib.sha256(b"letter").hexdigest()
    assert said["papers"][1]["entry"] == said["papers"][0]["entry"] + 1
    log = office("log", case).out
    assert log.count("补交材料") == 2
    assert office.told("verify")["trusted"] is True


def test_a_paper_that_no_step_names_belongs_to_the_last_one(office, case, letter):
    said = office.told("paper", "add", case, f"照片={letter}", today=DAY)
    assert said["papers"][0]["step"] == "交办"


def test_it_goes_into_the_archive_and_the_folder_is_accepted(office, case, letter, tmp_path):
    office.told("paper", "add", case, f"交办函={letter}", today=DAY)
    folder = tmp_path / "归档"
    office.told("archive", case, "-o", str(folder), "--papers", str(tmp_path), today=DAY)
    assert [path for path in folder.rglob("*") if path.is_file() and path.read_bytes() == b"letter"]
    assert office("verify", str(folder)).code == 0


def test_a_correction_keeps_it(office, case, letter):
    ((_, entry, _),) = office.head()  # the handing over
    office.told("paper", "add", case, f"交办函={letter}", today=DAY)
    office.told("correct", case, str(entry), "承办单位=镇水利站", "--reason", "单位写错", today=DAY)
    assert office("paper", "add", case, f"交办函={letter}", today=DAY).code == 2  # still known


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("交办函=没有.docx",), "没有这个文件"),
        (("交办函",), "不是 种类=文件 的写法"),
    ],
)
def test_a_slip_writes_nothing(office, case, words, message):
    before = office.head()
    answer = office.json("paper", "add", case, *words, today=DAY)
    assert answer.code == 2
    assert message in answer.error["message"]
    assert office.head() == before


def test_one_of_two_that_cannot_be_read_writes_neither(office, case, letter):
    before = office.head()
    assert office("paper", "add", case, f"交办函={letter}", "建议原件=没有.docx", today=DAY).code == 2
    assert office.head() == before


def test_the_same_paper_twice_is_told(office, case, letter):
    office.told("paper", "add", case, f"交办函={letter}", today=DAY)
    before = office.head()
    answer = office.json("paper", "add", case, f"交办函={letter}", today=DAY)
    assert answer.code == 2
    assert "已经登记过" in answer.error["message"]
    assert office.head() == before


def test_a_day_still_to_come_is_told(office, case, letter):
    before = office.head()
    answer = office.json("paper", "add", case, f"交办函={letter}", "--on", "2026-02-21", today=DAY)
    assert answer.code == 2
    assert "还没有到" in answer.error["message"]
    assert office.head() == before


def test_a_case_without_a_step_takes_none(office, letter):
    office.told("open", "suggestion", "另一件")
    answer = office.json("paper", "add", "另一件", f"交办函={letter}", today=DAY)
    assert answer.code == 2
    assert "还没有登记任何一步" in answer.error["message"]
