"""Every dirty roster brings exactly its report, and stays as it was."""

from __future__ import annotations

import pytest

from procedures.papers.rosters import Note, read_roster
from tests.rosters import corpus_books, corpus_text
from tests.rosters.builders import TODAY
from tests.rosters.corpus import CORPUS, Dirty

WRITERS = (corpus_text, corpus_books)  # importing them fills the corpus


def told(notes: list[Note]) -> list[tuple[str, str]]:
    return [(note.address or f"第{note.row}行", note.message) for note in notes]


@pytest.mark.parametrize("roster", CORPUS, ids=[roster.name for roster in CORPUS])
def test_exact_report(roster: Dirty, tmp_path):
    path = roster.build(tmp_path)
    before = path.read_bytes()
    report = read_roster(path, today=TODAY)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]
    assert [(person.name, person.born) for person in report.people] == roster.people
    assert told(report.corrected) == roster.corrected
    assert told(report.refused) == roster.refused
    assert told(report.advice) == roster.advice
    assert report.rows_read == len(report.people) + len(report.refused)
    for (name, field), value in roster.fields.items():
        assert [getattr(person, field) for person in report.people if person.name == name] == [value]


def test_there_are_many_and_of_both_kinds(tmp_path):
    assert len(CORPUS) >= 20
    folders = [tmp_path / str(number) for number in range(len(CORPUS))]
    for folder in folders:
        folder.mkdir()
    kinds = [roster.build(folder).suffix for roster, folder in zip(CORPUS, folders, strict=True)]
    assert min(kinds.count(".csv"), kinds.count(".xlsx")) >= 8
    assert len({roster.name for roster in CORPUS}) == len(CORPUS)


def test_every_note_quotes_what_stood_in_its_cell(tmp_path):
    for number, roster in enumerate(CORPUS):
        folder = tmp_path / str(number)
        folder.mkdir()
        report = read_roster(roster.build(folder), today=TODAY)
        assert all(note.value for note in report.corrected)
        assert all(note.column and note.address for note in report.corrected)
