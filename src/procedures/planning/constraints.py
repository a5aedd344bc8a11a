"""What binds the days of a plan: the rules in force, each on the step where it is asked, and the order of the steps."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.engine.judging import Judging
from procedures.errors import NoLaw
from procedures.law.rule import NATIONAL
from procedures.planning.conditions import (
    PRESENT,
    asked_whether_given,
    facts_at,
    open_names,
    planned,
    sources,
    truth,
)
from procedures.planning.parts import Key, Part
from procedures.planning.shape import precedences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from procedures.law.book import LawBook, Placed
    from procedures.workflow.model import Step


@dataclass(frozen=True, slots=True)
class RuleBound:
    """A rule that is asked on a step and reads dates of the plan.

    Attributes:
        placed: the rule in the version of its day.
        part, step: where it is asked.
        check: the rule's check, with every `given` a question.
        dates: which date of the plan each date fact is.
        facts: everything else that is known there.
        conditions: in words, what must hold for the rule to be asked and is still open; empty where it is asked.
        waits: names of the facts that would settle the conditions.
        supposed: names of facts that are only presets and on which the conditions or the check's ways turn.
    """

    placed: Placed
    part: Part
    step: Step
    check: Any
    dates: Mapping[str, Key]
    facts: Mapping[str, Any]
    conditions: tuple[str, ...]
    waits: tuple[str, ...]
    supposed: tuple[str, ...]

    @property
    def advises(self) -> bool:
        """Whether the rule is only good advice, or local practice: it binds nothing."""
        return self.placed.rule.effect == "advise" or self.placed.statute.level == "practice"


@dataclass(frozen=True, slots=True)
class OrderBound:
    """The first is not done after the second.

    Attributes:
        first, second: the days.
        leads: the second cannot be done without the first; else the first can only be done before the second.
        words: the same on screen.
    """

    first: Key
    second: Key
    leads: bool
    words: str


class Lawyer:
    """Finds the rules of each step for the day that picks the law.

    Args:
        book: the rules.
        province: whose local rules apply; None for the national ones only.
    """

    def __init__(self, book: LawBook, province: str | None) -> None:
        self._book = book
        self._province = province or NATIONAL
        self._judging = Judging(book, self._province)
        self._turns: dict[str, list[date]] = {}
        self._found: dict[tuple[str, str, date, date | None], list[Placed] | NoLaw] = {}

    def rules(self, part: Part, step: Step, on: date, governed: date | None) -> list[Placed]:
        """The rules on the step, in force on the day that picks the law.

        Raises:
            NoLaw: where no text of that day is held.
        """
        procedure = part.procedure
        key = (procedure.procedure, step.id, self._turn(part, on), governed and self._turn(part, governed))
        if key not in self._found:
            try:
                self._found[key] = self._judging.rules(procedure, step, on, governed)
            except NoLaw as problem:
                self._found[key] = problem
        found = self._found[key]
        if isinstance(found, NoLaw):
            raise found
        return found

    def _turn(self, part: Part, on: date) -> date:
        """The last day up to `on` on which the law of the procedure changed: between two turns it is one law."""
        name = part.procedure.procedure
        if name not in self._turns:
            days = {date.min}
            for placed in self._book.about(name, self._province):
                spans = (placed.rule.in_force, placed.rule.until, placed.statute.in_force, placed.statute.until)
                days.update(day for day in spans if day is not None)
            self._turns[name] = sorted(days)
        days_sorted = self._turns[name]
        return days_sorted[bisect_right(days_sorted, on) - 1]


def rule_bounds(
    part: Part, lawyer: Lawyer, day_of: Callable[[Key], date], fixed: Mapping[Key, date], told: list[str]
) -> Iterator[RuleBound]:
    """Every rule of a part that reads dates of the plan.

    Args:
        part: the part of the plan.
        lawyer: finds the rules.
        day_of: the day on which the law is asked for a step.
        fixed: the dates that are fixed.
        told: takes what has to be said where no law is held.
    """
    for step in part.steps:
        governed = _governed(part, step, fixed)
        try:
            rules = lawyer.rules(part, step, day_of(Key(part.place, step.id)), governed)
        except NoLaw as problem:
            told.append(f"{step.title}:{problem.message}")
            continue
        stated, supposed = (facts_at(part, step, presets=presets) for presets in (False, True))
        for placed in rules:
            bound = _bound(part, step, placed, (stated, supposed), fixed)
            if bound is not None:
                yield bound


def _governed(part: Part, step: Step, fixed: Mapping[Key, date]) -> date | None:
    """The date that picks the law for the rules that read it, where the procedure names one and it is fixed."""
    name = part.procedure.governed_by
    return None if name is None else fixed.get(part.key(step, name))


def _bound(
    part: Part,
    step: Step,
    placed: Placed,
    known: tuple[dict[str, Any], dict[str, Any]],
    fixed: Mapping[Key, date],
) -> RuleBound | None:
    """The rule as a bound, or None where it reads no date or is not asked here."""
    check = planned(placed.rule.check)
    dates = {name: part.key(step, name) for name in check.facts() if part.is_date(name)}
    if not dates:
        return None
    when = planned(placed.rule.when) if placed.rule.when else None
    places = [
        planned(applies.where) if applies.where else None
        for applies in placed.rule.applies
        if applies.procedure == part.procedure.procedure and (step.id in applies.step or applies.on == "close")
    ]
    asked = asked_whether_given((check, when, *places))
    read = {name for one in (check, when, *places) if one is not None for name in one.facts()}
    stated, supposed = ({**facts, **_present(part, step, asked, facts, fixed)} for facts in known)
    for name in read:
        if part.is_date(name) and (key := part.key(step, name)) in fixed:
            stated[name] = supposed[name] = fixed[key]
    here = [truth(place, supposed, part.labels) for place in places]
    holds = truth(when, supposed, part.labels)
    if holds is False or all(answer is False for answer in here):
        holds_if_stated = truth(when, stated, part.labels)
        turns = holds_if_stated is None or any(truth(place, stated, part.labels) is None for place in places)
        if not turns:
            return None
        return RuleBound(placed, part, step, None, {}, {}, (), (), _turning(read, stated, supposed))
    conditions, waits = [], []
    if True not in here:
        opened = [place for place, answer in zip(places, here, strict=True) if answer is None and place]
        written = [a.where for a in placed.rule.applies if a.where and planned(a.where) in opened]
        conditions.append("或者".join(dict.fromkeys(check.worded(part.labels) for check in written)))
        waits += [name for place in opened for name in open_names(place, supposed, part.labels)]
    if holds is None and placed.rule.when is not None:
        conditions.append(placed.rule.when.worded(part.labels))
        waits += sorted(open_names(when, supposed, part.labels))
    asking = dict.fromkeys(sources(part, name) for name in waits if not part.is_date(name))
    others = {name: value for name, value in supposed.items() if name not in dates}
    return RuleBound(
        placed, part, step, check, dates, others, tuple(conditions), tuple(asking), _turning(read, stated, supposed)
    )


def _turning(read: set[str], stated: Mapping[str, Any], supposed: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts read that are only presets."""
    return tuple(sorted(name for name in read if name in supposed and name not in stated))


def _present(
    part: Part, step: Step, asked: Iterable[str], facts: Mapping[str, Any], fixed: Mapping[Key, date]
) -> dict[str, bool]:
    """Whether each of the facts is there: yes, no, or (left out) open."""
    answers: dict[str, bool] = {}
    for name in asked:
        if name in facts:
            answers[PRESENT + name] = True
        elif part.is_date(name) and part.knows(name):
            key = part.key(step, name)
            if key in fixed or (key.part == part.place and part.sure(key) and key.fact == ""):
                answers[PRESENT + name] = True
            elif part.around is not None and key.part == part.around.place and part.around.sure(key):
                answers[PRESENT + name] = True
        elif not part.knows(name):
            answers[PRESENT + name] = False
    return answers


def order_bounds(part: Part) -> Iterator[OrderBound]:
    """What the order of the steps says, within a part and between it and the part around it."""
    titles = {step.id: step.title for step in part.steps}
    for first, second, leads in dict.fromkeys(precedences(part)):
        words = f"“{titles[first]}”在“{titles[second]}”以前"
        yield OrderBound(Key(part.place, first), Key(part.place, second), leads, words)
