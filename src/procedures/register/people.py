"""The congress, its deputies and offices as values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Congress:
    """The township's congress in one term.

    Attributes:
        id: how the record names it.
        name: the township's name, as in 清溪镇.
        unit_kind: what kind of unit it is.
        province: short name, as in 浙江.
        term: number of the term.
        term_began: day of the term's first session; None where not recorded.
        term_ends_on: end of the term; None where not recorded.
        population: inhabitants; None where not recorded.
        quota: seats fixed by law; None where not recorded.
        suspended_count: whether suspended deputies count among all deputies (the cautious reading).
    """

    id: str
    name: str
    unit_kind: str
    province: str
    term: int
    term_began: date | None = None
    term_ends_on: date | None = None
    population: int | None = None
    quota: int | None = None
    suspended_count: bool = True


@dataclass(frozen=True, slots=True)
class Deputy:
    """One deputy's mandate.

    Attributes:
        name: as on lists; persons of the same name carry a mark, as in 张伟(1968-07).
        seated_on: first day of the mandate; None is from the start of the term.
        ended_on: first day no longer in office; None is still in office.
        suspended: may not exercise the mandate for now, but still counts among all deputies.
        details: what else the roster says, by field name.
    """

    name: str
    seated_on: date | None = None
    ended_on: date | None = None
    suspended: bool = False
    details: dict[str, Any] = field(default_factory=dict)

    def in_office(self, on: date) -> bool:
        """Whether the mandate runs on that day."""
        return (self.seated_on is None or self.seated_on <= on) and (
            self.ended_on is None or on < self.ended_on
        )

    def changed(self, **changes: Any) -> Deputy:
        """The same deputy with other values."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Holding:
    """A person in an office, from a day, until a day (no longer)."""

    office: str
    person: str
    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether the office is held on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def meets(self, other: Holding) -> bool:
        """Whether there is a day on which both are held."""
        return all(
            one.until is None or two.since is None or two.since < one.until
            for one, two in ((self, other), (other, self))
        )
