"""Are the counts of the workflows and the outline of the year's report sound?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.compliance.outline import Outline
from procedures.errors import ProceduresError
from procedures.library.places import short_path
from procedures.library.reading import Document, read_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from procedures.law.facts import Fact
    from procedures.law.placed import Placed
    from procedures.library.places import Places
    from procedures.library.reading import Location
    from procedures.workflow.model import Procedure


@dataclass(frozen=True, slots=True)
class Known:
    """The rules that could be read, and the ids of all requirements."""

    rules: list[Placed]
    ids: set[str]


def year_faults(
    procedure: Procedure, vocabulary: Mapping[str, Fact], law: Known
) -> Iterator[tuple[Location, str]]:
    """What is wrong with the counts of a procedure.

    Args:
        procedure: the procedure.
        vocabulary: the facts of the rules.
        law: the rules and requirements that could be read.

    Yields:
        Where in the file, and what.
    """
    steps = {step.id: step for step in procedure.steps}
    recorded = {name for step in procedure.steps for name in (*step.facts, *step.derived)}
    recorded |= {getattr(step.vote, "result", None) or "" for step in procedure.steps}
    for place, count in enumerate(procedure.counts):
        at = ("counts", place)
        step = steps.get(count.step)
        if step is None:
            yield at, f"counts 写的 {count.step} 不是步骤。"
            continue
        for name in count.powers:
            if name not in law.ids:
                yield at, f"counts 写的要求 {name} 不存在。"
        for name in count.where:
            if name not in recorded:
                yield at, f"counts 用到的 {name} 没有步骤登记。"
        if count.by is not None:
            yield from (
                (at, message) for message in _choice(procedure, count.step, count.by, count.named, vocabulary)
            )


def _choice(
    procedure: Procedure, step_id: str, name: str, named: tuple[str, ...], vocabulary: Mapping[str, Fact]
) -> Iterator[str]:
    step = procedure.step(step_id)
    values = procedure.fact(step, name, dict(vocabulary)).values if name in step.facts else ()
    if not values:
        yield f"counts 的 by 写的 {name} 不是“{step.title}”登记的选项。"
    for value in named:
        if values and value not in values:
            yield f"counts 的 named 写的“{value}”不是 {name} 的值。"


def outline_faults(places: Places, law: Known) -> Iterator[tuple[str, str]]:
    """What is wrong with the outlines of reports: file and line, and what."""
    for path in places.files("reports", "*.yaml"):
        try:
            document = Document(path)
            outline = read_as(document, Outline)
        except ProceduresError as problem:
            yield problem.where or short_path(path), problem.message
            continue
        for place, part in enumerate(outline.parts):
            for number, item in enumerate(part.items):
                for name in item.requirements:
                    if name not in law.ids:
                        where = document.where(("parts", place, "items", number))
                        yield where, f"提纲写的要求 {name} 不存在。"
