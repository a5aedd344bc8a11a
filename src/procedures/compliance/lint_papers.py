"""Are the files on papers sound? Every kind of paper has a period; steps said to be monthly exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from procedures.errors import ProceduresError
from procedures.library.places import Places
from procedures.library.reading import Document
from procedures.workflow.continuity import monthly_steps
from procedures.workflow.model import Procedure
from procedures.workflow.retention import Retention
from procedures.workflow.shelf import Shelf


def paper_faults(
    procedures: Mapping[str, Procedure], shelf: Shelf, places: Places
) -> Iterator[tuple[str, str]]:
    """The faults, each as file with line, and message.

    Args:
        procedures: those that could be read, by id.
        shelf: where their files are.
        places: the library.
    """
    try:
        yield from _without_period(procedures, shelf, Retention(places))
        yield from _no_such_step(procedures, places)
    except ProceduresError as problem:
        yield problem.where or "papers", problem.message


def _without_period(
    procedures: Mapping[str, Procedure], shelf: Shelf, retention: Retention
) -> Iterator[tuple[str, str]]:
    for name, procedure in procedures.items():
        lacking = [
            (place, number, kind)
            for place, step in enumerate(procedure.steps)
            for number, kind in enumerate(step.papers)
            if retention.period(kind) is None
        ]
        document = Document(shelf.paths[name]) if lacking else None
        for place, number, kind in lacking:
            assert document is not None
            where = document.where(("steps", place, "papers", number))
            yield where, f"材料“{kind}”没有保管期限;请写进 papers/retention.yaml。"


def _no_such_step(procedures: Mapping[str, Procedure], places: Places) -> Iterator[tuple[str, str]]:
    for one, where in monthly_steps(places):
        procedure = procedures.get(one.procedure)
        if procedure is None or all(step.id != one.step for step in procedure.steps):
            yield where, f"写了不存在的步骤 {one.procedure}/{one.step}。"
