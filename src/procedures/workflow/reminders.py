"""How long before a last day staff want to be reminded, and by which letter others are: habits, not law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from procedures.checks.base import Declared
from procedures.library.reading import Document, read_as

if TYPE_CHECKING:
    from procedures.library.places import Places


class Reminders(Declared):
    """The file `papers/reminders.yaml`.

    Attributes:
        days_before: so many days before the last day, the farthest first.
        letter: the kind of paper by which a body that has not acted is reminded.
        letter_from: so many days before the last day the letter is named.
    """

    days_before: tuple[int, ...] = Field(min_length=1)
    letter: str
    letter_from: int = Field(ge=0)

    @field_validator("days_before")
    @classmethod
    def _farthest_first(cls, value: tuple[int, ...]) -> tuple[int, ...]:
        if any(days < 0 for days in value) or list(value) != sorted(set(value), reverse=True):
            raise ValueError("days_before 要写不小于零的天数,从大到小,不重复")
        return value

    def level(self, days: int) -> int | None:
        """The nearest reminder that has come: 3 for two days left; None where none has come, or the day is over.

        Args:
            days: how many are left; negative once the last day is over.
        """
        return min((one for one in self.days_before if 0 <= days <= one), default=None)


def reminders(places: Places) -> Reminders:
    """The habits that hold: those of the last folder that has its own.

    Args:
        places: where the library lies.
    """
    return read_as(Document(places.files("papers", "reminders.yaml")[-1]), Reminders)
