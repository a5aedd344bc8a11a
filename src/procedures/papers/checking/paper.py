"""A paper as it is read: passages of text with their places, and tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from procedures.calendar.numerals import to_halfwidth

Part = Literal["body", "cell", "header", "footer", "box", "note"]

# Signs that an input method writes in either width. Same length, so that a place in one text is the place in the
# other; the Chinese full stop, quotation marks and 〔〕《》【】 keep their own meaning and stay.
_PUNCTUATION = str.maketrans("（）：；，！？％．－［］｛｝／＝＋", "():;,!?%.-[]{}/=+")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_QUOTED = re.compile(r"“[^“”]*”|「[^「」]*」|『[^『』]*』")
_OF_A_STATUTE = re.compile(r"(?:法|条例|办法|规则|规定|细则|第[一二三四五六七八九十百零]+条)[^。]{0,24}$")


def folded(text: str) -> str:
    """Digits, letters and common punctuation in half width, of the same length: what patterns are written for."""
    return to_halfwidth(text).translate(_PUNCTUATION)


@dataclass(frozen=True)
class Passage:
    """A paragraph, or a cell of a table.

    Attributes:
        text: as it would stand if every tracked change were accepted.
        place: where it is, in the words that staff use: 第 3 段, 表 2 第 3 行第 2 格, 页脚.
        part: body, cell, header, footer, box (text box) or note (footnote).
        paragraph: number among the paragraphs of the body that are not empty, from 1; None elsewhere.
        heading: a head row of a table.
    """

    text: str
    place: str
    part: Part = "body"
    paragraph: int | None = None
    heading: bool = False

    @cached_property
    def plain(self) -> str:
        """The text as patterns see it; of the same length."""
        return folded(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return [found.end() for found in _SENTENCE_END.finditer(self.plain)]

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence in which a place lies."""
        after = bisect_right(self._ends, at)
        start = self._ends[after - 1] if after else 0
        return start, self._ends[after] if after < len(self._ends) else len(self.plain)

    def sentence_text(self, at: int) -> str:
        """The sentence in which a place lies."""
        start, end = self.sentence(at)
        return self.plain[start:end]

    @cached_property
    def quotations(self) -> list[tuple[int, int]]:
        """Where a statute's own words are quoted: nobody is reproached with them."""
        return [
            found.span()
            for found in _QUOTED.finditer(self.plain)
            if _OF_A_STATUTE.search(self.plain[: found.start()])
        ]

    def quoted(self, at: int) -> bool:
        """Whether a place lies within words quoted from a statute."""
        return any(start <= at < end for start, end in self.quotations)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        text: its text, paragraphs joined.
        row, column: where its upper left corner lies in the grid, from 0.
        nth: which cell of its row, from 1, merged ones counted once, as one sees them.
        width: over how many columns of the grid it goes.
    """

    text: str
    row: int
    column: int
    nth: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        number: which table of the paper, from 1; tables within cells are counted too.
        rows: cells of each row; a cell merged downwards stands in its first row only.
        columns: how many columns the grid has.
    """

    number: int
    rows: tuple[tuple[Cell, ...], ...]
    columns: int

    def place(self, cell: Cell) -> str:
        """Where a cell is, in words."""
        return f"表 {self.number} 第 {cell.row + 1} 行第 {cell.nth} 格"


@dataclass(frozen=True)
class Paper:
    """A paper.

    Attributes:
        file: its name as given.
        stem: the file's name without folder and ending.
        passages: everything with text, body and tables in their order, then headers, footers, boxes and notes.
        grids: the tables.
    """

    file: str
    stem: str
    passages: tuple[Passage, ...]
    grids: tuple[Grid, ...] = field(default=())

    @cached_property
    def body(self) -> tuple[Passage, ...]:
        """The paragraphs of the body."""
        return tuple(passage for passage in self.passages if passage.part == "body")

    @cached_property
    def plain(self) -> str:
        """Everything in one, as patterns see it."""
        return "\n".join(passage.plain for passage in self.passages)
