"""Keys of the models = keys documented; every kind of check has an example that is read as such."""

import inspect
from types import ModuleType

import pytest
from pydantic import TypeAdapter

from procedures.checks import choices, dates, joined, numbers
from procedures.checks.base import BaseCheck, Declared
from procedures.checks.joined import Check
from procedures.compliance import outline
from procedures.compliance.lint import lint_library
from procedures.documents.layout import Layout
from procedures.law import facts, offices, rule
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.library.reading import Document
from procedures.papers.making import model as papers
from procedures.papers.making.fields import check_template
from procedures.papers.making.filters import FILTERS
from procedures.papers.making.functions import FUNCTIONS
from procedures.papers.making.scope import OWN
from procedures.papers.making.shelf import PaperShelf
from procedures.workflow import continuity, expectations, model, reminders, retention
from procedures.workflow.shelf import Shelf
from tests.docs.documents import ROOT, sections

RULES = ROOT / "docs" / "rule-files.md"
WORKFLOWS = ROOT / "docs" / "workflow-files.md"
PAPERS = ROOT / "docs" / "paper-files.md"


def declared(module: ModuleType) -> list[type[Declared]]:
    """What the module declares itself, in the order of the file."""
    own = [
        item
        for _, item in inspect.getmembers(module, inspect.isclass)
        if issubclass(item, Declared)
        and item.__module__ == module.__name__
        and not item.__name__.startswith("_")
    ]
    return sorted(own, key=lambda item: inspect.getsourcelines(item)[1])


def keys(item: type[Declared]) -> list[str]:
    """The keys as they are written in a file."""
    return [field.alias or name for name, field in item.model_fields.items()]


MODELS = [
    *((RULES, item) for module in (rule, facts, offices) for item in declared(module)),
    *(
        (WORKFLOWS, item)
        for module in (model, expectations, outline, reminders, retention, continuity)
        for item in declared(module)
    ),
    *((PAPERS, item) for item in declared(papers)),
]
WITH_LAYOUT = [*MODELS, (PAPERS, Layout)]  # its example is the shipped file
KINDS = {
    item.model_fields["kind"].annotation.__args__[0]: item
    for module in (numbers, dates, choices, joined)
    for item in declared(module)
    if issubclass(item, BaseCheck)
}


def section(path, name):
    found = [one for one in sections(path) if one.name == name]
    assert len(found) == 1, f"{path.name}: {len(found)} sections `{name}`"
    return found[0]


def examples(path, name, tmp_path):
    """The YAML examples of a section, read as library files are read."""
    file = tmp_path / "example.yaml"
    for block in section(path, name).blocks:
        if block.language == "yaml":
            file.write_text(block.text, encoding="utf-8")
            yield Document(file).value


@pytest.mark.parametrize(("path", "item"), WITH_LAYOUT, ids=[item.__name__ for _, item in WITH_LAYOUT])
def test_every_key_is_documented_and_no_other(path, item):
    documented = section(path, item.__name__).keys
    assert len(documented) == len(set(documented))
    assert set(documented) == set(keys(item))


@pytest.mark.parametrize(("path", "item"), MODELS, ids=[item.__name__ for _, item in MODELS])
def test_the_examples_are_read(path, item, tmp_path):
    found = list(examples(path, item.__name__, tmp_path))
    assert found, f"{path.name}: no example of {item.__name__}"
    for value in found:
        item.model_validate(value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_check_is_documented_with_its_keys(kind):
    assert set(section(RULES, kind).keys) == set(keys(KINDS[kind])) - {"kind"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_check_has_an_example(kind, tmp_path):
    found = list(examples(RULES, kind, tmp_path))
    assert found
    vocabulary, steps = known_facts()
    for value in found:
        check = TypeAdapter(Check).validate_python(value)
        assert type(check) is KINDS[kind]
        assert check.worded({name: fact.label for name, fact in vocabulary.items()})
        assert set(check.facts()) <= set(vocabulary) | steps, "an example reads a fact that nothing records"


def known_facts():
    """The vocabulary, and the names of the facts that the steps of an election record."""
    steps = Shelf(places()).procedure("officer-election").steps
    return LawBook(places()).vocabulary, {name for step in steps for name in step.facts}


def test_the_vocabulary_of_checks_is_that_of_the_union():
    schema = TypeAdapter(Check).json_schema(by_alias=True)
    assert set(schema["discriminator"]["mapping"]) == set(KINDS)


def test_the_examples_of_whole_files_are_sound(tmp_path):
    """As a county would use them: a rule file and a workflow file in a folder of its own."""
    rules, workflows = tmp_path / "rules", tmp_path / "workflows"
    rules.mkdir()
    workflows.mkdir()
    (rules / "QX-meeting-rules.yaml").write_text(section(RULES, "RuleFile").blocks[0].text, encoding="utf-8")
    (workflows / "field-visit.yaml").write_text(
        section(WORKFLOWS, "Procedure").blocks[0].text, encoding="utf-8"
    )
    found = lint_library(places([tmp_path]))
    assert [problem for problem in found.problems if str(tmp_path) in problem.where] == []
    assert "field-visit" in {figure["procedure"] for figure in found.figures}


def test_the_example_of_a_kind_of_paper_is_sound(tmp_path):
    kinds = tmp_path / "papers" / "kinds"
    kinds.mkdir(parents=True)
    path = kinds / "thanks-letter.yaml"
    path.write_text(section(PAPERS, "PaperKind").blocks[0].text, encoding="utf-8")
    where = places([tmp_path])
    assert check_template(path, PaperShelf(where), Shelf(where), LawBook(where)) == []


def test_every_name_function_and_filter_of_papers_is_documented():
    told = PAPERS.read_text(encoding="utf-8")
    for name in (*OWN, *FUNCTIONS, *FILTERS):
        assert f"`{name}" in told or f"`{name}(" in told, name
