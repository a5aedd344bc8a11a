"""Every procedure can be planned from every date that it records, in every province held."""

import json

import pytest

from procedures.errors import BadInput, UnknownName
from procedures.planning.calendar_file import calendar_of
from procedures.planning.page import page
from procedures.planning.sheet import workbook
from tests.planning.desk import PROCEDURES, PROVINCES, date_facts, plan


@pytest.mark.parametrize("name", PROCEDURES)
def test_it_can_be_planned_without_any_date_and_from_each(name):
    assert len(PROCEDURES) >= 38
    nothing = plan(name)
    assert nothing.rows or not date_facts(name)
    for place, fact in enumerate(date_facts(name)):
        made = plan(name, PROVINCES[place % len(PROVINCES)], **{fact: "2027-01-20"})
        told = made.as_json()
        json.dumps(told, ensure_ascii=False)
        assert any(one["status"] == "fixed" for one in told["rows"]), fact
        for one in told["rows"]:
            assert one["citation"] or (one["earliest"] is None and one["latest"] is None), one
        latest = [one["latest"] for one in told["rows"] if one["latest"]]
        assert latest == sorted(latest)
        assert "{" not in "".join(one["title"] for one in told["rows"])


@pytest.mark.parametrize("name", ["session", "deputy-election", "budget-approval", "petition"])
def test_every_output_can_be_written(name):
    for fact in date_facts(name)[:1]:
        made = plan(name, "浙江", **{fact: "2027-01-20"})
        assert calendar_of(made, (30, 15, 3)).decode("utf-8").encode("gb18030")
        assert workbook(made).startswith(b"PK")
        assert page(made).decode("utf-8").encode("gb18030")


def test_names_that_nobody_knows_are_refused_with_those_that_could_be_meant():
    with pytest.raises(UnknownName) as problem:
        plan("session", 开会日="2027-01-20")
    assert "没有叫“开会日”的日期" in problem.value.message
    assert "开幕日期" in problem.value.remedy


def test_steps_that_undo_the_plan_cannot_be_planned():
    with pytest.raises(UnknownName) as problem:
        plan("suggestion", returned_on="2027-01-20")
    assert "推翻已定的安排" in problem.value.message


def test_a_date_that_is_none_is_refused():
    with pytest.raises(BadInput):
        plan("session", opening_on="2027-02-30")


def test_one_day_given_twice_must_be_one_day():
    with pytest.raises(BadInput) as problem:
        plan("session", opening_on="2027-01-20", 开幕="2027-01-21")
    assert "同一天" in problem.value.message
    assert plan("session", opening_on="2027-01-20", 开幕="2027-01-20").rows
