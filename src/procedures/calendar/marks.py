"""A day on the wall calendar: its weekday, and whether it is a day off. Marks inform; they move no day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.calendar.dates import weekday_name
from procedures.calendar.holidays import calendar_known, holiday_name, is_working_day

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a day.

    Attributes:
        weekday: 周三.
        off: why people are off: 周六, 春节假期; 调休上班 for a weekend that is worked; None on an ordinary day.
        known: whether the holidays of the year have been published and are held here.
    """

    weekday: str
    off: str | None
    known: bool

    @property
    def text(self) -> str:
        """Both in one: 周三, or 周六 春节假期."""
        return f"{self.weekday} {self.off}" if self.off and self.off != self.weekday else self.weekday


def mark(day: date) -> Mark:
    """The mark of a day; a year without published holidays knows weekends only, and says so.

    Args:
        day: which.
    """
    weekday = f"周{weekday_name(day)[-1]}"
    weekend = day.weekday() >= 5
    if not calendar_known(day.year):
        return Mark(weekday, weekday if weekend else None, known=False)
    name = holiday_name(day)
    if name is not None:
        return Mark(weekday, f"{name}假期", known=True)
    if weekend:
        return Mark(weekday, "调休上班" if is_working_day(day) else weekday, known=True)
    return Mark(weekday, None, known=True)
