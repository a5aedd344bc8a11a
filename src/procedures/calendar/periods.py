"""Periods of days, months, years or working days, counted from a date or back from it.

The cautious reading, declared once: the first day is not counted; "N days before" means a difference of at
least N; months and years end on the corresponding day, else on the last day of the month; no date is moved
because of a holiday. How each date was reached can be told (`explain.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from procedures.calendar.counting import (
    add_days,
    add_months,
    add_working_days,
    add_years,
    days_between,
    working_days_between,
)
from procedures.calendar.numerals import read_number, shown, to_halfwidth
from procedures.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "Period",
    "Shift",
    "Unit",
    "add_days",
    "add_months",
    "add_working_days",
    "add_years",
    "days_between",
    "parse_period",
    "working_days_between",
]

Unit = Literal["days", "months", "years", "working_days"]

_COUNT = {"days": add_days, "months": add_months, "years": add_years, "working_days": add_working_days}
_WRITTEN: dict[Unit, str] = {"days": "日", "months": "个月", "years": "年", "working_days": "个工作日"}
_READ: dict[str, Unit] = {"日": "days", "天": "days", "月": "months", "年": "years", "工作日": "working_days"}
_TYPED = re.compile(r"([-+－＋−]?)([^-+－＋−]+?)个?(工作日|日|天|月|年)")


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time in one unit.

    Args:
        amount: how many; 0 is the day itself.
        unit: days, months, years or working_days.

    Raises:
        BadInput: a negative amount, or another unit.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse what no period can be; rule files and staff both end up here."""
        if self.amount < 0:
            raise BadInput(f"期限的长短不能是负数:{self.amount}。", remedy="向前推算时请在期限前加减号。")
        if self.unit not in get_args(Unit):
            raise BadInput(f"期限没有“{self.unit}”这种单位。", remedy=f"请用 {'、'.join(get_args(Unit))}。")

    def after(self, start: date) -> date:
        """The last day within the period.

        Args:
            start: the day on which the period is set off; not counted.

        Returns:
            The last day on which something is still in time.

        Raises:
            NoCalendar: working days are counted into a year whose holidays are not known.
            BadInput: outside the years 1 to 9999.
        """
        return _COUNT[self.unit](start, self.amount)

    def before(self, end: date) -> date:
        """The latest day that is at least the period before `end`.

        Months and years count back to the corresponding day: one month before 28 February is 28 January, not
        the 31st, although a month from the 31st would also end on 28 February (the cautious reading).

        Args:
            end: the day counted back from.

        Returns:
            The latest day on which something is still in time. For working days this may be a weekend.

        Raises:
            NoCalendar: working days are counted into a year whose holidays are not known.
            BadInput: outside the years 1 to 9999.
        """
        return _COUNT[self.unit](end, -self.amount)

    def text(self) -> str:
        """As it is written: 20日, 3个月, 5年, 20个工作日."""
        return f"{self.amount}{_WRITTEN[self.unit]}"

    def explain_after(self, start: date) -> list[str]:
        """How `after` reaches its date, in plain Chinese, one sentence or two a line."""
        from procedures.calendar.explain import lines_after  # noqa: PLC0415 - explain builds on this module

        return lines_after(self, start)

    def explain_before(self, end: date) -> list[str]:
        """How `before` reaches its date, in plain Chinese, one sentence or two a line."""
        from procedures.calendar.explain import lines_before  # noqa: PLC0415 - explain builds on this module

        return lines_before(self, end)


@dataclass(frozen=True, slots=True)
class Shift:
    """A period with its direction.

    Args:
        sign: 1 counts forward, -1 counts back.
        period: how far.
    """

    sign: Literal[1, -1]
    period: Period

    def apply(self, start: date) -> date:
        """The day reached from `start`: `Period.after` forward, `Period.before` back; errors as there."""
        return self.period.after(start) if self.sign == 1 else self.period.before(start)

    def explain(self, start: date) -> list[str]:
        """How the day is reached, in plain Chinese lines."""
        return self.period.explain_after(start) if self.sign == 1 else self.period.explain_before(start)


def parse_period(text: str, *, where: str | None = None) -> Shift:
    """Read a period as staff type it.

    Args:
        text: +3月, -20日, +20工作日, +1年, 3个月, -7天, 三个月; no sign counts forward.
        where: file and line, cell, option or fact, for the error.

    Returns:
        The period with its direction.

    Raises:
        BadInput: the text is no period.
    """
    plain = re.sub(r"\s+", "", to_halfwidth(text))
    match = _TYPED.fullmatch(plain)
    remedy = "请写成 +3月、-20日、+20工作日、+1年 或 3个月;加号向后推算,减号向前推算。"
    if match is None:
        raise BadInput(f"“{shown(text)}”不是可以识别的期限。", where=where, remedy=remedy)
    try:
        amount = read_number(match[2])
    except BadInput as problem:
        raise BadInput(f"“{shown(text)}”不是可以识别的期限。", where=where, remedy=remedy) from problem
    return Shift(1 if match[1] in ("", "+", "＋") else -1, Period(amount, _READ[match[3]]))
