"""The page: size, margins, the grid of lines and characters, page numbers, the letter's two double rules."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Twips

from procedures.documents.docx.elements import RED, border, element, field, put
from procedures.documents.docx.faces import CLOSE, Face, write_run
from procedures.documents.layout import TWIPS_PER_POINT, Layout, twips
from procedures.documents.model import Document, RedHead

_DASHES = ("— ", " —")  # 一字线 left and right of the number, 7.5
_DOUBLE_RULE = 36  # eighths of a point: thick, gap and thin together


def set_up(made: DocxDocument, document: Document, layout: Layout) -> None:
    """Lay out the only section of a document."""
    section = made.sections[0]
    close = document.family in CLOSE
    margins = layout.close.margins if close else layout.margins
    width, height = twips(layout.page.width), twips(layout.page.height)
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.top_margin, section.bottom_margin = Twips(twips(margins.top)), Twips(twips(margins.bottom))
    section.left_margin, section.right_margin = Twips(twips(margins.left)), Twips(twips(margins.right))
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no grid
    if grid is not None:
        section._sectPr.remove(grid)  # noqa: SLF001
    if close:
        section.footer_distance = Twips(twips(margins.bottom) // 2)
        if document.family == "report":
            _number(section.footer, _small(layout), "center", 0)
        return
    if not document.landscape:
        section._sectPr.append(element("docGrid", type="lines", linePitch=layout.line_pitch))  # noqa: SLF001
    _page_numbers(made, document, layout)


def _small(layout: Layout) -> Face:
    return Face(layout.fonts.page_number, layout.fonts.page_number, Fraction(layout.close.report.size))


def _page_numbers(made: DocxDocument, document: Document, layout: Layout) -> None:
    """Numbers outside: right on odd pages, left on even ones, one character from the edge (7.5)."""
    section = made.sections[0]
    made.settings.odd_and_even_pages_header_footer = True
    face = Face(layout.fonts.page_number, layout.fonts.page_number, Fraction(layout.imprint_size))
    line = round(face.size * TWIPS_PER_POINT * Fraction(8, 7))
    below = twips(layout.margins.bottom) - twips(layout.page_number_below) - line // 2
    lift = 0
    if document.family == "letter":
        lift = below - twips(layout.letter_rule_from_bottom)
        below = twips(layout.letter_rule_from_bottom)
    section.footer_distance = Twips(below)
    _number(section.footer, face, "right", lift, line)
    _number(section.even_page_footer, face, "left", lift, line)
    if document.family == "letter":
        section.different_first_page_header_footer = True
        _letterhead(section, document, layout)


def _number(footer: Any, face: Face, side: str, lift: int, line: int | None = None) -> None:
    """The page number in a footer.

    Args:
        footer: odd or even.
        face: of the number.
        side: "right", "left" or "center".
        lift: twips to keep free below.
        line: height of the line in twips; None as high as the face.
    """
    paragraph = footer.paragraphs[0]
    before, after = _DASHES
    write_run(paragraph, before, face)
    field(write_run(paragraph, "", face)._r, "PAGE")  # noqa: SLF001
    write_run(paragraph, after, face)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    put(
        properties,
        element("spacing", before=0, after=lift, line=line or face.em + 40, lineRule="exact"),
    )
    if side != "center":
        put(properties, element("ind", **{f"{side}Chars": 100, side: face.em}))
    put(properties, element("jc", val=side))


def _letterhead(section: Any, document: Document, layout: Layout) -> None:
    """Who writes, in red above a red double rule; another one near the foot of the first page (10.1)."""
    section.header_distance = Twips(twips(layout.letter_organ_top))
    head = next((block for block in document.blocks if isinstance(block, RedHead)), None)
    organ = section.first_page_header.paragraphs[0]
    face = organ_face(layout, head.organ if head else "")
    write_run(organ, head.organ if head else "", face)
    _wide_rule(organ, layout, "bottom", "thickThinSmallGap", line=round(face.em * Fraction(9, 8)))
    foot = section.first_page_footer.paragraphs[0]
    _wide_rule(foot, layout, "bottom", "thinThickSmallGap", line=20)


def organ_face(layout: Layout, organ: str) -> Face:
    """The face of the organ's name in the head: red, as large as fits in one line and the layout allows."""
    across = Fraction(layout.text_width) * Fraction(layout.organ_width)
    fits = int(across / TWIPS_PER_POINT / max(len(organ), 1))
    size = min(Fraction(layout.organ_size), Fraction(fits))
    return Face(layout.fonts.title, layout.fonts.latin, size, color=RED)


def _wide_rule(paragraph: Any, layout: Layout, side: str, kind: str, *, line: int) -> None:
    """A red double rule, wider than the text on both sides and in the middle of the sheet."""
    outside = (twips(layout.page.width) - twips(layout.letter_rule_width)) // 2
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    border(properties, side, size=_DOUBLE_RULE, color=RED, kind=kind, space=4)
    put(properties, element("spacing", before=0, after=0, line=line, lineRule="exact"))
    left, right = outside - twips(layout.margins.left), outside - twips(layout.margins.right)
    put(properties, element("ind", left=left, right=right))
    put(properties, element("jc", val="center"))
