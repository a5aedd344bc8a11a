"""A document as .docx."""

from __future__ import annotations

import io
from functools import singledispatch

from docx import Document as new_docx  # noqa: N813 - a factory, not a class
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

from procedures.documents.model import (
    Annexes,
    Block,
    Document,
    Drawing,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    RedHead,
    Run,
    Signature,
    Table,
    Title,
)

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def docx(document: Document) -> bytes:
    """The document as the bytes of a .docx file.

    Args:
        document: all of it.
    """
    made = new_docx()
    made.core_properties.title = document.name
    for block in document.blocks:
        _write(block, made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@singledispatch
def _write(block: Block, made: DocxDocument) -> None:
    """One block; every kind registers its own way below."""
    raise TypeError(type(block), made)


@_write.register
def _(block: RedHead, made: DocxDocument) -> None:
    _line(made, block.organ, "center")
    _line(made, block.number or "", "center")


@_write.register
def _(block: Title, made: DocxDocument) -> None:
    _line(made, block.text, "center")
    if block.note:
        _line(made, f"({block.note})", "center")


@_write.register
def _(block: Heading, made: DocxDocument) -> None:
    _line(made, block.text, "left")


@_write.register
def _(block: Paragraph, made: DocxDocument) -> None:
    _line(made, ("　　" if block.indent else "") + "".join(map(_words, block.runs)), block.align)


@_write.register
def _(block: Signature, made: DocxDocument) -> None:
    _line(made, block.by, "right")
    _line(made, block.on, "right")


@_write.register
def _(block: Annexes, made: DocxDocument) -> None:
    for place, name in enumerate(block.names, 1):
        _line(made, f"附件:{place}. {name}", "left")


@_write.register
def _(block: Imprint, made: DocxDocument) -> None:
    _line(made, f"{block.copies or ''} {block.printed_by} {block.printed_on}印发", "left")


@_write.register
def _(_: PageBreak, made: DocxDocument) -> None:
    _line(made, "", "left")


@_write.register
def _(block: Drawing, made: DocxDocument) -> None:
    _line(made, block.described, "left")


def _words(run: Run) -> str:
    return f"【待填:{run.text}】" if run.missing else run.text


def _line(made: DocxDocument, words: str, align: str) -> None:
    made.add_paragraph(words).alignment = _ALIGN[align]


@_write.register
def _(block: Table, made: DocxDocument) -> None:
    rows = ([block.head] if block.head else []) + [
        tuple("".join(map(_words, cell)) for cell in row) for row in block.rows
    ]
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
