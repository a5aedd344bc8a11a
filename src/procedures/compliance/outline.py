"""The outline of a report: which requirements it goes through, in which order. The numbers come from the workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from procedures.checks.base import Declared
from procedures.errors import LibraryError
from procedures.library.reading import Document, read_as

if TYPE_CHECKING:
    from procedures.library.places import Places


class Item(Declared):
    """One item of a report.

    Attributes:
        requirements: ids; the first one is worded and cited.
        none: what is said where nothing was recorded.
    """

    requirements: tuple[str, ...] = Field(min_length=1)
    none: str


class Part(Declared):
    """A part of a report with its items; items are numbered through the whole report."""

    title: str
    items: tuple[Item, ...] = Field(min_length=1)


class Outline(Declared):
    """A report's outline."""

    report: Literal["year"]
    title: str
    parts: tuple[Part, ...] = Field(min_length=1)


def outline_of(places: Places, name: str = "year") -> Outline:
    """The outline of a report; a user's own folder may hold another.

    Args:
        places: where the library lies.
        name: which report.

    Raises:
        LibraryError: where there is none, or it is broken.
    """
    found = places.files("reports", f"{name}.yaml")
    if not found:
        raise LibraryError(f"没有 reports/{name}.yaml。", remedy="请核对程序和规则文件夹是否完整。")
    return read_as(Document(found[-1]), Outline)
