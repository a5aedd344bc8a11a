"""Requirement, rules, steps, scenarios: how each requirement is accounted for."""

from __future__ import annotations

from typing import Any

from procedures.law.book import LawBook
from procedures.law.rule import Applies
from procedures.library.places import Places
from procedures.training.scenarios import by_requirement


def trace_requirements(book: LawBook, places: Places) -> list[dict[str, Any]]:
    """One row for each requirement that the library knows.

    Args:
        book: the rules.
        places: where the scenarios lie.

    Returns:
        Rows with id, rules (file and line of every version), steps (`procedure/step`, or the occasion), scenarios,
        by ("rule", "shape", "consequence", "guidance", "out_of_scope") and why.
    """
    scenarios = by_requirement(places)
    rows: dict[str, dict[str, Any]] = {}
    for placed in book.all():
        row = rows.setdefault(
            placed.rule.id, _row(placed.rule.id, "rule", placed.rule.requirement, scenarios)
        )
        row["rules"].append(f"{placed.rule.id}({placed.statute.version})")
        row["steps"] = list(dict.fromkeys(row["steps"] + _steps(placed.rule.applies)))
    for item, _statute in book.otherwise():
        row = rows.setdefault(item.id, _row(item.id, item.by, item.why, scenarios))
        row["steps"] = list(dict.fromkeys(row["steps"] + _steps(item.applies)))
    return [rows[key] for key in sorted(rows)]


def _row(identity: str, by: str, why: str, scenarios: dict[str, Any]) -> dict[str, Any]:
    shown = [f"{scenario.name}({scenario.where})" for scenario in scenarios.get(identity, ())]
    return {"id": identity, "rules": [], "steps": [], "scenarios": shown, "by": by, "why": why}


def _steps(applies: tuple[Applies, ...]) -> list[str]:
    found = []
    for place in applies:
        if place.procedure:
            found += [f"{place.procedure}/{step}" for step in place.step] or [f"{place.procedure}/{place.on}"]
        else:
            found.append(f"{place.on}:{place.change}" if place.change else place.on)
    return found
