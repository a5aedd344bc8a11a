"""One desk for all papers (the library is read once), and an office with papers."""

from datetime import date

import pytest

from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.papers.checking.desk import Desk
from procedures.papers.checking.reading import read_paper
from procedures.papers.checking.registry import check_paper
from procedures.papers.checking.subject import Subject
from tests.papers.builders import docx_of
from tests.papers.desk import PaperOffice

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="session")
def desk():
    return Desk(places(), LawBook(places()))


@pytest.fixture
def checked(desk, tmp_path):
    """Findings on lines of text, written as a .docx (or as another file that is given)."""

    def check(lines, *, name="文书.docx", kind=None, day=None, known=None, data=None):
        path = tmp_path / name
        if data is None:
            text = "\n".join(lines).encode()
            data = text if path.suffix == ".txt" else docx_of(lines)
        path.write_bytes(data)
        subject = Subject(read_paper(path), desk, TODAY, stated=kind, stated_day=day, known=known)
        return check_paper(subject)

    return check


@pytest.fixture
def office(tmp_path):
    it = PaperOffice(tmp_path)
    yield it
    it.close()
