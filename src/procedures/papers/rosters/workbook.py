"""Workbooks (.xlsx), read through openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

from procedures.errors import BadInput
from procedures.papers.rosters.cells import Cell, NumberKind, Sheet, letters
from procedures.papers.rosters.columns import is_header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_MOST_BYTES = 300 * 1024 * 1024
_SEARCHED = 40
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DECIMALS = re.compile(r"0\.(0+)_?\s*")


def read_workbook(data: bytes, where: str) -> Sheet:
    """Read the first visible sheet that has a header row with a column 姓名.

    When none has, the first visible sheet that is not empty is returned, so that the error can name what was
    found in it.

    Args:
        data: the bytes of the file.
        where: its name, for the error.

    Raises:
        BadInput: it is no workbook, is damaged, is empty or is far too large.
    """
    formulas = _inspect(data, where)
    book = _open(data, where, data_only=True)
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        full = [sheet for sheet in visible if _filled(sheet)]
        if not full:
            raise BadInput("表格是空的(或内容都在隐藏的工作表里)", where=where, remedy="请检查是否选错了文件")
        headed = [sheet for sheet in full if _headed(sheet)]
        chosen = (headed or full)[0]
        others = tuple(sheet.title for sheet in headed[1:])
        return _read(chosen, where, others, _unsaved(data, where, chosen) if formulas else frozenset())
    finally:
        book.close()


def _inspect(data: bytes, where: str) -> bool:
    """Whether any sheet has formulas; refuses archives that are no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MOST_BYTES:
                raise BadInput("表格展开后过大,不像代表名册", where=where, remedy="请删去多余的工作表和图片")
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                raise BadInput("这不是 .xlsx 表格", where=where, remedy="请提供 .xlsx 或 .csv 格式的代表名册")
            sheets = [archive.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError):
        raise _damaged(where) from None
    return any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def _open(data: bytes, where: str, *, data_only: bool) -> Workbook:
    from openpyxl import load_workbook  # noqa: PLC0415 - only those who read workbooks pay for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that do not touch the values
            return load_workbook(io.BytesIO(data), data_only=data_only)
    except Exception:  # noqa: BLE001 - openpyxl raises anything on a damaged file
        raise _damaged(where) from None


def _damaged(where: str) -> BadInput:
    return BadInput("表格已损坏,打不开", where=where, remedy="请在 WPS 或 Excel 中打开并另存为 .xlsx")


def _top(sheet: Worksheet, most: int) -> Iterator[tuple[object, ...]]:
    """The values of the first rows; never beyond the sheet, for asking openpyxl for a cell makes one."""
    last_row, last_column = min(sheet.max_row, most), min(sheet.max_column, _MOST_COLUMNS)
    return sheet.iter_rows(max_row=last_row, max_col=last_column, values_only=True)


def _filled(sheet: Worksheet) -> bool:
    return any(value is not None for row in _top(sheet, _MOST_ROWS) for value in row)


def _headed(sheet: Worksheet) -> bool:
    rows = _top(sheet, _SEARCHED)
    return any(is_header([Cell("", value) for value in row if isinstance(value, str)]) for row in rows)


def _unsaved(data: bytes, where: str, chosen: Worksheet) -> frozenset[str]:
    """The addresses of the formulas of a sheet."""
    book = _open(data, where, data_only=False)
    try:
        rows = book[chosen.title].iter_rows()
        return frozenset(cell.coordinate for row in rows for cell in row if cell.data_type == "f")
    finally:
        book.close()


def _read(sheet: Worksheet, where: str, others: tuple[str, ...], formulas: frozenset[str]) -> Sheet:
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        raise BadInput(
            f"工作表“{sheet.title}”有 {sheet.max_row} 行 {sheet.max_column} 列,不像代表名册",
            where=where,
            remedy="请删去名册以外的空行、空列后保存",
        )
    rows: list[list[Cell]] = []
    for number, values in enumerate(sheet.iter_rows(), start=1):
        row: list[Cell] = []
        for index, cell in enumerate(values, start=1):
            address = f"{letters(index)}{number}"
            if cell.value is None and address in formulas:
                row.append(Cell(address, "(公式)", "formula"))
            else:
                row.append(_cell(address, cell.value, str(cell.number_format), cell.data_type == "e"))
        rows.append(row)
    for area in sheet.merged_cells.ranges:
        source = rows[area.min_row - 1][area.min_col - 1]
        for row_number in range(area.min_row, min(area.max_row, len(rows)) + 1):
            line = rows[row_number - 1]
            for column in range(area.min_col, min(area.max_col, len(line)) + 1):
                line[column - 1] = source
    hidden = frozenset(number for number, shape in sheet.row_dimensions.items() if shape.hidden)
    return Sheet(rows, None, sheet.title, hidden, others)


def _cell(address: str, value: object, shown_as: str, error: bool) -> Cell:  # noqa: FBT001
    kind: NumberKind = "text"
    text = "" if value is None else str(value)
    if error:
        kind = "error"
    elif isinstance(value, dt.date):
        with_day = "d" in _NOT_SHOWN.sub("", shown_as).lower()
        kind, text = ("date", f"{value:%Y-%m-%d}") if with_day else ("month", f"{value:%Y-%m}")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        kind, text = "number", _number(value, shown_as)
    return Cell(address, text, kind)


def _number(value: float, shown_as: str) -> str:
    """A number as the sheet shows it, as far as digits matter: 1968.10 under the format 0.00."""
    decimals = _DECIMALS.fullmatch(shown_as)
    if decimals:
        return f"{value:.{len(decimals.group(1))}f}"
    if abs(value) >= 1e15:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else repr(value)
