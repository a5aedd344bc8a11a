"""What goes into an archive folder, and under which names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from procedures.documents.folders import safe_name
from procedures.engine.keeping import TakenIn, lacking, taken_in, with_cases_within

if TYPE_CHECKING:
    from procedures.engine.case import Case
    from procedures.engine.record import Record
    from procedures.workflow.retention import Period, Retention


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of the archive.

    Attributes:
        number: its place in the catalogue, from 1.
        paper: what the record knows of it.
        place: where it lies in the folder; "" where the original was not found.
        original: where the original was found; None where it was not.
        period: how long it is kept; None where no table says it.
        remark: what is to be said with it.
    """

    number: int
    paper: TakenIn
    place: str
    original: Path | None
    period: Period | None
    remark: str

    @property
    def title(self) -> str:
        """What the paper is, and of which case."""
        return f"{self.paper.kind}({self.paper.case_title})"


def taken_in_of(record: Record, case: Case) -> list[TakenIn]:
    """The papers of a case and of all cases within it, in the order of the folder."""
    return [paper for one in with_cases_within(record, case) for paper in taken_in(record, one)]


def lacking_in(record: Record, case: Case) -> dict[str, list[str]]:
    """By case, its own and those within it: kinds of papers that should be there and were not handed in."""
    found = {f"{one.title}({one.id})": lacking(record, one) for one in with_cases_within(record, case)}
    return {name: kinds for name, kinds in found.items() if kinds}


def pieces_of(
    record: Record, case: Case, papers: Sequence[TakenIn], originals: Mapping[str, Path], retention: Retention
) -> list[Piece]:
    """The papers with their names in the folder: a folder for each stage of the case, one for each case within.

    Args:
        record: the record.
        case: what is archived.
        papers: as of `taken_in_of`.
        originals: where each hash was found.
        retention: the periods.
    """
    order = record.procedure(case).stages
    within = [one.id for one in with_cases_within(record, case)]

    def group(paper: TakenIn) -> tuple[int, int]:
        return (within.index(paper.case), order.index(paper.stage) if paper.case == case.id else 0)

    sorted_papers = sorted(papers, key=group)
    folders = {key: number for number, key in enumerate(dict.fromkeys(map(group, sorted_papers)), start=1)}
    filled: dict[int, int] = {}
    pieces = []
    for number, paper in enumerate(sorted_papers, start=1):
        folder = folders[group(paper)]
        filled[folder] = filled.get(folder, 0) + 1
        title = paper.stage if paper.case == case.id else f"{paper.case_title}({paper.case})"
        day = paper.on.strftime("%Y%m%d")
        name = safe_name(filled[folder], paper.kind, day, Path(paper.name).suffix)
        original = originals.get(paper.sha256)
        place = str(PurePosixPath(safe_name(folder, title), name)) if original is not None else ""
        period = retention.period(paper.kind)
        pieces.append(
            Piece(number, paper, place, original, period, _remark(paper, original, period, retention))
        )
    return pieces


def _remark(paper: TakenIn, original: Path | None, period: Period | None, retention: Retention) -> str:
    remarks = []
    if original is None:
        remarks.append(f"没有找到原件({paper.name})")
    if period is None:
        remarks.append("保管期限待定,由档案部门确定")
    elif period.by_analogy:
        remarks.append(f"按性质比照 {period.group.id} 项,请档案部门审定")
    shorter = retention.not_passed
    if paper.passed is False and shorter is not None:
        remarks.append(f"表决没有通过;未通过的材料表列 {shorter.period}({shorter.id} 项),请档案部门审定")
    return ";".join(remarks)
