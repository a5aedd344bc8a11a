"""What the rules say of sizes that a roster shows: groups of deputies, and seats by population.

The numbers stand in the rules. The rules are found by the facts that they read, and asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from procedures.checks.values import Value
from procedures.law.book import LawBook
from procedures.law.finding import Finding, judge
from procedures.law.placed import Placed

GROUP = "deputies_in_area"
SEATS = "deputies_quota"
PEOPLE = "population"
_NOBODY_HAS_MORE = 1_000
"""Seats are tried from one up to here: more than any township's congress has."""


def group_findings(
    book: LawBook, province: str | None, on: date, sizes: Mapping[str, int]
) -> dict[str, list[Finding]] | None:
    """What the rules on the size of a group say.

    Args:
        book: the rules.
        province: whose local rules count too.
        on: the day whose law counts.
        sizes: deputies in each group, by its name.

    Returns:
        By group the breaches, nothing where its size is enough; None where no rule for that day is held.
    """
    rules = book.reading({GROUP}, on, province)
    if not rules:
        return None
    return {name: _breaches(book, rules, {GROUP: members}) for name, members in sizes.items()}


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats that the rules allow a population.

    Attributes:
        population: inhabitants.
        least, most: the bounds.
        citations: the articles.
        findings: on the seats that are recorded; empty where none are.
    """

    population: int
    least: int
    most: int
    citations: tuple[str, ...]
    findings: tuple[Finding, ...]

    def as_json(self) -> dict[str, Any]:
        """As the command line shows it."""
        return {
            "population": self.population,
            "least": self.least,
            "most": self.most,
            "citations": list(self.citations),
            "findings": [finding.as_json() for finding in self.findings],
        }


def seats_allowed(
    book: LawBook,
    province: str | None,
    on: date,
    population: int,
    *,
    quota: int | None = None,
    extra: int = 0,
) -> Seats | None:
    """How many seats the rules allow, and whether the recorded number is among them.

    Args:
        book: the rules.
        province: whose local rules count too.
        on: the day whose law counts.
        population: inhabitants.
        quota: the seats that are recorded.
        extra: seats added for scattered or minority settlement.

    Returns:
        The bounds; None where no rule for that day bounds the seats by the population.
    """
    rules = [
        placed
        for placed in book.reading({SEATS}, on, province)
        if set(placed.rule.facts()) <= {SEATS, PEOPLE, "extra_seats"}
    ]
    if not any(PEOPLE in placed.rule.facts() for placed in rules):
        return None
    base: Mapping[str, Value] = {PEOPLE: population, "extra_seats": extra}

    def against(seats: int) -> list[Finding]:
        return _breaches(book, rules, {**base, SEATS: seats})

    allowed = [seats for seats in range(1, _NOBODY_HAS_MORE) if not against(seats)]
    return Seats(
        population,
        min(allowed, default=0),
        max(allowed, default=0),
        tuple(dict.fromkeys(placed.citation for placed in rules)),
        tuple(against(quota)) if quota is not None else (),
    )


def _breaches(book: LawBook, rules: list[Placed], facts: Mapping[str, Value]) -> list[Finding]:
    found = [judge(placed.rule, placed.statute, facts, book.labels) for placed in rules]
    return [finding for finding in found if finding.outcome == "breach"]
