"""What a paper of a kind has above its text: the note, the number, the red head, the word for a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from procedures.papers.checking.dates import all_dates
from procedures.papers.checking.finding import Slip
from procedures.papers.checking.subject import DRAFT, NUMBER, RED_HEAD

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_CONGRESS = re.compile(r"人民代表大会(?!主席团|常务)|人大(?!主席团|常委|办|主席)|次会议")
_SUBMITTED = re.compile(r"请予?审议|提请[^。]{0,12}审议|现提请")


def of_congress(subject: Subject) -> bool:
    """Whether the paper is a text that the congress itself adopts or announces."""
    return subject.kind.adopted and _CONGRESS.search(subject.title) is not None


def heads(subject: Subject) -> Iterator[Slip]:
    """Resolutions, decisions and announcements of a congress have no red head and no document number."""
    if not of_congress(subject):
        return
    for line in subject.head_lines:
        if (match := NUMBER.fullmatch(line.plain)) and not match["words"].endswith("公告"):
            yield Slip("number-on-resolution", line, 0, len(line.text), {"kind": subject.kind.name})
        elif RED_HEAD.fullmatch(line.plain):
            yield Slip("red-head-on-resolution", line, 0, len(line.text), {"kind": subject.kind.name})


def notes(subject: Subject) -> Iterator[Slip]:
    """The note below the title, and the word 草案, of which an adopted text has one and a draft the other."""
    draft, adopted = subject.marked_draft, subject.note is not None
    if draft and subject.note and any(found.day for found in all_dates(subject.note)):
        line, match = draft  # a draft may carry the note with its date still blank
        yield Slip("draft-left-over", line, *match.span(), {"note": subject.note})
    if draft or adopted or not subject.title_lines:
        return
    if subject.kind.drafted and _is_draft(subject):
        line = subject.title_lines[-1]
        yield Slip("draft-mark-missing", line, 0, len(line.text))
    elif of_congress(subject) and subject.kind.noted:
        line = subject.title_lines[0]
        yield Slip("adoption-note-missing", line, 0, len(line.text))


def _is_draft(subject: Subject) -> bool:
    """Whether the paper is still to be put to the congress: as its end or its file's name says."""
    asked = any(_SUBMITTED.search(passage.plain) for passage in subject.paper.body[-3:])
    return asked or DRAFT.search(subject.paper.stem) is not None
