"""What hangs on answers that are still open: the plan is made again under each, and what changes is said."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any

from procedures.checks.base import shown
from procedures.planning.conditions import PRESENT
from procedures.planning.plan import Otherwise, Question

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from procedures.law.book import LawBook
    from procedures.planning.parts import Key, Part
    from procedures.planning.plan import Plan, Row
    from procedures.planning.planner import Planner

    Days = tuple[date | None, date | None]  # earliest and latest

MOST_VALUES = 8  # a choice with more values is no question that a plan can go through


def add_answers(plan: Plan, planner: Planner, book: LawBook) -> None:
    """Add to a plan its open questions, and to its rows how they would stand under each other answer.

    Args:
        plan: from the planner.
        planner: makes it again.
        book: the rules, for the values of facts.
    """
    worked = planner.work()
    rows = {row.key: row for row in plan.rows}
    shown_keys = {key for key, row in rows.items() if row.status == "open"}
    turning = [rule for rule in worked.rules if not rule.advises and shown_keys & set(rule.dates.values())]
    supposed = {
        (rule.part.place, name) for rule in turning for name in rule.supposed if not name.startswith(PRESENT)
    }
    ways = {(rule.part.place, way) for rule in turning for way in rule.ways}
    waits = {(rule.part.place, name) for rule in turning if rule.check is not None for name in rule.waits}
    waits |= {(place, name) for place, way in ways for name in way} - supposed
    alone = {(place, (name,)) for place, name in waits | supposed}
    together = {(place, tuple(sorted(way))) for place, way in ways if len(way) > 1}
    affected: dict[tuple[int, str], list[Key]] = {}
    for place, names in (*sorted(alone), *sorted(together)):
        changed = _changed(planner, planner.frame.parts[place], names, rows, book)
        for key, others in changed.items():
            rows[key].otherwise += others
        for name in names:
            if (place, name) in waits and changed:
                affected.setdefault((place, name), []).extend(changed)
    for (place, name), keys in affected.items():
        plan.questions.append(_question(planner.frame.parts[place], name, plan, keys, book))


def _changed(
    planner: Planner, part: Part, names: tuple[str, ...], rows: Mapping[Key, Row], book: LawBook
) -> dict[Key, list[Otherwise]]:
    """By row, how its days change under the answers to the questions; what is said of it already is left out."""
    values = [_values(part, name, book) for name in names]
    if prod(map(len, values)) > MOST_VALUES:
        return {}
    by_days: dict[Key, dict[Days, list[tuple[tuple[Any, ...], Row | None]]]] = {}
    for answers in product(*values):
        under = _under(planner, part, dict(zip(names, answers, strict=True)))
        for key, base in rows.items():
            row = under.get(key)
            if base.status == "open" and _days(row) != _days(base):
                by_days.setdefault(key, {}).setdefault(_days(row), []).append((answers, row))
    found: dict[Key, list[Otherwise]] = {}
    for key, ways in by_days.items():
        said = {(one.earliest, one.latest) for one in rows[key].otherwise} if len(names) > 1 else set()
        told = [_otherwise(part, names, found_so) for days, found_so in ways.items() if days not in said]
        if told:
            found[key] = told
    return found


def _question(part: Part, name: str, plan: Plan, keys: Collection[Key], book: LawBook) -> Question:
    touched = [row for row in plan.rows if row.key in keys]
    return Question(
        name,
        part.labels.get(name, name),
        tuple(shown(value) for value in _values(part, name, book)),
        tuple(row.title for row in touched if not row.fact) or tuple(row.title for row in touched),
    )


def _values(part: Part, name: str, book: LawBook) -> tuple[Any, ...]:
    """The answers that can be gone through; none for what is no such question."""
    if part.types.get(name) not in {"yesno", "choice"}:
        return ()
    if part.types.get(name) == "yesno":
        return (True, False)
    for step in part.steps:
        if name in step.facts and step.facts[name].values:
            return step.facts[name].values[:MOST_VALUES]
    fact = book.vocabulary.get(name)
    values = fact.values if fact is not None else ()
    return values if len(values) <= MOST_VALUES else ()


def _under(planner: Planner, part: Part, answers: Mapping[str, Any]) -> dict[Key, Row]:
    """The rows where the facts have these values."""
    known = dict(part.facts)
    part.facts.update(answers)
    try:
        return {row.key: row for row in planner.rows()}
    finally:
        part.facts.clear()
        part.facts.update(known)


def _days(row: Row | None) -> Days:
    """The days of a row; of one that nothing binds any more, none."""
    if row is None:
        return (None, None)
    return (row.earliest.day if row.earliest else None, row.latest.day if row.latest else None)


def _otherwise(
    part: Part, names: tuple[str, ...], ways: Sequence[tuple[tuple[Any, ...], Row | None]]
) -> Otherwise:
    row = ways[0][1]
    labels = [part.labels.get(name, name) for name in names]
    if len(names) == 1:
        condition = f"{labels[0]}:{'或'.join(shown(answers[0]) for answers, _ in ways)}"
    else:
        condition = "或者".join(
            ",而且".join(f"{label}:{shown(value)}" for label, value in zip(labels, answers, strict=True))
            for answers, _ in ways
        )
    basis = replace(row.basis, conditions=()) if row and row.basis else None
    earliest, latest = _days(row)
    return Otherwise(condition, earliest, latest, basis)
