"""How long each kind of paper is kept (保管期限): read from `papers/retention.yaml`.

A later folder's file is read on top of the shipped one, so that a county's archives office can fix other periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field

from procedures.checks.base import Declared
from procedures.errors import LibraryError
from procedures.library.reading import Document, read_as

if TYPE_CHECKING:
    from procedures.library.places import Places


class RetentionClass(Declared):
    """A row of the archives' table.

    Attributes:
        id: its number in the table.
        title: which papers it is for.
        period: how long they are kept.
    """

    id: str
    title: str
    period: str


class RetentionGroup(Declared):
    """Kinds of papers that are kept as one class says.

    Attributes:
        class_: id of the class.
        named: kinds that plainly belong to what the table says.
        analogy: kinds that the table does not speak of, read by analogy.
    """

    class_: str = Field(alias="class")
    named: tuple[str, ...] = ()
    analogy: tuple[str, ...] = ()


class RetentionFile(Declared):
    """A table of periods.

    Attributes:
        source: the rules that it follows.
        classes: the rows of the archives' table.
        not_passed: id of the class for papers of what was not passed.
        papers: the kinds of papers by class.
    """

    source: str
    classes: tuple[RetentionClass, ...]
    not_passed: str | None = None
    papers: tuple[RetentionGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """How long a kind of paper is kept, and by which row."""

    kind: str
    group: RetentionClass
    by_analogy: bool
    source: str


class Retention:
    """The periods of the library.

    Args:
        places: where the library lies.

    Raises:
        LibraryError: on first use, where a file is broken, names a class that it has not, or a kind twice.
    """

    def __init__(self, places: Places) -> None:
        self._places = places

    @cached_property
    def periods(self) -> dict[str, Period]:
        """The period of every kind of paper."""
        found: dict[str, Period] = {}
        for path in self._places.files("papers", "retention.yaml"):
            document = Document(path)
            found.update(_read(read_as(document, RetentionFile), document))
        return found

    @cached_property
    def not_passed(self) -> RetentionClass | None:
        """The class for papers of what was not passed; None where no table has one."""
        found = None
        for path in self._places.files("papers", "retention.yaml"):
            content = read_as(Document(path), RetentionFile)
            found = next((one for one in content.classes if one.id == content.not_passed), found)
        return found

    def period(self, kind: str) -> Period | None:
        """The period of a kind of paper; None where no table has it."""
        return self.periods.get(kind)


def _read(content: RetentionFile, document: Document) -> dict[str, Period]:
    classes = {one.id: one for one in content.classes}
    if content.not_passed is not None and content.not_passed not in classes:
        raise LibraryError(
            f"not_passed 写的 {content.not_passed} 不在 classes 里。", where=document.where(("not_passed",))
        )
    found: dict[str, Period] = {}
    for place, group in enumerate(content.papers):
        if group.class_ not in classes:
            raise LibraryError(
                f"class 写的 {group.class_} 不在 classes 里。",
                where=document.where(("papers", place, "class")),
            )
        for key, kinds in (("named", group.named), ("analogy", group.analogy)):
            for number, kind in enumerate(kinds):
                if kind in found:
                    raise LibraryError(
                        f"材料“{kind}”写了两次。", where=document.where(("papers", place, key, number))
                    )
                found[kind] = Period(kind, classes[group.class_], key == "analogy", content.source)
    return found
