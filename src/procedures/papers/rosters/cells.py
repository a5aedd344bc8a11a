"""What a spreadsheet is once it is read: rows of cells that know where they stood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

NumberKind = Literal["untyped", "text", "number", "date", "month", "formula", "error"]
"""How the value stood in the file.

``untyped``: a CSV field, which has no type. ``text``, ``number``: as typed in a workbook. ``date``: an Excel
date shown with its day. ``month``: an Excel date shown as year and month only. ``formula``: a formula whose
result was not saved. ``error``: an Excel error value such as #N/A.
"""

LOST_DIGITS = "已丢失数字,无法复原;请改为文本格式后重新导入"

_SCIENTIFIC = re.compile(r"[-+]?\d+(\.\d+)?[eE]\+?\d+")
_BLANK = " \t\r\n\u00a0\u3000\ufeff\u200b\u200c\u200d"


@dataclass(frozen=True)
class Cell:
    """One cell.

    Attributes:
        address: where its content stands; for a merged cell the top-left of the merged area.
        text: its content as text; "" when blank.
        number_kind: how the content stood in the file.
    """

    address: str
    text: str = ""
    number_kind: NumberKind = "untyped"

    @property
    def trimmed(self) -> str:
        """The text without blanks (also U+3000 and invisible ones) around it."""
        return self.text.strip(_BLANK)

    @property
    def blank(self) -> bool:
        """Whether nothing readable stands in it."""
        return not self.trimmed

    @property
    def lost_digits(self) -> bool:
        """Whether the spreadsheet program has cut digits off: 1.23457E+17, or a number of over 15 digits."""
        if _SCIENTIFIC.fullmatch(self.trimmed):
            return True
        return self.number_kind == "number" and sum(c.isdigit() for c in self.text) > 15


@dataclass(frozen=True)
class Sheet:
    """One sheet of a spreadsheet.

    Attributes:
        rows: all rows from the first; row n of the spreadsheet is ``rows[n - 1]``.
        encoding: the encoding of a CSV file; None for a workbook.
        name: the name of the sheet, or of the file for CSV.
        hidden: the numbers of hidden rows.
        others: further visible sheets with a header row, which were not read.
    """

    rows: list[list[Cell]]
    encoding: str | None
    name: str
    hidden: frozenset[int] = field(default_factory=frozenset)
    others: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row number and a column number, both from 1; blank outside the table."""
        cells = self.rows[row - 1]
        return cells[column - 1] if column <= len(cells) else Cell(f"{letters(column)}{row}")


def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def column_of(address: str) -> str:
    """The letters in an address: E of E31."""
    return address.rstrip("0123456789")


def row_of(address: str) -> int:
    """The row number in an address: 31 of E31."""
    return int(address[len(column_of(address)) :])


def compact(text: str) -> str:
    """A text without any blank in it."""
    return "".join(c for c in text if not c.isspace() and c not in _BLANK)
