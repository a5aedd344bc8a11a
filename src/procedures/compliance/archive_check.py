"""The three principles of the archive: 原始性, 完整性, 连续性."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from procedures.engine.engine import Engine
from procedures.engine.record import Record
from procedures.errors import ProceduresError
from procedures.journal.verify import check_chain


@dataclass(slots=True)
class Verified:
    """What a verification found for one congress.

    Attributes:
        congress: its id.
        entries: how many.
        head: hash of the last entry; to be compared with a copy kept elsewhere.
        original: problems that make the record untrustworthy.
        complete: by closed case, papers that it should have and that were not handed in.
        continuous: gaps in the numbers of cases.
    """

    congress: str
    entries: int = 0
    head: str = ""
    original: list[str] = field(default_factory=list)
    complete: dict[str, list[str]] = field(default_factory=dict)
    continuous: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """One congress of `renda verify`."""
        return {
            "congress": self.congress,
            "entries": self.entries,
            "head": self.head,
            "trusted": not self.original,
            "original": self.original,
            "complete": self.complete,
            "continuous": self.continuous,
        }


def verify(engine: Engine) -> Verified:
    """Verify the record of a congress."""
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
    found.complete = _missing_papers(record)
    found.continuous = _gaps(record)
    return found


def _missing_papers(record: Record) -> dict[str, list[str]]:
    """By case: kinds of papers that its recorded steps should have left and that were not handed in."""
    missing: dict[str, list[str]] = {}
    for case in record.cases.values():
        if not record.closed(case):
            continue
        handed_in = {paper["kind"] for act in case.acts for paper in act.papers}
        wanted = [
            paper
            for step in record.procedure(case).steps
            if case.done(step.id)
            for paper in step.papers
            if paper not in handed_in
        ]
        if wanted:
            missing[f"{case.title}({case.id})"] = list(dict.fromkeys(wanted))
    return missing


def _gaps(record: Record) -> list[str]:
    groups: dict[str, set[int]] = defaultdict(set)
    for case in record.cases.values():
        match = re.fullmatch(r"(.+-)(\d+)", case.id)
        if match:
            groups[match.group(1)].add(int(match.group(2)))
    gaps = []
    for group, numbers in sorted(groups.items()):
        lacking = [n for n in range(min(numbers), max(numbers)) if n not in numbers]
        if lacking:
            gaps.append(
                f"{group}{min(numbers)} 至 {group}{max(numbers)} 之间缺:{'、'.join(f'{group}{n}' for n in lacking)}"
            )
    return gaps
