"""The register: folded from the journal, asked for a day.

全体代表 are the deputies in office on that day; vacancies are not counted, suspended deputies are
(docs/decisions/0004-all-deputies.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from procedures.checks.dates import ROLLING
from procedures.checks.values import Value
from procedures.register.people import Congress, Deputy, Holding

KINDS = ("congress", "roster", "office", "presidium", "practice", "rolling")

PERSON_FACTS = frozenset(
    {
        "is_deputy",
        "is_presidium_member",
        "holds_administrative_post",
        "holds_township_government_post",
        "suspended",
    }
)
"""What the register may know of a person."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


class Register:
    """Everything about persons that the journal has told so far.

    Args:
        administrative: titles of offices in the administration.
        presiding: titles of offices whose holders are members of the presidium by virtue of them.
    """

    def __init__(self, administrative: frozenset[str], presiding: frozenset[str] = frozenset()) -> None:
        self._administrative = administrative
        self._presiding = presiding
        self._congress: Congress | None = None
        self._rolls: list[tuple[date, dict[str, Deputy]]] = [(date.min, {})]
        self._holdings: list[Holding] = []
        self._presidiums: list[tuple[date, tuple[str, ...]]] = []
        self._practice: list[tuple[date, frozenset[str]]] = []
        self._rolling: list[tuple[date, str | None]] = []
        self._facts: dict[date, dict[str, Value]] = {}

    def apply(self, kind: str, on: date, body: Mapping[str, Any], congress_id: str) -> None:
        """Take in one entry of the journal; kinds that are not of the register are passed over."""
        self._facts.clear()
        if kind == "congress":
            if "practice" in body:  # what a congress begins with holds for all that it records
                self._switch(on if self.founded else date.min, body["practice"])
            self._found(on, _congress(congress_id, body))
        elif kind == "rolling":
            self._rolling.append((on, body["basis"]))
            self._rolling.sort(key=lambda item: item[0])
        elif kind == "practice":
            self._switch(on, body["practice"])
        elif kind == "roster":
            for row in body["deputies"]:
                deputy = _deputy(row)
                self._rolls[-1][1][deputy.name] = deputy
        elif kind == "office":
            self._take_office(on, body)
        elif kind == "presidium":
            self._presidiums.append((on, tuple(body["persons"])))
            self._presidiums.sort(key=lambda item: item[0])

    def _switch(self, on: date, practice: Iterable[str]) -> None:
        self._practice.append((on, frozenset(practice)))
        self._practice.sort(key=lambda item: item[0])

    def _found(self, on: date, congress: Congress) -> None:
        """A new term starts with a roll of its own, and with no office filled.

        It starts with its first session, until which the old deputies stay in office; where that day has not been
        recorded, with the day of recording.
        """
        if self._congress is not None and congress.term != self._congress.term:
            since = max(congress.term_began or on, self._rolls[-1][0])
            self._rolls.append((since, {}))
            self._holdings = [
                Holding(h.office, h.person, h.since, since) if h.on(since) else h for h in self._holdings
            ]
        self._congress = congress

    def _roll(self, on: date) -> dict[str, Deputy]:
        """The deputies of the term that runs on a day."""
        return next(roll for since, roll in reversed(self._rolls) if since <= on)

    def _take_office(self, on: date, body: Mapping[str, Any]) -> None:
        office, person = body["office"], body.get("person")
        until = _day(body.get("until"))
        if body.get("ends"):
            self._holdings = [
                Holding(h.office, h.person, h.since, on)
                if h.office == office and h.on(on) and person in {None, h.person}
                else h
                for h in self._holdings
            ]
        else:
            self._holdings.append(Holding(office, str(person), on, until))

    @property
    def congress(self) -> Congress:
        """The congress; it must have been founded."""
        assert self._congress is not None
        return self._congress

    @property
    def founded(self) -> bool:
        """Whether the congress has been recorded."""
        return self._congress is not None

    def known(self, name: str) -> Deputy | None:
        """The deputy of that name, in office or not."""
        return next((roll[name] for _, roll in reversed(self._rolls) if name in roll), None)

    def deputies(self, on: date) -> list[Deputy]:
        """Deputies in office on a day."""
        return [deputy for deputy in self._roll(on).values() if deputy.in_office(on)]

    def is_deputy(self, name: str, on: date) -> bool:
        """Whether the person is a deputy in office on that day."""
        deputy = self._roll(on).get(name)
        return deputy is not None and deputy.in_office(on)

    def is_suspended(self, name: str, on: date) -> bool:
        """Whether the deputy may not exercise the mandate for now."""
        deputy = self._roll(on).get(name)
        return deputy is not None and deputy.in_office(on) and deputy.suspended

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Who has held which office, as recorded."""
        return tuple(self._holdings)

    def offices(self, on: date) -> list[Holding]:
        """Offices held on a day."""
        return [holding for holding in self._holdings if holding.on(on)]

    def holders(self, offices: tuple[str, ...], on: date) -> list[tuple[str, str]]:
        """Persons and offices among the given offices, on a day."""
        return [(h.person, h.office) for h in self._holdings if h.office in offices and h.on(on)]

    def practice(self, on: date) -> frozenset[str]:
        """Ids of the local good practice that is switched on on a day."""
        switched: frozenset[str] = frozenset()
        for since, ids in self._practice:
            if since <= on:
                switched = ids
        return switched

    @property
    def practice_since(self) -> date | None:
        """The day of the last switch; None where nothing was ever switched."""
        return max((since for since, _ in self._practice), default=None)

    def rolling(self, on: date) -> str | None:
        """The local decision by which last days roll on over a holiday on that day; None where there is none."""
        return next((basis for since, basis in reversed(self._rolling) if since <= on), None)

    @property
    def rolling_since(self) -> date | None:
        """The day of the last such decision, or of its end; None where nothing was ever decided."""
        return max((since for since, _ in self._rolling), default=None)

    def presidium(self, on: date) -> tuple[str, ...]:
        """Members of the presidium that sits on that day."""
        sitting: tuple[str, ...] = ()
        for since, persons in self._presidiums:
            if since <= on:
                sitting = persons
        return sitting

    def facts(self, on: date) -> dict[str, Value]:
        """What the register knows on a day, under the vocabulary's names. Unknown facts are absent."""
        if on not in self._facts:
            self._facts[on] = self._work_out(on)
        return self._facts[on]

    def _work_out(self, on: date) -> dict[str, Value]:
        congress = self.congress
        facts: dict[str, Value | None] = {
            "deputies_in_office": self._all_deputies(on) or None,
            "deputies_quota": congress.quota,
            "unit_kind": congress.unit_kind,
            "population": congress.population,
            "first_session_on": congress.term_began,
            "term_ends_on": congress.term_ends_on,
            "presidium_members": len(self.presidium(on)) or None,
            ROLLING: self.rolling(on),
        }
        return {name: value for name, value in facts.items() if value is not None}

    def _all_deputies(self, on: date) -> int:
        deputies = self.deputies(on)
        if self.congress.suspended_count:
            return len(deputies)
        return sum(not deputy.suspended for deputy in deputies)

    def person_facts(self, name: str, on: date) -> dict[str, Value]:
        """What the register knows of a person on a day. An office in the administration is known only if held."""
        facts: dict[str, Value] = {
            "is_deputy": self.is_deputy(name, on),
            "suspended": self.is_suspended(name, on),
            "is_presidium_member": name in self.presidium(on) or self._holds(name, self._presiding, on),
        }
        if self._holds(name, self._administrative, on):
            facts["holds_administrative_post"] = True
            facts["holds_township_government_post"] = (
                True  # the congress fills no other administration's offices
            )
        return facts

    def _holds(self, name: str, offices: frozenset[str], on: date) -> bool:
        return any(h.person == name and h.office in offices and h.on(on) for h in self._holdings)


def _congress(congress_id: str, body: Mapping[str, Any]) -> Congress:
    return Congress(
        id=congress_id,
        name=body["name"],
        unit_kind=body["unit_kind"],
        province=body["province"],
        term=body["term"],
        term_began=_day(body.get("term_began")),
        term_ends_on=_day(body.get("term_ends_on")),
        population=body.get("population"),
        quota=body.get("quota"),
        suspended_count=body.get("suspended_count", True),
    )


def _deputy(row: Mapping[str, Any]) -> Deputy:
    return Deputy(
        name=row["name"],
        seated_on=_day(row.get("seated_on")),
        ended_on=_day(row.get("ended_on")),
        suspended=bool(row.get("suspended")),
        details=dict(row.get("details", {})),
    )
