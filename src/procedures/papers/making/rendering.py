"""The text of a paper file as blocks of a document, names filled in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procedures.documents.model import (
    Annexes,
    Block,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    RedHead,
    Signature,
    Table,
    Text,
    Title,
    marked,
)
from procedures.errors import LibraryError
from procedures.library.reading import Document, Location
from procedures.papers.making.expressions import Expressions
from procedures.papers.making.model import Part, TablePart
from procedures.papers.making.scope import Scope

Local = dict[str, Any]


class Rendering:
    """Fills one paper file in.

    Args:
        expressions: works texts out.
        scope: the names.
        document: the file, for the lines of errors.
    """

    def __init__(self, expressions: Expressions, scope: Scope, document: Document) -> None:
        self._expressions = expressions
        self._scope = scope
        self._document = document

    def blocks(
        self, parts: tuple[Part, ...], at: Location = ("body",), local: Local | None = None
    ) -> Iterator[Block]:
        """The blocks of these parts, in order.

        Args:
            parts: of the file, or of a group in it.
            at: where they stand in the file.
            local: names of the loops around them.
        """
        for place, part in enumerate(parts):
            here = (*at, place)
            for turn in self._turns(part, here, local or {}):
                yield from self._part(part, here, turn)

    def _turns(self, part: Any, at: Location, local: Local) -> Iterator[Local]:
        """The local names of each time that a part or row stands: once, once for each item, or never."""
        where = self._document.where((*at, "for"))
        turns = [local] if part.for_ is None else self._expressions.loop(part.for_, self._scope, where, local)
        for turn in turns:
            if part.if_ is None:
                yield turn
            else:
                value = self._expressions.value(
                    part.if_, self._scope, self._document.where((*at, "if")), turn
                )
                if value:
                    yield turn

    def _part(self, part: Part, at: Location, local: Local) -> Iterator[Block]:
        what = part.what
        at = (*at, what)
        if what == "parts":
            yield from self.blocks(part.parts, at, local)
        elif what == "text":
            yield from self._paragraphs(part, at, local)
        elif what == "table":
            assert part.table is not None
            yield self._table(part.table, at, local)
        elif what == "annexes":
            names = [self._text(name, (*at, i), local) for i, name in enumerate(part.annexes or ())]
            yield Annexes(tuple(name for name in names if name))
        elif what == "page_break":
            yield PageBreak()
        else:
            yield self._line(part, what, at, local)

    def _line(self, part: Part, what: str, at: Location, local: Local) -> Block:
        if what == "title":
            note = self._text(part.note, (*at[:-1], "note"), local) if part.note else None
            return Title(self._text(part.title or "", at, local), note)
        if what == "heading":
            return Heading(self._text(part.heading or "", at, local), part.level)
        value = getattr(part, what)
        filled: dict[str, Any] = {
            name: self._text(words, (*at, name), local) if isinstance(words, str) else words
            for name in type(value).model_fields
            if (words := getattr(value, name)) is not None
        }
        if what == "signature":
            return Signature(**filled)
        return RedHead(**filled) if what == "red_head" else Imprint(**{"copies": None, **filled})

    def _paragraphs(self, part: Part, at: Location, local: Local) -> Iterator[Block]:
        """One paragraph for each line that is not empty."""
        for line in self._text(part.text or "", at, local).splitlines():
            if line.strip():
                yield Paragraph(marked(line.strip()), indent=part.indent, align=part.align)

    def _table(self, table: TablePart, at: Location, local: Local) -> Table:
        rows: list[tuple[Text, ...]] = []
        for place, row in enumerate(table.rows):
            here = (*at, "rows", place)
            rows += [self._cells(row.cells, (*here, "cells"), turn) for turn in self._turns(row, here, local)]
        columns = len(table.head or table.widths or table.rows[0].cells)
        rows += [((),) * columns] * table.empty
        if not rows and not table.head:
            raise LibraryError("表格一行也没有。", where=self._document.where(at), remedy="给它一个表头。")
        return Table(
            tuple(self._text(cell, (*at, "head", i), local) for i, cell in enumerate(table.head)),
            tuple(rows),
            table.widths,
            table.row_mm,
            self._text(table.caption, (*at, "caption"), local) if table.caption else None,
        )

    def _cells(self, cells: tuple[str, ...], at: Location, local: Local) -> tuple[Text, ...]:
        return tuple(marked(self._text(cell, (*at, place), local)) for place, cell in enumerate(cells))

    def _text(self, words: str, at: Location, local: Local) -> str:
        return self._expressions.text(words, self._scope, self._document.where(at), local)
