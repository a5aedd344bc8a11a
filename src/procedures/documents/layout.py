"""The figures of a page, read from `papers/layout.yaml`; what follows from them is worked out here, never typed.

Lengths are millimetres and sizes points, as in the file; what writers need is in twips (twentieths of a point).
"""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from procedures.errors import LibraryError
from procedures.library.places import Places, places
from procedures.library.reading import Document, read_as

FILE = "layout.yaml"
TWIPS_PER_MM = Fraction(14400, 254)
TWIPS_PER_POINT = 20


def _decimal(value: object) -> object:
    """A number with a decimal point is text to the library's YAML."""
    if isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation:
            raise ValueError(f"应为数字,不是 {value}") from None
    return value


Length = Annotated[Decimal, BeforeValidator(_decimal), Field(gt=0)]


def twips(millimetres: Decimal | Fraction) -> int:
    """A length as whole twips."""
    return round(Fraction(millimetres) * TWIPS_PER_MM)


class _Figures(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(_Figures):
    """The sheet."""

    width: Length
    height: Length


class Margins(_Figures):
    """From the edges of the sheet to the text (天头、订口、下白边、切口)."""

    top: Length
    left: Length
    bottom: Length
    right: Length


class Grid(_Figures):
    """How many lines stand on a page and how many characters in a line."""

    lines: int = Field(gt=0)
    characters: int = Field(gt=0)


class Type(_Figures):
    """Type of a close page: size of the text and of the title, and the line's height in sizes of the text."""

    size: Length
    title_size: Length
    lines: Length


class Close(_Figures):
    """Pages that are no official papers: to be filled by hand (form), or to be read at a glance (report)."""

    margins: Margins
    form: Type
    report: Type


class Fonts(_Figures):
    """The typefaces by what they are used for."""

    body: str
    title: str
    level_1: str
    level_2: str
    page_number: str
    latin: str


class Layout(_Figures):
    """Every figure of the layout file; docs/paper-files.md explains each."""

    standard: str
    page: Page
    margins: Margins
    grid: Grid
    body_size: Length
    title_size: Length
    table_size: Length
    imprint_size: Length
    organ_top: Length
    organ_size: Length
    organ_width: Length
    rule_below_number: Length
    red_rule: Length
    page_number_below: Length
    thick_rule: Length
    thin_rule: Length
    seal: Length
    letter_organ_top: Length
    letter_rule_from_bottom: Length
    letter_rule_width: Length
    close: Close
    fonts: Fonts
    not_everywhere: tuple[str, ...] = ()

    @property
    def text_width(self) -> int:
        """Width of the text area (版心) in twips."""
        return twips(self.page.width) - twips(self.margins.left) - twips(self.margins.right)

    @property
    def text_height(self) -> int:
        """Height of the text area (版心) in twips."""
        return twips(self.page.height) - twips(self.margins.top) - twips(self.margins.bottom)

    @property
    def line_pitch(self) -> int:
        """Twips from line to line, so that the lines of the grid fill the page and the last one still fits."""
        return self.text_height // self.grid.lines

    @property
    def character_pitch(self) -> Fraction:
        """Twips from character to character."""
        return Fraction(self.text_width, self.grid.characters)

    @property
    def character_spacing(self) -> int:
        """Twips added to each character of the body so that a full line holds the grid's number; often less than 0."""
        return math.floor(self.character_pitch - Fraction(self.body_size) * TWIPS_PER_POINT)

    @property
    def title_characters(self) -> int:
        """Characters of the title's size that fit in a line."""
        return int(self.text_width / (Fraction(self.title_size) * TWIPS_PER_POINT))


def read_layout(where: Places) -> Layout:
    """The layout of the last folder that has one.

    Args:
        where: the library's folders; a county's own file replaces the shipped one.

    Raises:
        LibraryError: where the file is broken.
    """
    found = where.files("papers", FILE)
    if not found:
        raise LibraryError("没有版面文件 papers/layout.yaml。", where="papers", remedy="请重新安装。")
    return read_as(Document(found[-1]), Layout, guide="docs/paper-files.md")


@lru_cache(maxsize=1)
def shipped_layout() -> Layout:
    """The layout that comes with the program."""
    return read_layout(places())
