"""What the law asks stands in rules/ and workflows/: no requirement, article, procedure or step is named in Python."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.shelf import Shelf

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for folder in ("src", "cli") for path in sorted((ROOT / folder).rglob("*.py"))]
ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百千\d]+条")

EXAMPLES = {
    ("cli/renda/commands/rules.py", "ORG-14-4"): "an example in the help; tests/cli/test_law.py runs it",
    (
        "cli/renda/commands/practice.py",
        "PD-1-1",
    ): "an example in the help; tests/cli/test_practice.py runs it",
}
CONVENTIONS = {
    "src/procedures/calendar/explain.py": "how days are counted, by analogy to the Civil Code (decision 0010); "
    "no requirement of a congress",
}
HOMONYMS = {
    "vote": "a key of workflow files",
    "open": "a kind of journal entry, and a command",
    "close": "an occasion on which a rule is asked",
    "register": "an occasion on which a rule is asked",
    "revote": "what follows from a tally, as the contract words it",
    "complete": "one of the three natures of an archive",
    "report": "a kind of document",
    "form": "a kind of document, and an option",
    "file": "an option, and a key of the output",
    "session": "the part of a name that says which session of the term (第六次会议)",
    "start": "a key of the output",
    "verify": "a command",
    "plan": "a command",
    "archive": "a command",
    "table": "a kind of block in a paper",
    "代表小组": "a column of a roster",
}
"""Words that happen to be a step's id or a title, and mean something else in the code."""
NAMING = {"step", "procedure", "id", "title"}


def name(path):
    return path.relative_to(ROOT).as_posix()


@cache
def procedures():
    shelf = Shelf(places())
    return [shelf.procedure(one) for one in shelf.paths]


@cache
def words():
    """Ids and titles of all procedures and steps."""
    found = {word for one in procedures() for word in (one.procedure, one.title)}
    return found | {word for one in procedures() for step in one.steps for word in (step.id, step.title)}


@cache
def requirement():
    book = LawBook(places())
    prefixes = sorted({book.statute(path).prefix for path in book.paths}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(prefixes)})-\d+(?:-\d+)*[a-z]?\b")


def requirements_named(path, text):
    """Ids of requirements in a source, comments included, but for the examples of the help."""
    return [f"{path}: {found}" for found in requirement().findall(text) if (path, found) not in EXAMPLES]


def articles_named(path, text):
    return [] if path in CONVENTIONS else [f"{path}: {found}" for found in ARTICLE.findall(text)]


def steps_named(path, text):
    """Literals that are a procedure's or step's id or title; and any literal compared with one."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in words() and node.value not in HOMONYMS:
                found.append(f"{path}:{node.lineno}: {node.value}")
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            named = any(isinstance(side, ast.Attribute) and side.attr in NAMING for side in sides)
            literals = [n.value for side in sides for n in ast.walk(side) if isinstance(n, ast.Constant)]
            found += [f"{path}:{node.lineno}: {word}" for word in literals if named and word in words()]
    return found


GUARDS = [requirements_named, articles_named, steps_named]


@pytest.mark.parametrize("guard", GUARDS)
def test_no_law_is_named_in_the_code(guard):
    assert len(SOURCES) > 100
    faults = [fault for path in SOURCES for fault in guard(name(path), path.read_text(encoding="utf-8"))]
    assert faults == []


@pytest.mark.parametrize(
    ("guard", "text"),
    [
        (requirements_named, "if finding.rule == 'ORG-14-4': pass"),
        (requirements_named, "# as DEP-51-2a says"),
        (articles_named, "message = '地方组织法第十四条'"),
        (articles_named, "message = '第52条'"),
        (steps_named, "names = ['elect-presidium']"),
        (steps_named, "if case.procedure == 'session': pass"),
        (steps_named, "if step.id in {'open', 'vote'}: pass"),
        (steps_named, "if step.title == '开幕': pass"),
    ],
)
def test_the_guards_find_what_they_look_for(guard, text):
    assert guard("src/procedures/some.py", text)


def test_every_exception_is_still_needed():
    texts = {name(path): path.read_text(encoding="utf-8") for path in SOURCES}
    assert all(identity in texts[path] for path, identity in EXAMPLES)
    assert all(ARTICLE.search(texts[path]) for path in CONVENTIONS)
    literals = {
        node.value
        for text in texts.values()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {word for word in HOMONYMS if word not in words() or word not in literals} == set()
