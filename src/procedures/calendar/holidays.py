"""Public holidays and make-up working days, as the State Council publishes them year by year.

Source: the package chinesecalendar (2004 onwards), which follows the yearly notices of the General Office of
the State Council. A year it does not hold is an error here: nothing is derived from weekdays alone. The package
is loaded when a day is first asked about, because most commands ask about none.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from procedures.errors import NoCalendar

_ONE_DAY = timedelta(days=1)
# The notice for the next year can still move the last days of December (29 Dec 2007, 29 Dec 2018).
_UNSETTLED_FROM = (12, 24)


def calendar_known(year: int) -> bool:
    """Whether the public holidays of that year are held here."""
    return _look_up(date(year, 7, 1)) is not None


def is_working_day(day: date) -> bool:
    """Whether people work on that day: weekdays that are no holiday, and make-up days at a weekend.

    Args:
        day: the day.

    Returns:
        True on a working day.

    Raises:
        NoCalendar: the holidays of that year are not known.
    """
    return _known(day)[0]


def holiday_name(day: date) -> str | None:
    """The holiday that gives the day off: 春节; None on a working day and on an ordinary weekend.

    Args:
        day: the day.

    Returns:
        The Chinese name. Where two holidays share a day, the one under which the package lists it.

    Raises:
        NoCalendar: the holidays of that year are not known.
    """
    return _known(day)[1]


def next_working_day(day: date) -> date:
    """The first working day after the day.

    Args:
        day: the day itself is never the answer.

    Returns:
        The working day.

    Raises:
        NoCalendar: the search runs into a year whose holidays are not known.
    """
    following = day + _ONE_DAY
    while not is_working_day(following):
        following += _ONE_DAY
    return following


def previous_working_day(day: date) -> date:
    """The last working day before the day.

    Args:
        day: the day itself is never the answer.

    Returns:
        The working day.

    Raises:
        NoCalendar: the search runs into a year whose holidays are not known.
    """
    earlier = day - _ONE_DAY
    while not is_working_day(earlier):
        earlier -= _ONE_DAY
    return earlier


def may_still_change(day: date) -> bool:
    """Whether the next year's notice, not yet known here, could still move this day in late December."""
    late = (day.month, day.day) >= _UNSETTLED_FROM
    return late and calendar_known(day.year) and not calendar_known(day.year + 1)


def _known(day: date) -> tuple[bool, str | None]:
    """Working day or not, and the name of the holiday; an error where the year is not known."""
    found = _look_up(day)
    if found is None:
        raise NoCalendar(
            f"没有{day.year}年的放假调休安排,不能判断{day.year}年{day.month}月{day.day}日是不是工作日。",
            remedy="请在国务院办公厅公布该年放假安排后更新节假日数据(chinesecalendar),或按公布的通知人工核对。",
        )
    return found


@cache
def _look_up(day: date) -> tuple[bool, str | None] | None:
    """What the package says of a day; None for years it does not hold. The years held bound the cache."""
    import chinese_calendar  # noqa: PLC0415 - start-up is felt; few commands ask about working days

    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    if not off:
        return True, None  # a make-up day carries the holiday's name, but is worked
    return False, chinese_calendar.Holiday(name).chinese if name else None
