"""Dirty rosters, each with the one report that is right: what was read, corrected, refused, and where.

Most have one fault; the last ones are mixtures as offices hand them in. Names and numbers are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from tests.rosters.builders import HEADER, new_book, save, with_check, write_csv

Note = tuple[str, str]
"""Where (a cell, or 第N行) and what."""

ZHANG = ["3", "张伟", "男", "汉族", "1980-01", "群众", "第三选区", "13800000003"]
ID = with_check("33010219680703123")


@dataclass(frozen=True)
class Dirty:
    """A roster and what reading it must bring.

    Attributes:
        name: the fault.
        build: writes the file into a folder.
        people: name and date of birth of those taken.
        corrected, refused, advice: notes, in order.
        fields: further values, by name and field.
    """

    name: str
    build: Callable[[Path], Path]
    people: list[tuple[str, str]]
    corrected: list[Note]
    refused: list[Note]
    advice: list[Note]
    fields: dict[tuple[str, str], str]


CORPUS: list[Dirty] = []


def dirty(
    name: str,
    people: list[tuple[str, str]],
    corrected: list[Note] | None = None,
    refused: list[Note] | None = None,
    advice: list[Note] | None = None,
    fields: dict[tuple[str, str], str] | None = None,
) -> Callable[[Callable[[Path], Path]], Callable[[Path], Path]]:
    """Enter a builder into the corpus."""

    def enter(build: Callable[[Path], Path]) -> Callable[[Path], Path]:
        CORPUS.append(Dirty(name, build, people, corrected or [], refused or [], advice or [], fields or {}))
        return build

    return enter


def changed(row: list[str], **changes: str) -> list[str]:
    """A row with other cells, named by the letter of their column."""
    cells = list(row)
    for letter, value in changes.items():
        cells["ABCDEFGH".index(letter)] = value
    return cells


def csv(folder: Path, *rows: list[str], encoding: str = "gb18030") -> Path:
    return write_csv(folder, [HEADER, *rows], encoding=encoding)


def sheet_of(folder: Path, fill: Callable[[Worksheet], None]) -> Path:
    book, sheet = new_book()
    fill(sheet)
    return save(book, folder)


BOTH = [("王建国", "1968-07"), ("李秀英", "1975-11")]
ONE = [("王建国", "1968-07")]


LOST = "已丢失数字,无法复原;请改为文本格式后重新导入"
