"""Typefaces and sizes of a family of documents, and text written in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run as DocxRun

from procedures.documents.docx.elements import element
from procedures.documents.layout import TWIPS_PER_POINT, Layout
from procedures.documents.model import Family, Text

CLOSE = frozenset({"form", "report"})
_MISSING_SHADE = "FFF2A8"


@dataclass(frozen=True, slots=True)
class Face:
    """How text looks.

    Attributes:
        font: the Chinese typeface; always written as `w:eastAsia`, never replaced by another.
        latin: the typeface of digits and Latin letters.
        size: points.
        color: as RRGGBB; None is black.
        heavy: the typeface of emphasised runs; None makes them bold.
        bold: all of it is bold.
        spacing: twips added to each character, so that a line holds as many as the grid has.
    """

    font: str
    latin: str
    size: Fraction
    color: str | None = None
    heavy: str | None = None
    bold: bool = False
    spacing: int = 0

    def of(self, **changes: Any) -> Face:
        """The same with changes."""
        return replace(self, **changes)

    @property
    def em(self) -> int:
        """Width of one character in twips."""
        return round(self.size * TWIPS_PER_POINT) + self.spacing


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a family, and the height of its lines in twips."""

    body: Face
    title: Face
    headings: tuple[Face, Face, Face, Face]
    note: Face
    table: Face
    line: int
    table_line: int


def faces_for(family: Family, layout: Layout) -> Faces:
    """The faces of a family of documents."""
    fonts = layout.fonts
    if family in CLOSE:
        kind = layout.close.form if family == "form" else layout.close.report
        size = Fraction(kind.size)
        body = Face(fonts.page_number, fonts.latin, size)
        line = round(size * Fraction(kind.lines) * TWIPS_PER_POINT)
        head = body.of(font=fonts.level_1)
        title = Face(fonts.title, fonts.latin, Fraction(kind.title_size))
        return Faces(body, title, (head, body.of(bold=True), body, body), body, body, line, line)
    spacing = layout.character_spacing
    body = Face(fonts.body, fonts.latin, Fraction(layout.body_size), heavy=fonts.level_1, spacing=spacing)
    level_1, level_2 = body.of(font=fonts.level_1), body.of(font=fonts.level_2)
    title = Face(fonts.title, fonts.latin, Fraction(layout.title_size))
    table = body.of(size=Fraction(layout.table_size), spacing=0)
    table_line = round(table.size * TWIPS_PER_POINT * Fraction(4, 3))
    return Faces(body, title, (level_1, level_2, body, body), level_2, table, layout.line_pitch, table_line)


def write_runs(paragraph: DocxParagraph, runs: Text, face: Face) -> None:
    """Text with its emphasised, missing and blank runs."""
    for run in runs:
        if run.missing:
            write_run(paragraph, f"【待填:{run.text}】", face, shade=_MISSING_SHADE)
        elif run.blank:
            made = write_run(paragraph, run.text or "　" * 4, face)
            made.underline = True
        elif run.bold and face.heavy:
            write_run(paragraph, run.text, face.of(font=face.heavy))
        else:
            write_run(paragraph, run.text, face.of(bold=face.bold or run.bold))


def write_run(paragraph: DocxParagraph, words: str, face: Face, *, shade: str | None = None) -> DocxRun:
    """One run in one face."""
    run = paragraph.add_run(words)
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx's way to the element
    # the hint keeps quotation marks and dashes Chinese; without it Word takes them from the Latin typeface
    fonts = element(
        "rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.font, cs=face.latin, hint="eastAsia"
    )
    properties.insert(0, fonts)
    if face.bold:
        run.bold = True
    if face.color:
        properties.append(element("color", val=face.color))
    if face.spacing:
        properties.append(element("spacing", val=face.spacing))
    half_points = round(face.size * 2)
    properties.append(element("sz", val=half_points))
    properties.append(element("szCs", val=half_points))
    if shade:
        properties.append(element("shd", val="clear", color="auto", fill=shade))
    return run
