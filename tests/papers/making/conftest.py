"""A whole year of an invented township, played once; and papers made from it."""

from datetime import date

import pytest

from procedures.engine.engine import Engine
from procedures.journal.store import open_store
from procedures.papers.making.make import make
from renda.main import run
from tests.papers.making.township import BOOK, PAPERS, SHELF, words_of


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


@pytest.fixture
def read(year):
    """Make a paper and read its words."""

    def made(kind, case, papers=PAPERS, **more):
        paper = make(year, papers, kind, case, **more)
        return paper, words_of(paper.content)

    return made
