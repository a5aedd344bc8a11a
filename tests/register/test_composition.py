"""The make-up of a congress: whole numbers, exact shares, rounding that is told."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.register.composition import Share, age_band, compose
from procedures.register.people import Deputy

ON = date(2026, 7, 3)


def deputy(number, **details):
    return Deputy(f"代表{number}", details=details)


def rows(found, title):
    table = next(table for table in found.tables if table.title == title)
    return [(row.label, row.count) for row in table.rows]


def test_counts_and_exact_shares():
    found = compose(
        [
            deputy(1, sex="女", party="中共党员", ethnicity="汉族", continued="是"),
            deputy(2, sex="男", party="中共预备党员", ethnicity="回族", continued="否"),
            deputy(3, sex="女", party="群众", ethnicity="汉族"),
        ],
        ON,
    )
    assert [(s.label, s.count, s.fraction, s.percent, s.unstated) for s in found.main] == [
        ("妇女代表", 2, Fraction(2, 3), "66.7", 0),
        ("非中共党员代表", 1, Fraction(1, 3), "33.3", 0),
        ("少数民族代表", 1, Fraction(1, 3), "33.3", 0),
        ("连任代表", 1, Fraction(1, 3), "33.3", 1),
    ]
    assert rows(found, "性别") == [("男", 1), ("女", 2)]
    assert rows(found, "连任") == [("是", 1), ("否", 1), ("未填", 1)]


@pytest.mark.parametrize(
    ("count", "of", "percent"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 8, "12.5"), (1, 2000, "0.1"), (1, 2001, "0.0"), (0, 0, "0.0")],
)
def test_halves_are_rounded_up(count, of, percent):
    assert Share("", count, of).percent == percent


def test_rounding_that_does_not_come_to_a_hundred_is_told():
    thirds = compose([deputy(n, category=category) for n, category in enumerate("工农干")], ON)
    table = next(table for table in thirds.tables if table.title == "代表结构")
    assert table.rounded_total == "99.9"
    assert "99.9%" in table.remark
    assert next(table for table in thirds.tables if table.title == "性别").remark is None


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("1990-07-03", "36 至 45 岁"),
        ("1990-07-04", "35 岁以下"),
        ("1990-06", "36 至 45 岁"),
        ("1990-08", "35 岁以下"),
        ("1990-07", "缺出生日,35 岁以下或36 至 45 岁"),
        ("1988-07", "36 至 45 岁"),
        ("1970-07-03", "56 岁以上"),
        ("1970-07-04", "46 至 55 岁"),
        ("", ""),
    ],
)
def test_full_years_on_the_day(born, band):
    assert age_band(born, ON, (35, 45, 55)) == band


def test_schooling_by_level_and_what_is_no_known_word():
    words = ["本科", "大学", "大专", "中专", "初中", "硕士研究生", "自修班", ""]
    found = compose([deputy(n, education=word) for n, word in enumerate(words)], ON)
    assert rows(found, "学历") == [
        ("研究生", 1),
        ("大学本科", 2),
        ("大学专科", 1),
        ("高中(中专)", 1),
        ("初中及以下", 1),
        ("自修班", 1),
        ("未填", 1),
    ]


def test_suspended_deputies_are_among_them():
    found = compose([Deputy("王一"), Deputy("李一", suspended=True)], ON)
    assert (found.deputies, found.suspended) == (2, 1)


def test_nobody():
    found = compose([], ON)
    assert found.deputies == 0
    assert all(table.remark is None and table.rows == () for table in found.tables)


@given(
    st.lists(
        st.fixed_dictionaries({"sex": st.sampled_from(["男", "女", ""]), "category": st.text(max_size=2)})
    )
)
def test_the_rows_come_to_everybody(people):
    found = compose([deputy(n, **details) for n, details in enumerate(people)], ON)
    for table in found.tables:
        assert sum(row.count for row in table.rows) == len(people)
        assert sum((row.fraction for row in table.rows), Fraction(0)) == (1 if people else 0)
