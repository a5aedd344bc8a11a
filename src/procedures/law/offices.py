"""The offices that a congress fills, and which of them belong to the administration."""

from __future__ import annotations

from procedures.checks.base import Declared
from procedures.law.book import LawBook
from procedures.library.reading import Document, read_as


class Office(Declared):
    """One office.

    Attributes:
        title: as on lists.
        administrative: an office in the administration.
        presidium: its holder is a member of the presidium by virtue of it.
        needs_mandate: it ends with the holder's mandate as a deputy.
        single: one person holds it; a successor ends the predecessor's term.
    """

    title: str
    administrative: bool
    presidium: bool = False
    needs_mandate: bool = False
    single: bool = False


class Offices(Declared):
    """All offices."""

    offices: tuple[Office, ...]


def all_offices(book: LawBook) -> tuple[Office, ...]:
    """Every office that the library names."""
    return tuple(o for path in book.office_files for o in read_as(Document(path), Offices).offices)
