"""Makes one paper of one case."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from procedures.documents.docx import docx
from procedures.documents.html import html
from procedures.documents.model import Document
from procedures.errors import BadInput
from procedures.papers.making.expressions import Expressions, nearest
from procedures.papers.making.missing import Missing, Want, Wants
from procedures.papers.making.rendering import Rendering
from procedures.papers.making.scope import Scope
from procedures.papers.making.templates import filled

if TYPE_CHECKING:
    from procedures.engine.engine import Engine
    from procedures.papers.making.model import PaperKind
    from procedures.papers.making.shelf import PaperShelf

_FONT = re.compile(r'w:eastAsia="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that has been made.

    Attributes:
        kind: its kind.
        case: id of the case.
        content: the file.
        missing: what the record does not have yet.
        fonts: typefaces that it wants and that not every computer has.
    """

    kind: PaperKind
    case: str
    content: bytes
    missing: list[Want]
    fonts: list[str]

    @property
    def sha256(self) -> str:
        """Hash of the file; equal records give equal files."""
        return hashlib.sha256(self.content).hexdigest()


def make(
    engine: Engine,
    shelf: PaperShelf,
    kind_name: str,
    case_name: str,
    *,
    form: str = "docx",
    on: date | None = None,
    given: Mapping[str, str] | None = None,
) -> Made:
    """Make a paper from the record.

    Args:
        engine: whose congress.
        shelf: the kinds of papers.
        kind_name: id or title of the kind.
        case_name: id or title of the case.
        form: "docx" or "html".
        on: the day of the paper; None is today, or the last day of a case that is closed.
        given: names that no record holds.

    Raises:
        BadInput: where the kind does not belong to such a case, or a name is given that it does not ask for.
        LibraryError: where the paper file is broken.
    """
    kind = shelf.kind(kind_name)
    wants = Wants()
    template = shelf.templates.get(kind.kind)
    expressions = _expressions(escaped=template is not None)
    scope = scope_for(engine, shelf, kind, case_name, expressions, wants, on=on, given=given)
    if template is not None:
        if form != "docx":
            raise BadInput(
                f"“{kind.title}”用的是您自己的 .docx 模板,只能生成 .docx。",
                where="-o",
                remedy="文件名请以 .docx 结尾。",
            )
        content = filled(template, expressions, scope)
    else:
        document = paper(shelf, kind, expressions, scope)
        content = docx(document, shelf.layout) if form == "docx" else html(document).encode()
    fonts = _rare_fonts(content, shelf.layout.not_everywhere) if form == "docx" else []
    return Made(kind, scope.case.id, content, list(wants.found.values()), fonts)


def scope_for(
    engine: Engine,
    shelf: PaperShelf,
    kind: PaperKind,
    case_name: str,
    expressions: Expressions,
    wants: Wants,
    *,
    on: date | None = None,
    given: Mapping[str, str] | None = None,
) -> Scope:
    """The names of a kind of paper in a case.

    Raises:
        BadInput: as `make`.
    """
    record = engine.record
    case = record.case(case_name)
    if case.procedure not in kind.procedures():
        titles = engine.shelf.titles
        its = "、".join(titles.get(name, name) for name in kind.procedures())
        raise BadInput(
            f"“{kind.title}”用在:{its};“{case.title}”是{titles[case.procedure]}。",
            where=case.id,
            remedy=f"这个事项的文书见 renda paper list {case.procedure};事项的编号见 renda cases。",
        )
    for name in given or {}:
        if name not in kind.asks:
            near = nearest(name, kind.asks)
            asked = "、".join(kind.asks) or "(没有)"
            raise BadInput(
                f"“{kind.title}”不问“{name}”。",
                where=name,
                remedy=f"{f'是不是:{near}?' if near else ''}可以写在命令里的:{asked};其余的从记录里取,请先用 renda do 登记。",
            )
    day = on or (case.acts[-1].on if case.acts and record.closed(case) else engine.today)
    return Scope(
        engine,
        record,
        shelf,
        case,
        day,
        wants,
        expressions=expressions,
        given=given,
        asks=kind.asks,
        kind=kind.title,
    )


def paper(shelf: PaperShelf, kind: PaperKind, expressions: Expressions, scope: Scope) -> Document:
    """The document that a paper file becomes in a scope."""
    file = shelf.document(kind.kind)
    for name, expression in kind.let.items():
        scope.let[name] = expressions.value(expression, scope, file.where(("let", name)))
    rendering = Rendering(expressions, scope, file)
    return Document(kind.title, kind.family, list(rendering.blocks(kind.body)), landscape=kind.landscape)


@lru_cache(maxsize=2)
def _expressions(*, escaped: bool) -> Expressions:
    """One for all papers: what it has compiled it keeps."""
    return Expressions(escaped=escaped)


def _rare_fonts(content: bytes, rare: tuple[str, ...]) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        text = "".join(
            package.read(name).decode("utf-8", "replace")
            for name in package.namelist()
            if name.endswith(".xml")
        )
    wanted: set[Any] = set(_FONT.findall(text))
    return [font for font in rare if font in wanted]


def values_in(
    engine: Engine, shelf: PaperShelf, kind: PaperKind, case_name: str, names: list[str]
) -> dict[str, str | None]:
    """What names stand for in a case, as papers write it.

    Args:
        engine: whose congress.
        shelf: the kinds of papers.
        kind: whose names.
        case_name: id or title of the case.
        names: which.

    Returns:
        None where the record has no value yet, and for what is no text (functions, lists of cases).
    """
    expressions = _expressions(escaped=False)
    scope = scope_for(engine, shelf, kind, case_name, expressions, Wants())
    values: dict[str, str | None] = {}
    for name in names:
        try:
            value = scope.find(name)
        except KeyError:
            continue
        written = None if callable(value) or isinstance(value, Missing | list) else str(value)
        values[name] = written
    return values
