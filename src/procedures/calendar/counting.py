"""Plain calendar counting: days, months, years, working days.

The cautious reading of Civil Code arts. 201 and 202: the first day is not counted, months and years end on the
corresponding day, else on the last day of the month. Nothing is moved because of a holiday.
"""

from __future__ import annotations

from datetime import date, timedelta

from procedures.calendar.holidays import is_working_day
from procedures.errors import BadInput

_ONE_DAY = timedelta(days=1)


def add_days(day: date, days: int) -> date:
    """The day that many days later.

    Args:
        day: the day counted from; it is not counted itself.
        days: how many; negative counts back.

    Returns:
        The day reached.

    Raises:
        BadInput: outside the years 1 to 9999.
    """
    try:
        return day + timedelta(days=days)
    except OverflowError as problem:
        raise _out_of_range() from problem


def add_months(day: date, months: int) -> date:
    """The corresponding day that many months later, else the last day of that month (Civil Code art. 202).

    Args:
        day: the day counted from.
        months: how many; negative counts back.

    Returns:
        The day reached: 31 January and one month is 28 or 29 February.

    Raises:
        BadInput: outside the years 1 to 9999.
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise _out_of_range()
    return date(year, index + 1, min(day.day, month_length(year, index + 1)))


def add_years(day: date, years: int) -> date:
    """The corresponding day that many years later; 29 February becomes the 28th where there is none.

    Args:
        day: the day counted from.
        years: how many; negative counts back.

    Returns:
        The day reached.

    Raises:
        BadInput: outside the years 1 to 9999.
    """
    return add_months(day, years * 12)


def days_between(start: date, end: date) -> int:
    """How many days `end` lies after `start`; negative where it lies before."""
    return (end - start).days


def working_days_between(start: date, end: date) -> int:
    """Working days after `start`, up to and including `end`; make-up working days count.

    Args:
        start: not counted.
        end: counted if it is a working day.

    Returns:
        How many; negative where `end` lies before `start` (then `start` is counted and `end` is not).

    Raises:
        NoCalendar: a day to be counted lies in a year whose holidays are not known.
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add_working_days(day: date, working_days: int) -> date:
    """Count working days forward or back.

    Args:
        day: the day counted from.
        working_days: forward, the day itself is not counted and the last counted day is the answer. Negative,
            the answer is the latest day that has at least so many working days between itself (not counted) and
            `day` (counted); this may be a weekend. Zero is the day itself.

    Returns:
        The day reached.

    Raises:
        NoCalendar: a day to be counted lies in a year whose holidays are not known.
    """
    reached, counted = day, 0
    while counted < working_days:
        reached = add_days(reached, 1)
        counted += is_working_day(reached)
    while counted < -working_days:
        counted += is_working_day(reached)
        reached = add_days(reached, -1)
    return reached


def month_length(year: int, month: int) -> int:
    """How many days the month has.

    Args:
        year: 1 to 9999.
        month: 1 to 12.

    Returns:
        28 to 31.
    """
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - _ONE_DAY).day


def _out_of_range() -> BadInput:
    return BadInput("推算的日期超出公元1年至9999年。", remedy="请核对起算日期和期限的长短。")
