"""A paper with what is known of it: its kind, its head, its day, and what the record says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from procedures.papers.checking.dates import WHOLE, all_dates
from procedures.papers.checking.desk import Desk, Known
from procedures.papers.checking.kinds import Kind, kind_named, kind_of
from procedures.papers.checking.paper import Paper, Passage

NUMBER = re.compile(
    r"(?P<words>[\u4e00-\u9fff]{1,14}?)(?P<open>[〔\[(【{])(?P<di_year>第?)(?P<year>[0-9]{2,4})年?"
    r"(?P<close>[〕\])】}])(?P<di>第?)(?P<number>[0-9]{1,4})号"
)
RED_HEAD = re.compile(r"[\u4e00-\u9fff]{2,30}文件")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十0-9]{1,3}[条章]|各位)"
)
_BRACKETS = re.compile(r"\([^()]*\)?|[^()]*\)")
_NOTE = re.compile(r"\((?:[^()]*年[^()]*|[^()]*会议)(?:通过|批准)\)")
DRAFT = re.compile(r"\(?(?:草案|讨论稿|征求意见稿|送审稿|审议稿|修改稿)[^()]{0,4}\)?")
_LONGEST_HEAD_LINE = 60
_HEAD_LINES = 8
_TAIL = 12


@dataclass(frozen=True)
class Subject:
    """What a check is given.

    Attributes:
        paper: the paper.
        desk: the library.
        today: the day that counts where the paper names none.
        stated: the kind as the user says; None where the title tells.
        stated_day: the day as the user says; None where the paper tells.
        known: what the record says; None where none was asked.
    """

    paper: Paper
    desk: Desk
    today: date
    stated: str | None = None
    stated_day: date | None = None
    known: Known | None = None

    @cached_property
    def kind(self) -> Kind:
        """Which kind of paper."""
        if self.stated is not None:
            return kind_named(self.desk.kinds, self.stated)
        return kind_of(self.desk.kinds, self.title, self.paper.stem)

    @cached_property
    def head_lines(self) -> tuple[Passage, ...]:
        """The lines above the text: red head, number, title, note."""
        lines: list[Passage] = []
        for passage in self.paper.body[:_HEAD_LINES]:
            plain = passage.plain
            if len(plain) > _LONGEST_HEAD_LINE or plain.endswith(("。", ";", ":")) or _HEADING.match(plain):
                break
            lines.append(passage)
        return tuple(lines)

    @cached_property
    def head(self) -> Passage | None:
        """The head in one, as a title over several lines is read; its place is that of its first line."""
        return _joined(self.head_lines)

    @cached_property
    def title_lines(self) -> tuple[Passage, ...]:
        """The lines of the title itself."""
        return tuple(
            line
            for line in self.head_lines
            if not NUMBER.fullmatch(line.plain)
            and not RED_HEAD.fullmatch(line.plain)
            and not _BRACKETS.fullmatch(line.plain)
            and not WHOLE.fullmatch(line.plain)
        )

    @property
    def title(self) -> str:
        """The title as patterns see it."""
        return "".join(line.plain.replace(" ", "") for line in self.title_lines)

    @cached_property
    def note(self) -> str | None:
        """The note below the title that says when and by whom the text was adopted."""
        if self.head is None:
            return None
        found = _NOTE.search(self.head.plain)
        return found[0] if found else None

    @cached_property
    def marked_draft(self) -> tuple[Passage, re.Match[str]] | None:
        """Where the head says that the paper is a draft."""
        for line in self.head_lines:
            if found := DRAFT.search(line.plain):
                return line, found
        return None

    @cached_property
    def rest(self) -> tuple[Passage, ...]:
        """Everything below the head, and everything beside the body."""
        inside = set(map(id, self.head_lines))
        return tuple(passage for passage in self.paper.passages if id(passage) not in inside)

    @cached_property
    def own_day(self) -> date | None:
        """The day that the paper bears: in the note, else below the text, else in the head."""
        if self.stated_day is not None:
            return self.stated_day
        if self.note and (days := [found.day for found in all_dates(self.note) if found.day]):
            return days[0]
        for passage in reversed(self.paper.body[-_TAIL:]):
            if WHOLE.fullmatch(passage.plain):
                for found in all_dates(passage.plain):
                    if found.day:
                        return found.day
        head = self.head.plain if self.head else ""
        return next((found.day for found in all_dates(head) if found.day), None)

    @property
    def day(self) -> date:
        """The day whose law and words count."""
        return self.own_day or self.today

    @property
    def province(self) -> str | None:
        """Whose local rules count beside the national ones."""
        return self.known.province if self.known else None


def _joined(lines: tuple[Passage, ...]) -> Passage | None:
    if not lines:
        return None
    first = lines[0]
    return Passage("".join(line.text for line in lines), first.place, "body", first.paragraph)
