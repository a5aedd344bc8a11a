"""Papers handed in after their step: made from its record, signed, or simply late. A further entry; nothing is altered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.engine.acts import check_happened, hashed
from procedures.errors import BadInput
from procedures.journal.entry import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from procedures.engine.case import Act, Case
    from procedures.engine.engine import Engine
    from procedures.engine.record import Record


def hand_in(
    engine: Engine, name: str, papers: Sequence[tuple[str, str]], *, on: date, operator: str
) -> list[dict[str, Any]]:
    """Take in papers of steps that have been recorded.

    Args:
        engine: whose congress.
        name: id or title of the case.
        papers: kind and path of each.
        on: the day on which they are handed in.
        operator: who records it.

    Returns:
        One for each paper: kind, name, sha256, step (its title) and entry (its number).

    Raises:
        BadInput: where nothing has been recorded in the case, a file cannot be read, or has been handed in already, or
            where the day is still to come; nothing is written.
    """
    check_happened(on, engine.today)
    taken = hashed(papers, where="种类=文件")
    with engine.writing() as (writer, record):
        case = record.case(name)
        pairs = [(paper, _act_of(record, case, paper)) for paper in taken]
        drafts = [
            Draft("papers", on, operator, {"of": act.number, "papers": [paper]}, case=case.id, step=act.step)
            for paper, act in pairs
        ]
        entries = writer.append(drafts)
    engine.entered(entries)
    procedure = record.procedure(case)
    return [
        {**paper, "step": procedure.step(act.step).title, "entry": entry.number}
        for (paper, act), entry in zip(pairs, entries, strict=True)
    ]


def _act_of(record: Record, case: Case, paper: dict[str, str]) -> Act:
    """The recorded step that a paper belongs to: the last that names its kind, else the last of all."""
    if not case.acts:
        raise BadInput(
            f"“{case.title}”还没有登记任何一步,没有可以补交材料的步骤。",
            where=case.id,
            remedy=f"先看现在能办什么:renda next {case.id}",
        )
    for act in case.acts:
        if any((one["kind"], one["sha256"]) == (paper["kind"], paper["sha256"]) for one in act.papers):
            raise BadInput(
                f"“{paper['kind']}”({paper['name']})已经登记过(记录 {act.number})。",
                where=paper["name"],
                remedy="请核对是不是选错了文件;同一份材料登记一次就够。",
            )
    procedure = record.procedure(case)
    naming = [act for act in case.acts if paper["kind"] in procedure.step(act.step).papers]
    return (naming or case.acts)[-1]
