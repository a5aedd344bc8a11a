"""Checks on dates: so long before, within so long after, in this order, of this age.

The first day of a period is not counted and the last is; "N days before" is a difference of at least N
calendar days; months end on the corresponding day, else on the last day of the month. Nothing rolls over a holiday,
but where a congress has a local decision (fact `ROLLING`) the last day of a period after an event does.
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from procedures.calendar.counting import month_length
from procedures.calendar.explain import carried_over, late_only_by_holiday, rolled_on
from procedures.calendar.periods import Period, add_years, working_days_between
from procedures.checks.base import BaseCheck, Labels, shown
from procedures.checks.values import YES, Answer, Facts, Limit, unknown
from procedures.errors import ImpossibleDates

ONE_DAY = timedelta(days=1)
ROLLING = "rolling_decision"
"""The register's fact that holds the local decision by which last days roll on; absent where there is none."""


def _date(facts: Facts, name: str) -> date | None:
    value = facts.get(name)
    return value if isinstance(value, date) else None


def _missing(facts: Facts, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if _date(facts, name) is None)


def _label(labels: Labels, name: str) -> str:
    return labels.get(name, name)


class DaysBefore(BaseCheck):
    """The act lies at least so many days before the event."""

    kind: Literal["days_before"]
    act: str
    event: str
    days: int = Field(ge=0)

    def facts(self) -> tuple[str, ...]:
        return (self.act, self.event)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        act, event = _date(facts, self.act), _date(facts, self.event)
        if act is None or event is None:
            return unknown(*_missing(facts, self.facts()))
        if (event - act).days >= self.days:
            return YES
        latest, earliest = event - timedelta(days=self.days), act + timedelta(days=self.days)
        sentence = (
            f"{_label(labels, self.act)}{shown(act)},距{_label(labels, self.event)}{shown(event)}只有"
            f" {(event - act).days} 日,至少 {self.days} 日"
        )
        return Answer(
            truth=False, needed={self.act: latest}, latest=latest, earliest=earliest, shortfalls=(sentence,)
        )

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.act)}在{_label(labels, self.event)}至少 {self.days} 日以前"

    def denied(self, labels: Labels) -> str:
        return f"{_label(labels, self.act)}离{_label(labels, self.event)}不足 {self.days} 日"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        period = Period(self.days, "days")
        event, act = _date(facts, self.event), _date(facts, self.act)
        if name == self.act and event is not None:
            return (Limit(latest=period.before(event), how=tuple(period.explain_before(event))),)
        if name == self.event and act is not None:
            return (Limit(earliest=act + timedelta(days=self.days), how=tuple(period.explain_after(act))),)
        return ()

    def limits_of_opposite(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        event, act = _date(facts, self.event), _date(facts, self.act)
        how = (self.denied(labels),)
        if name == self.act and event is not None:
            return (Limit(earliest=event - timedelta(days=self.days) + ONE_DAY, how=how),)
        if name == self.event and act is not None:
            return (Limit(latest=act + timedelta(days=self.days) - ONE_DAY, how=how),)
        return ()


class WithinAfter(BaseCheck):
    """The act comes within the period after the event; the last day is in time."""

    kind: Literal["within_after"]
    act: str
    event: str
    days: int | None = Field(default=None, ge=0)
    months: int | None = Field(default=None, ge=0)
    years: int | None = Field(default=None, ge=0)
    working_days: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _one_period(self) -> Self:
        given = [n for n in (self.days, self.months, self.years, self.working_days) if n is not None]
        if len(given) != 1:
            raise ValueError("within_after 要写且只写一个期间:days、months、years 或 working_days")
        return self

    @property
    def period(self) -> Period:
        """The length allowed."""
        if self.days is not None:
            return Period(self.days, "days")
        if self.months is not None:
            return Period(self.months, "months")
        if self.years is not None:
            return Period(self.years, "years")
        assert self.working_days is not None
        return Period(self.working_days, "working_days")

    def facts(self) -> tuple[str, ...]:
        return (self.act, self.event)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        act, event = _date(facts, self.act), _date(facts, self.event)
        if act is None or event is None:
            return unknown(*_missing(facts, self.facts()))
        if act < event:
            raise ImpossibleDates(
                f"{_label(labels, self.act)} {shown(act)} 早于{_label(labels, self.event)} {shown(event)}。",
                where=_label(labels, self.act),
                remedy="请核对两个日期;期间从后一日期算起,不可能在开始以前就办完。",
            )
        latest = self._last_day(event, facts)
        if act <= latest or self._no_working_day_since(event, act):
            return YES
        sentence = (
            f"{_label(labels, self.event)}{shown(event)}起{self.period.text()}内,最迟 {shown(latest)};"
            f"{_label(labels, self.act)}为 {shown(act)},迟 {(act - latest).days} 日"
        )
        remark = None if self.working_days is not None else late_only_by_holiday(latest, act)
        return Answer(
            truth=False, needed={self.act: latest}, latest=latest, shortfalls=(sentence,), remark=remark
        )

    def _last_day(self, event: date, facts: Facts) -> date:
        """The last day in time; it rolls on only by a local decision, and working days need none."""
        last = self.period.after(event)
        return carried_over(last) if self._decision(facts) else last

    def _decision(self, facts: Facts) -> str | None:
        basis = facts.get(ROLLING)
        return basis if isinstance(basis, str) and self.working_days is None else None

    def _no_working_day_since(self, event: date, act: date) -> bool:
        """Working days are counted: on the rest days that follow the last one, no further one has passed."""
        return self.working_days is not None and working_days_between(event, act) <= self.working_days

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.act)}在{_label(labels, self.event)}起{self.period.text()}内"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        event, act = _date(facts, self.event), _date(facts, self.act)
        if name == self.act and event is not None:
            how = self.period.explain_after(event)
            decision, last = self._decision(facts), self._last_day(event, facts)
            if decision is not None and last != self.period.after(event):
                how.append(rolled_on(last, decision))
            return (Limit(earliest=event, latest=last, how=tuple(how)),)
        if name == self.event and act is not None:
            return (Limit(earliest=self._first_event(act, facts), latest=act),)
        return ()

    def _first_event(self, act: date, facts: Facts) -> date:
        """The earliest event whose period still reaches the act."""
        event = self.period.before(act)
        while self._last_day(event, facts) < act:
            event += ONE_DAY
        while self._last_day(event - ONE_DAY, facts) >= act:
            event -= ONE_DAY
        return event


class InOrder(BaseCheck):
    """The dates follow one another; on the same day is in order unless strictly is set."""

    kind: Literal["in_order"]
    dates: tuple[str, ...]
    strictly: bool = False

    @model_validator(mode="after")
    def _at_least_two(self) -> Self:
        if len(self.dates) < 2:
            raise ValueError("in_order 至少要有两个日期")
        return self

    def facts(self) -> tuple[str, ...]:
        return self.dates

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        for first, second in pairwise(self.dates):
            early, late = _date(facts, first), _date(facts, second)
            if early is None or late is None:
                continue
            if early > late or (self.strictly and early == late):
                gap = ONE_DAY if self.strictly else timedelta()
                how = "须早于" if self.strictly else "不得晚于"
                sentence = f"{_label(labels, first)}{shown(early)},{how}{_label(labels, second)}{shown(late)}"
                return Answer(
                    truth=False,
                    needed={first: late - gap},
                    latest=late - gap,
                    earliest=early + gap,
                    shortfalls=(sentence,),
                )
        missing = _missing(facts, self.dates)
        return unknown(*missing) if missing else YES

    def worded(self, labels: Labels) -> str:
        joint = "早于" if self.strictly else "不晚于"
        return joint.join(_label(labels, name) for name in self.dates)

    def denied(self, labels: Labels) -> str:
        if len(self.dates) > 2:
            return super().denied(labels)
        return ("不早于" if self.strictly else "晚于").join(_label(labels, name) for name in self.dates)

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        if name not in self.dates:
            return ()
        place = self.dates.index(name)
        gap = ONE_DAY if self.strictly else timedelta()
        before = [d for d in (_date(facts, n) for n in self.dates[:place]) if d is not None]
        after = [d for d in (_date(facts, n) for n in self.dates[place + 1 :]) if d is not None]
        earliest = max(before) + gap if before else None
        latest = min(after) - gap if after else None
        if earliest is None and latest is None:
            return ()
        return (Limit(earliest=earliest, latest=latest, how=(self.worded(labels),)),)


class SameDay(BaseCheck):
    """Two dates are one day."""

    kind: Literal["same_day"]
    dates: tuple[str, str]

    def facts(self) -> tuple[str, ...]:
        return self.dates

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        first, second = (_date(facts, name) for name in self.dates)
        if first is None or second is None:
            return unknown(*_missing(facts, self.dates))
        if first == second:
            return YES
        names = [_label(labels, name) for name in self.dates]
        sentence = f"{names[0]}{shown(first)},应与{names[1]}{shown(second)}为同一日"
        return Answer(truth=False, needed={self.dates[0]: second}, shortfalls=(sentence,))

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.dates[0])}与{_label(labels, self.dates[1])}为同一日"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        if name not in self.dates:
            return ()
        other = _date(facts, self.dates[1 - self.dates.index(name)])
        return (Limit(earliest=other, latest=other, how=(self.worded(labels),)),) if other else ()


class SameYear(BaseCheck):
    """Two dates lie in one calendar year."""

    kind: Literal["same_year"]
    dates: tuple[str, str]

    def facts(self) -> tuple[str, ...]:
        return self.dates

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        first, second = (_date(facts, name) for name in self.dates)
        if first is None or second is None:
            return unknown(*_missing(facts, self.dates))
        if first.year == second.year:
            return YES
        names = [_label(labels, name) for name in self.dates]
        return Answer(
            truth=False,
            shortfalls=(f"{names[0]}{shown(first)}与{names[1]}{shown(second)}不在同一年",),
        )

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.dates[0])}与{_label(labels, self.dates[1])}在同一年"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        if name not in self.dates:
            return ()
        other = _date(facts, self.dates[1 - self.dates.index(name)])
        if other is None:
            return ()
        first, last = other.replace(month=1, day=1), other.replace(month=12, day=31)
        return (Limit(earliest=first, latest=last, how=(self.worded(labels),)),)


class CalendarDay(BaseCheck):
    """A date falls on a fixed day of the year."""

    kind: Literal["calendar_day"]
    date: str
    month: int
    day: int

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if not 1 <= self.month <= 12 or not 1 <= self.day <= month_length(2001, self.month):
            raise ValueError(f"不是每年都有 {self.month}月{self.day}日")
        return self

    def facts(self) -> tuple[str, ...]:
        return (self.date,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = _date(facts, self.date)
        if value is None:
            return unknown(self.date)
        if (value.month, value.day) == (self.month, self.day):
            return YES
        right = value.replace(month=self.month, day=self.day)
        sentence = f"{_label(labels, self.date)}{shown(value)},应为 {self.month}月{self.day}日"
        return Answer(truth=False, needed={self.date: right}, shortfalls=(sentence,))

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.date)}为 {self.month}月{self.day}日"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        """The next such day from the date's own value on, and the last one up to it."""
        value = _date(facts, self.date)
        if name != self.date or value is None:
            return ()
        same = value.replace(month=self.month, day=self.day)
        earliest = same if same >= value else add_years(same, 1)
        latest = same if same <= value else add_years(same, -1)
        return (Limit(earliest=earliest, latest=latest, how=(self.worded(labels),)),)


class DayOfMonth(BaseCheck):
    """A date falls on a fixed day of its month."""

    kind: Literal["day_of_month"]
    date: str
    day: int = Field(ge=1, le=28)

    def facts(self) -> tuple[str, ...]:
        return (self.date,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = _date(facts, self.date)
        if value is None:
            return unknown(self.date)
        if value.day == self.day:
            return YES
        sentence = f"{_label(labels, self.date)}{shown(value)},应在每月 {self.day}日"
        return Answer(truth=False, needed={self.date: value.replace(day=self.day)}, shortfalls=(sentence,))

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.date)}在每月 {self.day}日"


class ByEndOfMonth(BaseCheck):
    """A date lies not later than the last day of a month of its year."""

    kind: Literal["by_end_of_month"]
    date: str
    month: int = Field(ge=1, le=12)

    def facts(self) -> tuple[str, ...]:
        return (self.date,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = _date(facts, self.date)
        if value is None:
            return unknown(self.date)
        if value.month <= self.month:
            return YES
        latest = _end_of_month(value.year, self.month)
        sentence = f"{_label(labels, self.date)}{shown(value)},最迟 {shown(latest)}"
        return Answer(truth=False, needed={self.date: latest}, latest=latest, shortfalls=(sentence,))

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.date)}不迟于当年 {self.month}月末"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        value = _date(facts, self.date)
        if name != self.date or value is None:
            return ()
        first, last = value.replace(month=1, day=1), _end_of_month(value.year, self.month)
        return (Limit(earliest=first, latest=last, how=(self.worded(labels),)),)


class AgeReached(BaseCheck):
    """A person has reached an age on a day; the birthday itself is enough."""

    kind: Literal["age_reached"]
    born: str
    years: int
    on: str

    def facts(self) -> tuple[str, ...]:
        return (self.born, self.on)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        born, day = _date(facts, self.born), _date(facts, self.on)
        if born is None or day is None:
            return unknown(*_missing(facts, self.facts()))
        birthday = add_years(born, self.years)
        if birthday <= day:
            return YES
        sentence = f"{shown(born)}出生,{shown(birthday)}才满{self.years}周岁"
        return Answer(truth=False, earliest=birthday, shortfalls=(sentence,))

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.on)}当日已满{self.years}周岁"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        born = _date(facts, self.born)
        if name != self.on or born is None:
            return ()
        return (Limit(earliest=add_years(born, self.years), how=(self.worded(labels),)),)


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, month_length(year, month))
