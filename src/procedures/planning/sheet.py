"""A plan as a workbook for WPS or Excel: real dates, one row a date, printable on A4 landscape."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from procedures.planning import wording

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from procedures.planning.plan import Plan, Row

HEAD = ("步骤", "要不要办", "最早", "最迟", "星期", "放假", "还有(日)", "条件", "依据", "怎样算的")
WIDTHS = (26, 9, 14, 14, 6, 10, 8, 22, 30, 48)
CHINESE_DATE = 'yyyy"年"m"月"d"日"'
ONE_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold: equal content is equal bytes
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook(plan: Plan) -> bytes:
    """The plan as the bytes of an .xlsx file.

    Args:
        plan: all of it.
    """
    book = Workbook()
    book.properties.creator = "renda"
    sheet = book.active
    assert sheet is not None
    sheet.title = "倒排工期"
    sheet.append(HEAD)
    for row in plan.rows:
        sheet.append(_cells(row))
    _dress(sheet, plan)
    if plan.conflicts or plan.questions or plan.told:
        _notes(book.create_sheet("说明"), plan)
    buffer = io.BytesIO()
    book.save(buffer)
    return _repacked(buffer.getvalue(), plan)


def _cells(row: Row) -> list[Any]:
    how = row.basis.how if row.basis and row.status == "open" else ()
    told = row.mark
    return [
        _plain(row.title),
        wording.need(row),
        row.earliest.day if row.earliest else None,
        row.latest.day if row.latest else None,
        told.weekday if told else None,
        None if told is None else "未公布" if not told.known else told.off,
        row.slack,
        _plain(";".join([*row.conditions, *(wording.other_way(one, row) for one in row.otherwise)])),
        _plain(wording.because(row) or wording.order(row)),
        _plain("\n".join(how)),
    ]


def _plain(words: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in {"=", "+", "-", "@"} else words


def _dress(sheet: Worksheet, plan: Plan) -> None:
    """Widths, borders, dates, and how it prints."""
    thin = Side(style="thin")
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if cell.row == 1:
                cell.font = Font(bold=True)
            elif cell.column in {3, 4}:
                cell.number_format = CHINESE_DATE
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for item, words in (
        (sheet.oddHeader, f"{plan.title} 倒排工期(截至 {plan.today.isoformat()})"),
        (sheet.oddFooter, "第 &P 页,共 &N 页"),
    ):
        assert item is not None
        item.center.text = words


def _notes(sheet: Worksheet, plan: Plan) -> None:
    """What does not fit, what would, and what is still to be answered."""
    sheet.column_dimensions["A"].width = 110
    lines = [f"排不下:{wording.conflict(one)}" for one in plan.conflicts]
    lines += wording.way_out(plan)
    lines += [f"待定:{wording.question(one)}" for one in plan.questions]
    for line in (*lines, *plan.told):
        sheet.append([_plain(line)])
    for (cell,) in sheet.iter_rows():
        cell.alignment = Alignment(vertical="top", wrap_text=True)


def _repacked(content: bytes, plan: Plan) -> bytes:
    """The same workbook without the time of its making."""
    stamp = f"{plan.today.isoformat()}T00:00:00Z".encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _STAMPS.sub(rb"\g<1>" + stamp, data)
            new.writestr(zipfile.ZipInfo(name, ONE_TIME), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
