"""What a document is made of: blocks from top to bottom. Every writer (.docx, HTML) understands all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Family = Literal["headed", "congress", "letter", "minutes", "form", "report"]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style.

    Attributes:
        text: without line breaks.
        bold: emphasised.
        blank: a place to be filled by hand on paper; drawn as a line to write on.
        missing: stands for a value that the record does not have yet; marked so that nobody overlooks it.
    """

    text: str
    bold: bool = False
    blank: bool = False
    missing: bool = False


Text = tuple[Run, ...]


def text(*pieces: str | Run) -> Text:
    """Runs from plain strings and runs."""
    return tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces)


# How a string says what runs say with attributes: 【待填:…】 is missing, a row of ＿ is a place to write on.
MARK = re.compile(r"【待填:(?P<missing>[^】]*)】|(?P<blank>＿+)")


def marked(words: str) -> Text:
    """Runs from a string with marks in it, as templates and titles hold it.

    Args:
        words: as in "到会【待填:到会代表】名,缺席＿＿＿＿名"; each ＿ is the width of one character.
    """
    runs: list[Run] = []
    done = 0
    for mark in MARK.finditer(words):
        if mark.start() > done:
            runs.append(Run(words[done : mark.start()]))
        blank = mark["blank"]
        runs.append(Run("　" * len(blank), blank=True) if blank else Run(mark["missing"], missing=True))
        done = mark.end()
    if done < len(words):
        runs.append(Run(words[done:]))
    return tuple(runs)


@dataclass(frozen=True, slots=True)
class RedHead:
    """The head of an official paper (版头): who issues it, its number, who signed it off."""

    organ: str
    number: str | None = None
    signer: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """The title, centred; `note` is the line in brackets below it that tells when and by whom it was adopted."""

    text: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within the text; level 1 is 一、, 2 is (一), 3 is 1., 4 is (1)."""

    text: str
    level: Literal[1, 2, 3, 4] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        runs: its text.
        indent: whether its first line is indented by two characters.
        align: where its lines stand.
        keep: stays on one page with the block after it.
    """

    runs: Text
    indent: bool = True
    align: Align = "left"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        head: the head row; empty for none.
        rows: the cells of each row, as many as the head has.
        widths: relative widths of the columns; empty for equal ones.
        row_mm: height of a row to be filled by hand, in millimetres; None for as high as the text.
        caption: a line above it.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...] = ()
    row_mm: float | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues the paper and when; `sealed` leaves room for a seal, which is put on paper and never drawn."""

    by: str
    on: str
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Annexes:
    """The list of annexes below the text (附件)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imprint:
    """The foot of an official paper (版记): copies to whom, printed by whom and when."""

    copies: str | None
    printed_by: str
    printed_on: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as SVG, shown in HTML; `described` says in words what it shows and stands in its place elsewhere."""

    svg: str
    described: str


Block = RedHead | Title | Heading | Paragraph | Table | Signature | Annexes | Imprint | PageBreak | Drawing


@dataclass(slots=True)
class Document:
    """A document.

    Attributes:
        name: what it is called, for the file's properties and the browser's tab.
        family: which layout: "headed" (red head), "congress" (no red head, note below the title), "letter",
            "minutes", "form" (to be filled by hand), "report" (close lines, small type, one page where possible).
        blocks: from top to bottom.
        landscape: the page lies on its side.
    """

    name: str
    family: Family
    blocks: list[Block] = field(default_factory=list)
    landscape: bool = False

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.blocks.extend(blocks)

    def missing(self) -> list[str]:
        """Every value that is still missing, in order, each once."""
        return list(dict.fromkeys(run.text for run in runs_of(self.blocks) if run.missing))


def runs_of(blocks: Iterable[Block]) -> Iterable[Run]:
    """Every run of the given blocks, in order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell


def cells(*values: str | Text) -> tuple[Text, ...]:
    """One row of a table from plain strings or runs."""
    return tuple(text(value) if isinstance(value, str) else value for value in values)
