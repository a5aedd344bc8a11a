"""A clean roster comes back as it was written, in every encoding and as a workbook."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.papers.rosters import Person, read_roster
from procedures.papers.rosters.people import ETHNICITIES
from tests.rosters.builders import TODAY, new_book, save, write_csv

HEADERS = {
    "name": "姓名",
    "sex": "性别",
    "ethnicity": "民族",
    "born": "出生年月",
    "party": "政治面貌",
    "position": "工作单位及职务",
    "district": "选区",
    "phone": "联系电话",
    "remark": "备注",
    "native_place": "籍贯",
    "continued": "是否连任",
    "terms": "连任届数",
    "higher_congress": "兼任上级代表",
    "trained_on": "初任培训日期",
}
HAN = st.sampled_from("王李赵周吴郑冯陈䶮𬭎㛃𠅤〇")
PROSE = st.text(st.sampled_from("镇村委会主任党支部书记，、：（）\"';,"), max_size=12)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030"])


@st.composite
def rosters(draw):
    people = []
    wanted = st.lists(st.text(HAN, min_size=2, max_size=4), min_size=1, max_size=12, unique=True)
    for row, name in enumerate(draw(wanted), start=2):
        month = f"{draw(st.integers(1930, 2007))}-{draw(st.integers(1, 12)):02}"
        values = {
            "name": name,
            "sex": draw(st.sampled_from(["男", "女", ""])),
            "ethnicity": draw(st.sampled_from(sorted(ETHNICITIES))),
            "born": draw(st.sampled_from([month, f"{month}-28", ""])),
            "party": draw(st.sampled_from(["中共党员", "群众", ""])),
            "position": draw(PROSE),
            "district": f"第{draw(st.integers(1, 40))}选区",
            "phone": draw(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)),
            "remark": draw(PROSE),
            "native_place": draw(PROSE),
            "continued": draw(st.sampled_from(["是", "否", ""])),
            "terms": draw(st.sampled_from(["1", "三届", ""])),
            "higher_congress": draw(st.sampled_from(["县", "市、县", ""])),
            "trained_on": draw(st.sampled_from(["2026-03", "2022-03-18", ""])),
        }
        people.append(Person(**values, row=row))
    return people


def table(people):
    return [list(HEADERS.values()), *([asdict(p)[field] for field in HEADERS] for p in people)]


@settings(deadline=None, max_examples=60)
@given(rosters(), ENCODINGS, st.sampled_from(",\t;，"))
def test_text_round_trip(people, encoding, delimiter):
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv(Path(folder), table(people), encoding=encoding, delimiter=delimiter)
        report = read_roster(path, today=TODAY)
    assert report.people == people
    assert (report.corrected, report.refused, report.advice) == ([], [], [])
    assert report.encoding == encoding


@settings(deadline=None, max_examples=20)
@given(rosters())
def test_workbook_round_trip(people):
    book, sheet = new_book()
    for row in table(people):
        sheet.append(row)
    with tempfile.TemporaryDirectory() as folder:
        report = read_roster(save(book, Path(folder)), today=TODAY)
    assert report.people == people
    assert (report.corrected, report.refused, report.advice) == ([], [], [])


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(st.text(max_size=12), max_size=6), min_size=1, max_size=8))
def test_every_row_is_taken_or_refused_and_nothing_crashes(rows):
    head = ["姓名", "性别", "出生年月", "身份证号", "电话", "备注"]
    clean_rows = [
        [value.encode("utf-8", "ignore").decode().replace("\0", "") for value in row] for row in rows
    ]
    known = ["王建国", "男", "1968-07", "", "", ""]
    with tempfile.TemporaryDirectory() as folder:
        path = write_csv(Path(folder), [head, known, *clean_rows])
        report = read_roster(path, today=TODAY)
    rows_seen = [p.row for p in report.people] + [n.row for n in report.refused]
    assert len(rows_seen) == len(set(rows_seen)) == report.rows_read
    assert report.people[0] == Person("王建国", sex="男", born="1968-07", row=2)
