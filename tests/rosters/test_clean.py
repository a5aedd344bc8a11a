"""The cleaning of single values, and people who look alike."""

from __future__ import annotations

import re
from datetime import date

import pytest

from procedures.papers.rosters import clean, mask_id
from procedures.papers.rosters.cells import Cell
from procedures.papers.rosters.people import ETHNICITIES
from tests.rosters.builders import TODAY, cells, names, read_csv, with_check


def value(outcome):
    """The value of an outcome, or "×" and its message."""
    return f"×{outcome.message}" if isinstance(outcome, clean.Refusal) else outcome[0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("王　建国", "王建国"),
        ("王 五", "王五"),
        (" 欧阳 建国\n", "欧阳建国"),
        ("张\u00a0伟", "张伟"),
        ("张\u200b伟", "张伟"),
        ("买买提．艾力", "买买提·艾力"),
        ("买买提.艾力", "买买提·艾力"),
        ("买买提 ・ 艾力", "买买提·艾力"),
        ("张伟(女)", "张伟"),
        ("张伟（女，回族）", "张伟"),
        ("刘〇一", "刘〇一"),
        ("周䶮", "周䶮"),
        ("陈𬭎", "陈𬭎"),
        ("阿尔木呷", "阿尔木呷"),
    ],
)
def test_names(written, read):
    name, note = clean.name(Cell("B2", written))
    assert name == read
    assert (note is None) == (written.strip() == read)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("王\ue5e5", "U\\+E5E5"),
        ("王\U000f0001", "U\\+F0001"),
        ("王\ufffd", "丢失"),
        ("王?国", "U\\+003F"),
        ("⺈建国", "U\\+2E88"),
        ("张三丰 李四光", "两个人"),
        ("王 五 李四", "两个人"),
        ("张三、李四", "U\\+3001"),
        ("王", "不完整"),
        ("·艾力", "不完整"),
        ("张伟(代)", "看不懂"),
        ("以下空白", "说明行"),
        ("第一代表团", "说明行"),
        ("填表人", "说明行"),
        ("以上代表均已资格审查", "太长"),
        ("", "没有姓名"),
    ],
)
def test_names_refused(written, why):
    outcome = clean.name(Cell("B2", written))
    assert isinstance(outcome, clean.Refusal)
    assert re.search(why, outcome.message)


@pytest.mark.parametrize(
    ("written", "read", "noted"),
    [
        ("1968.7", "1968-07", False),
        ("68.07", "1968-07", True),
        ("68年7月", "1968-07", True),
        ("1968年7月", "1968-07", False),
        ("1968年07月03日", "1968-07-03", False),
        ("196807", "1968-07", False),
        ("19680703", "1968-07-03", False),
        ("1968-07-03", "1968-07-03", False),
        ("1968/7/3 0:00:00", "1968-07-03", True),
        ("25021", "1968-07-02", True),
        ("六八年七月", "1968-07", True),
        ("一九六八年十二月三日", "1968-12-03", True),
        ("一九七○年十月", "1970-10", True),
        ("１９６８．７", "1968-07", True),
        ("1968.7.3", "1968-07-03", False),
        ("1968 年 7 月", "1968-07", True),
        ("Jul-68", "1968-07", True),
        ("1968.10", "1968-10", False),
        ("", "", False),
        ("2008-12-13", "2008-12-13", False),
        ("26.12", "1926-12", True),
    ],
)
def test_months_of_birth(written, read, noted):
    outcome = clean.born(Cell("F2", written), TODAY)
    assert value(outcome) == read
    assert (outcome[1] is not None) == noted


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1968.1", "也可能是10月"),
        ("68.1", "也可能是10月"),
        ("05.07", "哪个世纪"),
        ("25.11", "哪个世纪"),
        ("2008-12-14", "不满 18"),
        ("2031-01", "不满 18"),
        ("1925-01", "超过 100"),
        ("1968", "缺月份"),
        ("1968年", "缺月份"),
        ("1968.13", "没有这个日期"),
        ("1970-02-29", "没有这个日期"),
        ("68", "看不出"),
        ("19687", "也可能是"),
        ("1.9E+05", "丢失"),
        ("属猴", "看不出"),
        ("1968.7-1969.8", "看不出"),
        ("1968.7-12", "看不出"),
    ],
)
def test_months_of_birth_refused(written, why):
    outcome = clean.born(Cell("F2", written), TODAY)
    assert isinstance(outcome, clean.Refusal), outcome
    assert why in outcome.message


def test_two_digit_years_are_always_told():
    for year in range(100):
        outcome = clean.born(Cell("F2", f"{year:02}.07"), TODAY)
        if year < 26:
            assert isinstance(outcome, clean.Refusal)
        else:
            assert outcome == (f"19{year:02}-07", f"→ 19{year:02}年7月(两位年份按19××年读)")


def test_days_of_election():
    assert clean.past_day(Cell("P2", "2021年12月28日"), TODAY) == ("2021-12-28", None)
    assert "今天之后" in value(clean.past_day(Cell("P2", "2026-12-14"), TODAY))
    assert "两位" in value(clean.past_day(Cell("P2", "99.12.28"), TODAY))


@pytest.mark.parametrize(
    ("cleaner", "written", "read"),
    [
        (clean.sex, "男　", "男"),
        (clean.sex, "M", "男"),
        (clean.sex, "ｆ", "女"),
        (clean.sex, "1", None),
        (clean.ethnicity, "汉", "汉族"),
        (clean.ethnicity, "维吾尔族", "维吾尔族"),
        (clean.ethnicity, "汗族", None),
        (clean.party, "党员", "中共党员"),
        (clean.party, "中共", "中共党员"),
        (clean.party, "中共党员", "中共党员"),
        (clean.party, "群众", "群众"),
        (clean.party, "预备党员", "中共预备党员"),
        (clean.party, "无", None),
        (clean.phone, "138 0000 0001", "13800000001"),
        (clean.phone, "138-0000-0001，13900000002", "13800000001、13900000002"),
        (clean.phone, "13800000001 13900000002", "13800000001、13900000002"),
        (clean.phone, "+86 13800000001", "13800000001"),
        (clean.phone, "（0571）88881234", "0571-88881234"),
        (clean.phone, "0571 88881234", "0571-88881234"),
        (clean.phone, "１３８０００００００１/661234", "13800000001、661234"),
        (clean.phone, "1380000000", None),
        (clean.phone, "1.38E+10", None),
        (clean.phone, "见通讯录", None),
        (clean.free, "第３选区", "第3选区"),
        (clean.free, "镇人大，主席：兼", "镇人大，主席：兼"),
        (clean.free, "某\ue000村", None),
        (clean.free, "某\U00100001村", None),
    ],
)
def test_other_fields(cleaner, written, read):
    outcome = cleaner(Cell("C2", written))
    if read is None:
        assert isinstance(outcome, clean.Refusal)
    else:
        assert outcome[0] == read
        assert (outcome[1] is None) == (written.strip("　 ") == read)


def test_there_are_56_peoples():
    assert len(ETHNICITIES) == 56


def test_identity_numbers_in_csv_that_end_in_zeros_may_be_cut():
    zeros = next(n for n in (with_check(f"330102196807{d:02}100") for d in range(1, 32)) if n[-1] == "0")
    assert "丢失" in value(clean.id_number(Cell("E2", zeros)))
    assert value(clean.id_number(Cell("E2", zeros, "text"))) == zeros
    assert mask_id(zeros) == "330102********1000"
    assert mask_id("1234") == "****"


def test_the_known_check_digit():
    assert value(clean.id_number(Cell("E2", "11010519491231002X"))) == "11010519491231002X"
    assert "校验位" in value(clean.id_number(Cell("E2", "110105194912310021")))


HEAD = ["姓名", "性别", "出生年月", "身份证号"]


def test_namesakes(tmp_path):
    rows = [
        HEAD,
        ["张伟", "男", "1968-07", ""],
        ["张 伟", "女", "1970-01-02", ""],
        ["张伟", "", "1968年7月3日", ""],
        ["张伟", "", "", ""],
    ]
    report = read_csv(tmp_path, rows)
    assert [(p.row, p.born) for p in report.people] == [(2, "1968-07"), (3, "1970-01-02")]
    assert report.refused[0].message == "与第2行同名“张伟”,出生年月也相同;是否同一人?"
    assert [n.row for n in report.refused] == [4, 5]
    assert "缺出生年月" in report.refused[1].message
    assert [(n.row, n.message) for n in report.advice] == [
        (3, "与第2行同名,都已收;名单、选票上须加注出生年月(1970年1月)以便区分")
    ]


def test_identity_numbers_tell_namesakes_apart_and_one_person_from_two_names(tmp_path):
    one, two = with_check("33010219680703123"), with_check("33010219680712125")
    rows = [
        HEAD,
        ["张伟", "男", "1968-07", one],
        ["张伟", "男", "1968-07", two],
        ["张炜", "男", "1968-07", one],
        ["李四", "女", "1968-08", with_check("33010219680703127")],
    ]
    report = read_csv(tmp_path, rows)
    assert names(report) == ["张伟", "张伟", "李四"]
    assert [(n.row, "身份证号相同" in n.message) for n in report.refused] == [(4, True)]
    told = [n.message for n in report.advice]
    assert "籍贯或选区" in told[0]
    assert told[1:] == [
        "出生年月与身份证号上的1968年7月3日不一致;请核对",
        "性别与身份证号上的男不一致;请核对",
    ]


def test_marks_behind_names_fill_blanks_and_never_contradict(tmp_path):
    report = read_csv(
        tmp_path, [["姓名", "性别"], ["张伟（女）", ""], ["李四（女）", "男"], ["王五（女）", "女"]]
    )
    assert [(p.name, p.sex) for p in report.people] == [("张伟", "女"), ("王五", "女")]
    assert cells(report.refused) == [(3, "A3")]


def test_all_reasons_against_a_row_stand_in_one_note_and_its_corrections_are_dropped(tmp_path):
    rows = [
        ["姓名", "性别", "民族", "出生年月"],
        ["王　建国", "不详", "汉", "1968"],
        ["李四", "女", "汉族", "1970-01"],
    ]
    report = read_csv(tmp_path, rows)
    assert report.rows_read == len(report.people) + len(report.refused) == 2
    assert report.corrected == []
    assert (report.refused[0].address, report.refused[0].column) == ("B2", "性别")
    assert "另 D2 出生年月:缺月份" in report.refused[0].message


def test_age_is_judged_on_the_day_of_reading():
    cell = Cell("F2", "2008-12-14")
    assert isinstance(clean.born(cell, date(2026, 12, 13)), clean.Refusal)
    assert clean.born(cell, date(2026, 12, 14)) == ("2008-12-14", None)
