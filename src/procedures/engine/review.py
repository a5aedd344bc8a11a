"""Recorded acts judged again, on the facts as they stood then (and as they have been corrected since)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from procedures.engine.case import Act, Case, facts_of
from procedures.engine.context import known_facts, persons_asked

if TYPE_CHECKING:
    from procedures.engine.engine import Engine
    from procedures.engine.record import Record
    from procedures.law.finding import Finding


def review_act(engine: Engine, record: Record, case: Case, before: list[Act], act: Act) -> list[Finding]:
    """What the rules find on an act, given the acts before it.

    Args:
        engine: whose congress.
        record: its record.
        case: the case of the act.
        before: the acts before it, corrected where they have been.
        act: the act.
    """
    procedure = record.procedure(case)
    step = procedure.step(act.step)
    then = replace(case, acts=list(before), _facts=None)
    known = known_facts(record, then, procedure, act.on)
    facts = {**known, **facts_of(before), **act.facts}
    rules = engine.judging.rules(procedure, step, act.on, facts.get(procedure.governed_by or ""))
    persons = persons_asked(step, record, facts, act.on)
    labels = engine.labels(procedure)
    return engine.judging.findings(rules, step, procedure, facts, persons, labels, act.on)


def review(engine: Engine, record: Record, case: Case) -> list[tuple[Act, list[Finding]]]:
    """Every act of a case with what the rules find on it now."""
    return [
        (act, review_act(engine, record, case, case.acts[:place], act)) for place, act in enumerate(case.acts)
    ]
