"""The three principles of the archive: 原始性, 完整性, 连续性."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from procedures.compliance.continuity import gaps
from procedures.documents.originals import find_originals
from procedures.engine.engine import Engine
from procedures.engine.keeping import TakenIn, lacking, taken_in
from procedures.engine.record import Record
from procedures.errors import ProceduresError
from procedures.journal.verify import check_chain
from procedures.workflow.continuity import Monthly


@dataclass(slots=True)
class Originals:
    """The papers taken in, compared with the files that are there.

    Attributes:
        found: how many are there, unchanged.
        changed: papers of which only a file of the same name is there, with another content; and that file.
        absent: papers that are not there.
        unreadable: files that could not be read.
    """

    found: int = 0
    changed: list[tuple[TakenIn, Path]] = field(default_factory=list)
    absent: list[TakenIn] = field(default_factory=list)
    unreadable: list[Path] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The comparison as the command line shows it."""
        return {
            "found": self.found,
            "changed": [{**_paper(paper), "file": str(path)} for paper, path in self.changed],
            "absent": [_paper(paper) for paper in self.absent],
            "unreadable": [str(path) for path in self.unreadable],
        }


def _paper(paper: TakenIn) -> dict[str, Any]:
    return {
        "case": paper.case,
        "entry": paper.entry,
        "kind": paper.kind,
        "name": paper.name,
        "sha256": paper.sha256,
    }


@dataclass(slots=True)
class Verified:
    """What a verification found for one congress.

    Attributes:
        congress: its id.
        entries: how many.
        head: hash of the last entry; to be compared with a copy kept elsewhere.
        papers: how many papers were taken in, each with its hash.
        original: problems that make the record untrustworthy.
        originals: the papers compared with files; None where that was not asked.
        complete: by closed case, papers that it should have and that were not handed in.
        continuous: gaps in terms, in the numbers of cases, in months.
    """

    congress: str
    entries: int = 0
    head: str = ""
    papers: int = 0
    original: list[str] = field(default_factory=list)
    originals: Originals | None = None
    complete: dict[str, list[str]] = field(default_factory=dict)
    continuous: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """One congress of `renda verify`."""
        return {
            "congress": self.congress,
            "entries": self.entries,
            "head": self.head,
            "papers": self.papers,
            "trusted": not self.original,
            "original": self.original,
            "originals": None if self.originals is None else self.originals.as_json(),
            "complete": self.complete,
            "continuous": self.continuous,
        }


def verify(
    engine: Engine,
    *,
    monthly: Sequence[Monthly] = (),
    folders: Sequence[Path] = (),
    progress: Callable[[int], None] | None = None,
) -> Verified:
    """Verify the record of a congress.

    Args:
        engine: whose congress.
        monthly: steps that are taken every month.
        folders: where the originals of the papers lie; empty where they are not to be compared.
        progress: told how many files have been read.

    Raises:
        BadInput: where a folder is none.
    """
    with engine.store.reading(engine.congress) as reader:
        entries = reader.entries()
        head = reader.head
    found = Verified(engine.congress, len(entries), head.hash)
    found.original = [f"记录 {problem.number}:{problem.message}" for problem in check_chain(entries)]
    if found.original:
        return found
    try:
        record = engine.record
    except ProceduresError as problem:
        found.original.append(problem.message)
        return found
    papers = [paper for case in record.cases.values() for paper in taken_in(record, case)]
    found.papers = len(papers)
    found.complete = _missing_papers(record)
    found.continuous = gaps(record, entries, monthly)
    if folders:
        found.originals = _compared(papers, folders, progress)
    return found


def _missing_papers(record: Record) -> dict[str, list[str]]:
    """By closed case: kinds of papers that its recorded steps should have left and that were not handed in."""
    missing = {
        f"{case.title}({case.id})": lacking(record, case)
        for case in record.cases.values()
        if record.closed(case)
    }
    return {name: kinds for name, kinds in missing.items() if kinds}


def _compared(
    papers: Sequence[TakenIn], folders: Sequence[Path], progress: Callable[[int], None] | None
) -> Originals:
    search = find_originals({(paper.name, paper.sha256) for paper in papers}, folders, progress)
    compared = Originals(unreadable=search.unreadable)
    for paper in papers:
        if paper.sha256 in search.found:
            compared.found += 1
        elif paper.name in search.namesakes:
            compared.changed.append((paper, search.namesakes[paper.name]))
        else:
            compared.absent.append(paper)
    return compared
