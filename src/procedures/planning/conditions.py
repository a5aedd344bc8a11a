"""What a rule's conditions come to while most of a case still lies ahead.

`given` is never open in the record: a fact is there or it is not. In a plan a fact that is still to be recorded may
yet be there, so the answer is open. The check is rewritten for that; the three values do the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.checks.choices import Given, States
from procedures.checks.joined import AllOf, AnyOf, Not, When
from procedures.errors import ImpossibleDates, NoCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procedures.checks.base import BaseCheck, Labels
    from procedures.planning.parts import Part
    from procedures.workflow.model import Step

PRESENT = "?"  # no fact's name begins with it


def planned(check: Any) -> Any:
    """The check with every `given` made a question that may be open."""
    if isinstance(check, Given):
        return States.model_construct(kind="states", fact=PRESENT + check.fact, is_=True)
    if isinstance(check, (AllOf, AnyOf)):
        return check.model_copy(update={"checks": tuple(map(planned, check.checks))})
    if isinstance(check, Not):
        return check.model_copy(update={"check": planned(check.check)})
    if isinstance(check, When):
        return check.model_copy(update={"if_": planned(check.if_), "then": planned(check.then)})
    return check


def asked_whether_given(checks: Iterable[BaseCheck | None]) -> set[str]:
    """Names of the facts whose being there is asked."""
    return {
        name.removeprefix(PRESENT)
        for check in checks
        if check is not None
        for name in check.facts()
        if name.startswith(PRESENT)
    }


def truth(check: BaseCheck | None, facts: Mapping[str, Any], labels: Labels) -> bool | None:
    """Yes, no, or open; a period that cannot be counted leaves it open."""
    if check is None:
        return True
    try:
        return check.evaluate(facts, labels).truth
    except (ImpossibleDates, NoCalendar):
        return None


def open_names(check: BaseCheck | None, facts: Mapping[str, Any], labels: Labels) -> set[str]:
    """Names of the facts that would decide an open check."""
    if check is None:
        return set()
    try:
        missing = check.evaluate(facts, labels).missing
    except (ImpossibleDates, NoCalendar):
        return set()
    return {name.removeprefix(PRESENT) for name in missing}


def open_ways(check: BaseCheck, facts: Mapping[str, Any], labels: Labels) -> set[frozenset[str]]:
    """The open facts on which each way of a check waits: together they would open it, or shut it.

    A period that may be extended with consent is bounded by the shorter way until the consent is recorded.
    """
    if isinstance(check, AnyOf):
        return {frozenset(open_names(way, facts, labels)) for way in check.checks} | _of_parts(
            check.checks, facts, labels
        )
    if isinstance(check, When):
        asked = frozenset(open_names(check.if_, facts, labels))
        return {asked} | open_ways(check.then, facts, labels)
    if isinstance(check, AllOf):
        return _of_parts(check.checks, facts, labels)
    if isinstance(check, Not):
        return open_ways(check.check, facts, labels)
    return set()


def _of_parts(checks: Iterable[BaseCheck], facts: Mapping[str, Any], labels: Labels) -> set[frozenset[str]]:
    return {way for check in checks for way in open_ways(check, facts, labels)}


def facts_at(part: Part, step: Step, *, presets: bool) -> dict[str, Any]:
    """Everything that is known where a step's rules are asked, before it is done.

    Args:
        part: the part of the plan.
        step: the step.
        presets: whether what steps assert by their very name counts as known.
    """
    facts: dict[str, Any] = {}
    if part.around is not None:
        around = part.around.facts
        facts.update({name: around[name] for name in part.procedure.inherits if name in around})
    facts.update(part.facts)
    if presets:
        others = (one for one in part.steps if one.modality == "must" and one.id != step.id)
        for one in (step, *others):
            for name, value in _presets(one, facts, part.labels).items():
                facts.setdefault(name, value)
    for one in (step, *part.steps):
        for name, value in _derived(one, facts).items():
            facts.setdefault(name, value)
    for name, way in step.derived.items():
        if way.always is not None:
            facts[name] = way.always
    return facts


def _presets(step: Step, facts: Mapping[str, Any], labels: Labels) -> dict[str, Any]:
    found = {}
    for name, own in step.facts.items():
        if own.if_ is not None and truth(planned(own.if_), facts, labels) is not True:
            continue
        if own.preset_if is not None:
            holds = truth(planned(own.preset_if.if_), facts, labels)
            value = own.preset_if.value if holds else own.preset if holds is False else None
        else:
            value = own.preset
        if value is not None:
            found[name] = value
    return found


def _derived(step: Step, facts: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, way in step.derived.items():
        if way.same_as is not None and way.same_as.fact in facts:
            found[name] = facts[way.same_as.fact] == way.same_as.value
        elif way.copy_of is not None and way.copy_of in facts:
            found[name] = facts[way.copy_of]
    return found


def sources(part: Part, name: str) -> str:
    """The fact that is asked for where this one follows from it (a special session follows from the kind)."""
    for step in part.steps:
        way = step.derived.get(name)
        if way is not None and way.same_as is not None:
            return way.same_as.fact
        if way is not None and way.copy_of is not None:
            return way.copy_of
    return name
