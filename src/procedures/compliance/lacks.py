"""What an expectation does not find in the record, kind by kind, and the command that mends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from procedures.checks.base import shown
from procedures.engine.context import known_facts
from procedures.errors import ProceduresError
from procedures.law.finding import judge
from procedures.workflow.expectations import Examined, Held, Listed, Met, Recorded, Settled

if TYPE_CHECKING:
    from datetime import date

    from procedures.compliance.scene import Scene
    from procedures.engine.case import Act, Case
    from procedures.law.placed import Placed


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that an expectation does not find.

    Attributes:
        says: what, in words.
        command: mends it.
        case, step: where it would be recorded.
        unknown: it cannot be told from this record.
        until: the last day that the requirement itself leaves, where it leaves less than the day planned.
    """

    says: str
    command: str
    case: str | None = None
    step: str | None = None
    unknown: bool = False
    until: date | None = None


@singledispatch
def lacks(expected: Any, _scene: Scene) -> list[Lack]:
    """What is lacking; every kind registers its own way below."""
    raise TypeError(type(expected))


@lacks.register(Listed)
def _(expected: Listed, scene: Scene) -> list[Lack]:
    vocabulary = scene.engine.book.vocabulary
    known = {
        value for name in expected.lists if name in vocabulary for value in vocabulary[name].values
    } - set(expected.items)
    entries = [entry for name in expected.lists for entry in scene.case.facts.get(name) or ()]
    if any(_stands_for(entry, item, known) for item in expected.items for entry in entries):
        return []
    return [Lack(said(expected.says, scene), scene.doing(expected.step), scene.case.id, expected.step)]


def _stands_for(entry: str, item: str, known: set[str]) -> bool:
    """Whether an entry contains the item, and not as part of another known one (the half-year's report)."""
    return item in entry and not any(item in other and other in entry for other in known)


@lacks.register(Recorded)
def _(expected: Recorded, scene: Scene) -> list[Lack]:
    for done in expected.acts:
        found = scene.done_since(done)
        if found:
            return _not_enough(expected, scene, *found[-1])
    case, command = scene.reaching(expected.acts[0])
    until = _last_day(expected, scene)
    return [Lack(said(expected.says, scene), command, case, expected.acts[0].step, until=until)]


def _last_day(expected: Recorded, scene: Scene) -> date | None:
    """The last day that the requirement's rule leaves for the act, counted from what is known of the day planned."""
    placed = _rule(expected, scene, scene.engine.today)
    if placed is None:
        return None
    procedure = scene.engine.shelf.procedure(expected.acts[0].procedure)
    step = procedure.step(expected.acts[0].step)
    limits = [
        limit.latest
        for name, fact in step.facts.items()
        if fact.act
        for limit in placed.rule.check.limits(name, scene.facts, scene.engine.labels(procedure))
        if limit.latest is not None
    ]
    return min(limits, default=None)


def _rule(expected: Recorded, scene: Scene, on: date) -> Placed | None:
    """The rule of the requirement; None where no rule decides it."""
    try:
        return scene.engine.book.rule(expected.requirement, on, scene.record.register.congress.province)
    except ProceduresError:
        return None


def _not_enough(expected: Recorded, scene: Scene, case: Case, act: Act) -> list[Lack]:
    """What the requirement's rule has against the case as it stands, where it can be told already."""
    if scene.record.closed(case) or act.irregular is not None:
        return []
    placed = _rule(expected, scene, act.on)
    if placed is None:
        return []
    procedure = scene.record.procedure(case)
    facts = known_facts(scene.record, case, procedure, scene.engine.today)
    finding = judge(placed.rule, placed.statute, facts, scene.engine.labels(procedure))
    if finding.outcome != "breach":
        return []
    return [Lack(finding.message.rstrip("。"), scene.doing(act.step, case), case.id, act.step)]


@lacks.register(Settled)
def _(expected: Settled, scene: Scene) -> list[Lack]:
    if expected.by is not None and expected.by.evaluate(scene.facts, scene.labels).truth is True:
        return []
    return [_left(expected, scene, case) for case in scene.open_cases(expected.open)]


def _left(expected: Settled, scene: Scene, case: Case) -> Lack:
    says = said(expected.says, scene, case=f"“{case.title}”({case.id})")
    if expected.step is not None:
        return Lack(says, scene.doing(expected.step), case.id, expected.step)
    return Lack(says, scene.next_of(case), case.id)


@lacks.register(Examined)
def _(expected: Examined, scene: Scene) -> list[Lack]:
    register = scene.record.register
    began = register.congress.term_began
    if began is None:
        return []
    day = scene.day or scene.engine.today
    seated = [d.name for d in register.deputies(day) if d.seated_on is not None and d.seated_on > began]
    act = expected.act
    examined = {
        person
        for case in scene.record.cases.values()
        if case.procedure == act.procedure and case.done(act.step)
        for person in case.facts.get(expected.named_in) or ()
    }
    lacking = tuple(name for name in seated if name not in examined)
    if not lacking:
        return []
    case, command = scene.reaching(act)
    return [Lack(said(expected.says, scene, persons=shown(lacking)), command, case, act.step)]


@lacks.register(Held)
def _(expected: Held, scene: Scene) -> list[Lack]:
    register, day = scene.record.register, scene.day or scene.engine.today
    if register.holders(expected.offices, day):
        return []
    filling = [
        case
        for case in scene.record.children(scene.case)
        if case.procedure == expected.procedure
        and case.facts.get("post", expected.offices[0]) in expected.offices
    ]
    if filling:
        return []
    offices = shown(expected.offices)
    if not register.offices(day):
        says = f"名册里还没有登记谁担任{offices}"
        return [Lack(says, f"renda office set {expected.offices[0]} …", unknown=True)]
    return [Lack(said(expected.says, scene, offices=offices), scene.opening(expected.procedure))]


@lacks.register(Met)
def _(expected: Met, scene: Scene) -> list[Lack]:
    if expected.check.evaluate(scene.facts, scene.labels).truth is not False:
        return []
    return [Lack(said(expected.says, scene), scene.opening(expected.procedure))]


def said(template: str, scene: Scene, **values: str) -> str:
    """The words with what they name filled in."""

    def filled(match: re.Match[str]) -> str:
        name = match.group(1)
        return values[name] if name in values else shown(scene.facts.get(name))

    return re.sub(r"\{(\w+)\}", filled, template)
