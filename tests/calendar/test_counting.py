"""Counting days, months, years and working days against a naive count, one day at a time."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from procedures.calendar.counting import (
    add_days,
    add_months,
    add_working_days,
    add_years,
    days_between,
    month_length,
    working_days_between,
)
from procedures.calendar.holidays import calendar_known
from procedures.errors import BadInput, NoCalendar

ONE_DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
working_range = st.dates(date(2004, 6, 1), date(2026, 6, 30))


def ends_month(day):
    return (day + ONE_DAY).day == 1


def walk_months(start, months):
    """Walk day by day; each corresponding day, or the last of a month too short for it, is a month."""
    step = ONE_DAY if months > 0 else -ONE_DAY
    day, passed = start, 0
    while passed < abs(months):
        day += step
        passed += day.day == start.day or (ends_month(day) and day.day < start.day)
    return day


@pytest.mark.parametrize(
    ("start", "months", "reached"),
    [
        (date(2026, 3, 10), 3, date(2026, 6, 10)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 1, 31), -2, date(2025, 11, 30)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last(start, months, reached):
    assert add_months(start, months) == reached


def test_years():
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert add_years(date(2024, 2, 29), -1) == date(2023, 2, 28)
    assert add_years(date(2021, 12, 31), 5) == date(2026, 12, 31)


def test_days_across_the_ends_of_months_and_years():
    assert add_days(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert add_days(date(2025, 12, 31), 1) == date(2026, 1, 1)
    assert add_days(date(2026, 12, 15), -20) == date(2026, 11, 25)
    assert days_between(date(2025, 12, 31), date(2026, 1, 1)) == 1
    assert days_between(date(2024, 3, 1), date(2024, 2, 28)) == -2


def test_lengths_of_months():
    assert [month_length(2026, month) for month in range(1, 13)] == [
        31,
        28,
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ]
    assert [month_length(year, 2) for year in (1900, 2000, 2024)] == [28, 29, 29]
    assert month_length(9999, 12) == 31


@settings(deadline=None)
@given(days, st.integers(-40, 40))
def test_months_as_walked(start, months):
    assert add_months(start, months) == walk_months(start, months)


@settings(deadline=None)
@given(days, st.integers(-4, 4))
def test_years_as_walked(start, years):
    assert add_years(start, years) == walk_months(start, 12 * years)


@settings(deadline=None)
@given(days, st.integers(-400, 400))
def test_days_there_and_back(start, count):
    reached = add_days(start, count)
    assert days_between(start, reached) == count
    assert add_days(reached, -count) == start


@pytest.mark.parametrize("move", [add_days, add_months, add_years])
@pytest.mark.parametrize("far", [10**5 * 366, -(10**5) * 366, 10**11])
def test_outside_the_years_a_date_can_hold(move, far):
    with pytest.raises(BadInput, match="9999"):
        move(date(2026, 1, 8), far)


def test_the_first_and_last_months_there_are():
    assert add_months(date(9999, 11, 30), 1) == date(9999, 12, 30)
    assert add_months(date(1, 2, 1), -1) == date(1, 1, 1)
    for start, months in ((date(9999, 12, 1), 1), (date(1, 1, 31), -1)):
        with pytest.raises(BadInput, match="公元1年至9999年"):
            add_months(start, months)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (date(2026, 1, 8), date(2026, 1, 9), 1),
        (date(2026, 1, 8), date(2026, 1, 8), 0),
        (date(2026, 1, 9), date(2026, 1, 11), 0),  # a plain weekend
        (date(2026, 1, 9), date(2026, 1, 12), 1),
        (date(2026, 2, 13), date(2026, 2, 14), 1),  # a Saturday made up for
        (date(2026, 2, 14), date(2026, 2, 23), 0),  # the Spring Festival
        (date(2026, 2, 14), date(2026, 2, 24), 1),
        (date(2026, 2, 24), date(2026, 2, 14), -1),
    ],
)
def test_working_days_between(start, end, count):
    assert working_days_between(start, end) == count


@pytest.mark.parametrize(
    ("start", "count", "reached"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 1, date(2026, 2, 24)),
        (date(2026, 2, 10), 20, date(2026, 3, 16)),
        (date(2026, 2, 15), 0, date(2026, 2, 15)),
        (date(2026, 3, 3), -1, date(2026, 3, 2)),
        (date(2026, 3, 2), -1, date(2026, 3, 1)),  # the latest day; that it is a Sunday is told, not moved
        (date(2026, 2, 24), -2, date(2026, 2, 13)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # a Sunday made up for after New Year
    ],
)
def test_adding_working_days(start, count, reached):
    assert add_working_days(start, count) == reached


@settings(deadline=None)
@given(working_range, st.integers(1, 60))
def test_working_days_forward_as_walked(start, count):
    day, left = start, count
    while left:
        day += ONE_DAY
        left -= chinese_calendar.is_workday(day)
    assert add_working_days(start, count) == day
    assert working_days_between(start, day) == count


@settings(deadline=None)
@given(working_range, st.integers(1, 60))
def test_working_days_back_is_the_latest_day_that_suffices(end, count):
    latest = add_working_days(end, -count)
    assert working_days_between(latest, end) >= count
    assert working_days_between(latest + ONE_DAY, end) < count


@settings(deadline=None)
@given(working_range, st.integers(0, 200))
def test_working_days_between_as_walked(start, length):
    end = start + length * ONE_DAY
    assume(calendar_known(end.year))
    walked = [start + n * ONE_DAY for n in range(1, length + 1)]
    count = sum(chinese_calendar.is_workday(day) for day in walked)
    assert working_days_between(start, end) == count
    assert working_days_between(end, start) == -count


def test_working_days_of_unpublished_years_are_not_guessed():
    for count in (1, -1):
        with pytest.raises(NoCalendar, match="2099"):
            add_working_days(date(2099, 6, 1), count)
    with pytest.raises(NoCalendar, match="2003"):
        add_working_days(date(2004, 1, 5), -10)
    with pytest.raises(NoCalendar, match="2003"):
        working_days_between(date(2003, 12, 30), date(2004, 1, 5))
    assert working_days_between(date(2003, 12, 31), date(2004, 1, 2)) == 1
