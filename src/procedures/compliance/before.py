"""Before a session: everything that has to be in order by its opening, across all cases of the congress."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from procedures.compliance.expecting import expected_rows
from procedures.compliance.gate import gate_rows
from procedures.compliance.once import told_once
from procedures.compliance.report import Report, Row, case_rows, group_of, year_rows
from procedures.compliance.scene import Scene, matches
from procedures.engine.founding import holding_findings
from procedures.engine.outlook import outlook_of
from procedures.errors import BadInput

if TYPE_CHECKING:
    from procedures.engine.case import Case
    from procedures.engine.engine import Engine


def check_before(engine: Engine, name: str) -> Report:
    """What has to be in order before a case takes the step that its workflow prepares for.

    Args:
        engine: whose congress.
        name: id or title of the case.

    Raises:
        BadInput: where nothing is declared for its procedure.
    """
    record = engine.record
    case = record.case(name)
    procedure = record.procedure(case)
    if procedure.before is None:
        raise BadInput(
            f"“{procedure.title}”没有会前检查。", where=case.id, remedy=f"检查这个事项:renda check {case.id}"
        )
    scene = Scene(engine, record, case, procedure, procedure.before)
    rows = [*gate_rows(scene), *_own_rows(scene), *_inner_rows(scene), *expected_rows(scene)]
    rows += [*_register_rows(scene), *_other_rows(scene)]
    rows += year_rows(engine, record, scene.year, _planned(scene))
    report = Report(f"{case.title}({case.id})会前", engine.today, day=scene.day)
    report.rows = told_once(rows, scene)
    return report


def _own_rows(scene: Scene) -> list[Row]:
    """The case itself: what was recorded, and what is to be done before the step and cannot be done after it."""
    rows = case_rows(scene.engine, scene.record, scene.case)
    redrawn = _redrawn(scene)
    early = set(scene.step.from_)
    return [
        _by_the_day(scene, _mendable(scene, row), owed=_only_before(scene, row, early))
        for row in rows
        if row.step != scene.step.id or scene.ready
        if row.entry not in redrawn
    ]


def _mendable(scene: Scene, row: Row) -> Row:
    """A fault in a draft is mended by drawing it up again, as long as the step has not been taken."""
    if row.step not in scene.before.latest or row.group not in {"breach", "flawed"} or scene.ready:
        return row
    return replace(row, command=scene.doing(row.step))


def _only_before(scene: Scene, row: Row, early: set[str]) -> bool:
    """Whether the step of a thing to do leaves only from where the case stands before the step prepared for."""
    return row.step is not None and set(scene.procedure.step(row.step).from_) <= early


def _redrawn(scene: Scene) -> set[int]:
    """Entries of drafts that have been drawn up again since, but for accepted irregularities."""
    acts = scene.case.acts
    return {
        act.number
        for place, act in enumerate(acts)
        if act.step in scene.before.latest
        and act.irregular is None
        and any(later.step == act.step for later in acts[place + 1 :])
    }


def _by_the_day(scene: Scene, row: Row, *, owed: bool) -> Row:
    """A thing to do that is owed by the day planned."""
    if row.group != "todo" or not owed or scene.ready:
        return row
    return replace(row, owed=True, until=row.until or scene.day)


def _inner_rows(scene: Scene) -> list[Row]:
    """The cases within: what was recorded, what falls due by the day, and what their rules have against them."""
    rows: list[Row] = []
    for case in scene.record.children(scene.case):
        rows += [
            _by_the_day(scene, row, owed=_due_by_then(scene, row))
            for row in case_rows(scene.engine, scene.record, case)
        ]
        rows += _standing_against(scene, case)
    return rows


def _due_by_then(scene: Scene, row: Row) -> bool:
    return row.until is not None and (scene.day is None or row.until <= scene.day)


def _standing_against(scene: Scene, case: Case) -> list[Row]:
    """Breaches of rules that keep a step of an open case from being done: to be mended before the day."""
    if scene.ready or scene.record.closed(case):
        return []
    return [
        Row(
            replace(finding, outcome="pending"),
            case.id,
            step.step,
            "todo",
            f"renda next {case.id}",
            until=scene.day,
            owed=True,
        )
        for step in outlook_of(scene.engine, scene.record, case).steps
        for finding in step.missing
        if step.status == "not_yet" and finding.outcome == "breach" and "/" not in finding.rule
    ]


def _other_rows(scene: Scene) -> list[Row]:
    """Every other open case: what is wrong with it, and what falls due by the day."""
    inner = {scene.case.id, *(case.id for case in scene.record.children(scene.case))}
    rows = [
        _by_the_day(scene, row, owed=_due_by_then(scene, row))
        for case in scene.record.cases.values()
        if case.id not in inner and not scene.record.closed(case)
        for row in case_rows(scene.engine, scene.record, case)
    ]
    return [row for row in rows if row.group in {"breach", "flawed"} or row.owed]


def _register_rows(scene: Scene) -> list[Row]:
    """The rules on the register, asked of everyone who holds an office."""
    if "office" not in scene.before.register_:
        return []
    day = scene.engine.today
    held: dict[str, list[str]] = {}
    for holding in scene.record.register.offices(day):
        held.setdefault(holding.person, []).append(holding.office)
    return [
        Row(replace(finding, message=f"{person}:{finding.message}"), None, None, group_of(finding))
        for person, titles in held.items()
        for finding in holding_findings(scene.engine, scene.record, person, titles, day)
    ]


def _planned(scene: Scene) -> dict[str, int]:
    """What the year's counts will have gained once the step has been taken."""
    if scene.ready:
        return {}
    return {
        count.fact: 1
        for count in scene.procedure.counts
        if count.fact is not None
        and count.step == scene.step.id
        and matches(count.where, scene.case.facts)
        and (not count.months or (scene.day or scene.engine.today).month in count.months)
    }
