"""Invented facts for walks: by the type that the vocabulary gives them, mostly fitting, at times absurd.

Nothing here knows a procedure: persons come from the roll or from the fact that they must be among, numbers from the
limits that a step sets and from numbers already known, days from around the day of the act.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from random import Random

    from procedures.law.facts import Fact
    from procedures.workflow.model import Step, StepFact

ABSURD: dict[str, tuple[Any, ...]] = {
    "count": (-1, 10**6, "许多", 2.5, None, ""),
    "number": ("不少", [1], "-3"),
    "money": ("-1", "12.345", 10**16),
    "date": ("1990-01-01", "2199-12-31", "2026-02-30", "昨天下午"),
    "yesno": ("也许", 2),
    "choice": ("没有这一项", 7),
    "names": ("没有这一项", ()),
    "persons": ("陌生人", ()),
    "person": ("陌生人", ["甲", "乙"]),
    "votes": ("甲", {"陌生人": 3}, {"甲": -1}, "甲:3、甲:4"),
}
"""What no careful clerk would write, by type of fact."""
TEXTS = ("修整村道", "加装路灯，尽快办", "𬭎①", "=1+1")


class Inventor:
    """Thinks up what a clerk might fill in.

    Args:
        chance: where the choices come from.
        people: names of the deputies.
        seats: facts that say how many are to be elected.
    """

    def __init__(self, chance: Random, people: Sequence[str], seats: Collection[str] = ()) -> None:
        self._seats = seats
        self._chance = chance
        self._people = list(people)

    def value(self, fact: Fact, step: Step, known: Mapping[str, Any], on: date) -> Any:
        """A value for a fact.

        Args:
            fact: which fact.
            step: the step that records it.
            known: what is known so far, the step's other facts included, as typed or as values.
            on: day of the act.
        """
        chance, own = self._chance, step.facts[fact.name]
        if chance.random() < 0.012:
            return chance.choice(ABSURD.get(fact.type, ("", 3.5)))
        kinds: dict[str, Callable[[], Any]] = {
            "count": lambda: self._count(fact.name, own, step, known),
            "number": lambda: chance.choice((0, 1, 2, "0.5")),
            "money": lambda: chance.choice((0, 0, 5_000_000, "1250000.50")),
            "date": lambda: self._day(on),
            "yesno": lambda: self._yesno(own),
            "choice": lambda: fact.values[0] if chance.random() < 0.4 else chance.choice(fact.values),
            "names": lambda: self._names(fact, known),
            "persons": lambda: self._persons(own, known),
            "person": lambda: chance.choice(list(known.get(own.of or "") or self._people[:12])),
            "votes": lambda: self._votes(step, known),
        }
        return kinds.get(fact.type, lambda: chance.choice(TEXTS))()

    def _day(self, on: date) -> str:
        return (on + timedelta(days=self._chance.choice((0, 0, 0, 1, 20, 31, 60, -1)))).isoformat()

    def _yesno(self, own: StepFact) -> bool:
        usual = own.preset if isinstance(own.preset, bool) else True
        return usual if self._chance.random() < 0.9 else not usual

    def _names(self, fact: Fact, known: Mapping[str, Any]) -> list[str]:
        elected = known.get("elected_persons") or ()
        values = list(fact.values) or [one for one in ("甲事", "乙事", "丙事", "丁事") if one not in elected]
        return values if self._chance.random() < 0.9 or not values else self._chance.sample(values, 1)

    def _persons(self, own: StepFact, known: Mapping[str, Any]) -> list[str]:
        chance = self._chance
        if own.of:
            people = list(known.get(own.of) or self._people[:3])
            return people if chance.random() < 0.8 else people[:1]
        if chance.random() < 0.35:  # those named before, as candidates are
            lists = [value for value in known.values() if isinstance(value, tuple) and value]
            elected = set(known.get("elected_persons") or ())
            before = [value for value in lists if set(value) <= set(self._people) - elected]
            if before:
                return list(chance.choice(before))
        elected = set(known.get("elected_persons") or ())  # mostly named no more
        people = [one for one in self._people if one not in elected or chance.random() < 0.1]
        many = min(len(people), chance.choice((1, 3, 5, 7, 10, 12)))
        return people[:many] if chance.random() < 0.5 else chance.sample(people, many)

    def _count(self, name: str, own: StepFact, step: Step, known: Mapping[str, Any]) -> int:
        chance = self._chance
        limit = own.at_most.work_out(dict(known)) if own.at_most else None
        whole = int(limit if limit is not None else known.get("deputies_in_office") or 0)
        present = known.get("deputies_present")
        if step.vote is not None and chance.random() < 0.9:
            options = getattr(step.vote, "options", ())
            if name in {"votes_against", "abstentions", "ballots_void", *options[1:]}:
                return 0
            if name in {"ballots_returned", *options[:1]}:
                return int(known.get("ballots_returned", known.get("ballots_issued", whole)))
            if name == "deputies_present":
                return whole
            if name in {"votes_for", "ballots_issued"} and isinstance(present, int):
                return min(whole, present)
        if name in self._seats and chance.random() < 0.9:
            return chance.choice((1, 1, 2, 2, 3))
        if limit is None and step.vote is None:  # a number of persons, of places, of times
            return chance.choice((1, 1, 2, 0, 10, whole, whole, 20 * whole))
        if limit is not None and chance.random() < 0.5:
            return whole
        near = (whole, whole, whole // 2 + 1, whole // 2, -(-whole * 2 // 3), 10, 5, 2, 1, 1, 0)
        return max(0, chance.choice(near))

    def _votes(self, step: Step, known: Mapping[str, Any]) -> dict[str, int]:
        chance = self._chance
        people = list(known.get(getattr(step.vote, "candidates", "")) or self._people[2:4])
        ballots = int(known.get("ballots_returned") or known.get("deputies_in_office") or 0)
        half = min(int(known.get("deputies_in_office") or 0) // 2, max(0, ballots - 2))
        term = getattr(step.vote, "seats", None)
        seats = int((term.work_out({"elected": 0, **known}) if term is not None else 1) or 1)
        shares = {
            "clear": [half + 2] * seats + [0] * len(people),
            "tie": [half + (seats > 1)] * len(people),
            "short": [half // 2] * len(people),
            "any": [max(0, chance.choice((ballots, half + 1, half, half - 1, 1))) for _ in people],
        }
        mood = chance.choice(("clear", "clear", "clear", "tie", "short", "any"))
        return dict(zip(people, shares[mood], strict=False))
