"""Public holidays: what is known, and what is not guessed."""

import subprocess
import sys
from datetime import date

import pytest

from procedures.calendar import holidays
from procedures.calendar.holidays import (
    calendar_known,
    holiday_name,
    is_working_day,
    may_still_change,
    next_working_day,
    previous_working_day,
)
from procedures.errors import NoCalendar


@pytest.mark.parametrize(
    ("day", "working", "name"),
    [
        (date(2026, 1, 8), True, None),
        (date(2026, 1, 10), False, None),  # an ordinary Saturday
        (date(2026, 1, 1), False, "元旦"),
        (date(2026, 1, 4), True, None),  # a Sunday made up for
        (date(2026, 2, 14), True, None),  # a Saturday made up for
        (date(2026, 2, 15), False, "春节"),  # a Sunday within the holiday
        (date(2026, 2, 23), False, "春节"),
        (date(2026, 2, 24), True, None),
        (date(2026, 4, 6), False, "清明"),
        (date(2026, 5, 1), False, "劳动节"),
        (date(2026, 6, 19), False, "端午"),
        (date(2026, 9, 25), False, "中秋"),
        (date(2026, 10, 7), False, "国庆节"),
        (date(2015, 9, 3), False, "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日"),
    ],
)
def test_days_of_published_years(day, working, name):
    assert is_working_day(day) is working
    assert holiday_name(day) == name


def test_working_days_around_the_spring_festival():
    assert next_working_day(date(2026, 2, 13)) == date(2026, 2, 14)
    assert next_working_day(date(2026, 2, 14)) == date(2026, 2, 24)
    assert previous_working_day(date(2026, 2, 24)) == date(2026, 2, 14)
    assert previous_working_day(date(2026, 2, 23)) == date(2026, 2, 14)


@pytest.mark.parametrize("year", range(2004, 2027))
def test_years_that_are_held(year):
    assert calendar_known(year)
    assert not is_working_day(date(year, 1, 1))


@pytest.mark.parametrize("year", [1, 1954, 2003, 2099, 9999])
@pytest.mark.parametrize("ask", [is_working_day, holiday_name])
def test_other_years_are_said_not_guessed(year, ask):
    assert not calendar_known(year)
    with pytest.raises(NoCalendar) as caught:
        ask(date(year, 10, 1))
    assert f"没有{year}年的放假调休安排" in caught.value.message
    assert f"{year}年10月1日" in caught.value.message
    assert caught.value.remedy


def test_a_search_stops_at_the_edge_of_what_is_known():
    with pytest.raises(NoCalendar, match="2003"):
        previous_working_day(date(2004, 1, 1))
    assert next_working_day(date(2003, 12, 31)) == date(2004, 1, 2)


def test_the_last_days_of_the_last_known_year_may_still_change(monkeypatch):
    monkeypatch.setattr(holidays, "calendar_known", lambda year: year <= 2026)
    assert may_still_change(date(2026, 12, 31))
    assert may_still_change(date(2026, 12, 24))
    assert not may_still_change(date(2026, 12, 23))
    assert not may_still_change(date(2025, 12, 31))
    assert not may_still_change(date(2027, 12, 31))


def test_the_holidays_are_loaded_only_when_a_day_is_asked_about():
    program = (
        "import sys\n"
        "from procedures.calendar import counting, dates, explain, holidays, numerals, periods\n"
        "from datetime import date\n"
        "periods.parse_period('-20日').apply(date(2026, 12, 15))\n"
        "print('chinese_calendar' in sys.modules)\n"
        "holidays.is_working_day(date(2026, 1, 8))\n"
        "print('chinese_calendar' in sys.modules)\n"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]
