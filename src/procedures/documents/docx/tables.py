"""Tables: the head repeated on every page, no row broken across pages, rows of a fixed height to write in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from docx.oxml.ns import qn

from procedures.documents.docx.elements import element
from procedures.documents.docx.faces import Face
from procedures.documents.docx.sheet import Sheet
from procedures.documents.layout import twips
from procedures.documents.model import Table, Text, text

_HEAD = Decimal(10)  # a head row is not filled by hand and need not be higher, in millimetres
_PADDING = 60  # twips left and right in a cell


def write_table(block: Table, sheet: Sheet) -> None:
    """A table as wide as the text."""
    count = len(block.head or block.rows[0])
    widths = _widths(block.widths or (1,) * count, sheet.width)
    if sheet.ends_with_table:  # two tables without a line between them are one to Word
        sheet.paragraph((), line=sheet.faces.table_line // 2)
    table = new_table(widths)
    height = twips(Decimal(str(block.row_mm))) if block.row_mm else None
    if block.head:
        head = sheet.faces.table.of(font=sheet.layout.fonts.level_1)
        head_height = min(height, twips(_HEAD)) if height else None
        row = _row(
            sheet, table, tuple(text(cell) for cell in block.head), widths, head, head_height, centered=True
        )
        row.trPr.append(element("tblHeader"))
    short = [all(_short(row[i]) for row in block.rows) for i in range(count)]
    for cells in block.rows:
        _row(sheet, table, cells, widths, sheet.faces.table, height, centers=short)
    add_table(sheet, table)


def _short(cell: Text) -> bool:
    """Whether a cell holds so little that it is centred."""
    return sum(len(run.text) for run in cell) <= 6 and not any(run.missing for run in cell)


def add_table(sheet: Sheet, table: Any) -> None:
    """Put a table at the end of what has been written."""
    body = sheet.made.element.body
    body.insert(next(place for place, child in enumerate(body) if child.tag == qn("w:sectPr")), table)
    sheet.last = None


def _widths(relative: tuple[int, ...], total: int) -> list[int]:
    """Widths in twips that fill the whole."""
    share = Fraction(total, sum(relative))
    edges = [round(share * sum(relative[:place])) for place in range(len(relative) + 1)]
    return [right - left for left, right in pairwise(edges)]


def new_table(widths: list[int], *, ruled: bool = True) -> Any:
    """An empty `w:tbl` with columns of these widths in twips."""
    table = element("tbl")
    properties = element("tblPr")
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    if ruled:
        borders = element("tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            borders.append(element(side, val="single", sz=4, space=0, color="000000"))
        properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    padding = element("tblCellMar")
    for side in ("left", "right"):
        padding.append(element(side, w=_PADDING, type="dxa"))
    properties.append(padding)
    table.append(properties)
    columns = element("tblGrid")
    for width in widths:
        columns.append(element("gridCol", w=width))
    table.append(columns)
    return table


def _row(
    sheet: Sheet,
    table: Any,
    cells: tuple[Text, ...],
    widths: list[int],
    face: Face,
    height: int | None,
    *,
    centered: bool = False,
    centers: list[bool] | None = None,
) -> Any:
    row = element("tr")
    properties = row.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if height:
        properties.append(element("trHeight", val=height, hRule="atLeast"))
    table.append(row)
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        middle = centered or bool(centers and centers[place])
        row.append(cell_of(sheet, cell, width, face, "center" if middle else "left"))
    return row


def cell_of(sheet: Sheet, words: Text, width: int, face: Face, align: Any, line: int | None = None) -> Any:
    """A `w:tc` with one paragraph; `line` is the height of its lines in twips, None that of tables."""
    cell = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=width, type="dxa"))
    properties.append(element("vAlign", val="center"))
    cell.append(properties)
    paragraph = sheet.paragraph(words, face, align=align, line=line or sheet.faces.table_line)
    cell.append(paragraph._p)  # noqa: SLF001 - moved from the body into the cell
    return cell
