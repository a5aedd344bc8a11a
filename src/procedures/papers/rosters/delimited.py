"""Tables of text: CSV as WPS, Excel and other programs write it."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re

from procedures.errors import BadInput
from procedures.papers.rosters.cells import Cell, NumberKind, Sheet, letters
from procedures.papers.rosters.columns import field_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",\t;，"
_SEARCHED = 40
_AS_TEXT = re.compile(r'="(.*)"')
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_delimited(data: bytes, where: str) -> Sheet:
    """Read a table of text.

    Args:
        data: the bytes of the file.
        where: its name, for the error.

    Raises:
        BadInput: the bytes are no text, or a quotation mark is never closed.
    """
    text, encoding = decode(data, where)
    declared = _SEPARATOR.match(text)
    if declared:
        text = text[declared.end() :]
    delimiter = declared.group(1) if declared else _sniff(text)
    records: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        records.extend(reader)
    except csv.Error:
        raise BadInput(
            f"从第 {len(records) + 1} 行起引号不成对或内容过长,分不清各格",
            where=f"{where} 第{len(records) + 1}行",
            remedy="请在 WPS 或 Excel 中重新另存为 .csv 或 .xlsx",
        ) from None
    rows = [_cells(number, record) for number, record in enumerate(records, start=1)]
    if all(cell.blank for row in rows for cell in row):
        raise BadInput("表格是空的", where=where, remedy="请检查是否选错了文件")
    return Sheet(rows, encoding, where)


def decode(data: bytes, where: str) -> tuple[str, str]:
    """The text and its encoding: by its byte order mark, else strict UTF-8, else GB18030.

    Raises:
        BadInput: none of them fits.
    """
    tried = [name for mark, name in _MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    for name in tried:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, name
    raise BadInput("认不出文件的文字编码", where=where, remedy="请在 WPS 或 Excel 中另存为 .xlsx 后重新导入")


def _sniff(text: str) -> str:
    """The delimiter that shows most known headers in one row; with equals the one that makes most columns."""

    def score(delimiter: str) -> tuple[int, int]:
        known = widest = 0
        lines = io.StringIO(text, newline="")
        with contextlib.suppress(csv.Error):  # told with its row when the table itself is read
            for _, record in zip(range(_SEARCHED), csv.reader(lines, delimiter=delimiter), strict=False):
                known = max(known, sum(1 for value in record if field_of(value)))
                widest = max(widest, len(record))
        return known, widest

    return max(_DELIMITERS, key=score)


def _cells(number: int, record: list[str]) -> list[Cell]:
    cells: list[Cell] = []
    for index, value in enumerate(record, start=1):
        quoted = _AS_TEXT.fullmatch(value.strip())
        kind: NumberKind = "text" if quoted else "untyped"
        cells.append(Cell(f"{letters(index)}{number}", quoted.group(1) if quoted else value, kind))
    while cells and cells[-1].blank:
        cells.pop()
    return cells
