"""Expectations of a workflow, asked of the record: what is met, what is lacking, and which command mends it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from procedures.checks.base import shown
from procedures.compliance.report import Row, group_of
from procedures.engine.context import known_facts
from procedures.errors import NoLaw, ProceduresError
from procedures.law.finding import Finding, judge
from procedures.workflow.expectations import (
    Asked,
    Examined,
    Expectation,
    Held,
    Listed,
    Met,
    Persons,
    Recorded,
    Settled,
)

if TYPE_CHECKING:
    from procedures.compliance.scene import Scene
    from procedures.engine.case import Act, Case
    from procedures.law.book import Placed, Required


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that an expectation does not find.

    Attributes:
        says: what, in words.
        command: mends it.
        case, step: where it would be recorded.
        unknown: it cannot be told from this record.
    """

    says: str
    command: str
    case: str | None = None
    step: str | None = None
    unknown: bool = False


def expected_rows(scene: Scene) -> list[Row]:
    """What the expectations find; nothing once the step has been taken."""
    if scene.ready:
        return []
    unlisted = _no_lists(scene)
    rows = [row for expected in scene.before.expects for row in _rows(expected, scene, unlisted)]
    return rows + ([unlisted] if unlisted else [])


def _rows(expected: Expectation, scene: Scene, unlisted: Row | None) -> list[Row]:
    try:
        required = scene.engine.book.requirement(
            expected.requirement, scene.engine.today, scene.record.register.congress.province
        )
    except NoLaw as problem:
        return [_undecided(expected, problem)]
    if not _applies(expected, scene):
        return [_row(expected, required, "not_applicable", None, scene)]
    if isinstance(expected, Asked):
        return [_asked_row(expected, scene, placed, facts) for placed, facts in _asked(expected, scene)]
    if isinstance(expected, Persons):
        return _persons_rows(expected, scene)
    if isinstance(expected, Listed) and unlisted is not None:
        return []
    lacks = _lacks(expected, scene)
    if not lacks:
        return [_row(expected, required, "pass", None, scene)]
    return [_row(expected, required, "pending" if lack.unknown else "breach", lack, scene) for lack in lacks]


def _applies(expected: Expectation, scene: Scene) -> bool:
    if expected.if_ is not None and expected.if_.evaluate(scene.facts, scene.labels).truth is not True:
        return False
    if expected.unless is not None and scene.done_this_year(expected.unless):
        return False
    if isinstance(expected, Listed) and expected.open is not None:
        return bool(scene.open_cases(expected.open))
    return True


def _row(expected: Expectation, required: Required, outcome: str, lack: Lack | None, scene: Scene) -> Row:
    """An expectation's outcome; what is lacking is still to be done until the day planned."""
    effect = "advise" if expected.advise else required.effect or "flag"
    group = {"pass": "in_order", "not_applicable": "not_applicable"}.get(outcome, "todo")
    if lack is not None:
        group = "flawed" if scene.late else "todo"
        group = "pending" if lack.unknown else "advice" if effect == "advise" else group
    waiting = group in {"todo", "pending", "advice"}
    finding = Finding(
        rule=required.id,
        outcome="pending" if waiting else "breach" if lack else outcome,  # type: ignore[arg-type]
        effect=effect,
        citation=required.citation,
        message=f"{lack.says}。" if lack else required.requirement,
        remedy=(required.remedy or lack.command) if lack else None,
        observed={},
        needed=None,
        jurisdiction=required.statute.jurisdiction,
    )
    return Row(
        finding,
        (lack.case if lack else None) or scene.case.id,
        lack.step if lack else None,
        group,
        lack.command if lack else None,
        until=scene.day if group == "todo" else None,
        owed=group == "todo",
        powers=expected.powers,
    )


def _undecided(expected: Expectation, problem: NoLaw) -> Row:
    finding = Finding(
        expected.requirement, "pending", "flag", "", problem.message, problem.remedy, {}, None, "全国"
    )
    return Row(finding, None, None, "pending", powers=expected.powers)


@singledispatch
def _lacks(expected: Any, _scene: Scene) -> list[Lack]:
    """What is lacking; every kind registers its own way below."""
    raise TypeError(type(expected))


@_lacks.register(Listed)
def _(expected: Listed, scene: Scene) -> list[Lack]:
    vocabulary = scene.engine.book.vocabulary
    known = {
        value for name in expected.lists if name in vocabulary for value in vocabulary[name].values
    } - set(expected.items)
    entries = [entry for name in expected.lists for entry in scene.case.facts.get(name) or ()]
    if any(_stands_for(entry, item, known) for item in expected.items for entry in entries):
        return []
    return [Lack(_said(expected.says, scene), scene.doing(expected.step), scene.case.id, expected.step)]


def _stands_for(entry: str, item: str, known: set[str]) -> bool:
    """Whether an entry contains the item, and not as part of another known one (the half-year's report)."""
    return item in entry and not any(item in other and other in entry for other in known)


@_lacks.register(Recorded)
def _(expected: Recorded, scene: Scene) -> list[Lack]:
    for done in expected.acts:
        found = scene.done_since(done)
        if found:
            return _not_enough(expected, scene, *found[-1])
    case, command = scene.reaching(expected.acts[0])
    return [Lack(_said(expected.says, scene), command, case, expected.acts[0].step)]


def _not_enough(expected: Recorded, scene: Scene, case: Case, act: Act) -> list[Lack]:
    """What the requirement's rule has against the case as it stands, where it can be told already."""
    if scene.record.closed(case) or act.irregular is not None:
        return []
    book, province = scene.engine.book, scene.record.register.congress.province
    try:
        placed = book.rule(expected.requirement, act.on, province)
    except ProceduresError:  # a requirement that no rule decides
        return []
    procedure = scene.record.procedure(case)
    facts = known_facts(scene.record, case, procedure, scene.engine.today)
    finding = judge(placed.rule, placed.statute, facts, scene.engine.labels(procedure))
    if finding.outcome != "breach":
        return []
    return [Lack(finding.message.rstrip("。"), scene.doing(act.step, case), case.id, act.step)]


@_lacks.register(Settled)
def _(expected: Settled, scene: Scene) -> list[Lack]:
    if expected.by is not None and expected.by.evaluate(scene.facts, scene.labels).truth is True:
        return []
    return [_left(expected, scene, case) for case in scene.open_cases(expected.open)]


def _left(expected: Settled, scene: Scene, case: Case) -> Lack:
    says = _said(expected.says, scene, case=f"“{case.title}”({case.id})")
    if expected.step is not None:
        return Lack(says, scene.doing(expected.step), case.id, expected.step)
    return Lack(says, scene.next_of(case), case.id)


@_lacks.register(Examined)
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
    return [Lack(_said(expected.says, scene, persons=shown(lacking)), command, case, act.step)]


@_lacks.register(Held)
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
        return [Lack(says, f"renda office set {expected.offices[0]} 姓名", unknown=True)]
    return [Lack(_said(expected.says, scene, offices=offices), scene.opening(expected.procedure))]


@_lacks.register(Met)
def _(expected: Met, scene: Scene) -> list[Lack]:
    if expected.check.evaluate(scene.facts, scene.labels).truth is not False:
        return []
    return [Lack(_said(expected.says, scene), scene.opening(expected.procedure))]


def _asked(expected: Asked, scene: Scene) -> list[tuple[Placed, dict[str, Any]]]:
    """The rules of the steps that are the requirement or refine it and read these facts, with the facts."""
    today, province = scene.engine.today, scene.record.register.congress.province
    facts = dict(scene.record.register.facts(today))
    for name, source in expected.facts.items():
        value = today if source.last is None else scene.last(source.last)
        if value is not None:
            facts[name] = value
    return [
        (placed, facts)
        for step in expected.step
        for placed in scene.engine.book.for_step(expected.procedure, step, today, province)
        if expected.requirement in {placed.rule.id, placed.rule.refines}
        and set(expected.facts) <= set(placed.rule.facts())
    ]


def _asked_row(expected: Asked, scene: Scene, placed: Placed, facts: dict[str, Any]) -> Row:
    finding = judge(placed.rule, placed.statute, facts, scene.engine.book.labels)
    wanting = finding.outcome in {"breach", "pending"}
    told = replace(finding, message=f"{expected.says}:{finding.message}") if wanting else finding
    command = scene.opening(expected.procedure, inside=False) if wanting else None
    return Row(told, None, None, group_of(finding), command, powers=expected.powers)


def _persons_rows(expected: Persons, scene: Scene) -> list[Row]:
    """What the step's rules have against those on the list, while it can still be drawn up again."""
    today, province = scene.engine.today, scene.record.register.congress.province
    listed = next((scene.case.facts[name] for name in expected.lists if name in scene.case.facts), ())
    rules = [
        placed
        for placed in scene.engine.book.for_step(scene.procedure.procedure, expected.step, today, province)
        if expected.requirement in {placed.rule.id, placed.rule.refines}
        and set(expected.facts) <= set(placed.rule.facts())
    ]
    rows = []
    for person in listed:
        about = {**scene.facts, **scene.record.register.person_facts(person, scene.day or today)}
        for placed in rules:
            finding = judge(placed.rule, placed.statute, about, scene.labels)
            if finding.outcome == "breach":
                rows.append(_person_row(expected, scene, person, finding))
    return rows


def _person_row(expected: Persons, scene: Scene, person: str, finding: Finding) -> Row:
    message = f"{_said(expected.says, scene, person=person)}:{finding.message}"
    group = "flawed" if scene.late else "todo"
    told = replace(finding, message=message, outcome="breach" if scene.late else "pending")
    return Row(
        told,
        scene.case.id,
        expected.by,
        group,
        scene.doing(expected.by),
        until=scene.day,
        owed=not scene.late,
        powers=expected.powers,
    )


def _no_lists(scene: Scene) -> Row | None:
    """Where none of the lists has been drawn up: one row for all that should stand in them."""
    listed = [e for e in scene.before.expects if isinstance(e, Listed) and _applies(e, scene)]
    if not listed or any(name in scene.case.facts for expected in listed for name in expected.lists):
        return None
    first = listed[0]
    book, today = scene.engine.book, scene.engine.today
    required = book.requirement(first.requirement, today, scene.record.register.congress.province)
    items = "、".join(expected.items[0] for expected in listed)
    title = scene.procedure.step(first.step).title
    lack = Lack(
        f"还没有登记“{title}”,本次会议应列入:{items}", scene.doing(first.step), scene.case.id, first.step
    )
    return _row(first, required, "breach", lack, scene)


def _said(template: str, scene: Scene, **values: str) -> str:
    """The words with what they name filled in."""

    def filled(match: re.Match[str]) -> str:
        name = match.group(1)
        return values[name] if name in values else shown(scene.facts.get(name))

    return re.sub(r"\{(\w+)\}", filled, template)
