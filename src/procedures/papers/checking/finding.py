"""What a check says: a slip (where, which words) becomes a finding when its code's texts are put to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from procedures.papers.checking.paper import Passage

Severity = Literal["error", "warning"]
_AROUND = 14


@dataclass(frozen=True, slots=True)
class Slip:
    """Something found by a check.

    Attributes:
        code: which code.
        passage: where.
        start, end: which words of it.
        values: what the code's message and proposal are filled with.
        doubtful: it may be right; told as a warning whatever the code says.
        citation: the basis, where the check has it from a rule; else the code's own.
    """

    code: str
    passage: Passage
    start: int
    end: int
    values: Mapping[str, Any] = field(default_factory=dict)
    doubtful: bool = False
    citation: str | None = None

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start : self.end]

    @property
    def context(self) -> str:
        """The words with some text around them."""
        text = self.passage.text
        start, end = max(0, self.start - _AROUND), min(len(text), self.end + _AROUND)
        return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


@dataclass(frozen=True, slots=True)
class PaperFinding:
    """A slip in words.

    Attributes:
        code: stable name of what is wrong.
        place: where, as staff say it.
        paragraph: number of the body's paragraph; None elsewhere.
        found: the words in their context.
        message: what is wrong.
        proposal: what to write instead, or what to do.
        citation: article or convention.
        severity: error or warning.
    """

    code: str
    place: str
    paragraph: int | None
    found: str
    message: str
    proposal: str
    citation: str
    severity: Severity

    def as_json(self) -> dict[str, Any]:
        """The finding as the command line promises it."""
        return {name: getattr(self, name) for name in self.__slots__}
