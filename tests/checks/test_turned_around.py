"""Checks on dates turned around: the day a check gives is the last, or the first, on which it holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.reading import LABELS, only, read, truth

DAY = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@given(day=DAYS)
def test_the_same_year_lasts_from_its_first_to_its_last_day(day):
    check = read("same_year", dates=["act_on", "event_on"])
    for name, other in (("act_on", "event_on"), ("event_on", "act_on")):
        limit = only(check, name, **{other: day})
        for last, beyond in ((limit.latest, DAY), (limit.earliest, -DAY)):
            assert truth(check, **{other: day, name: last}) is True
            assert truth(check, **{other: day, name: last + beyond}) is False


@given(day=DAYS, month=st.integers(1, 12), of_month=st.integers(1, 28))
def test_a_day_of_the_year_lies_before_and_after_any_day(day, month, of_month):
    check = read("calendar_day", date="act_on", month=month, day=of_month)
    limit = only(check, "act_on", act_on=day)
    assert limit.latest <= day <= limit.earliest
    assert truth(check, act_on=limit.latest) is True
    assert truth(check, act_on=limit.earliest) is True
    between = (limit.earliest - limit.latest).days
    assert between == 0 or between in {365, 366}
    assert (between == 0) is truth(check, act_on=day)


@pytest.mark.parametrize(
    ("born", "first"),
    [(date(2008, 3, 1), date(2026, 3, 1)), (date(2008, 2, 29), date(2026, 2, 28))],
)
def test_an_age_gives_the_first_day_and_no_last(born, first):
    check = read("age_reached", born="born_on", years=18, on="act_on")
    limit = only(check, "act_on", born_on=born)
    assert (limit.earliest, limit.latest) == (first, None)
    assert truth(check, born_on=born, act_on=first) is True
    assert truth(check, born_on=born, act_on=first - DAY) is False


@given(day=DAYS, days=st.integers(0, 400))
def test_what_must_not_lie_so_long_before_is_bound_from_the_other_side(day, days):
    inner = {"kind": "days_before", "act": "act_on", "event": "event_on", "days": days}
    check = read("not", check=inner)
    first = only(check, "act_on", event_on=day).earliest
    assert truth(check, event_on=day, act_on=first) is True
    assert truth(check, event_on=day, act_on=first - DAY) is False
    last = only(check, "event_on", act_on=day).latest
    assert truth(check, act_on=day, event_on=last) is True
    assert truth(check, act_on=day, event_on=last + DAY) is False


@pytest.mark.parametrize(
    "check",
    [
        read("same_year", dates=["act_on", "event_on"]),
        read("calendar_day", date="act_on", month=1, day=1),
        read("age_reached", born="born_on", years=18, on="act_on"),
        read("not", check={"kind": "days_before", "act": "act_on", "event": "event_on", "days": 3}),
        read("not", check={"kind": "in_order", "dates": ["act_on", "event_on"]}),
    ],
    ids=["same_year", "calendar_day", "age_reached", "not_days_before", "not_in_order"],
)
def test_nothing_is_bound_by_what_is_not_known(check):
    assert check.limits("act_on", {}, LABELS) == ()
    assert check.limits("other_on", {"act_on": date(2026, 1, 8), "event_on": date(2026, 1, 8)}, LABELS) == ()
