"""Writes dirty rosters: CSV bytes and workbooks, as offices hand them in."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from openpyxl import Workbook

from procedures.papers.rosters import RosterReport, read_roster

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2026, 12, 13)
HEADER = ["序号", "姓名", "性别", "民族", "出生年月", "政治面貌", "选区", "联系电话"]
WANG = ["1", "王建国", "男", "汉族", "1968-07", "中共党员", "第一选区", "13800000001"]
LI = ["2", "李秀英", "女", "回族", "1975-11", "群众", "第二选区", "13800000002"]


def csv_text(rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def write_csv(
    folder: Path,
    rows: Iterable[Iterable[str]],
    *,
    encoding: str = "utf-8-sig",
    delimiter: str = ",",
    name: str = "名册.csv",
) -> Path:
    path = folder / name
    path.write_bytes(csv_text(rows, delimiter).encode(encoding))
    return path


def read_csv(folder: Path, rows: Iterable[Iterable[str]], **options: str) -> RosterReport:
    return read_roster(write_csv(folder, rows, **options), today=TODAY)


def new_book() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "名册"
    return book, sheet


def save(book: Workbook, folder: Path, name: str = "名册.xlsx") -> Path:
    path = folder / name
    book.save(path)
    book.close()
    return path


def names(report: RosterReport) -> list[str]:
    return [person.name for person in report.people]


def cells(notes: list) -> list[tuple[int, str]]:
    return [(note.row, note.address) for note in notes]


def with_check(first: str) -> str:
    """A full identity number from its first seventeen digits, by the standard's own sum (ISO 7064 MOD 11-2)."""
    total = sum(int(c) * pow(2, 17 - i, 11) for i, c in enumerate(first))
    return first + "0123456789X"[(12 - total) % 11]
