"""What binds the days of a plan: the rules in force, each on the step where it is asked, and the order of the steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.errors import NoLaw
from procedures.planning.conditions import (
    PRESENT,
    facts_at,
    open_names,
    open_ways,
    sources,
    truth,
)
from procedures.planning.parts import Key, Part
from procedures.planning.shape import precedences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from procedures.law.placed import Placed
    from procedures.planning.lawyer import Dated, Lawyer
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
        ways: for each way of the check that is open, or shut by a preset only, the facts on which it waits.
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
    ways: frozenset[frozenset[str]] = frozenset()

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
        titles: what the two are called.
    """

    first: Key
    second: Key
    leads: bool
    titles: tuple[str, str]

    def words(self, key: Key) -> str:
        """The same on screen, seen from one of the two."""
        return f"在“{self.titles[1]}”以前" if key == self.first else f"在“{self.titles[0]}”以后"


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
        if not rules:
            continue
        stated, supposed = (facts_at(part, step, presets=presets) for presets in (False, True))
        for dated in rules:
            bound = _bound(part, step, dated, (stated, supposed), fixed)
            if bound is not None:
                yield bound


def _governed(part: Part, step: Step, fixed: Mapping[Key, date]) -> date | None:
    """The date that picks the law for the rules that read it, where the procedure names one and it is fixed."""
    name = part.procedure.governed_by
    return None if name is None else fixed.get(part.key(step, name))


def _bound(
    part: Part,
    step: Step,
    rule: Dated,
    known: tuple[dict[str, Any], dict[str, Any]],
    fixed: Mapping[Key, date],
) -> RuleBound | None:
    """The rule as a bound, or None where it is not asked here."""
    placed, labels = rule.placed, part.labels
    stated, supposed = ({**facts, **_present(part, step, rule.asked, facts, fixed)} for facts in known)
    for name in rule.read:
        if part.is_date(name) and (key := part.key(step, name)) in fixed:
            stated[name] = supposed[name] = fixed[key]
    here = [truth(place, supposed, labels) for place in rule.places]
    holds = truth(rule.when, supposed, labels)
    turning = tuple(sorted(name for name in rule.read if name in supposed and name not in stated))
    if holds is False or all(answer is False for answer in here):
        opened = truth(rule.when, stated, labels) is None or None in (
            truth(place, stated, labels) for place in rule.places
        )
        dates = {name: part.key(step, name) for name in rule.dates} if opened else {}
        return RuleBound(placed, part, step, None, dates, {}, (), (), turning) if opened else None
    conditions, waits = [], []
    if True not in here:
        ways = [
            (place, where)
            for place, where, answer in zip(rule.places, rule.written, here, strict=True)
            if answer is None
        ]
        conditions.append("或者".join(dict.fromkeys(where.worded(labels) for _, where in ways)))
        waits += [name for place, _ in ways for name in sorted(open_names(place, supposed, labels))]
    if holds is None and placed.rule.when is not None:
        conditions.append(placed.rule.when.worded(labels))
        waits += sorted(open_names(rule.when, supposed, labels))
    asking = tuple(dict.fromkeys(sources(part, name) for name in waits if not part.is_date(name)))
    dates = {name: part.key(step, name) for name in rule.dates}
    others = {name: value for name, value in supposed.items() if name not in dates}
    if (
        truth(rule.check, others, labels) is False
    ):  # a preset breaks it whatever the day: it will be done otherwise
        others = {name: value for name, value in others.items() if name in stated or name not in rule.read}
    choices = _ways(part, rule, stated, dates)
    return RuleBound(
        placed, part, step, rule.check, dates, others, tuple(conditions), asking, turning, choices
    )


def _ways(
    part: Part, rule: Dated, stated: Mapping[str, Any], dates: Mapping[str, Key]
) -> frozenset[frozenset[str]]:
    """The facts on which each way of the rule's check waits, where nothing but what is stated is known."""
    known = {name: value for name, value in stated.items() if name not in dates}
    found = open_ways(rule.check, known, part.labels)
    asked = {frozenset(sources(part, name) for name in way if not part.is_date(name)) for way in found}
    return frozenset(way for way in asked if way)


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
            recorder = part if key.part == part.place else part.around
            if key in fixed or (not key.fact and recorder is not None and recorder.sure(key)):
                answers[PRESENT + name] = True
        elif not part.knows(name):
            answers[PRESENT + name] = False
    return answers


def order_bounds(part: Part) -> Iterator[OrderBound]:
    """What the order of the steps says within a part."""
    titles = {step.id: step.title for step in part.steps}
    for first, second, leads in dict.fromkeys(precedences(part)):
        yield OrderBound(
            Key(part.place, first), Key(part.place, second), leads, (titles[first], titles[second])
        )
