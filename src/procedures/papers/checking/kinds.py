"""Which kind of paper it is, and what a paper of the kind has: from `papers/checking/kinds.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pydantic import Field, field_validator

from procedures.checks.base import Declared
from procedures.errors import UnknownName
from procedures.papers.checking.catalogue import compiled


class PartOf(Declared):
    """A part that a report has.

    Attributes:
        name: what it is called.
        words: a regular expression for headings, or for how a paragraph begins.
        addressed: somebody must be asked for something in it: a regular expression for whom.
    """

    name: str
    words: str
    addressed: str | None = None

    @field_validator("words", "addressed")
    @classmethod
    def _pattern(cls, value: str | None) -> str | None:
        compiled(value)
        return value


class Kind(Declared):
    """A kind of paper.

    Attributes:
        name: as staff call it, and as `--as` takes it.
        titles: regular expressions for its title.
        adopted: it is a text that the congress adopts: a note below the title, no red head and no number.
        noted: the note below the title is a must.
        drafted: it is put to the congress as a draft, and says so.
        parts: the parts of a report.
    """

    name: str
    titles: tuple[str, ...] = ()
    adopted: bool = False
    noted: bool = False
    drafted: bool = False
    parts: tuple[PartOf, ...] = ()

    @field_validator("titles")
    @classmethod
    def _patterns(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            compiled(pattern)
        return value


class KindFile(Declared):
    """The kinds of papers; the last one is for whatever is none of the others."""

    kinds: tuple[Kind, ...] = Field(min_length=1)


OTHER = Kind(name="其他")


def kind_named(kinds: Iterable[Kind], name: str) -> Kind:
    """The kind of that name.

    Raises:
        UnknownName: there is none.
    """
    known = [*kinds, OTHER]
    for kind in known:
        if kind.name == name:
            return kind
    raise UnknownName(
        f"没有“{name}”这种文书。", where="--as", remedy=f"可填:{'、'.join(kind.name for kind in known)}。"
    )


def kind_of(kinds: Iterable[Kind], *titles: str) -> Kind:
    """The kind whose word stands last in the title, as the kind of a Chinese paper does.

    Args:
        kinds: all kinds.
        titles: the title, then what may stand for it (the file's name); the first that tells counts.
    """
    listed = list(kinds)
    for title in titles:
        best: tuple[int, int] | None = None
        found = OTHER
        for kind in listed:
            for pattern in kind.titles:
                for match in re.finditer(pattern, title):
                    if best is None or (match.end(), len(match[0])) > best:
                        best, found = (match.end(), len(match[0])), kind
        if best is not None:
            return found
    return OTHER
