"""Reading a roster: every row is taken, taken with corrections, or refused with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from procedures.errors import BadInput
from procedures.papers.rosters import clean
from procedures.papers.rosters.cells import Cell, column_of, compact, row_of
from procedures.papers.rosters.columns import JOINED, Column, Header, field_of, find_header
from procedures.papers.rosters.namesakes import Namesakes, contradictions
from procedures.papers.rosters.report import Note, Person, RosterReport
from procedures.papers.rosters.sheet import read_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from os import PathLike

    from procedures.papers.rosters.cells import Sheet

_TOTAL = re.compile(
    r"(合计|总计|小计|共计|总人数|累计)([:：为有]?[0-9０-９〇一二三四五六七八九十百]*[人名]?)?"
    r"|共[计有]?[0-9０-９〇一二三四五六七八九十百]+[人名](代表)?"
)
TOLD_EVERY = 500
"""Rows between two calls of `progress`."""
_FIELDS = tuple(name for name in Person.__dataclass_fields__ if name != "row")


def read_roster(
    path: str | PathLike[str], *, today: date, progress: Callable[[int, int], None] | None = None
) -> RosterReport:
    """Read a roster of deputies; nothing is guessed and nothing is written.

    Args:
        path: an .xlsx or .csv file.
        today: the day of reading, against which ages are judged.
        progress: told from time to time how many rows of how many have been read.

    Returns:
        The people, with what was corrected, refused and noticed, by row and cell of the spreadsheet.

    Raises:
        BadInput: the file cannot be read as a roster at all.
    """
    file = Path(path)
    sheet = read_sheet(file)
    where = file.name if sheet.encoding else f"{file.name} 工作表“{sheet.name}”"
    header = find_header(sheet, where)
    reader = _Reader(sheet, header, today, Namesakes())
    report = RosterReport(
        [], [], [], sheet.encoding, header.fields, 0, _about_table(sheet, header), sheet.name
    )
    for number in range(header.last + 1, len(sheet.rows) + 1):
        if progress is not None and number % TOLD_EVERY == 0:
            progress(number, len(sheet.rows))
        if reader.skipped(number):
            continue
        if number in sheet.hidden:
            report.advice.append(Note(number, "", "", "隐藏的行,也读了"))
        outcome = reader.row(number)
        if isinstance(outcome, Note):
            report.refused.append(outcome)
            continue
        report.people.append(outcome.person)
        report.corrected.extend(outcome.corrected)
        report.advice.extend(outcome.advice)
    read = len(report.people) + len(report.refused)
    if not read:
        raise BadInput("只有表头,没有代表", where=where, remedy="请检查是否选错了文件或工作表")
    return replace(report, rows_read=read)


def _about_table(sheet: Sheet, header: Header) -> list[Note]:
    """Columns and sheets that were left unread."""
    notes = [
        Note(header.last, f"{column.letter}{header.last}", column.header, "这一列没有读取", column.header)
        for column in header.unread
    ]
    return notes + [Note(0, "", title, "这张工作表也有姓名列,没有读取") for title in sheet.others]


@dataclass(frozen=True)
class _Taken:
    person: Person
    corrected: list[Note]
    advice: list[Note]


@dataclass(frozen=True)
class _Reader:
    """Reads the rows of one table, remembering those before."""

    sheet: Sheet
    header: Header
    today: date
    namesakes: Namesakes

    def skipped(self, number: int) -> bool:
        """Whether a row is blank, or the header or a caption once more; only numbering counts as blank."""
        numbering = {column.index for column in self.header.fields.get("number", ())}
        cells = list(enumerate(self.sheet.rows[number - 1], start=1))
        own = [cell for i, cell in cells if i not in numbering and _own(cell, number)]
        lead = [cell for i, cell in cells if i in numbering and not cell.blank]
        if not own:
            return not any(_TOTAL.fullmatch(compact(cell.text)) for cell in lead)
        if field_of(self._name(number).text) == "name" or all(field_of(cell.text) for cell in own):
            return True
        texts = [compact(cell.text) for _, cell in cells]
        captions = self.sheet.rows[: self.header.first - 1]
        return any(texts == [compact(cell.text) for cell in caption] for caption in captions)

    def row(self, number: int) -> _Taken | Note:
        """Read a row that is not skipped."""
        whole = self._not_a_person(number)
        if whole:
            return whole
        values: dict[str, str] = {}
        corrected: list[Note] = []
        refused: list[Note] = []
        for field in _FIELDS:
            parts: list[str] = []
            for column in self.header.fields.get(field, ()):
                cell = self.sheet.cell(number, column.index)
                outcome = self._clean(field, cell)
                if isinstance(outcome, clean.Refusal):
                    refused.append(_note(number, column, cell, outcome.message))
                    continue
                parts.append(outcome[0])
                if outcome[1]:
                    corrected.append(_note(number, column, cell, outcome[1]))
            values[field] = JOINED.get(field, "").join(dict.fromkeys(part for part in parts if part))
        refused.extend(self._apply_marks(number, values))
        if refused:
            return _joined(refused)
        person = Person(**values, row=number)
        clash = self.namesakes.clash(person)
        if clash:
            return Note(number, "", "", clash)
        return _Taken(person, corrected, contradictions(person) + self.namesakes.add(person))

    def _clean(self, field: str, cell: Cell) -> clean.Cleaned:
        dated = {"born": clean.born, "elected_on": clean.past_day, "trained_on": clean.past_day}.get(field)
        if dated:
            return dated(cell, self.today)
        cleaners: dict[str, Callable[[Cell], clean.Cleaned]] = {
            "name": clean.name,
            "sex": clean.sex,
            "ethnicity": clean.ethnicity,
            "party": clean.party,
            "continued": clean.continued,
            "phone": clean.phone,
            "id_number": clean.id_number,
        }
        return cleaners.get(field, clean.free)(cell)

    def _name(self, number: int) -> Cell:
        return self.sheet.cell(number, self.header.fields["name"][0].index)

    def _apply_marks(self, number: int, values: dict[str, str]) -> list[Note]:
        """Fill sex and ethnicity from the marks behind the name; refuse marks that contradict the columns."""
        cell, column = self._name(number), self.header.fields["name"][0]
        refused: list[Note] = []
        for field, mark in clean.marks(cell).items():
            if values[field] and values[field] != mark:
                message = f"姓名后标“{mark}”,本行另一列却是“{values[field]}”;请核对"
                refused.append(_note(number, column, cell, message))
            values[field] = mark
        return refused

    def _not_a_person(self, number: int) -> Note | None:
        """A row of totals, a heading across the table, or cells that have moved."""
        cells = self.sheet.rows[number - 1]
        lead = next(cell for cell in cells if not cell.blank)
        name, column = self._name(number), self.header.fields["name"][0]
        if any(_TOTAL.fullmatch(compact(cell.text)) for cell in (lead, name)):
            return Note(number, "", lead.trimmed, "合计行")
        if not name.blank and column_of(name.address) != column.letter:
            return Note(number, name.address, name.trimmed, "是跨列合并的标题或说明行,不是代表")
        if not name.blank and row_of(name.address) != number:
            return Note(
                number, name.address, name.trimmed, f"姓名与第{row_of(name.address)}行是同一个合并单元格"
            )
        used = [c.index for columns in self.header.fields.values() for c in columns]
        last = max(used + [c.index for c in self.header.unread])
        if self.sheet.encoding and any(not cell.blank for cell in cells[last:]):
            return Note(number, cells[-1].address, "", "比表头多出几格,可能是内容里有分隔符号,各列已错位")
        return None


def _own(cell: Cell, number: int) -> bool:
    """Whether a cell has content of its own row, not of a merged cell begun above."""
    return not cell.blank and row_of(cell.address) == number


def _note(number: int, column: Column, cell: Cell, message: str) -> Note:
    return Note(number, cell.address, clean.mask_digits(cell.trimmed), message, column.header)


def _joined(notes: list[Note]) -> Note:
    """All reasons against a row in one note, the first one leading."""
    first, *rest = notes
    further = "".join(f";另 {note.address} {note.column}:{note.message}" for note in rest)
    return Note(first.row, first.address, first.value, first.message + further, first.column)
