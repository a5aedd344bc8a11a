"""Facts that are worked out instead of asked for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from procedures.engine.case import Case
    from procedures.workflow.model import Derivation, Step, Where


def derive(
    step: Step, case: Case, facts: Mapping[str, Any], known: Mapping[str, Any], on: date
) -> dict[str, Any]:
    """The derived facts of a step.

    Args:
        step: which step.
        case: what has been recorded so far.
        facts: the facts of this act.
        known: facts of the case before it.
        on: date of the act.

    Returns:
        Values by name; a fact that cannot be worked out yet is absent.
    """
    result: dict[str, Any] = {}
    for name, way in step.derived.items():
        value = _one(way, step, case, {**known, **facts, **result}, facts, on)
        if value is not None:
            result[name] = value
    return result


def _one(
    way: Derivation, step: Step, case: Case, seen: Mapping[str, Any], facts: Mapping[str, Any], on: date
) -> Any:
    if way.count_of is not None:
        persons = facts.get(way.count_of)
        return None if persons is None else len(persons)
    if way.done is not None:
        return case.done(way.done)
    if way.copy_of is not None:
        return seen.get(way.copy_of)
    if way.same_names is not None:
        return _same_names(way.same_names, way.without, seen)
    if way.distinct is not None:
        return len(_named(way.distinct, way.where, step, case, facts))
    if way.names_of is not None:
        return tuple(_named(way.names_of, way.where, step, case, facts))
    if way.most_often is not None:
        return _most_often(way, step, case, facts)
    if way.same_as is not None:
        choice = seen.get(way.same_as.fact)
        return None if choice is None else choice == way.same_as.value
    return on if way.act_date else way.always


def _same_names(pair: tuple[str, str], without: str | None, seen: Mapping[str, Any]) -> bool | None:
    first, second = (seen.get(name) for name in pair)
    left_out = set(seen.get(without) or ()) if without else set()
    if without and second is None:
        second = ()  # all may be left out before anybody is named
    return None if first is None or second is None else set(first) - left_out == set(second) - left_out


def _rounds(step: Step, case: Case, facts: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """What the step has recorded since the case came to this stage (a further election starts afresh), and now."""
    stages = [case.start, *(act.stage for act in case.acts)]
    since = max((i for i, act in enumerate(case.acts) if act.stage != stages[i]), default=-1)
    yield from (act.facts for act in case.acts[since + 1 :] if act.step == step.id)
    yield facts


def _named(name: str, where: Where, step: Step, case: Case, facts: Mapping[str, Any]) -> list[str]:
    """The different persons named, in order of first naming."""
    named: dict[str, None] = {}
    for one in _rounds(step, case, facts):
        if all(one.get(key) in values for key, values in where.items()):
            value = one.get(name)
            for person in (value,) if isinstance(value, str) else value or ():
                named[person] = None
    return list(named)


def _most_often(way: Derivation, step: Step, case: Case, facts: Mapping[str, Any]) -> int | None:
    """How many different persons the busiest supporter has put forward."""
    pairs = {
        (supporter, one.get(str(way.counting)))
        for one in _rounds(step, case, facts)
        for supporter in one.get(str(way.most_often)) or ()
    }
    if not pairs:
        return None
    return max(Counter(supporter for supporter, _ in pairs).values())
