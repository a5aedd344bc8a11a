"""Articles whose number has changed: a paper that still cites the old one for the same matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from procedures.calendar.numerals import read_number
from procedures.checks.base import Declared
from procedures.errors import BadInput
from procedures.papers.checking.catalogue import compiled
from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_ARTICLE = r"[^。;《]{0,14}?第(?P<article>[一二三四五六七八九十百零]{1,6}|[0-9]{1,3})条"

_OLD_TEXT = re.compile(r"[12][0-9]{3}年|原|修[正订改]前")  # the old text is meant, and said so


class Topic(Declared):
    """A matter, and the articles it had and has.

    Attributes:
        matter: in words.
        words: a regular expression for the sentence that speaks of it.
        old, new: numbers of the articles, in figures.
    """

    matter: str
    words: str
    old: int
    new: int

    @field_validator("words")
    @classmethod
    def _pattern(cls, value: str) -> str:
        compiled(value)
        return value


class Moved(Declared):
    """A statute whose articles were numbered anew.

    Attributes:
        short: its short title.
        names: a regular expression for how papers call it.
        since: first day of the new numbers.
        version: the version in words.
        last: number of its last article.
        topics: matters with their old and new articles.
    """

    short: str
    names: str
    since: date
    version: str
    last: int
    topics: tuple[Topic, ...] = Field(min_length=1)

    @field_validator("names")
    @classmethod
    def _pattern(cls, value: str) -> str:
        compiled(value)
        return value


class ArticleFile(Declared):
    """The statutes whose articles were numbered anew."""

    statutes: tuple[Moved, ...] = Field(min_length=1)


def superseded(subject: Subject) -> Iterator[Slip]:
    """Old numbers, and numbers that the statute does not have."""
    for statute in subject.desk.moved:
        if subject.day < statute.since:
            continue
        pattern = re.compile(rf"(?:{statute.names})[》\s]*{_ARTICLE}")
        for passage in subject.paper.passages:
            for match in pattern.finditer(passage.plain):
                if not _OLD_TEXT.search(match[0]):
                    yield from _cited(statute, passage, match)


def _cited(statute: Moved, passage: Passage, match: re.Match[str]) -> Iterator[Slip]:
    try:
        number = read_number(match["article"])
    except BadInput:
        return
    span = match.start("article") - 1, match.end("article") + 1
    values = {"statute": statute.short, "version": statute.version, "last": statute.last, "number": number}
    if number > statute.last:
        yield Slip("article-beyond-last", passage, *span, values)
        return
    sentence = passage.sentence_text(match.start())
    for topic in statute.topics:
        if topic.old == number and topic.new != number and re.search(topic.words, sentence):
            yield Slip(
                "article-renumbered", passage, *span, {**values, "matter": topic.matter, "new": topic.new}
            )
            return
