"""Expectations of a workflow, asked of the record: what is met, what is lacking, and which command mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.compliance.lacks import Lack, lacks
from procedures.compliance.report import Row
from procedures.compliance.ruled import asked_rows, persons_rows
from procedures.errors import NoLaw
from procedures.law.finding import Finding
from procedures.workflow.expectations import Asked, Expectation, Listed, Persons

if TYPE_CHECKING:
    from procedures.compliance.scene import Scene
    from procedures.law.placed import Required


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
        return asked_rows(expected, scene)
    if isinstance(expected, Persons):
        return persons_rows(expected, scene)
    if isinstance(expected, Listed) and unlisted is not None:
        return []
    lacking = lacks(expected, scene)
    if not lacking:
        return [_row(expected, required, "pass", None, scene)]
    return [_row(expected, required, "pending" if one.unknown else "breach", one, scene) for one in lacking]


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
        over = lack.until is not None and lack.until < scene.engine.today
        group = "flawed" if scene.late or over else "todo"
        group = "pending" if lack.unknown else "advice" if effect == "advise" else group
    waiting = group in {"todo", "pending", "advice"}
    finding = Finding(
        rule=required.id,
        outcome="pending" if waiting else "breach" if lack else outcome,  # type: ignore[arg-type]
        effect=effect,
        citation=required.citation,
        message=f"{lack.says}。" if lack else required.requirement,
        remedy=(expected.remedy or required.remedy or lack.command) if lack else None,
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
        until=((lack and lack.until) or scene.day) if group == "todo" else None,
        owed=group == "todo",
        powers=expected.powers,
    )


def _undecided(expected: Expectation, problem: NoLaw) -> Row:
    finding = Finding(
        expected.requirement, "pending", "flag", "", problem.message, problem.remedy, {}, None, "全国"
    )
    return Row(finding, None, None, "pending", powers=expected.powers)


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
