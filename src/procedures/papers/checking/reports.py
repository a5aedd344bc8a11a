"""Reports on inspections and research: their parts, and who is asked for what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from procedures.papers.checking.finding import Slip
from procedures.papers.checking.kinds import PartOf
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[.、])"
)
_TOP = re.compile(r"^[一二三四五六七八九十]{1,3}[、.]")
_OPENING = 24


def parts(subject: Subject) -> Iterator[Slip]:
    """Parts that are missing, and recommendations addressed to nobody."""
    wanted = subject.kind.parts
    if not wanted or subject.head is None:
        return
    missing = [part for part in wanted if not _passages_of(part, subject)]
    line = subject.title_lines[0] if subject.title_lines else subject.paper.passages[0]
    for part in missing:
        values = {"part": part.name, "parts": "、".join(part.name for part in wanted)}
        yield Slip("report-part-missing", line, 0, len(line.text), values)
    for part in wanted:
        if part.addressed and part not in missing and not _addressed(part, subject):
            passage = _passages_of(part, subject)[0]
            yield Slip("recommendation-without-addressee", passage, 0, min(len(passage.text), 30))


def _passages_of(part: PartOf, subject: Subject) -> list[Passage]:
    """The headings of a part, or the paragraphs that begin as it does."""
    pattern = re.compile(part.words)
    numbered = [p for p in subject.rest if p.part == "body" and _NUMBERED.match(p.plain)]
    opening = [p for p in subject.rest if p.part == "body"]
    named = [p for p in numbered if pattern.search(p.plain[:_OPENING])]
    return named or [p for p in opening if pattern.search(p.plain[:_OPENING])]


def _addressed(part: PartOf, subject: Subject) -> bool:
    """Whether the part asks somebody for something."""
    assert part.addressed is not None
    body = [p for p in subject.rest if p.part == "body"]
    start = body.index(_passages_of(part, subject)[0])
    text = body[start].plain
    for passage in body[start + 1 :]:
        if _TOP.match(passage.plain):
            break
        text += passage.plain
    return re.search(part.addressed, text) is not None
