"""The rules of a step asked ahead, for the day planned: what stands against it already, what has to come first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.compliance.report import Row, group_of
from procedures.engine.context import persons_asked
from procedures.engine.derive import derive

if TYPE_CHECKING:
    from procedures.compliance.scene import Scene
    from procedures.law.finding import Finding
    from procedures.workflow.model import Step


def gate_rows(scene: Scene) -> list[Row]:
    """What the rules of the step would find on the day planned; nothing once it has been taken, or without a day.

    What only the step itself will tell (how many have come) is left out.
    """
    if scene.ready or scene.day is None:
        return []
    step, case = scene.step, scene.case
    own = set(step.facts) | set(step.derived)
    facts = {name: value for name, value in scene.facts.items() if name not in own}
    for name, fact in step.facts.items():
        if name == scene.before.day or fact.act:
            facts[name] = scene.day
        elif name in scene.facts and fact.optional:
            facts[name] = scene.facts[name]
    facts |= derive(step, case, {}, facts, scene.day)
    rules = scene.engine.judging.rules(scene.procedure, step, max(scene.day, scene.engine.today))
    persons = persons_asked(step, scene.record, facts, scene.day)
    judging = scene.engine.judging
    found = judging.findings(rules, step, scene.procedure, facts, persons, scene.labels, scene.day)
    return [row for finding in found for row in _row(scene, finding, own, facts)]


def _row(scene: Scene, finding: Finding, own: set[str], facts: dict[str, Any]) -> list[Row]:
    if finding.outcome != "pending":
        return [Row(finding, scene.case.id, scene.step.id, group_of(finding))]
    lacking = [name for name in finding.missing if name not in own]
    if not lacking:
        return []
    bringing = _bringing(scene, lacking)
    if finding.effect == "advise" or bringing is None:
        return [Row(finding, scene.case.id, scene.step.id, group_of(finding))]
    until = _until(scene, finding, bringing, facts)
    late = until is not None and until < scene.engine.today
    about = replace(finding, outcome="breach") if late else finding
    asking = [name for name in lacking if name in bringing.facts and not bringing.facts[name].act]
    command = scene.doing(bringing.id, asking=asking)
    return [
        Row(
            about,
            scene.case.id,
            bringing.id,
            "flawed" if late else "todo",
            command,
            until=until or scene.day,
            owed=not late,
            bare=True,
        )
    ]


def _bringing(scene: Scene, lacking: list[str]) -> Step | None:
    """The step that can be done now and records one of the facts."""
    for name in lacking:
        for step in scene.procedure.steps:
            if name in step.facts and scene.case.stage in step.from_:
                return step
    return None


def _until(scene: Scene, finding: Finding, bringing: Step, facts: dict[str, Any]) -> Any:
    """The last day that the rule leaves for the dates that the step brings."""
    placed = scene.engine.book.rule(finding.rule, scene.engine.today, scene.record.register.congress.province)
    latest = [
        limit.latest
        for name in finding.missing
        if name in bringing.facts
        for limit in placed.rule.check.limits(name, facts, scene.labels)
        if limit.latest is not None
    ]
    return min(latest, default=None)
