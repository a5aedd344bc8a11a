"""The model of a paper file: one kind of paper, where it belongs, and its text from top to bottom."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from procedures.checks.base import Declared
from procedures.documents.model import Align, Family

LOOP = r"^\S+ in .+$"


def _decimal(value: object) -> object:
    """A number with a decimal point is text to the library's YAML."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise ValueError(f"应为数字,不是 {value}") from None
    return value


Millimetres = Annotated[float, BeforeValidator(_decimal, json_schema_input_type=float)]


class Belonging(Declared):
    """The procedure in whose cases the paper is made, and the step that it goes with."""

    procedure: str
    step: str | None = None


class RedHeadPart(Declared):
    """The red head: who issues the paper, its number, who signed it off."""

    organ: str
    number: str | None = None
    signer: str | None = None


class RowPart(Declared):
    """A row of a table, or as many rows as a list has items."""

    cells: tuple[str, ...] = Field(min_length=1)
    for_: str | None = Field(default=None, alias="for", pattern=LOOP)
    if_: str | None = Field(default=None, alias="if")


class TablePart(Declared):
    """A table.

    Attributes:
        head: its head row; absent for none.
        rows: its rows, each with as many cells as the head.
        widths: relative widths of the columns.
        row_mm: height of a row in millimetres, for rows filled by hand.
        empty: how many empty rows stand at its end, to be filled by hand.
        caption: the line above it.
    """

    head: tuple[str, ...] = ()
    rows: tuple[RowPart, ...] = ()
    widths: tuple[int, ...] = ()
    row_mm: Millimetres | None = Field(default=None, gt=0)
    empty: int = Field(default=0, ge=0)
    caption: str | None = None

    @model_validator(mode="after")
    def _same_width(self) -> TablePart:
        widths = {len(row.cells) for row in self.rows} | ({len(self.head)} if self.head else set())
        widths |= {len(self.widths)} if self.widths else set()
        if len(widths) != 1:
            raise ValueError("表格的表头、各行和 widths 的格数要一样")
        return self


class SignaturePart(Declared):
    """Who issues the paper and when; `sealed: false` where no seal is put on it."""

    by: str
    on: str
    sealed: bool = True


class ImprintPart(Declared):
    """The foot of a paper (版记)."""

    copies: str | None = None
    printed_by: str
    printed_on: str


class Part(Declared):
    """One piece of the text. Exactly one of the keys that say what it is must be given.

    Attributes:
        red_head, title, heading, text, table, signature, annexes, imprint, page_break: what it is.
        parts: a group, for a loop or a condition over several pieces.
        note: below a title: when and by whom the paper was adopted (题注).
        level: of a heading.
        align: of a text.
        indent: whether a text's first line is indented.
        if_: only where this holds.
        for_: once for each item of a list, as in `项 in 会议议程`.
    """

    red_head: RedHeadPart | None = None
    title: str | None = None
    heading: str | None = None
    text: str | None = None
    table: TablePart | None = None
    signature: SignaturePart | None = None
    annexes: tuple[str, ...] | None = None
    imprint: ImprintPart | None = None
    page_break: bool = False
    parts: tuple[Part, ...] = ()
    note: str | None = None
    level: Literal[1, 2, 3, 4] = 1
    align: Align = "left"
    indent: bool = True
    if_: str | None = Field(default=None, alias="if")
    for_: str | None = Field(default=None, alias="for", pattern=LOOP)

    @property
    def what(self) -> str:
        """The key that says what it is."""
        return next(name for name in WHAT if _given(getattr(self, name)))

    @model_validator(mode="after")
    def _one_thing(self) -> Part:
        if sum(_given(getattr(self, name)) for name in WHAT) != 1:
            raise ValueError(f"正文的每一块要写且只写一种:{'、'.join(WHAT)}")
        return self


WHAT = (
    *("red_head", "title", "heading", "text", "table", "signature", "annexes", "imprint"),
    *("page_break", "parts"),
)


def _given(value: Any) -> bool:
    return value is not None and value is not False and value != ()


class PaperKind(Declared):
    """One kind of paper.

    Attributes:
        kind: id, the file's name.
        title: what staff and the workflows' `papers` call it.
        family: the layout.
        about: one sentence: when it is needed.
        belongs: in which procedures, with which steps.
        landscape: the page lies on its side.
        asks: names that no record holds (a place, a number of a letter), each with an example; given on the command
            line, else marked to be filled.
        let: names of its own, worked out in order from others.
        body: its text.
    """

    kind: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    family: Family
    about: str
    belongs: tuple[Belonging, ...] = Field(min_length=1)
    landscape: bool = False
    asks: dict[str, str] = {}
    let: dict[str, str] = {}
    body: tuple[Part, ...] = Field(min_length=1)

    def procedures(self) -> list[str]:
        """Ids of the procedures in whose cases it is made, each once."""
        return list(dict.fromkeys(place.procedure for place in self.belongs))


class NamesFile(Declared):
    """`names.yaml`: what papers call things.

    Attributes:
        labels: Chinese names of facts that no step asks for.
        names: names made of others, for every paper.
    """

    labels: dict[str, str] = {}
    names: dict[str, str] = {}
