"""Knowing where one stands: the check before a session, and the numbers of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_bdd import given, parsers, then, when

from features.steps.office import Office, deputy_names
from procedures.compliance.before import check_before
from procedures.compliance.yearly import year_report
from procedures.engine.founding import record_deputies
from procedures.library.places import places

if TYPE_CHECKING:
    from procedures.compliance.report import Row

GROUPS = {
    "不合法": "breach",
    "瑕疵": "flawed",
    "须办": "todo",
    "提示": "advice",
    "还不能判断": "pending",
    "合规": "in_order",
}


@given(parsers.parse("{person}于 {day}补选为代表"))
def seated_by_election(office: Office, person: str, day: str) -> None:
    row = {"name": person, "seated_on": office.day(day)}
    record_deputies(office.engine, [row], {"name": "补选"}, on=office.today, operator="秘书")


@given(parsers.parse("某{kind}人大第{term:d}届自 {day}起有 {number:d} 名代表"))
def a_congress_since(office: Office, kind: str, term: int, day: str, number: int) -> None:
    office.found(unit_kind=kind, term=term, term_began=office.day(day))
    rows = [{"name": name} for name in deputy_names(number)]
    record_deputies(office.engine, rows, {"name": "名册"}, on=office.today, operator="秘书")


@when(parsers.parse("于 {day}对“{title}”作会前检查"))
def check(office: Office, day: str, title: str) -> None:
    office.today = office.day(day)
    office.engine._today = office.today  # noqa: SLF001 - the clock of the scenario
    office.report = check_before(office.engine, title)


def _rows(office: Office, requirement: str) -> list[Row]:
    assert office.report is not None
    return [row for row in office.report.rows if row.finding.rule == requirement]


@then(parsers.re("“(?P<requirement>[A-Z0-9a-z-]+)”属于(?P<group>不合法|瑕疵|须办|提示|还不能判断|合规)$"))
def in_group(office: Office, requirement: str, group: str) -> None:
    groups = {row.group for row in _rows(office, requirement)} - {"not_applicable"}
    assert GROUPS[group] in groups, (requirement, groups)


@then(parsers.parse("会前须办“{requirement}”,到 {day}为止,命令是“{command}”"))
def owed_until(office: Office, requirement: str, day: str, command: str) -> None:
    (row,) = [row for row in _rows(office, requirement) if row.owed]
    assert (row.until, row.command) == (office.day(day), command), (row.until, row.command)


@then(parsers.parse("“{requirement}”不在须办之列"))
def not_owed(office: Office, requirement: str) -> None:
    assert not [row for row in _rows(office, requirement) if row.owed]


@then(parsers.parse("开会以前没有须办的事"))
def nothing_owed(office: Office) -> None:
    assert office.report is not None
    assert [row.finding.message for row in office.report.rows if row.owed] == []


@then(parsers.parse("{year:d} 年“{label}”是 {number:d}"))
def counted(office: Office, year: int, label: str, number: int) -> None:
    report = year_report(office.engine, places(), year)
    assert {one.value for one in report.numbers() if one.label == label} == {number}
