"""What is known when a step is judged: register, the case around, the case itself, counts of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from procedures.engine.case import Case
    from procedures.engine.record import Record
    from procedures.workflow.model import Each, Procedure, Step


def known_facts(record: Record, case: Case, procedure: Procedure, on: date) -> dict[str, Any]:
    """Facts known before an act: later sources speak before earlier ones.

    Args:
        record: the congress's record.
        case: the case.
        procedure: its procedure.
        on: date of the act.
    """
    facts: dict[str, Any] = dict(record.register.facts(on))
    around = record.cases.get(case.within) if case.within else None
    if around is not None:
        facts.update({name: around.facts[name] for name in procedure.inherits if name in around.facts})
    facts.update(case.facts)
    if procedure.number_is:
        facts[procedure.number_is] = case.number
    return facts


Persons = list[tuple[str, dict[str, Any]]]
"""Each person's name with what is known of him."""


def persons_asked(step: Step, record: Record, facts: dict[str, Any], on: date) -> dict[str | None, Persons]:
    """Whom the step's rules on persons concern, by the name of the group (None where there is only one).

    Args:
        step: which step.
        record: for the register.
        facts: everything known for the step.
        on: date of the act.
    """
    return {each.group: _group(each, record, facts, on) for each in step.each}


def _group(each: Each, record: Record, facts: dict[str, Any], on: date) -> Persons:
    named: Persons = []
    if each.persons is not None:
        value = facts.get(each.persons) or ()
        persons: Iterable[str] = (value,) if isinstance(value, str) else value
        named += [(person, {}) for person in persons]
    named += [(person, {"post": office}) for person, office in record.register.holders(each.holders_of, on)]
    result = []
    for person, own in named:
        about: dict[str, Any] = dict(record.register.person_facts(person, on))
        for fact, listing in each.listed_in.items():
            about.pop(fact, None)  # the list being drawn up counts, not the one before
            if listing in facts:
                about[fact] = person in facts[listing]
        result.append((person, {**about, **own}))
    return result
