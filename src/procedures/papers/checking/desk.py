"""What the checks work with: the declared codes, kinds and numbers, and the rules of law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from procedures.errors import NoLaw
from procedures.law.book import LawBook
from procedures.law.placed import Placed
from procedures.library.places import Places
from procedures.papers.checking.articles import ArticleFile, Moved
from procedures.papers.checking.catalogue import Catalogue, read_all
from procedures.papers.checking.counting import CountFile, Counts
from procedures.papers.checking.kinds import Kind, KindFile


@dataclass(frozen=True, slots=True)
class Known:
    """What the record knows of the congress and the session whose papers are checked.

    Attributes:
        town: its name: 清溪镇.
        province: whose local rules count.
        term: number of the term.
        session: number of the session within the term; None where no session was named.
        numbers: figures by the names of `counts.yaml`; several where meetings of the session differ.
    """

    town: str
    province: str | None
    term: int
    session: int | None = None
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


class Desk:
    """The library as the checks read it; each file once.

    Args:
        places: where the library lies.
        book: the rules.
    """

    def __init__(self, places: Places, book: LawBook) -> None:
        self._places = places
        self.book = book
        self.catalogue = Catalogue(places)
        self._rules: dict[tuple[str, date, str | None], Placed | None] = {}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind of paper, a user's own first."""
        files = [content for content, _ in read_all(self._places, "kinds", KindFile)]
        return tuple(
            kind for content in reversed(files) if isinstance(content, KindFile) for kind in content.kinds
        )

    @cached_property
    def counts(self) -> Counts:
        """The numbers of meetings and votes, and how they hang together."""
        files = [content for content, _ in read_all(self._places, "counts", CountFile)]
        return Counts(tuple(content for content in files if isinstance(content, CountFile)))

    @cached_property
    def moved(self) -> tuple[Moved, ...]:
        """Articles that have another number now."""
        files = [content for content, _ in read_all(self._places, "articles", ArticleFile)]
        return tuple(
            statute for content in files if isinstance(content, ArticleFile) for statute in content.statutes
        )

    def rule(self, rule_id: str, on: date, province: str | None) -> Placed | None:
        """The version of a rule in force on a day; None where no text of that day is held here."""
        key = (rule_id, on, province)
        if key not in self._rules:
            try:
                self._rules[key] = self.book.rule(rule_id, on, province)
            except NoLaw:
                self._rules[key] = None
        return self._rules[key]
