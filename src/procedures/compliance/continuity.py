"""连续性: gaps in terms, in the numbers of cases, in months. A gap is said; whether it is a fault is for people to see."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from procedures.engine.record import Record
from procedures.journal.entry import Entry
from procedures.workflow.continuity import Monthly

_NUMBERED = re.compile(r"([A-Z]+)(\d+)-(\d+)")


def gaps(record: Record, entries: Sequence[Entry], monthly: Iterable[Monthly]) -> list[str]:
    """Everything that is missing between what is there.

    Args:
        record: the record.
        entries: its entries.
        monthly: steps that are taken every month.
    """
    terms = [int(entry.body["term"]) for entry in entries if entry.kind == "congress"]
    return [
        *_terms(terms),
        *_numbers(record, min(terms, default=0), min((entry.on.year for entry in entries), default=0)),
        *(gap for one in monthly for gap in _months(record, one)),
    ]


def _between(numbers: Iterable[int], first: int | None = None) -> list[int]:
    """The numbers missing from the first one to the last."""
    there = set(numbers)
    start = min(there, default=0) if first is None else first
    return [number for number in range(start, max(there, default=0)) if number not in there]


def _terms(terms: Sequence[int]) -> list[str]:
    missing = _between(terms)
    if not missing:
        return []
    named = "、".join(f"第 {term} 届" for term in missing)
    return [f"第 {min(terms)} 届至第 {max(terms)} 届之间缺:{named}"]


def _numbers(record: Record, first_term: int, first_year: int) -> list[str]:
    """Gaps in the numbers of cases; they begin anew with each term or year.

    Only in the term and the year in which the record was begun may the numbers begin later than 1.
    """
    groups: dict[tuple[str, int, bool], set[int]] = defaultdict(set)
    for case in record.cases.values():
        match = _NUMBERED.fullmatch(case.id)
        if match:
            by_term = record.procedure(case).numbering == "term"
            groups[match[1], int(match[2]), by_term].add(int(match[3]))
    found = []
    for (code, period, by_term), numbers in sorted(groups.items()):
        begun_before = period <= (first_term if by_term else first_year)
        missing = _between(numbers, None if begun_before else 1)
        if missing:
            group = f"{code}{period}-"
            start = min(*numbers, *missing)
            named = "、".join(f"{group}{number}" for number in missing)
            found.append(f"{group}{start} 至 {group}{max(numbers)} 之间缺:{named}")
    return found


def _months(record: Record, one: Monthly) -> list[str]:
    """Months of a year without the step, between the first month with it and the last."""
    done: dict[int, set[int]] = defaultdict(set)
    title = ""
    for case in record.cases.values():
        if case.procedure == one.procedure:
            title = record.procedure(case).step(one.step).title
            for act in case.acts:
                if act.step == one.step:
                    done[act.on.year].add(act.on.month)
    return [
        f"{title}:{year}年{'、'.join(f'{month}月' for month in missing)}没有登记"
        for year, months in sorted(done.items())
        if (missing := _between(months))
    ]
