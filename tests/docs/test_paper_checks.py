"""docs/paper-checks.md: every code with its severity and basis, every key of the data, every example read."""

import re

import pytest

from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.papers.checking import against, articles, catalogue, counting, kinds
from procedures.papers.checking.desk import Desk
from tests.docs.documents import ROOT, sections
from tests.docs.test_library_files import declared, examples, keys, section

FILE = ROOT / "docs" / "paper-checks.md"
MODELS = [item for module in (catalogue, kinds, counting, articles, against) for item in declared(module)]
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| (error|warning) \| ([^|]+) \|$", re.MULTILINE)


def test_every_code_is_documented_as_it_is_declared():
    text = FILE.read_text(encoding="utf-8")
    written = {row[0]: tuple(cell.strip() for cell in row[1:]) for row in ROW.findall(text)}
    codes = Desk(places(), LawBook(places())).catalogue.codes
    assert written == {
        name: (code.title, code.severity, f"`{code.rule}`" if code.rule else code.citation)
        for name, code in codes.items()
    }


@pytest.mark.parametrize("item", MODELS, ids=lambda item: item.__name__)
def test_every_key_is_documented_and_no_other(item):
    documented = section(FILE, item.__name__).keys
    assert len(documented) == len(set(documented))
    assert set(documented) == set(keys(item))


@pytest.mark.parametrize("item", MODELS, ids=lambda item: item.__name__)
def test_the_examples_are_read(item, tmp_path):
    found = list(examples(FILE, item.__name__, tmp_path))
    assert found, f"no example of {item.__name__}"
    for value in found:
        item.model_validate(value)


def test_nothing_is_documented_that_is_not_there():
    models = {item.__name__ for item in MODELS}
    plain = {"", "Checks of papers", "What is read", "What is known of a paper", "Severity", "Known limits"}
    plain |= {"Codes", "The data"}
    assert {one.name for one in sections(FILE)} == models | plain
