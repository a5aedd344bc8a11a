"""A rule, or any requirement, with the text that it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.law.rule import (
    PRACTICE,
    Effect,
    Rule,
    Statute,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule with the statute version and the file it stands in."""

    rule: Rule
    statute: Statute
    where: str

    def in_force(self, on: date) -> bool:
        """Whether the rule applies on that day."""
        since = self.rule.in_force or self.statute.in_force
        ends = [day for day in (self.rule.until, self.statute.until) if day is not None]
        return since <= on and all(on < end for end in ends)

    @property
    def citation(self) -> str:
        """Statute and article."""
        return f"{self.statute.short}{self.rule.article}"

    def asked(self, practice: Collection[str]) -> bool:
        """Whether it is asked where these ids of good practice are switched on; law always is."""
        return self.statute.level != PRACTICE or self.rule.id in practice


@dataclass(frozen=True, slots=True)
class Required:
    """A requirement as its statute words it for us; effect and remedy only where a rule decides it."""

    id: str
    statute: Statute
    article: str
    requirement: str
    effect: Effect | None
    remedy: str | None

    @property
    def citation(self) -> str:
        """Statute and article."""
        return f"{self.statute.short}{self.article}"
