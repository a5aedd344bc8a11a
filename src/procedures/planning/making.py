"""The two ways to a plan: from a procedure and dates alone, and from a case in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.law.differences import differences
from procedures.planning.answers import add_answers
from procedures.planning.given import new_part, parts_of, take_given
from procedures.planning.parts import Key, Part
from procedures.planning.planner import Planner

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.law.book import LawBook
    from procedures.planning.plan import Plan
    from procedures.workflow.shelf import Shelf


def plan_procedure(
    book: LawBook, shelf: Shelf, name: str, given: Mapping[str, Any], province: str | None, today: date
) -> Plan:
    """A plan without any record.

    Args:
        book: the rules.
        shelf: the workflows.
        name: id or title of the procedure.
        given: dates and answers as typed, by fact or step.
        province: whose local rules apply besides the national ones.
        today: the day against which slack is counted.
    """
    parts = parts_of(book, shelf, shelf.find(name))
    fixed = take_given(parts, given, book, today)
    return _made(Planner(book, parts, fixed, frozenset(), province, today), book)


def plan_case(engine: Engine, name: str, given: Mapping[str, Any], today: date) -> Plan:
    """A plan of a case: what has been recorded is fixed, and the steps done are marked.

    Args:
        engine: whose congress.
        name: id or title of the case.
        given: further dates and answers, as typed.
        today: the day against which slack is counted.
    """
    record, book, shelf = engine.record, engine.book, engine.shelf
    case = record.case(name)
    main = new_part(book, shelf.procedure(case.procedure), 0, **_recorded(engine, case, today))
    parts = [main]
    opened = record.children(case)
    for child in opened:
        procedure = shelf.procedure(child.procedure)
        parts.append(new_part(book, procedure, len(parts), around=main, **_recorded(engine, child, today)))
    for other in shelf.paths:
        procedure = shelf.procedure(other)
        if case.procedure in procedure.within and other not in {child.procedure for child in opened}:
            parts.append(new_part(book, procedure, len(parts), around=main))
    recorded = {key: day for part in parts for key, day in _fixed(part).items()}
    fixed = take_given(parts, given, book, today, recorded)
    done = frozenset(
        Key(part.place, step) for part in parts for step in part.done if part.step(step) is not None
    )
    province = record.register.congress.province
    return _made(Planner(book, parts, fixed, done, province, today, record.register.practice), book)


def _made(planner: Planner, book: LawBook) -> Plan:
    plan = planner.plan()
    add_answers(plan, planner, book)
    told = differences(book, plan.province, plan.today)
    named = [sentence for basis in plan.bases for sentence in told.get(basis.rule or "", ())]
    plan.differing = list(dict.fromkeys(named))
    return plan


def _recorded(engine: Engine, case: Case, today: date) -> dict[str, Any]:
    """What the record holds of a case: its facts, and the days of the steps that still stand."""
    from procedures.engine.context import known_facts  # noqa: PLC0415 - only a plan of a case needs the engine

    procedure = engine.shelf.procedure(case.procedure)
    facts = known_facts(engine.record, case, procedure, max([today, *(act.on for act in case.acts)]))
    done: dict[str, date] = {}
    for act in case.acts:
        own = [name for name, fact in procedure.step(act.step).facts.items() if fact.act]
        if all(name in facts for name in own):  # what has been made void has to be done again
            done[act.step] = act.on
    return {"facts": facts, "done": done, "case": case.id, "title": case.title}


def _fixed(part: Part) -> dict[Key, date]:
    """The dates of a part that are recorded."""
    fixed = {Key(part.place, step): day for step, day in part.done.items() if part.step(step) is not None}
    for name, value in part.facts.items():
        if part.is_date(name) and part.knows(name) and any(name in step.facts for step in part.steps):
            key = part.case_key(name)
            if key.part == part.place:
                fixed.setdefault(key, value)
    return fixed
