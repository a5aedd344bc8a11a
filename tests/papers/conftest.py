"""A whole year of an invented township, played once; and papers made from it."""

import io
from datetime import date

import docx as reading
import pytest

from procedures.engine.engine import Engine
from procedures.journal.store import open_store
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.papers.making.make import make
from procedures.papers.making.shelf import PaperShelf
from procedures.workflow.shelf import Shelf
from renda.main import run

BOOK = LawBook(places())
SHELF = Shelf(places())
PAPERS = PaperShelf(places())


@pytest.fixture(scope="session")
def year_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("papers") / "year.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RENDA_OPERATOR", "秘书")
        for name in ("DATABASE_URL", "CONGRESS", "LIBRARY"):
            patch.delenv(f"RENDA_{name}", raising=False)
        assert run(["--format", "json", "demo", "--year", "--keep", str(path)]) == 0
    return path


@pytest.fixture(scope="session")
def year(year_database):
    """The engine of the year, on its last day."""
    store = open_store(str(year_database))
    yield Engine(store, "清溪镇", SHELF, BOOK, today=date(2026, 12, 31))
    store.close()


def words_of(content):
    """Every paragraph and cell of a .docx, in order."""
    document = reading.Document(io.BytesIO(content))
    body = document.element.body
    paragraphs = body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p")
    return ["".join(node.text or "" for node in p.iter() if node.tag.endswith("}t")) for p in paragraphs]


@pytest.fixture
def read(year):
    """Make a paper and read its words."""

    def made(kind, case, papers=PAPERS, **more):
        paper = make(year, papers, kind, case, **more)
        return paper, words_of(paper.content)

    return made
