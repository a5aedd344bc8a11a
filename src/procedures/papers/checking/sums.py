"""Sums in tables: a row or column 合计 against its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Cell, Grid, Passage, folded

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_TOTAL = re.compile(r"^(?:合计|总计|共计|总数|合\s*计|总\s*计)(?:\(.*\))?[:]?$")
_SUBTOTAL = re.compile(r"小\s*计")
_AMOUNT = re.compile(
    r"(?P<sign>[-+]?)(?P<figures>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<point>\.[0-9]+)?\s*(?P<unit>万元|亿元|元|[\u4e00-\u9fff]{0,2})"
)
_NOT_SUMMED = re.compile(
    r"序号|编号|年份|年度|日期|占比|比例|比重|增长|增减|±|%|率|排名|名次|电话|备注|得票|平均|人均|单价|幅度|同比"
)
_OF_WHICH = re.compile(r"^\s*(?:其中|#|内[:含])")
_TOP = re.compile(r"^[一二三四五六七八九十]{1,3}[、.]")
_INNER = re.compile(r"^(?:\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[.、])")
_IN_YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a cell; money with its own unit is in yuan."""

    value: Decimal
    step: Decimal
    cell: Cell


def read_amount(text: str) -> tuple[Decimal, Decimal] | None:
    """The number in a cell and the size of its last place; None where it is none.

    Args:
        text: 1,234.56, １２３, 12.5万元, -3, 24人.
    """
    match = _AMOUNT.fullmatch(folded(text).replace(" ", "").replace("−", "-"))
    if match is None:
        return None
    point = match["point"] or ""
    size = _IN_YUAN.get(match["unit"], Decimal(1))
    value = Decimal(match["sign"] + match["figures"].replace(",", "") + point)
    return value * size, size * Decimal(1).scaleb(-max(0, len(point) - 1))


def totals(subject: Subject) -> Iterator[Slip]:
    """Rows and columns of sums that are not the sums of their parts."""
    for grid in subject.paper.grids:
        yield from _rows(grid)
        yield from _columns(grid)


def _label(row: Sequence[Cell]) -> str:
    """The first words of a row."""
    return next(
        (folded(cell.text).strip() for cell in row if cell.text and read_amount(cell.text) is None), ""
    )


def _total_cell(row: Sequence[Cell]) -> bool:
    return any(_TOTAL.match(folded(cell.text).strip()) for cell in row[:2])


def _head_rows(grid: Grid) -> int:
    """How many rows stand above the first row with a number."""
    for nth, row in enumerate(grid.rows):
        if any(read_amount(cell.text) for cell in row):
            return nth
    return len(grid.rows)


def _heads(grid: Grid) -> dict[int, str]:
    """The words above each column."""
    heads: dict[int, str] = {}
    for row in grid.rows[: _head_rows(grid)]:
        for cell in row:
            for column in range(cell.column, cell.column + cell.width):
                heads[column] = heads.get(column, "") + folded(cell.text)
    return heads


def _at(row: Sequence[Cell], column: int) -> Amount | None:
    for cell in row:
        if cell.column == column and (read := read_amount(cell.text)):
            return Amount(*read, cell)
    return None


def _rows(grid: Grid) -> Iterator[Slip]:
    """A row 合计 against the rows above it (or below it, where it is the first)."""
    heads, first = _heads(grid), _head_rows(grid)
    for nth in range(len(grid.rows)):
        row = grid.rows[nth]
        if not _total_cell(row):
            continue
        above = grid.rows[first:nth]
        previous = max((at for at, r in enumerate(above) if _total_cell(r)), default=-1)
        parts = above[previous + 1 :] or grid.rows[nth + 1 :]
        for column in range(grid.columns):
            total = _at(row, column)
            if total is not None and not _NOT_SUMMED.search(heads.get(column, "")):
                yield from _told(grid, total, _readings(parts, column))


def _readings(rows: Sequence[Sequence[Cell]], column: int) -> list[list[Amount]]:
    """Every set of parts that may have been meant: all rows, the subtotals, the rows of the upper level."""
    plain = [row for row in rows if not _OF_WHICH.match(_label(row)) and not _total_cell(row)]
    subtotals = [row for row in plain if _SUBTOTAL.search(_label(row))]
    top = [row for row in plain if _TOP.match(_label(row))]
    outer = [row for row in plain if not _INNER.match(_label(row))]
    without = [row for row in plain if row not in subtotals]
    readings = [without, subtotals, top, outer, [row for row in rows if not _total_cell(row)]]
    return [
        amounts
        for reading in readings
        if (amounts := [found for row in reading if (found := _at(row, column)) is not None])
    ]


def _columns(grid: Grid) -> Iterator[Slip]:
    """A column 合计 against the other columns of each row."""
    heads, first = _heads(grid), _head_rows(grid)
    columns = [column for column, head in heads.items() if _TOTAL.match(head.strip())]
    if len(columns) != 1:
        return
    summed = [c for c in range(grid.columns) if c != columns[0] and not _NOT_SUMMED.search(heads.get(c, ""))]
    for row in grid.rows[first:]:
        total = _at(row, columns[0])
        parts = [found for column in summed if (found := _at(row, column)) is not None]
        if total is not None and len(parts) > 1:
            yield from _told(grid, total, [parts])


def _told(grid: Grid, total: Amount, readings: list[list[Amount]]) -> Iterator[Slip]:
    readings = [parts for parts in readings if len(parts) > 1]
    if not readings or any(_sum(parts) == total.value for parts in readings):
        return
    closest = min(readings, key=lambda parts: abs(_sum(parts) - total.value))
    right = _sum(closest)
    difference = abs(right - total.value)
    # Figures that were rounded one by one may miss their sum by half a place each.
    rounded = total.step < 1 or any(part.step < total.step for part in closest) or total.step > 1
    doubtful = rounded and difference <= max(part.step for part in [*closest, total]) * len(closest) / 2
    values = {
        "said": _shown(total.value),
        "right": _shown(right),
        "difference": _shown(difference),
        "number": len(closest),
    }
    passage = Passage(total.cell.text, grid.place(total.cell), "cell")
    yield Slip("total-wrong", passage, 0, len(total.cell.text), values, doubtful=doubtful)


def _sum(parts: Sequence[Amount]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _shown(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"
