"""The sheet being written on: the page set up once, and paragraphs added in the family's faces."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from docx import Document as new_docx  # noqa: N813 - a factory, not a class
from docx.document import Document as DocxDocument
from docx.text.paragraph import Paragraph as DocxParagraph

from procedures.documents.docx.elements import element, put
from procedures.documents.docx.faces import CLOSE, Face, faces_for, write_runs
from procedures.documents.docx.pages import set_up
from procedures.documents.layout import Layout, twips
from procedures.documents.model import Align, Document, Text, marked

_JC = {"left": "left", "center": "center", "right": "right", "both": "both"}


class Sheet:
    """A document being written.

    Args:
        document: what is written.
        layout: the figures.
    """

    def __init__(self, document: Document, layout: Layout) -> None:
        self.layout = layout
        self.family = document.family
        self.close = document.family in CLOSE
        self.faces = faces_for(document.family, layout)
        self.made: DocxDocument = new_docx()
        self._empty_body()
        self._defaults()
        set_up(self.made, document, layout)
        self.last: DocxParagraph | None = None
        self.headed = False

    def _empty_body(self) -> None:
        body = self.made.element.body
        for child in list(body):
            if not child.tag.endswith("}sectPr"):
                body.remove(child)

    def _defaults(self) -> None:
        """The normal style: the grid counts its characters, so its size must be the body's."""
        style = self.made.styles["Normal"].element
        properties = style.get_or_add_rPr()
        for child in list(properties):
            properties.remove(child)
        face = self.faces.body
        properties.append(
            element("rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.font, cs=face.latin)
        )
        for name in ("sz", "szCs"):
            properties.append(element(name, val=round(face.size * 2)))
        properties.append(element("lang", val="en-US", eastAsia="zh-CN"))

    @property
    def width(self) -> int:
        """Width of the text in twips."""
        section = self.made.sections[0]
        assert section.page_width is not None
        assert section.left_margin is not None
        assert section.right_margin is not None
        return round((section.page_width - section.left_margin - section.right_margin) / 635)

    def paragraph(
        self,
        words: Text | str,
        face: Face | None = None,
        *,
        align: Align | Literal["both"] = "left",
        indent: bool = False,
        right: Fraction = Fraction(0),
        left: Fraction = Fraction(0),
        line: int | None = None,
        keep: bool = False,
    ) -> DocxParagraph:
        """Add a paragraph.

        Args:
            words: its text; a string may hold marks.
            face: its face; None is the body's.
            align: where its lines stand; "both" is justified.
            indent: the first line is indented by two characters, whatever their size.
            right: indent on the right in characters.
            left: indent on the left in characters.
            line: height of its lines in twips; None is the family's.
            keep: stays on one page with the next.
        """
        face = face or self.faces.body
        made: DocxParagraph = self.made.add_paragraph()
        write_runs(made, marked(words) if isinstance(words, str) else words, face)
        properties = made._p.get_or_add_pPr()  # noqa: SLF001 - python-docx's way to the element
        if keep:
            put(properties, element("keepNext"))
        put(properties, element("widowControl", val=0))
        for name in (
            "autoSpaceDE",
            "autoSpaceDN",
        ):  # no extra space beside digits: the grid counts characters
            put(properties, element(name, val=0))
        if face.size != self.faces.body.size:  # other sizes take the height given, not lines of the grid
            put(properties, element("snapToGrid", val=0))
        put(properties, element("spacing", before=0, after=0, line=line or self.faces.line, lineRule="exact"))
        put(properties, _indents(face, indent=indent, left=left, right=right))
        put(properties, element("jc", val=_JC[align]))
        self.last = made
        return made

    def empty(self, lines: int = 1, *, keep: bool = False) -> None:
        """Add empty lines."""
        for _ in range(lines):
            self.paragraph((), keep=keep)

    def space(self, millimetres: Any) -> None:
        """Keep a height free, at the top of a page as well."""
        self.paragraph((), line=twips(millimetres))

    @property
    def ends_with_table(self) -> bool:
        """Whether the last thing written is a table."""
        content = [child for child in self.made.element.body if not child.tag.endswith("}sectPr")]
        return bool(content) and content[-1].tag.endswith("}tbl")

    def finished(self) -> DocxDocument:
        """The document; Word wants a paragraph after a last table."""
        if self.last is None:
            self.paragraph((), line=20)
        return self.made


def _indents(face: Face, *, indent: bool, left: Fraction, right: Fraction) -> Any:
    """Indents counted in characters, with twips beside them for programs that read only those."""
    both = {
        "firstLine": Fraction(2 if indent else 0),
        "left": left,
        "right": right,
    }
    given: dict[str, Any] = {}
    for name, characters in both.items():
        if characters:
            given[f"{name}Chars"] = round(characters * 100)
            given[name] = round(characters * face.em)
    return element("ind", **given)
