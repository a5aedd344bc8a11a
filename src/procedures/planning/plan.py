"""A plan: for every step the earliest and the latest lawful day, what binds it, and what does not fit together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from procedures.calendar.marks import Mark, mark
from procedures.law.finding import as_json, cautioned
from procedures.planning.constraints import RuleBound

if TYPE_CHECKING:
    from procedures.planning.parts import Key, Part
    from procedures.planning.solve import Bound

Status = Literal["fixed", "done", "open"]
SHAPE = "程序次序"


@dataclass(frozen=True, slots=True)
class Basis:
    """What sets a day.

    Attributes:
        rule: id of the rule; None for the order of the steps.
        citation: statute and article.
        requirement: what the rule asks, in one sentence.
        day: the day that it sets.
        how: how it was counted.
        effect: what a breach does; None for the order of the steps.
        jurisdiction: 全国 or the province.
        conditions: what must hold for it.
        note: how the rule's text is read, where it can be read in several ways.
        caution: what is known of the text to be superseded or unread; None for nothing.
    """

    rule: str | None
    citation: str
    requirement: str
    day: date
    how: tuple[str, ...]
    effect: str | None = None
    jurisdiction: str | None = None
    conditions: tuple[str, ...] = ()
    note: str | None = None
    caution: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The basis as JSON."""
        return {
            "rule": self.rule,
            "citation": self.citation,
            "requirement": self.requirement,
            "day": self.day.isoformat(),
            "effect": self.effect,
            "jurisdiction": self.jurisdiction,
            "if": list(self.conditions),
            "how": list(self.how),
            "note": self.note,
            "caution": self.caution,
        }


@dataclass(frozen=True, slots=True)
class Otherwise:
    """How a row's days change where a fact is other than supposed, or than the cautious reading takes it."""

    condition: str
    earliest: date | None
    latest: date | None
    basis: Basis | None

    def as_json(self) -> dict[str, Any]:
        """The alternative as JSON."""
        return {
            "if": self.condition,
            "earliest": as_json(self.earliest),
            "latest": as_json(self.latest),
            "rule": self.basis.rule if self.basis else None,
            "citation": self.basis.citation if self.basis else None,
        }


@dataclass(slots=True)
class Row:
    """One date of the plan.

    Attributes:
        key: which.
        part: where it belongs.
        step, title: the step, or for a date that is no step's day the fact's label as title.
        fact: the fact that holds it, for a date that is no step's day.
        status: fixed (given), done (recorded) or open.
        must: whether the step has to be done in any case, or a rule on such a step asks for its date.
        earliest, latest: what binds on either side; None where nothing does.
        mark: weekday and holiday of the latest day (of the earliest, where there is no latest).
        slack: days from today to the latest day; negative where it has passed.
        also: what other rules say of the same day.
        hints: advice and local practice, in words.
        otherwise: how the days change under other answers.
    """

    key: Key
    part: Part
    step: str
    title: str
    fact: str | None
    status: Status
    must: bool
    earliest: Basis | None
    latest: Basis | None
    slack: int | None
    also: tuple[Basis, ...] = ()
    hints: tuple[str, ...] = ()
    otherwise: list[Otherwise] = field(default_factory=list)

    @property
    def day(self) -> date | None:
        """The day by which the row is ordered."""
        basis = self.latest or self.earliest
        return basis.day if basis else None

    @property
    def mark(self) -> Mark | None:
        """Weekday and holiday of that day."""
        return mark(self.day) if self.day else None

    @property
    def basis(self) -> Basis | None:
        """What is cited for the row: what sets its latest day, else its earliest."""
        return self.latest or self.earliest

    @property
    def conditions(self) -> tuple[str, ...]:
        """What must hold for the row's days."""
        both = [basis.conditions for basis in (self.latest, self.earliest) if basis]
        return tuple(dict.fromkeys(words for conditions in both for words in conditions))

    def as_json(self) -> dict[str, Any]:
        """The row that the command line promises, and more."""
        basis, told = self.basis, self.mark
        return {
            "step": self.step,
            "title": self.title,
            "earliest": self.earliest.day.isoformat() if self.earliest else None,
            "latest": self.latest.day.isoformat() if self.latest else None,
            "rule": basis.rule if basis else None,
            "citation": basis.citation if basis else None,
            "how": list(basis.how) if basis else [],
            "procedure": self.part.procedure.procedure,
            "case": self.part.case,
            "fact": self.fact,
            "status": self.status,
            "must": self.must,
            "slack": self.slack,
            "weekday": told.weekday if told else None,
            "day_off": told.off if told else None,
            "calendar_known": told.known if told else None,
            "if": list(self.conditions),
            "earliest_by": self.earliest.as_json() if self.earliest else None,
            "latest_by": self.latest.as_json() if self.latest else None,
            "also": [basis.as_json() for basis in self.also],
            "hints": list(self.hints),
            "otherwise": [one.as_json() for one in self.otherwise],
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot be kept.

    Attributes:
        kind: contradiction (two fixed dates, or the days between them) or past (the latest day has gone by).
        step, title: where it shows.
        message: in words.
        between: the fixed dates that stand against each other: label and day.
        because: the rules, or the order, that say so.
        conditions: what must hold for it.
        remedy: what the rule says to do.
        moves: the fixed dates that would have to be later.
    """

    kind: Literal["contradiction", "past"]
    step: str
    title: str
    message: str
    between: tuple[tuple[str, date], ...]
    because: tuple[Basis, ...]
    conditions: tuple[str, ...]
    remedy: str | None
    moves: frozenset[Key] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """The conflict as JSON."""
        return {
            "kind": self.kind,
            "step": self.step,
            "title": self.title,
            "message": self.message,
            "between": [{"label": label, "date": day.isoformat()} for label, day in self.between],
            "because": [basis.as_json() for basis in self.because],
            "if": list(self.conditions),
            "remedy": self.remedy,
        }


@dataclass(frozen=True, slots=True)
class Alternative:
    """The nearest later day of one fixed date on which the plan has no conflict; None where none was found."""

    label: str
    given: date
    day: date | None
    citation: str | None

    def as_json(self) -> dict[str, Any]:
        """The alternative as JSON."""
        return {
            "label": self.label,
            "given": self.given.isoformat(),
            "earliest": as_json(self.day),
            "citation": self.citation,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that would settle conditions of the plan."""

    fact: str
    label: str
    values: tuple[str, ...]
    affects: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The question as JSON."""
        return {
            "fact": self.fact,
            "label": self.label,
            "values": list(self.values),
            "affects": list(self.affects),
        }


@dataclass(slots=True)
class Plan:
    """All of it.

    Attributes:
        title: what is planned.
        procedure: id of the procedure.
        today: the day against which slack is counted.
        province: whose rules apply besides the national ones.
        fixed: the given and recorded dates: label and day.
        rows: in date order.
        conflicts, alternatives, questions: what does not fit, what would, and what should be answered.
        told: what could not be counted, and why.
        differing: where a local text that the plan rests on differs from national law, and which binds.
    """

    title: str
    procedure: str
    today: date
    province: str | None
    case: str | None = None
    fixed: tuple[tuple[str, date], ...] = ()
    rows: list[Row] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    alternatives: list[Alternative] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @property
    def bases(self) -> list[Basis]:
        """Everything that sets a day of the plan."""
        return [basis for row in self.rows for basis in (row.earliest, row.latest, *row.also) if basis]

    @property
    def cautions(self) -> list[str]:
        """What is known of the texts relied on to be superseded or unread, once for each text."""
        return list(dict.fromkeys(basis.caution for basis in self.bases if basis.caution))

    def as_json(self) -> dict[str, Any]:
        """The object of `renda plan`."""
        return {
            "procedure": self.procedure,
            "title": self.title,
            "case": self.case,
            "on": self.today.isoformat(),
            "province": self.province,
            "fixed": [{"label": label, "date": day.isoformat()} for label, day in self.fixed],
            "rows": [row.as_json() for row in self.rows],
            "conflicts": [one.as_json() for one in self.conflicts],
            "alternatives": [one.as_json() for one in self.alternatives],
            "questions": [one.as_json() for one in self.questions],
            "told": list(self.told),
            "differing": list(self.differing),
            "cautions": self.cautions,
        }


def basis_of(bound: Bound, names: Any) -> Basis:
    """What sets a day, in words.

    Args:
        bound: from the solution.
        names: gives the label of a date of the plan.
    """
    how = bound.how
    if bound.via is not None:
        key, source = bound.via
        if source.by is not None:
            how = (*how, f"从“{names(key)}”的 {source.day.isoformat()} 推算;那一天变动的,这一天随之变动。")
    if isinstance(bound.by, RuleBound):
        placed = bound.by.placed
        return Basis(
            placed.rule.id,
            placed.citation,
            placed.rule.requirement,
            bound.day,
            how,
            placed.rule.effect,
            placed.statute.jurisdiction,
            bound.conditions,
            placed.rule.note,
            cautioned(placed.statute),
        )
    words = how[0] if bound.by is not None and how else "已定的日期"
    citation = SHAPE if bound.by is not None else "已定"
    return Basis(None, citation, words, bound.day, how, None, None, bound.conditions)
