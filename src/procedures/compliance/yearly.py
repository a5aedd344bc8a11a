"""The year against the powers of the congress and the duties of the presidium; every number traceable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.compliance.outline import Item, Outline, outline_of
from procedures.compliance.report import Row, year_rows
from procedures.compliance.scene import matches
from procedures.errors import NoLaw, UnknownName

if TYPE_CHECKING:
    from procedures.engine.case import Act, Case
    from procedures.engine.engine import Engine
    from procedures.engine.record import Record
    from procedures.library.places import Places
    from procedures.workflow.model import Count, Procedure

UNSAID = "(没有填写)"


@dataclass(frozen=True, slots=True)
class Source:
    """One entry behind a number."""

    entry: int
    on: date
    case: str
    title: str
    step: str

    def as_json(self) -> dict[str, Any]:
        """One of `sources`."""
        return {
            "entry": self.entry,
            "on": self.on.isoformat(),
            "case": self.case,
            "case_title": self.title,
            "step": self.step,
        }


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the report.

    Attributes:
        id: item and place, as in 3.2; the same for every year of one library.
        label: what is counted.
        sources: the entries counted, each once; the number is how many there are.
        named: whether the cases are named one by one in the report.
        of: for one value of a choice: what is broken down by it.
    """

    id: str
    label: str
    sources: tuple[Source, ...]
    named: bool = False
    of: str | None = None

    @property
    def value(self) -> int:
        """The number."""
        return len(self.sources)

    def as_json(self) -> dict[str, Any]:
        """One of `numbers`."""
        return {
            "id": self.id,
            "label": self.label,
            "value": self.value,
            "of": self.of,
            "cases": list(dict.fromkeys(source.case for source in self.sources)),
            "sources": [source.as_json() for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Told:
    """One item as it is told: a requirement, its numbers, and what the rules on the year find."""

    number: int
    requirements: tuple[str, ...]
    requirement: str
    citation: str
    numbers: tuple[Number, ...]
    findings: tuple[Row, ...]
    none: str | None

    def as_json(self) -> dict[str, Any]:
        """One of `items`."""
        return {
            "item": self.number,
            "requirements": list(self.requirements),
            "requirement": self.requirement,
            "citation": self.citation,
            "numbers": [number.as_json() for number in self.numbers],
            "findings": [row.as_json() for row in self.findings],
            "none": self.none,
        }


@dataclass(slots=True)
class YearReport:
    """The report of a year: parts with their items."""

    congress: str
    title: str
    year: int
    on: date
    parts: list[tuple[str, list[Told]]] = field(default_factory=list)

    def numbers(self) -> Iterator[Number]:
        """Every number, in order."""
        for _, items in self.parts:
            for item in items:
                yield from item.numbers

    def number(self, number_id: str) -> Number:
        """The number of that id, with or without the year before it (3.2, 2026-3.2).

        Raises:
            UnknownName: where there is none.
        """
        wanted = number_id.removeprefix(f"{self.year}-")
        for number in self.numbers():
            if number.id == wanted:
                return number
        raise UnknownName(
            f"{self.year}年的报告里没有数字 {number_id}。",
            where=number_id,
            remedy=f"数字的编号见 renda report year {self.year}。",
        )

    def as_json(self) -> dict[str, Any]:
        """The object of `renda report year`."""
        return {
            "congress": self.congress,
            "report": "year",
            "title": self.title,
            "year": self.year,
            "on": self.on.isoformat(),
            "parts": [
                {"title": title, "items": [item.as_json() for item in items]} for title, items in self.parts
            ],
        }


def year_report(engine: Engine, places: Places, year: int) -> YearReport:
    """The report of a year.

    Args:
        engine: whose congress.
        places: where the outline lies.
        year: the calendar year; one that is not over is told up to today.
    """
    record = engine.record
    outline: Outline = outline_of(places)
    report = YearReport(record.register.congress.name, outline.title, year, engine.today)
    teller = _Teller(engine, record, year)
    number = 0
    for part in outline.parts:
        items = []
        for item in part.items:
            number += 1
            items.append(teller.item(number, item))
        report.parts.append((part.title, items))
    return report


class _Teller:
    """Works out the items of one year."""

    def __init__(self, engine: Engine, record: Record, year: int) -> None:
        self._engine = engine
        self._record = record
        self._year = year
        self._day = min(engine.today, date(year, 12, 31))
        self._rows = year_rows(engine, record, year)
        self._counts = [
            (procedure, count)
            for name in engine.shelf.paths
            for procedure in [engine.shelf.procedure(name)]
            for count in procedure.counts
            if count.label is not None
        ]

    def item(self, number: int, item: Item) -> Told:
        """One item with its numbers."""
        province = self._record.register.congress.province
        try:
            required = self._engine.book.requirement(item.requirements[0], self._day, province)
            worded, citation = required.requirement, required.citation
        except NoLaw as problem:
            worded, citation = problem.message, item.requirements[0]
        numbers = tuple(self._numbers(number, item))
        found = tuple(row for row in self._rows if self._about(row, item))
        nothing = not any(one.value for one in numbers)
        return Told(
            number, item.requirements, worded, citation, numbers, found, item.none if nothing else None
        )

    def _about(self, row: Row, item: Item) -> bool:
        """Whether a finding on the year belongs to the item: its requirement, or a local one that refines it."""
        if row.finding.outcome not in {"breach", "pending"}:
            return False
        province = self._record.register.congress.province
        refined = self._engine.book.rule(row.finding.rule, self._day, province).rule.refines
        return bool({row.finding.rule, refined} & set(item.requirements))

    def _numbers(self, number: int, item: Item) -> Iterator[Number]:
        """The counts under the item's requirements, in their order."""
        place = 0
        for procedure, count in self._under(item):
            for label, sources, named in self._split(procedure, count):
                place += 1
                of = count.label if count.by is not None else None
                yield Number(f"{number}.{place}", label, sources, named, of)

    def _under(self, item: Item) -> list[tuple[Procedure, Count]]:
        places = {name: place for place, name in enumerate(item.requirements)}
        under = [
            (min(places[name] for name in count.powers if name in places), procedure, count)
            for procedure, count in self._counts
            if set(count.powers) & set(places)
        ]
        return [(procedure, count) for _, procedure, count in sorted(under, key=lambda entry: entry[0])]

    def _split(self, procedure: Procedure, count: Count) -> Iterator[tuple[str, tuple[Source, ...], bool]]:
        """One number, or one for each value of the choice by which it is broken down."""
        acts = list(self._acts(procedure, count))
        if count.by is None:
            yield str(count.label), self._sources(procedure, acts), False
            return
        step = procedure.step(count.step)
        values = procedure.fact(step, count.by, self._engine.book.vocabulary).values
        for value in values:
            chosen = [(case, act) for case, act in acts if act.facts.get(count.by) == value]
            yield f"{count.label}:{value}", self._sources(procedure, chosen), value in count.named
        if step.facts[count.by].optional:
            unsaid = [(case, act) for case, act in acts if act.facts.get(count.by) is None]
            yield f"{count.label}:{UNSAID}", self._sources(procedure, unsaid), False

    def _acts(self, procedure: Procedure, count: Count) -> Iterator[tuple[Case, Act]]:
        for case in self._record.cases.values():
            for act in case.acts if case.procedure == procedure.procedure else ():
                here = act.step == count.step and act.on.year == self._year and act.on <= self._engine.today
                if here and matches(count.where, {**case.facts, **act.facts}):
                    yield case, act

    def _sources(self, procedure: Procedure, acts: list[tuple[Case, Act]]) -> tuple[Source, ...]:
        return tuple(
            Source(act.number, act.on, case.id, case.title, procedure.step(act.step).title)
            for case, act in sorted(acts, key=lambda pair: (pair[1].on, pair[1].number))
        )
