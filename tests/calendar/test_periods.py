"""Periods and shifts: the cautious reading of the law's counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.calendar.counting import days_between, working_days_between
from procedures.calendar.periods import Period, Shift, parse_period
from procedures.errors import BadInput, NoCalendar

ONE_DAY = timedelta(days=1)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
calendar_units = st.sampled_from(["days", "months", "years"])


@pytest.mark.parametrize(
    ("period", "start", "last"),
    [
        (Period(20, "days"), date(2026, 3, 10), date(2026, 3, 30)),
        (Period(3, "months"), date(2026, 3, 10), date(2026, 6, 10)),
        (Period(1, "months"), date(2026, 1, 31), date(2026, 2, 28)),
        (Period(1, "years"), date(2024, 2, 29), date(2025, 2, 28)),
        (Period(5, "years"), date(2021, 12, 31), date(2026, 12, 31)),
        (Period(20, "working_days"), date(2026, 2, 10), date(2026, 3, 16)),
        (Period(0, "months"), date(2026, 1, 31), date(2026, 1, 31)),
    ],
)
def test_last_day_within(period, start, last):
    assert period.after(start) == last


@pytest.mark.parametrize(
    ("period", "end", "latest"),
    [
        (Period(20, "days"), date(2026, 12, 15), date(2026, 11, 25)),
        (Period(7, "days"), date(2026, 1, 3), date(2025, 12, 27)),
        (Period(1, "months"), date(2026, 3, 31), date(2026, 2, 28)),
        (Period(1, "months"), date(2026, 2, 28), date(2026, 1, 28)),  # cautious: not the 31st
        (Period(1, "years"), date(2024, 2, 29), date(2023, 2, 28)),
        (Period(2, "working_days"), date(2026, 2, 24), date(2026, 2, 13)),
    ],
)
def test_latest_day_before(period, end, latest):
    assert period.before(end) == latest


def test_nothing_rolls_over_a_holiday():
    assert Period(14, "days").after(date(2026, 2, 1)) == date(2026, 2, 15)  # first day of the Spring Festival
    assert Period(7, "days").before(date(2026, 1, 8)) == date(2026, 1, 1)  # New Year


@settings(deadline=None)
@given(days, st.integers(0, 60), calendar_units)
def test_forward_and_back_agree_and_never_to_the_doers_favour(day, amount, unit):
    period = Period(amount, unit)
    there_and_back = period.before(period.after(day))
    assert there_and_back <= day
    assert period.after(period.before(day)) <= day
    if day.day <= 28 or unit == "days":
        assert there_and_back == day == period.after(period.before(day))


@settings(deadline=None)
@given(days, st.integers(1, 400))
def test_days_before_is_the_latest_day_with_the_full_difference(end, amount):
    latest = Period(amount, "days").before(end)
    assert days_between(latest, end) >= amount
    assert days_between(latest + ONE_DAY, end) < amount


@settings(deadline=None)
@given(st.dates(date(2004, 6, 1), date(2026, 6, 30)), st.integers(1, 60))
def test_working_days_forward_and_back_agree(day, amount):
    period = Period(amount, "working_days")
    latest = period.before(day)
    assert period.after(latest) <= day
    assert period.after(latest + ONE_DAY) > day
    assert working_days_between(day, period.after(day)) == amount


@settings(deadline=None)
@given(days, st.integers(0, 60), calendar_units)
def test_later_starts_never_end_earlier(start, amount, unit):
    period = Period(amount, unit)
    assert period.after(start) <= period.after(start + ONE_DAY)
    assert period.before(start) <= period.before(start + ONE_DAY)


def test_text():
    periods = [Period(20, "days"), Period(3, "months"), Period(5, "years"), Period(20, "working_days")]
    assert [period.text() for period in periods] == ["20日", "3个月", "5年", "20个工作日"]


def test_no_period_is_negative_or_of_another_unit():
    with pytest.raises(BadInput, match="负数"):
        Period(-1, "days")
    with pytest.raises(BadInput, match="weeks"):
        Period(1, "weeks")


@pytest.mark.parametrize(
    ("text", "sign", "amount", "unit"),
    [
        ("+3月", 1, 3, "months"),
        ("-20日", -1, 20, "days"),
        ("+20工作日", 1, 20, "working_days"),
        ("-5个工作日", -1, 5, "working_days"),
        ("+1年", 1, 1, "years"),
        ("3个月", 1, 3, "months"),
        ("-7天", -1, 7, "days"),
        ("＋３月", 1, 3, "months"),
        ("－２０日", -1, 20, "days"),
        (" - 20 日 ", -1, 20, "days"),
        ("三个月", 1, 3, "months"),
        ("二十日", 1, 20, "days"),
        ("-十五个工作日", -1, 15, "working_days"),
        ("两年", 1, 2, "years"),
    ],
)
def test_periods_as_typed(text, sign, amount, unit):
    assert parse_period(text) == Shift(sign, Period(amount, unit))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "+",
        "日",
        "+日",
        "个月",
        "半年",
        "1.5月",
        "3周",
        "--3日",
        "+-3日",
        "3月5日",
        "2026-03-10",
        "9" * 99 + "日",
    ],
)
def test_what_is_no_period_is_refused_with_examples(text):
    with pytest.raises(BadInput) as caught:
        parse_period(text, where="第2个参数")
    assert "不是可以识别的期限" in caught.value.message
    assert text[:40] in caught.value.message
    assert caught.value.where == "第2个参数"
    assert "-20日" in caught.value.remedy


@settings(deadline=None)
@given(
    st.integers(0, 9999), st.sampled_from(["days", "months", "years", "working_days"]), st.sampled_from("+-")
)
def test_written_periods_read_back(amount, unit, sign):
    period = Period(amount, unit)
    assert parse_period(sign + period.text()) == Shift(1 if sign == "+" else -1, period)


def test_a_shift_goes_its_way():
    assert parse_period("+3月").apply(date(2026, 3, 10)) == date(2026, 6, 10)
    assert parse_period("-20日").apply(date(2026, 12, 15)) == date(2026, 11, 25)
    assert parse_period("-1工作日").apply(date(2026, 3, 3)) == date(2026, 3, 2)


def test_too_far_and_unpublished():
    with pytest.raises(BadInput, match="9999"):
        parse_period("+99999999年").apply(date(2026, 1, 8))
    with pytest.raises(NoCalendar, match="2099"):
        parse_period("+1工作日").apply(date(2099, 6, 1))
    assert parse_period("+1日").apply(date(2099, 6, 1)) == date(2099, 6, 2)
