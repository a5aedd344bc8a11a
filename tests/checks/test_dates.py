"""Dates: the exact last and first day, forwards and backwards, against a search day by day."""

from datetime import date, timedelta
from itertools import pairwise

import chinese_calendar
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from procedures.errors import ImpossibleDates
from tests.checks.reading import LABELS, answer, only, read, truth, within

DAY = timedelta(days=1)
dates = st.dates(date(2010, 1, 1), date(2040, 12, 31))
gaps = st.integers(-100, 100)


def before(days):
    return read("days_before", act="act_on", event="event_on", days=days)


def after(**period):
    return read("within_after", act="act_on", event="event_on", **period)


# --- so many days before


@pytest.mark.parametrize(
    ("act", "holds"), [(date(2026, 1, 1), True), (date(2026, 1, 2), False), (date(2025, 12, 31), True)]
)
def test_days_before(act, holds):
    assert truth(before(7), act_on=act, event_on=date(2026, 1, 8)) is holds


def test_days_before_says_what_would_have_been_enough():
    found = answer(before(7), act_on=date(2026, 1, 3), event_on=date(2026, 1, 8))
    assert found.needed == {"act_on": date(2026, 1, 1)}
    assert found.latest == date(2026, 1, 1)
    assert found.earliest == date(2026, 1, 10)
    assert found.shortfalls == ("办理日2026年1月3日,距起算日2026年1月8日只有 5 日,至少 7 日",)


@settings(deadline=None)
@given(dates, gaps, st.integers(0, 60))
def test_days_before_and_its_limits(event, gap, days):
    check, act = before(days), event + gap * DAY
    passes = (event - act).days >= days
    assert truth(check, act_on=act, event_on=event) is passes
    latest = only(check, "act_on", event_on=event)
    earliest = only(check, "event_on", act_on=act)
    assert (latest.earliest, earliest.latest) == (None, None)
    assert truth(check, act_on=latest.latest, event_on=event) is True
    assert truth(check, act_on=latest.latest + DAY, event_on=event) is False
    assert truth(check, act_on=act, event_on=earliest.earliest) is True
    assert truth(check, act_on=act, event_on=earliest.earliest - DAY) is False
    assert (act <= latest.latest) is (event >= earliest.earliest) is passes


# --- within so long after


@pytest.mark.parametrize(
    ("period", "event", "last"),
    [
        ({"days": 20}, date(2026, 1, 8), date(2026, 1, 28)),
        ({"days": 0}, date(2026, 1, 8), date(2026, 1, 8)),
        ({"months": 3}, date(2026, 3, 10), date(2026, 6, 10)),
        ({"months": 1}, date(2024, 1, 31), date(2024, 2, 29)),
        ({"months": 1}, date(2025, 1, 31), date(2025, 2, 28)),
        ({"months": 6}, date(2025, 8, 31), date(2026, 2, 28)),
        ({"years": 1}, date(2024, 2, 29), date(2025, 2, 28)),
        ({"years": 5}, date(2021, 12, 20), date(2026, 12, 20)),
        ({"working_days": 1}, date(2025, 9, 26), date(2025, 9, 28)),  # a Sunday made up for the holiday
        ({"working_days": 2}, date(2025, 9, 30), date(2025, 10, 10)),  # over the National Day
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_not(period, event, last):
    check = after(**period)
    assert truth(check, act_on=last, event_on=event) is True
    found = answer(check, act_on=last + DAY, event_on=event)
    assert (found.truth, found.latest, found.needed) == (False, last, {"act_on": last})
    assert "迟 1 日" in found.shortfalls[0]
    limit = only(check, "act_on", event_on=event)
    assert (limit.earliest, limit.latest) == (event, last)
    assert limit.how


def test_a_reply_before_the_handing_over_is_no_early_reply():
    check = after(months=3)
    day = date(2026, 3, 10)
    assert truth(check, act_on=day, event_on=day) is True
    with pytest.raises(ImpossibleDates, match="办理日 2026年3月9日 早于起算日 2026年3月10日") as caught:
        answer(check, act_on=day - DAY, event_on=day)
    assert caught.value.where == "办理日"
    assert caught.value.remedy


def naive_last(period, event):
    """Walk day by day to the last day of the period."""
    (unit, amount), day = next(iter(period.items())), event
    if unit == "days":
        for _ in range(amount):
            day += DAY
        return day
    if unit == "working_days":
        while amount:
            day += DAY
            amount -= chinese_calendar.is_workday(day)
        return day
    wanted = event.year * 12 + event.month + amount * (12 if unit == "years" else 1)
    last = event
    while day.year * 12 + day.month <= wanted:
        if day.year * 12 + day.month == wanted and day.day <= event.day:
            last = day
        day += DAY
    return last


periods = st.one_of(
    st.builds(lambda n: {"days": n}, st.integers(0, 90)),
    st.builds(lambda n: {"months": n}, st.integers(0, 14)),
    st.builds(lambda n: {"years": n}, st.integers(0, 2)),
)


@settings(deadline=None)
@given(periods, dates, st.integers(0, 400))
@example({"months": 1}, date(2024, 2, 29), 29)
@example({"months": 1}, date(2023, 1, 28), 31)
@example({"years": 1}, date(2024, 2, 29), 365)
def test_forwards_and_backwards_agree_with_a_search_day_by_day(period, event, gap):
    check, last, act = after(**period), naive_last(period, event), event + gap * DAY
    assert only(check, "act_on", event_on=event).latest == last
    assert truth(check, act_on=act, event_on=event) is (act <= last)
    back = only(check, "event_on", act_on=act)
    assert back.latest == act
    assert naive_last(period, back.earliest) >= act
    assert naive_last(period, back.earliest - DAY) < act
    assert truth(check, act_on=act, event_on=back.earliest) is True
    assert truth(check, act_on=act, event_on=back.earliest - DAY) is False
    assert (event >= back.earliest) is (act <= last)


@settings(deadline=None)
@given(st.dates(date(2022, 1, 1), date(2025, 6, 30)), st.integers(0, 20), st.integers(0, 40))
@example(date(2025, 9, 27), 1, 1)
def test_working_days_agree_with_a_search_day_by_day(event, amount, gap):
    period = {"working_days": amount}
    check, act = after(**period), event + gap * DAY
    worked = sum(chinese_calendar.is_workday(event + n * DAY) for n in range(1, gap + 1))
    assert truth(check, act_on=act, event_on=event) is (worked <= amount)
    assert only(check, "act_on", event_on=event).latest == naive_last(period, event)
    back = only(check, "event_on", act_on=act)
    assert naive_last(period, back.earliest) >= act
    assert naive_last(period, back.earliest - DAY) < act


@pytest.mark.parametrize(
    "period", [{}, {"days": 1, "months": 1}, {"days": None}, {"days": -1}, {"working_days": -1}]
)
def test_one_period_and_no_negative_one(period):
    with pytest.raises(ValidationError):
        after(**period)


# --- in order


@pytest.mark.parametrize(
    ("strictly", "gap", "holds"), [(False, 0, True), (False, -1, False), (True, 0, False), (True, 1, True)]
)
def test_in_order(strictly, gap, holds):
    check = read("in_order", dates=["act_on", "event_on"], strictly=strictly)
    day = date(2026, 1, 8)
    assert truth(check, act_on=day, event_on=day + gap * DAY) is holds


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 9))), min_size=2, max_size=4),
    st.booleans(),
)
def test_order_of_several_against_a_naive_reading(days, strictly):
    names = [f"d{place}_on" for place in range(len(days))]
    check = read("in_order", dates=names, strictly=strictly)
    facts = dict(zip(names, days, strict=True))
    pairs = [
        None if early is None or late is None else early < late or (early == late and not strictly)
        for early, late in pairwise(days)
    ]
    assert truth(check, **facts) is (False if False in pairs else None if None in pairs else True)
    if None in pairs and False not in pairs:
        assert answer(check, **facts).missing == tuple(name for name in names if facts[name] is None)


@settings(deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2026, 1, 9)), st.dates(date(2026, 1, 1), date(2026, 1, 9)), st.booleans()
)
def test_the_days_said_for_an_order_put_it_right(early, late, strictly):
    check = read("in_order", dates=["act_on", "event_on"], strictly=strictly)
    found = answer(check, act_on=early, event_on=late)
    if found.truth:
        return
    assert found.needed == {"act_on": found.latest}
    assert truth(check, act_on=found.latest, event_on=late) is True
    assert truth(check, act_on=found.latest + DAY, event_on=late) is False
    assert truth(check, act_on=early, event_on=found.earliest) is True
    assert truth(check, act_on=early, event_on=found.earliest - DAY) is False


@settings(deadline=None)
@given(
    st.lists(st.dates(date(2026, 1, 1), date(2026, 2, 9)), min_size=3, max_size=4), st.booleans(), st.data()
)
def test_limits_of_an_order(days, strictly, data):
    days = sorted(days)
    place = data.draw(st.integers(0, len(days) - 1))
    names = [f"d{number}_on" for number in range(len(days))]
    check = read("in_order", dates=names, strictly=strictly)
    others = {name: day for name, day in zip(names, days, strict=True) if name != names[place]}
    rest = [day for name, day in others.items()]
    assume(not strictly or len(set(rest)) == len(rest))
    limits = check.limits(names[place], others, LABELS)
    for offset in range(-3, 44):
        day = date(2026, 1, 1) + offset * DAY
        assert truth(check, **others, **{names[place]: day}) is within(limits, day)


def test_an_order_whose_other_dates_are_open_binds_nothing():
    check = read("in_order", dates=["act_on", "event_on"])
    assert check.limits("act_on", {}, LABELS) == ()
    assert check.limits("other_on", {"act_on": date(2026, 1, 1)}, LABELS) == ()
    limit = only(check, "act_on", event_on=date(2026, 1, 8))
    assert (limit.earliest, limit.latest, limit.how) == (None, date(2026, 1, 8), ("办理日不晚于起算日",))


def test_an_order_needs_two_dates():
    with pytest.raises(ValidationError, match="至少要有两个日期"):
        read("in_order", dates=["a"])


# --- the calendar


def test_the_same_day():
    check, day = read("same_day", dates=["act_on", "event_on"]), date(2026, 12, 31)
    assert truth(check, act_on=day, event_on=day) is True
    found = answer(check, act_on=day + DAY, event_on=day)
    assert (found.truth, found.needed) == (False, {"act_on": day})
    assert truth(check, act_on=day - DAY, event_on=day) is False
    for name, other in (("act_on", "event_on"), ("event_on", "act_on")):
        limit = only(check, name, **{other: day})
        assert (limit.earliest, limit.latest) == (day, day)
    assert check.limits("act_on", {}, LABELS) == ()
    assert check.limits("other_on", {"act_on": day}, LABELS) == ()


def test_the_same_year():
    check = read("same_year", dates=["act_on", "event_on"])
    assert truth(check, act_on=date(2026, 1, 1), event_on=date(2026, 12, 31)) is True
    assert truth(check, act_on=date(2025, 12, 31), event_on=date(2026, 1, 1)) is False
    assert truth(check, act_on=date(2026, 1, 1), event_on=date(2025, 12, 31)) is False


def test_a_fixed_day_of_the_year():
    check = read("calendar_day", date="act_on", month=12, day=31)
    assert truth(check, act_on=date(2026, 12, 31)) is True
    for wrong in (date(2026, 12, 30), date(2026, 1, 31)):
        found = answer(check, act_on=wrong)
        assert (found.truth, found.needed) == (False, {"act_on": date(2026, 12, 31)})


@pytest.mark.parametrize(("month", "day"), [(13, 1), (0, 1), (2, 29), (2, 30), (4, 31), (1, 0), (1, 32)])
def test_a_day_that_is_not_in_every_year_is_refused(month, day):
    with pytest.raises(ValidationError, match="不是每年都有"):
        read("calendar_day", date="act_on", month=month, day=day)


@given(st.integers(1, 28), dates)
def test_a_fixed_day_of_every_month(day, on):
    check = read("day_of_month", date="act_on", day=day)
    found = answer(check, act_on=on)
    assert found.truth is (on.day == day)
    if not found.truth:
        assert found.needed == {"act_on": date(on.year, on.month, day)}
        assert truth(check, **found.needed) is True
    assert check.limits("act_on", {}, LABELS) == ()


@pytest.mark.parametrize("day", [0, -1, 29, 31])
def test_a_day_that_is_not_in_every_month_is_refused(day):
    with pytest.raises(ValidationError, match="day"):
        read("day_of_month", date="act_on", day=day)


@settings(deadline=None)
@given(st.integers(1, 12), dates)
def test_by_the_end_of_a_month(month, day):
    check = read("by_end_of_month", date="act_on", month=month)
    found = answer(check, act_on=day)
    assert found.truth is (day.month <= month)
    limit = only(check, "act_on", act_on=day)
    assert limit.earliest == date(day.year, 1, 1)
    assert limit.latest.month == month
    assert truth(check, act_on=limit.latest) is True
    assert (limit.latest + DAY).month != month
    if month < 12:
        assert truth(check, act_on=limit.latest + DAY) is False
    if found.truth is False:
        assert found.latest == limit.latest
        assert found.needed == {"act_on": limit.latest}
    assert check.limits("act_on", {}, LABELS) == ()
    assert check.limits("other_on", {"act_on": day}, LABELS) == ()


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_is_none(month):
    with pytest.raises(ValidationError):
        read("by_end_of_month", date="act_on", month=month)


@pytest.mark.parametrize(
    ("born", "day", "holds"),
    [
        (date(2008, 3, 1), date(2026, 3, 1), True),
        (date(2008, 3, 1), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 2, 28), True),  # the last day where there is no corresponding one
        (date(2008, 2, 29), date(2026, 2, 27), False),
        (date(2000, 1, 1), date(2026, 1, 1), True),
    ],
)
def test_an_age_is_reached_on_the_birthday(born, day, holds):
    check = read("age_reached", born="born_on", years=18, on="act_on")
    found = answer(check, born_on=born, act_on=day)
    assert found.truth is holds
    if not holds:
        assert found.earliest == day + DAY
        assert truth(check, born_on=born, act_on=found.earliest) is True


# --- three values, and words

ALL_KINDS = [
    before(7),
    after(days=7),
    read("in_order", dates=["act_on", "event_on"]),
    read("same_day", dates=["act_on", "event_on"]),
    read("same_year", dates=["act_on", "event_on"]),
    read("age_reached", born="event_on", years=18, on="act_on"),
]


@pytest.mark.parametrize("check", ALL_KINDS, ids=lambda check: check.kind)
def test_a_missing_date_leaves_the_answer_open(check):
    day = date(2026, 1, 8)
    assert (answer(check, act_on=day).truth, answer(check, act_on=day).missing) == (None, ("event_on",))
    assert answer(check, event_on=day).missing == ("act_on",)
    assert set(answer(check).missing) == {"act_on", "event_on"}
    assert truth(check, act_on="2026-01-08", event_on=day) is None  # text is no date
    assert set(check.facts()) == {"act_on", "event_on"}


@pytest.mark.parametrize(
    "check",
    [
        read("calendar_day", date="act_on", month=1, day=1),
        read("day_of_month", date="act_on", day=25),
        read("by_end_of_month", date="act_on", month=6),
    ],
)
def test_a_missing_single_date(check):
    assert answer(check).missing == ("act_on",)
    assert check.facts() == ("act_on",)


@pytest.mark.parametrize("check", ALL_KINDS[:2], ids=lambda check: check.kind)
def test_without_the_other_date_nothing_is_bound(check):
    assert check.limits("act_on", {}, LABELS) == ()
    assert check.limits("event_on", {}, LABELS) == ()
    assert check.limits("other_on", {"act_on": date(2026, 1, 8), "event_on": date(2026, 1, 8)}, LABELS) == ()


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (before(7), "办理日在起算日至少 7 日以前"),
        (after(months=3), "办理日在起算日起3个月内"),
        (after(working_days=20), "办理日在起算日起20个工作日内"),
        (after(years=1), "办理日在起算日起1年内"),
        (read("in_order", dates=["act_on", "event_on"], strictly=True), "办理日早于起算日"),
        (read("same_day", dates=["act_on", "event_on"]), "办理日与起算日为同一日"),
        (read("same_year", dates=["act_on", "event_on"]), "办理日与起算日在同一年"),
        (read("calendar_day", date="act_on", month=1, day=1), "办理日为 1月1日"),
        (read("day_of_month", date="act_on", day=25), "办理日在每月 25日"),
        (read("by_end_of_month", date="act_on", month=6), "办理日不迟于当年 6月末"),
        (read("age_reached", born="born_on", years=18, on="act_on"), "办理日当日已满18周岁"),
    ],
)
def test_the_requirement_in_chinese(check, words):
    assert check.worded(LABELS) == words
