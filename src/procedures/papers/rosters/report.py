"""What reading a roster brings: people, and what was changed, refused and noticed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from procedures.papers.rosters.columns import Column


@dataclass(frozen=True)
class Person:
    """A deputy as the roster has him; "" where the roster says nothing.

    Attributes:
        born: "1968-07", or "1968-07-03" where the day is given.
        id_number: the full number, kept out of ``repr``; show it through ``mask_id``.
        continued: "是" for a deputy of the term before too, "否" for a new one.
        row: the row of the spreadsheet.
    """

    name: str
    sex: str = ""
    ethnicity: str = ""
    born: str = ""
    native_place: str = ""
    education: str = ""
    party: str = ""
    position: str = ""
    district: str = ""
    delegation: str = ""
    group: str = ""
    category: str = ""
    continued: str = ""
    terms: str = ""
    higher_congress: str = ""
    phone: str = ""
    id_number: str = field(default="", repr=False)
    certificate: str = ""
    elected_on: str = ""
    trained_on: str = ""
    status: str = ""
    remark: str = ""
    row: int = 0


@dataclass(frozen=True)
class Note:
    """Something to tell about a cell or a row.

    Attributes:
        row: the row of the spreadsheet.
        address: the cell, "E31"; "" where the whole row is meant.
        value: what stood there, identity numbers masked.
        message: what was done or why it was refused, in Chinese.
        column: the header of the column; "" where the whole row is meant.
    """

    row: int
    address: str
    value: str
    message: str
    column: str = ""


@dataclass(frozen=True)
class RosterReport:
    """The outcome of reading a roster; ``rows_read == len(people) + len(refused)``.

    Attributes:
        people: the deputies taken, in the order of the roster.
        corrected: values that were changed, for people that were taken.
        refused: one note for each row not taken.
        encoding: the encoding of a CSV file; None for a workbook.
        columns: the columns read, by field.
        rows_read: the rows with content below the header, without repeated headers.
        advice: what to look at though nothing was changed: namesakes, hidden rows, columns and sheets not
            read, an identity number that contradicts the date of birth or the sex.
        sheet: the sheet that was read.
    """

    people: list[Person]
    corrected: list[Note]
    refused: list[Note]
    encoding: str | None
    columns: dict[str, tuple[Column, ...]]
    rows_read: int
    advice: list[Note]
    sheet: str
