"""Rules asked ahead by an expectation: of the last acts of a kind, and of everyone on a list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.compliance.lacks import said
from procedures.compliance.report import Row, group_of
from procedures.law.finding import Finding, judge

if TYPE_CHECKING:
    from procedures.compliance.scene import Scene
    from procedures.law.placed import Placed
    from procedures.workflow.expectations import Asked, Persons


def asked_rows(expected: Asked, scene: Scene) -> list[Row]:
    """What the rules of the steps find, were the step taken today."""
    return [_asked_row(expected, scene, placed, facts) for placed, facts in _asked(expected, scene)]


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


def persons_rows(expected: Persons, scene: Scene) -> list[Row]:
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
    message = f"{said(expected.says, scene, person=person)}:{finding.message}"
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
