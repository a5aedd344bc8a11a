"""What is made from the record passes the linter of papers; only what is still to be filled is left to say."""

from dataclasses import replace
from datetime import date

import pytest

from procedures.library.places import places
from procedures.papers.checking.against import known_of
from procedures.papers.checking.desk import Desk
from procedures.papers.checking.reading import read_paper
from procedures.papers.checking.registry import check_paper
from procedures.papers.checking.subject import Subject
from procedures.papers.making.make import make
from tests.papers.making.township import BOOK, PAPERS

DESK = Desk(places(), BOOK)
STILL_TO_BE_FILLED = "placeholder-left"


def cases_for(engine, kind):
    wanted = kind.procedures()
    found = {case.procedure: case.id for case in engine.record.cases.values() if case.procedure in wanted}
    return list(found.values())


@pytest.mark.parametrize("kind", sorted(PAPERS.paths))
def test_nothing_else_is_found_in_it(kind, year, tmp_path):
    paper = PAPERS.kind(kind)
    for case in cases_for(year, paper):
        given = dict(paper.asks)
        made = make(year, PAPERS, kind, case, given=given)
        path = tmp_path / f"{kind}-{case}.docx"
        path.write_bytes(made.content)
        subject = Subject(read_paper(path), DESK, date(2026, 12, 31), stated=None, stated_day=None)
        known = known_of(year.record, places(), year.record.case(case), subject.day)
        subject = replace(subject, known=known)
        found = [f for f in check_paper(subject) if f.severity == "error" and f.code != STILL_TO_BE_FILLED]
        assert found == [], (case, found)
