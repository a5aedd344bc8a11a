"""Each kind of block on the sheet."""

from __future__ import annotations

from fractions import Fraction
from functools import singledispatch
from typing import Any

from docx.enum.text import WD_BREAK

from procedures.documents.docx.elements import RED, border, eighths, element, put
from procedures.documents.docx.imprints import write_imprint
from procedures.documents.docx.pages import organ_face
from procedures.documents.docx.sheet import Sheet
from procedures.documents.docx.tables import write_table
from procedures.documents.layout import twips
from procedures.documents.model import (
    Annexes,
    Block,
    Drawing,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    RedHead,
    Signature,
    Table,
    Title,
)
from procedures.documents.titles import broken

_RED_FAMILIES = frozenset({"headed", "minutes"})


@singledispatch
def write(block: Block, sheet: Sheet) -> None:
    """One block; every kind registers its own way below."""
    raise TypeError(type(block), sheet)


@write.register
def _(block: RedHead, sheet: Sheet) -> None:
    layout = sheet.layout
    if sheet.family == "letter":  # the organ stands in the first page's header
        if block.number:
            sheet.paragraph(block.number, align="right")
        sheet.empty(2)
        sheet.headed = True
        return
    if sheet.family in _RED_FAMILIES:
        sheet.space(layout.organ_top)
    face = organ_face(layout, block.organ)
    sheet.paragraph(block.organ, face, align="center", line=round(face.em * Fraction(9, 8)))
    sheet.empty(2)
    number = block.number or ""
    if block.signer:  # 上行文:number left, signer right, each one character from the edge
        inner = sheet.layout.grid.characters - 2 - len(number) - len(f"签发人：{block.signer}")
        words = f"{number}{'　' * max(1, inner)}签发人：{block.signer}"
        made = sheet.paragraph(words, left=Fraction(1), right=Fraction(1))
    else:
        made = sheet.paragraph(number, align="center")
    space = round(Fraction(layout.rule_below_number) * Fraction(720, 254))
    properties = made._p.get_or_add_pPr()  # noqa: SLF001 - python-docx's way to the element
    border(properties, "bottom", size=eighths(layout.red_rule), color=RED, space=min(31, space))
    sheet.empty(2)
    sheet.headed = True


@write.register
def _(block: Title, sheet: Sheet) -> None:
    face = sheet.faces.title
    fits = int(sheet.width / face.em)
    line = max(sheet.faces.line, round(face.em * Fraction(5, 4)) if sheet.close else 0)
    for words in broken(block.text, fits):
        sheet.paragraph(words, face, align="center", line=line, keep=True)
    if block.note:
        for words in broken(f"（{block.note}）", int(sheet.width / sheet.faces.note.em)):
            sheet.paragraph(words, sheet.faces.note, align="center", keep=True)
    if not sheet.close:
        sheet.empty(keep=True)
    else:
        sheet.paragraph((), line=sheet.faces.line // 2)


@write.register
def _(block: Heading, sheet: Sheet) -> None:
    face = sheet.faces.headings[block.level - 1]
    made = sheet.paragraph(block.text, face, indent=not sheet.close, keep=True)
    put(made._p.get_or_add_pPr(), element("outlineLvl", val=block.level - 1))  # noqa: SLF001


@write.register
def _(block: Paragraph, sheet: Sheet) -> None:
    align: Any = "both" if block.align == "left" else block.align
    sheet.paragraph(block.runs, align=align, indent=block.indent, keep=block.keep)


@write.register
def _(block: Table, sheet: Sheet) -> None:
    if block.caption:
        sheet.paragraph(block.caption, sheet.faces.table, keep=True)
    write_table(block, sheet)


@write.register
def _(block: Signature, sheet: Sheet) -> None:
    """Organ and date on one page with the end of the text; room for the seal, which is put on paper."""
    if sheet.last is not None:
        put(sheet.last._p.get_or_add_pPr(), element("keepNext"))  # noqa: SLF001
    organ, date = _width(block.by), _width(block.on)
    if block.sealed:  # 7.3.5.1: the date four characters from the right, the organ centred above it
        radius = twips(sheet.layout.seal) / 2
        sheet.empty(1 if sheet.close else max(1, round(radius / sheet.faces.line)), keep=True)
        organ_right, date_right = Fraction(4) + (date - organ) / 2, Fraction(4)
        if organ_right < 0:
            organ_right, date_right = Fraction(0), (organ - date) / 2
    else:  # 7.3.5.2: the organ two characters from the right, the date two characters further in
        sheet.empty(keep=True)
        organ_right, date_right = Fraction(2), organ - date
        if date_right < 2:
            organ_right, date_right = date - organ + 4, Fraction(2)
    sheet.paragraph(block.by, align="right", right=organ_right, keep=True)
    sheet.paragraph(block.on, align="right", right=date_right)


def _width(words: str) -> Fraction:
    """Width in characters; digits and Latin letters are half as wide."""
    return sum((Fraction(1, 2) if char.isascii() else Fraction(1) for char in words), Fraction(0))


@write.register
def _(block: Annexes, sheet: Sheet) -> None:
    """附件 below the text, after an empty line; no full stop after a name (7.3.4)."""
    sheet.empty()
    if len(block.names) == 1:
        sheet.paragraph(f"附件：{block.names[0]}", left=Fraction(2))
        return
    for place, name in enumerate(block.names, 1):
        label = f"附件：{place}. {name}" if place == 1 else f"{place}. {name}"
        sheet.paragraph(label, left=Fraction(2 if place == 1 else 5))


@write.register
def _(block: Imprint, sheet: Sheet) -> None:
    write_imprint(block, sheet)


@write.register
def _(_: PageBreak, sheet: Sheet) -> None:
    if sheet.last is not None:
        sheet.last.add_run().add_break(WD_BREAK.PAGE)
    else:
        sheet.paragraph(()).add_run().add_break(WD_BREAK.PAGE)


@write.register
def _(block: Drawing, sheet: Sheet) -> None:
    sheet.paragraph(block.described, indent=not sheet.close)
