"""The papers of a case: those taken in, and those that its steps should have left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from procedures.engine.case import Case
    from procedures.engine.record import Record


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A paper that was handed in with a step; the record keeps its hash, the original stays where it is.

    Attributes:
        case: id of the case.
        case_title: what staff call the case.
        entry: number of the entry that took it in.
        stage: the stage in which the step was done.
        actor: id of who acts in the step.
        kind: what sort of paper it is.
        name: file name of the original.
        sha256: hash of the original, 64 hexadecimal digits.
        on: date of the act.
        passed: whether something was passed in the step; None where nothing was put to the vote.
    """

    case: str
    case_title: str
    entry: int
    stage: str
    actor: str
    kind: str
    name: str
    sha256: str
    on: date
    passed: bool | None


def taken_in(record: Record, case: Case) -> list[TakenIn]:
    """The papers handed in with the steps of a case, in the order of the record."""
    actors = {step.id: step.actor for step in record.procedure(case).steps}
    papers = []
    stage = case.start
    for act in case.acts:
        passed = {"passed": True, "failed": False}.get(act.outcome or "")
        papers += [
            TakenIn(
                case.id,
                case.title,
                int(paper.get("entry", act.number)),
                stage,
                actors[act.step],
                paper["kind"],
                paper["name"],
                paper["sha256"],
                act.on,
                passed,
            )
            for paper in act.papers
        ]
        stage = act.stage
    return papers


def lacking(record: Record, case: Case) -> list[str]:
    """Kinds of papers that the recorded steps of a case should have left and that were not handed in."""
    handed_in = {paper["kind"] for act in case.acts for paper in act.papers}
    wanted = (kind for step in record.procedure(case).steps if case.done(step.id) for kind in step.papers)
    return [kind for kind in dict.fromkeys(wanted) if kind not in handed_in]


def with_cases_within(record: Record, case: Case) -> Iterator[Case]:
    """The case, and all cases within it, each followed by those within it."""
    yield case
    for child in record.children(case):
        yield from with_cases_within(record, child)
