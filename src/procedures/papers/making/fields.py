"""The names that a kind of paper may use: for counties who write their own, and to check what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError

from procedures.errors import LibraryError, UnknownName
from procedures.library.reading import Document, read_as
from procedures.papers.making.expressions import LOOP, Expressions, nearest, slip
from procedures.papers.making.functions import FUNCTIONS
from procedures.papers.making.labels import labels_of
from procedures.papers.making.model import PaperKind
from procedures.papers.making.scope import OWN
from procedures.papers.making.templates import names_of

if TYPE_CHECKING:
    from procedures.law.book import LawBook
    from procedures.library.reading import Location
    from procedures.papers.making.shelf import PaperShelf
    from procedures.workflow.shelf import Shelf

_NAMING = "请用编号作文件名,例如 会议通知 用 meeting-notice.docx;编号见 renda paper list,在最后一列"
_ALWAYS = {"第几", "range", "dict", "loop", "namespace"}


@dataclass(frozen=True, slots=True)
class Field:
    """A name, and where its value comes from."""

    name: str
    about: str


def fields_of(kind: PaperKind, papers: PaperShelf, workflows: Shelf, book: LawBook) -> list[Field]:
    """Every name that a kind of paper may use, each once.

    Args:
        kind: which kind.
        papers: for the names of names.
        workflows: whose steps record facts.
        book: for the labels of facts.
    """
    found: dict[str, str] = {name: f"命令里写 {name}=…,例如 {example}" for name, example in kind.asks.items()}
    found |= {name: "本文书自己算出" for name in kind.let if name not in found}
    for procedure_id in kind.procedures():
        procedure = workflows.procedure(procedure_id)
        for around in (procedure, *(workflows.procedure(name) for name in procedure.within)):
            for label, step in labels_of(around, book.vocabulary, papers.names.labels).items():
                found.setdefault(label, f"{around.title}:{step}" if step else "名册、记录")
    found |= {name: f"合成:{words}" for name, words in papers.names.names.items()}
    found |= OWN | {name: function.about for name, function in FUNCTIONS.items()}
    return [Field(name, about) for name, about in found.items()]


@dataclass(frozen=True, slots=True)
class Problem:
    """A name that nothing stands for, or a text that is no template."""

    where: str
    message: str
    near: str = ""


def check_template(path: Path, papers: PaperShelf, workflows: Shelf, book: LawBook) -> list[Problem]:
    """What is wrong with a paper file or a .docx template.

    Args:
        path: the file; its name is that of the kind.
        papers: the kinds.
        workflows: whose steps record facts.
        book: for the labels of facts.

    Raises:
        LibraryError: where it cannot be read at all.
    """
    expressions = Expressions()
    if path.suffix.lower() == ".docx":
        if path.stem not in papers.paths:
            ids = {title: kind_id for kind_id, title in papers.titles.items()}
            named = f"请改名为 {ids[path.stem]}{path.suffix}" if path.stem in ids else _NAMING
            raise UnknownName(
                f"文件名 {path.stem} 不是文书种类的编号。",
                where=path.name,
                remedy=f"{named}。",
            )
        known = _known(papers.kind(path.stem), papers, workflows, book)
        used = [(path.name, name) for name in sorted(names_of(path, expressions))]
        return [
            Problem(where, f"不认识的名称“{name}”", nearest(name, known))
            for where, name in used
            if name not in known
        ]
    document = Document(path)
    kind = read_as(document, PaperKind, guide="docs/paper-files.md")
    _check_places(kind, document, workflows)
    known = _known(kind, papers, workflows, book)
    found = []
    for words, at, local in _texts(kind):
        try:
            names = expressions.names_in(words)
        except TemplateSyntaxError as problem:
            found.append(Problem(document.where(at), f"写法有误:{slip(problem)}"))
            continue
        found += [
            Problem(document.where(at), f"不认识的名称“{name}”", nearest(name, known | local))
            for name in sorted(names - known - local)
        ]
    return found


def _check_places(kind: PaperKind, document: Document, workflows: Shelf) -> None:
    """The procedures and steps that a kind belongs to exist.

    Raises:
        LibraryError: with the line of the first that does not.
    """
    for place, belonging in enumerate(kind.belongs):
        try:
            procedure = workflows.procedure(belonging.procedure)
            if belonging.step is not None:
                workflows.step(procedure, belonging.step)
        except UnknownName as problem:
            where = document.where(("belongs", place))
            raise LibraryError(problem.message, where=where, remedy=problem.remedy) from problem


def _known(kind: PaperKind, papers: PaperShelf, workflows: Shelf, book: LawBook) -> set[str]:
    return {field.name for field in fields_of(kind, papers, workflows, book)} | _ALWAYS


def _texts(kind: PaperKind) -> Iterator[tuple[str, Location, set[str]]]:
    """Every text and expression of a kind, where it stands, and the names of the loops around it."""
    for name, expression in kind.let.items():
        yield f"{{{{ {expression} }}}}", ("let", name), set()
    yield from _texts_in(kind.model_dump(by_alias=True)["body"], ("body",), set())


def _texts_in(value: object, at: Location, local: set[str]) -> Iterator[tuple[str, Location, set[str]]]:
    if isinstance(value, str):
        key = at[-1]
        if key == "for":
            match = LOOP.match(value)
            assert match is not None
            yield f"{{{{ {match['items']} }}}}", at, local
        else:
            yield (f"{{{{ {value} }}}}" if key == "if" else value), at, local
    elif isinstance(value, dict):
        loop = LOOP.match(value.get("for") or "")
        inner = local | {loop["name"]} if loop else local
        for key, part in value.items():
            yield from _texts_in(part, (*at, key), local if key == "for" else inner)
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from _texts_in(part, (*at, place), local)
