"""What a step still needs before it can be proposed: for asking on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.engine.context import known_facts
from procedures.engine.judging import shape_findings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from procedures.engine.engine import Engine
    from procedures.law.facts import Fact


def still_needed(
    engine: Engine, case_name: str, step_name: str, given: Mapping[str, Any], on: date
) -> tuple[Fact | None, str | None]:
    """The first fact that is still missing, with the clerk's note; (None, None) where nothing is.

    Args:
        engine: whose congress.
        case_name: id or title of the case.
        step_name: id or title of the step.
        given: what has been stated so far.
        on: date of the act.

    Raises:
        BadInput: where what was stated does not fit.
    """
    record = engine.record
    case = record.case(case_name)
    procedure = engine.shelf.procedure(case.procedure)
    step = engine.shelf.step(procedure, step_name)
    if shape_findings(record, case, procedure, step, engine.labels(procedure)):
        return None, None
    known = known_facts(record, case, procedure, on)
    intake = engine.reader(procedure, step).read(given, known, record.register, on, engine.today)
    if not intake.missing:
        return None, None
    fact = intake.missing[0]
    return fact, step.facts[fact.name].note
