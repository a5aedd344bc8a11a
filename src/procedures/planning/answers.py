"""What hangs on answers that are still open: the plan is made again under each, and what changes is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.checks.base import shown
from procedures.planning.conditions import PRESENT
from procedures.planning.plan import Otherwise, Question

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from procedures.law.book import LawBook
    from procedures.planning.parts import Key, Part
    from procedures.planning.plan import Plan, Row
    from procedures.planning.planner import Planner

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
    open_facts = {
        (rule.part.place, name) for rule in turning if rule.check is not None for name in rule.waits
    }
    supposed = {
        (rule.part.place, name) for rule in turning for name in rule.supposed if not name.startswith(PRESENT)
    }
    for place, name in sorted(open_facts | supposed):
        part = planner.frame.parts[place]
        if part.types.get(name) not in {"yesno", "choice"}:
            continue
        changed: dict[Key, dict[tuple[date | None, date | None], list[tuple[Any, Row | None]]]] = {}
        for value in _values(part, name, book):
            under = _under(planner, part, name, value)
            for key, base in rows.items():
                row = under.get(key)
                if base.status == "open" and _days(row) != _days(base):
                    changed.setdefault(key, {}).setdefault(_days(row), []).append((value, row))
        for key, by_days in changed.items():
            rows[key].otherwise += [_otherwise(part, name, ways) for ways in by_days.values()]
        if (place, name) in open_facts:
            affected = [row.title for row in plan.rows if row.key in changed and not row.fact]
            if changed:
                plan.questions.append(
                    Question(
                        name,
                        part.labels.get(name, name),
                        tuple(shown(value) for value in _values(part, name, book)),
                        tuple(affected or [rows[key].title for key in changed]),
                    )
                )


def _values(part: Part, name: str, book: LawBook) -> tuple[Any, ...]:
    if part.types.get(name) == "yesno":
        return (True, False)
    for step in part.steps:
        if name in step.facts and step.facts[name].values:
            return step.facts[name].values[:MOST_VALUES]
    fact = book.vocabulary.get(name)
    values = fact.values if fact is not None else ()
    return values if len(values) <= MOST_VALUES else ()


def _under(planner: Planner, part: Part, name: str, value: Any) -> dict[Key, Row]:
    """The rows where the fact has the value."""
    known = dict(part.facts)
    part.facts[name] = value
    try:
        return {row.key: row for row in planner.rows()}
    finally:
        part.facts.clear()
        part.facts.update(known)


def _days(row: Row | None) -> tuple[date | None, date | None]:
    """The days of a row; of one that nothing binds any more, none."""
    if row is None:
        return (None, None)
    return (row.earliest.day if row.earliest else None, row.latest.day if row.latest else None)


def _otherwise(part: Part, name: str, ways: Iterable[tuple[Any, Row | None]]) -> Otherwise:
    found = list(ways)
    values = "或".join(shown(value) for value, _ in found)
    row = found[0][1]
    basis = replace(row.basis, conditions=()) if row and row.basis else None
    earliest, latest = _days(row)
    return Otherwise(f"{part.labels.get(name, name)}:{values}", earliest, latest, basis)
