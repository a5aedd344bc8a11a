"""Local good practice: taken up or given up, and what a year looks like."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from features.steps.cases import verdict
from features.steps.office import Office
from procedures.compliance.report import Row, year_rows
from procedures.engine.practice import switch_practice
from procedures.engine.rolling import decide_rolling

YEAR_GROUPS = {
    "提示": "advice",
    "瑕疵": "flawed",
    "须办": "todo",
    "合规": "in_order",
    "还不能判断": "pending",
}


@given(parsers.parse("采用本地惯例 {ids}"))
@when(parsers.parse("采用本地惯例 {ids}"))
def take_up(office: Office, ids: str) -> None:
    switch_practice(office.engine, ids.split("、"), switch_on=True, on=office.today, operator="秘书")


@when(parsers.parse("不再采用本地惯例 {ids}"))
def give_up(office: Office, ids: str) -> None:
    switch_practice(office.engine, ids.split("、"), switch_on=False, on=office.today, operator="秘书")


@given(parsers.parse("登记顺延的决定“{basis}”"))
def decide_to_roll(office: Office, basis: str) -> None:
    decide_rolling(office.engine, basis, on=office.today, operator="秘书")


@then(parsers.parse("记录,并按本地惯例 {rule} 提示“{words}”"))
def recorded_with_advice(office: Office, rule: str, words: str) -> None:
    """Recorded as in order: the habit is said, and held against nobody."""
    found = verdict(office)
    assert found.recorded
    assert not found.irregular
    said = [f for f in found.findings if f.rule == rule]
    assert [f.outcome for f in said] == ["breach"], found.findings
    assert said[0].level == "practice"
    assert said[0].effect == "advise"
    assert words in said[0].message, said[0].message


@then(parsers.parse("记录,没有 {rule} 的提示"))
def recorded_without_advice(office: Office, rule: str) -> None:
    found = verdict(office)
    assert found.recorded
    assert [f.rule for f in found.findings if f.rule == rule and f.outcome != "pass"] == []


def rows_of(office: Office, year: int, rule: str) -> list[Row]:
    rows = year_rows(office.engine, office.engine.record, year)
    return [row for row in rows if row.finding.rule == rule]


@then(parsers.parse("{year:d} 年检查中 {rule} 列在“{group}”,写着“{words}”"))
def year_says(office: Office, year: int, rule: str, group: str, words: str) -> None:
    found = rows_of(office, year, rule)
    assert [row.group for row in found] == [YEAR_GROUPS[group]], found
    assert words in found[0].finding.message, found[0].finding.message


@then(parsers.parse("{year:d} 年检查中没有 {rule}"))
def year_is_silent(office: Office, year: int, rule: str) -> None:
    assert rows_of(office, year, rule) == []
