"""Schedules counted back from dates, and what falls due."""

from __future__ import annotations

import pytest
from pytest_bdd import parsers, then, when

from features.steps.office import BOOK, SHELF, Office, table_facts
from procedures.compliance.due import Due, falling_due
from procedures.library.places import places
from procedures.planning import wording
from procedures.planning.making import plan_case, plan_procedure
from procedures.planning.plan import Plan, Row
from procedures.workflow.reminders import reminders


class Desk:
    """The schedule on the desk, and the reminders."""

    plan: Plan | None = None
    due: list[Due] | None = None

    def row(self, title: str) -> Row:
        assert self.plan is not None
        found = [row for row in self.plan.rows if row.title == title]
        assert len(found) == 1, [row.title for row in self.plan.rows]
        return found[0]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@when(parsers.parse("为“{procedure}”排工期:"))
def plan_it(office: Office, desk: Desk, procedure: str, datatable: list[list[str]]) -> None:
    desk.plan = plan_procedure(BOOK, SHELF, procedure, table_facts(datatable), None, office.today)


@when(parsers.parse("在{province}为“{procedure}”排工期:"))
def plan_it_in(office: Office, desk: Desk, province: str, procedure: str, datatable: list[list[str]]) -> None:
    desk.plan = plan_procedure(BOOK, SHELF, procedure, table_facts(datatable), province, office.today)


@when("为这件事排工期")
def plan_the_case(office: Office, desk: Desk) -> None:
    desk.plan = plan_case(office.engine, office.case, {}, office.today)


@then(parsers.parse("排出“{title}”最迟 {day}"))
def latest_is(office: Office, desk: Desk, title: str, day: str) -> None:
    latest = desk.row(title).latest
    assert latest is not None
    assert latest.day == office.day(day)


@then(parsers.parse("排出“{title}”最早 {day}"))
def earliest_is(office: Office, desk: Desk, title: str, day: str) -> None:
    earliest = desk.row(title).earliest
    assert earliest is not None
    assert earliest.day == office.day(day)


@then(parsers.parse("“{title}”这一天是{words}"))
def is_marked(desk: Desk, title: str, words: str) -> None:
    told = desk.row(title).mark
    assert told is not None
    assert told.text == words


@then(parsers.parse("“{title}”写明:{words}"))
def row_tells(desk: Desk, title: str, words: str) -> None:
    row = desk.row(title)
    told = [
        wording.condition(row),
        wording.because(row),
        wording.order(row),
        *(wording.other_way(one, row) for one in row.otherwise),
    ]
    assert any(words in line for line in told), told


@then("都排得下")
def no_conflict(desk: Desk) -> None:
    assert desk.plan is not None
    assert [wording.conflict(one) for one in desk.plan.conflicts] == []


@then(parsers.parse("排不下,因为“{words}”"))
def conflict_because(desk: Desk, words: str) -> None:
    assert desk.plan is not None
    told = [wording.conflict(one) for one in desk.plan.conflicts]
    assert any(words in line for line in told), told


@then(parsers.parse("出路是“{words}”"))
def way_out_is(desk: Desk, words: str) -> None:
    assert desk.plan is not None
    told = wording.way_out(desk.plan)
    assert any(words in line for line in told), told


@then(parsers.parse("问到“{words}”"))
def asked_about(desk: Desk, words: str) -> None:
    assert desk.plan is not None
    told = [wording.question(one) for one in desk.plan.questions]
    assert any(words in line for line in told), told


@when(parsers.parse("看 {days:d} 日内到期的"))
def look_ahead(office: Office, desk: Desk, days: int) -> None:
    desk.due = falling_due(office.engine, days, reminders(places()))


@then(parsers.parse("到期的有“{title}”,{words}"))
def falls_due(desk: Desk, title: str, words: str) -> None:
    assert desk.due is not None
    (found,) = [one for one in desk.due if one.row.title == title]
    left = f"已过 {-found.days} 日" if found.days < 0 else f"还有 {found.days} 日"
    assert left == words


@then("没有到期的")
def nothing_due(desk: Desk) -> None:
    assert desk.due == []


@then(parsers.parse("备好了{letter}"))
def letter_is_ready(office: Office, desk: Desk, letter: str) -> None:
    assert desk.due
    assert [one.letter for one in desk.due] == [
        f"renda paper make {letter} {office.case} -o {letter}-{office.case}.docx"
    ]


@then("还不必催办")
def no_letter(desk: Desk) -> None:
    assert desk.due
    assert [one.letter for one in desk.due] == [None]
