"""What the record knows of the session whose papers are checked (`papers/checking/record.yaml`)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from procedures.checks.base import Declared
from procedures.library.places import Places
from procedures.papers.checking.catalogue import read_all
from procedures.papers.checking.desk import Known

if TYPE_CHECKING:
    from procedures.engine.case import Case
    from procedures.engine.record import Record


class RecordFile(Declared):
    """Where the record has what papers state.

    Attributes:
        procedure: id of the procedure whose cases are the sessions.
        numbers: names of numbers of `counts.yaml`, and the facts that they should be.
    """

    procedure: str
    numbers: dict[str, str]


def known_of(record: Record, places: Places, case: Case | None, on: date) -> Known:
    """What the record knows on the day of a paper.

    Args:
        record: the record of the congress.
        places: where the library lies.
        case: the session, or a case within it; None compares town and term only.
        on: the paper's day.
    """
    files = [content for content, _ in read_all(places, "record", RecordFile)]
    asked = next(content for content in reversed(files) if isinstance(content, RecordFile))
    congress = record.register.congress
    session = _session(record, asked.procedure, case)
    return Known(
        town=congress.name,
        province=congress.province,
        term=congress.term,
        session=session.number if session else None,
        numbers=_numbers(record, asked, [c for c in (session, case) if c], on) if case else {},
    )


def _session(record: Record, procedure: str, case: Case | None) -> Case | None:
    while case is not None and case.procedure != procedure:
        case = record.cases.get(case.within) if case.within else None
    return case


def _numbers(record: Record, asked: RecordFile, cases: list[Case], on: date) -> dict[str, tuple[int, ...]]:
    """Every value that was recorded for each number: attendance differs from meeting to meeting."""
    numbers: dict[str, tuple[int, ...]] = {}
    register = record.register.facts(on)
    for name, fact in asked.numbers.items():
        stated = [act.facts.get(fact) for case in cases for act in case.acts]
        found = [value for value in [*stated, register.get(fact)] if isinstance(value, int)]
        if found:
            numbers[name] = tuple(dict.fromkeys(found))
    return numbers
