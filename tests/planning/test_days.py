"""The days of a plan are exact: the rule itself is fulfilled on them, and not one day beyond."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.errors import ImpossibleDates
from procedures.planning.answers import add_answers
from procedures.planning.conditions import open_names
from procedures.planning.constraints import RuleBound
from tests.engine.office import BOOK
from tests.planning.desk import PROCEDURES, PROVINCES, date_facts, plan, planner, row

DAY = timedelta(days=1)
# month ends, a leap day, a year end, and a day in a year without published holidays
DAYS = (date(2027, 1, 20), date(2028, 2, 29), date(2026, 12, 31), date(2027, 5, 31))


def facts_of(rule, days):
    return {**rule.facts, **{name: days[key] for name, key in rule.dates.items() if key in days}}


def holds(rule, days, answers=None):
    """What the rule itself says of the days; a period that would end before it starts is not kept."""
    facts = {**facts_of(rule, days), **(answers or {})}
    try:
        return rule.check.evaluate(facts, rule.part.labels).truth
    except ImpossibleDates:
        return False


def counts_working_days(check):
    parts = getattr(check, "checks", (check,))
    return any(getattr(part, "working_days", None) is not None for part in parts)


def check_ends_unless_extended(one, side, key, bound, days, beyond):
    """Where open answers might give further days: without them the day is the last, and the plan asks and says so."""
    rule, part = bound.by, bound.by.part
    open_facts = open_names(rule.check, facts_of(rule, beyond), part.labels)
    yes_or_no = {name for name in open_facts if part.types[name] == "yesno"}
    assert yes_or_no == open_facts, (rule.placed.rule.id, open_facts)
    refused = dict.fromkeys(open_facts, False)
    assert holds(rule, days, refused) is not False, (side, rule.placed.rule.id, key)
    assert holds(rule, beyond, refused) is False, (side, rule.placed.rule.id, key)

    made = one.plan()
    add_answers(made, one, BOOK)
    assert open_facts & {question.fact for question in made.questions}, (rule.placed.rule.id, open_facts)
    (shown,) = [row for row in made.rows if row.key == key]
    others = [other.latest if side == "latest" else other.earliest for other in shown.otherwise]
    further = [day is None or (day > bound.day if side == "latest" else day < bound.day) for day in others]
    assert any(further), (side, rule.placed.rule.id, key, others)


def check_exact(one):
    """Every bound: kept on its day, broken on the next one; every rule: kept by all latest and all earliest days.

    Returns:
        How many bounds were looked at.
    """
    worked, seen = one.work(), 0
    for side, step in (("latest", DAY), ("earliest", -DAY)):
        known = worked.solution.side(side)
        days = {key: bound.day for key, bound in known.items()}
        for rule in worked.rules:
            if rule.check is not None and not rule.advises and not rule.conditions:
                sure = {key: day for key, day in days.items() if not known[key].conditions}
                assert holds(rule, sure) is not False, (side, rule.placed.rule.id, sure)
        for key, bound in known.items():
            if isinstance(bound.by, RuleBound) and bound.via is not None:
                assert holds(bound.by, days) is not False, (side, bound.by.placed.rule.id)
                if not counts_working_days(bound.by.check):
                    beyond = {**days, key: bound.day + step}
                    if holds(bound.by, beyond) is None:
                        check_ends_unless_extended(one, side, key, bound, days, beyond)
                    else:
                        assert holds(bound.by, beyond) is False, (side, bound.by.placed.rule.id, key)
                seen += 1
    return seen


@pytest.mark.parametrize("name", PROCEDURES)
def test_every_bound_of_every_procedure_is_exact(name):
    for place, fact in enumerate(date_facts(name)):
        for turn, day in enumerate(DAYS):
            province = PROVINCES[(place + turn) % len(PROVINCES)]
            one = planner(name, {fact: day.isoformat()}, province)
            if not one.work().solution.crossings:
                check_exact(one)


def test_the_bounds_of_an_election_are_all_looked_at():
    one = planner("deputy-election", {"election_on": "2027-03-12"}, "浙江")
    assert check_exact(one) >= 8


@settings(max_examples=20, deadline=None)
@given(day=st.dates(date(2026, 1, 1), date(2032, 12, 31)), province=st.sampled_from(PROVINCES))
def test_the_days_before_an_election_and_a_session_are_exact_on_any_day(day, province):
    for name, fact in (("deputy-election", "election_on"), ("deputy-by-election", "election_on")):
        one = planner(name, {fact: day.isoformat()}, province)
        assert not one.work().solution.crossings
        assert check_exact(one)


@settings(max_examples=20, deadline=None)
@given(
    day=st.dates(date(2016, 1, 1), date(2032, 12, 31)),
    province=st.sampled_from(PROVINCES),
    difficult=st.booleans(),
)
def test_the_days_of_a_reply_are_exact_on_any_day(day, province, difficult):
    given_dates = {"handed_over_on": day.isoformat(), "difficult": "是" if difficult else "否"}
    one = planner("suggestion", given_dates, province)
    no_law = [words for words in one.work().told if words.startswith("答复代表:这里没有")]
    assert bool(check_exact(one)) is not bool(no_law)  # either days, or it is said that their law is not held


@pytest.mark.parametrize(
    ("handed_over", "difficult", "last"),
    [
        ("2026-11-30", "否", date(2027, 2, 28)),
        ("2027-11-30", "否", date(2028, 2, 29)),
        ("2027-11-29", "否", date(2028, 2, 29)),
        ("2026-08-31", "否", date(2026, 11, 30)),
        ("2026-08-31", "是", date(2027, 2, 28)),
        ("2026-12-15", "否", date(2027, 3, 15)),
    ],
)
def test_a_reply_ends_on_the_corresponding_day_or_the_months_last(handed_over, difficult, last):
    made = plan("suggestion", handed_over_on=handed_over, difficult=difficult)
    assert row(made, "答复代表").latest.day == last


def test_the_law_of_the_handing_over_picks_the_rule():
    made = plan("suggestion", handed_over_on="2025-03-11", today=date(2025, 3, 12))
    assert row(made, "答复代表").latest.rule == "DEP-51-2a"
    assert made.told == []


def test_a_day_without_law_is_said():
    made = plan("suggestion", handed_over_on="2011-03-01", today=date(2011, 3, 12))
    assert any("没有" in words and "代表法" in words for words in made.told)
    assert row(made, "答复代表").latest is None


def test_holidays_mark_a_day_and_move_none():
    made = plan("suggestion", handed_over_on="2026-07-01", today=date(2026, 7, 1))
    reply = row(made, "答复代表")
    assert (reply.latest.day, reply.mark.off) == (date(2026, 10, 1), "国庆节假期")
    unknown = row(plan("suggestion", handed_over_on="2026-11-30"), "答复代表")
    assert (unknown.mark.known, unknown.mark.weekday) == (False, "周日")
    assert unknown.slack == 94
