"""The foot of an official paper (版记), at the end of the last page."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from docx.oxml.ns import qn

from procedures.documents.docx.elements import eighths, element
from procedures.documents.docx.sheet import Sheet
from procedures.documents.docx.tables import add_table, cell_of, new_table
from procedures.documents.model import Imprint, text


def write_imprint(block: Imprint, sheet: Sheet) -> None:
    """Copies to whom, printed by whom and when, between thick and thin rules (7.4).

    A letter has neither rules nor the line on printing (10.1). Elsewhere it is a table that stands on the text's lower edge, wherever the text ends; a program that cannot place it there shows
    it below the text.
    """
    face = sheet.faces.body.of(size=Fraction(sheet.layout.imprint_size), spacing=0)
    if sheet.family == "letter":
        if block.copies:
            sheet.empty()
            sheet.paragraph(_copies(block.copies), face)
        return
    left = sheet.width * 3 // 5
    line = round(face.em * Fraction(3, 2))
    table = new_table([left, sheet.width - left], ruled=False)
    table.find(qn("w:tblPr")).insert(0, _on_the_lower_edge(face.em))
    thick, thin = eighths(sheet.layout.thick_rule), eighths(sheet.layout.thin_rule)
    if block.copies:
        copies = cell_of(sheet, text(_copies(block.copies)), sheet.width, face, "left", line)
        copies.tcPr.insert(1, element("gridSpan", val=2))
        _row(table, [copies], top=thick)
    by = cell_of(sheet, text(f"　{block.printed_by}"), left, face, "left", line)
    on = cell_of(sheet, text(f"{block.printed_on}印发　"), sheet.width - left, face, "right", line)
    _row(table, [by, on], top=thin if block.copies else thick, bottom=thick)
    add_table(sheet, table)


def _copies(names: str) -> str:
    return f"　抄送：{names.rstrip('。')}。"


def _on_the_lower_edge(distance: int) -> Any:
    """Where the table stands: on the lower edge of the text, `distance` twips below what comes before."""
    return element(
        "tblpPr",
        leftFromText=0,
        rightFromText=0,
        topFromText=distance,
        vertAnchor="margin",
        horzAnchor="margin",
        tblpX=0,
        tblpYSpec="bottom",
    )


def _row(table: Any, cells: list[Any], **rules: int) -> None:
    row = element("tr")
    for cell in cells:
        borders = element("tcBorders")
        for side, size in rules.items():
            borders.append(element(side, val="single", sz=size, space=0, color="000000"))
        cell.tcPr.insert(len(cell.tcPr) - 1, borders)  # before vAlign
        row.append(cell)
    table.append(row)
