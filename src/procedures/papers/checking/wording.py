"""Phrases that should not stand in a paper; which they are is data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.catalogue import Phrase
    from procedures.papers.checking.subject import Subject

_BEFORE, _AFTER = 16, 16
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年|[-—至])")


def phrases(subject: Subject) -> Iterator[Slip]:
    """Every phrase of every code, in every passage it applies to."""
    for code in subject.desk.catalogue.codes.values():
        taken: dict[int, list[tuple[int, int]]] = {}  # of a code, words are told once
        for phrase in code.phrases:
            if _applies(phrase, subject):
                for passage in _passages(phrase, subject):
                    if passage.heading and not code.once:
                        continue  # a label is no sentence; only blanks and debris are told in it
                    yield from _found(code.code, phrase, passage, taken.setdefault(id(passage), []))


def _applies(phrase: Phrase, subject: Subject) -> bool:
    kind = subject.kind.name
    if (phrase.kinds and kind not in phrase.kinds) or kind in phrase.not_kinds:
        return False
    return phrase.since is None or subject.day >= phrase.since


def _passages(phrase: Phrase, subject: Subject) -> Iterable[Passage]:
    if phrase.where == "title":
        return subject.title_lines
    return subject.head_lines if phrase.where == "head" else subject.paper.passages


def _found(code: str, phrase: Phrase, passage: Passage, taken: list[tuple[int, int]]) -> Iterator[Slip]:
    for pattern in phrase.find:
        for match in _compiled(pattern).finditer(passage.plain):
            start, end = match.span()
            if any(start < until and end > since for since, until in taken):
                continue
            if _stands(phrase, passage, start, end):
                taken.append((start, end))
                values = {"message": phrase.message, "proposal": phrase.proposal}
                values |= {name: text for name, text in match.groupdict().items() if text}
                yield Slip(code, passage, start, end, values, doubtful=phrase.doubtful)


def _stands(phrase: Phrase, passage: Passage, start: int, end: int) -> bool:
    """Whether the words are meant as the phrase means them."""
    if not phrase.quoted and passage.quoted(start):
        return False
    sentence = passage.sentence_text(start)
    if phrase.near and not _compiled(phrase.near).search(sentence):
        return False
    if phrase.unless and _compiled(phrase.unless).search(sentence):
        return False
    before = passage.plain[max(0, start - _BEFORE) : start]
    if phrase.before and _compiled(f"(?:{phrase.before})$").search(before):
        return False
    if phrase.after and _compiled(phrase.after).match(passage.plain[end : end + _AFTER]):
        return False
    return phrase.since is None or not _of_earlier_year(sentence, phrase.since.year)


def _of_earlier_year(sentence: str, year: int) -> bool:
    """Whether the sentence speaks of a year in which the words still fitted."""
    return any(int(found[0]) < year for found in _YEARS.finditer(sentence))


@lru_cache(maxsize=2048)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
