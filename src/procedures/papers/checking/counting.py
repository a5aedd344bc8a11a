"""The numbers of meetings, ballots and votes in a paper: which number is said of what (`papers/checking/counts.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator

from procedures.calendar.numerals import read_number
from procedures.checks.base import Declared
from procedures.errors import BadInput
from procedures.papers.checking.catalogue import compiled
from procedures.papers.checking.paper import Cell, Grid, Paper, Passage

Scope = Literal["meeting", "ballots", "votes"]
SCOPES: tuple[Scope, ...] = ("meeting", "ballots", "votes")
NUMERAL = r"[0-9]{1,6}(?![0-9.]|万|,[0-9])|[一二三四五六七八九十百零两]{1,6}"


class Number(Declared):
    """A number that papers state.

    Attributes:
        name: as the other keys call it.
        label: what it is called in messages.
        scope: it belongs to a meeting, to the ballots of a vote, or to one candidate's or one matter's votes.
        words: what stands before it, the longest first.
        after: words that may stand after it instead (60 票赞成).
        additive: stated twice in a paragraph, both count (因病请假 2 名,因事请假 1 名).
    """

    name: str
    label: str
    scope: Scope
    words: tuple[str, ...] = Field(min_length=1)
    after: tuple[str, ...] = ()
    additive: bool = False


class Balance(Declared):
    """A whole that its parts must make up.

    Attributes:
        code: what is said where they do not.
        whole: names of the whole; the first that is stated counts.
        parts: sets of parts; one of the sets that are stated in full must fit.
        optional: parts that may be within others (those on leave among the absent): a set without them may fit too.
        doubtful_below: parts that make up less than the whole are told as a warning.
    """

    code: str
    whole: tuple[str, ...] = Field(min_length=1)
    parts: tuple[tuple[str, ...], ...] = Field(min_length=1)
    optional: tuple[str, ...] = ()
    doubtful_below: bool = False


class Limit(Declared):
    """A part that must not be above its whole."""

    code: str
    part: str
    whole: str


class Judged(Declared):
    """A rule of law that the numbers are put to.

    Attributes:
        code: what is said on a breach.
        rule: id of the rule; thresholds and article stand there.
        facts: the rule's facts, and the numbers that give them; the first that is stated counts.
        near: what the paragraph must say.
        unless: what it must not say.
    """

    code: str
    rule: str
    facts: dict[str, tuple[str, ...]]
    near: str | None = None
    unless: str | None = None

    @field_validator("near", "unless")
    @classmethod
    def _pattern(cls, value: str | None) -> str | None:
        compiled(value)
        return value


class CountFile(Declared):
    """The numbers of papers, and how they hang together."""

    numbers: tuple[Number, ...] = ()
    balances: tuple[Balance, ...] = ()
    limits: tuple[Limit, ...] = ()
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """A number as a paper states it."""

    name: str
    value: int
    passage: Passage
    start: int
    end: int
    near: str


@dataclass
class Group:
    """Numbers that belong together: those of a meeting, of its ballots, of one vote.

    Attributes:
        scope: what was stated last and is to be checked.
        stated: the numbers by name, those of the scopes around included.
    """

    scope: Scope
    stated: dict[str, Stated] = field(default_factory=dict)

    def value(self, names: tuple[str, ...]) -> Stated | None:
        """The first of these numbers that is stated."""
        return next((self.stated[name] for name in names if name in self.stated), None)


class Counts:
    """What `counts.yaml` says, ready to be put to papers."""

    def __init__(self, files: tuple[CountFile, ...]) -> None:
        self.numbers = {number.name: number for content in files for number in content.numbers}
        self.balances = [balance for content in files for balance in content.balances]
        self.limits = [limit for content in files for limit in content.limits]
        self.judged = [judged for content in files for judged in content.judged]

    @cached_property
    def _by_word(self) -> Mapping[str, str]:
        return {word: number.name for number in self.numbers.values() for word in number.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        before = "|".join(re.escape(word) for word in sorted(self._by_word, key=len, reverse=True))
        after = {word: number.name for number in self.numbers.values() for word in number.after}
        behind = "|".join(re.escape(word) for word in sorted(after, key=len, reverse=True)) or "(?!)"
        filler = r"(?:[的共为有是计数约: (]|会议|大会|代表|人数|总数|选票|表决票|测评票|票数|票)*"
        unit = r"\s?(?:名|人|位|票|张|份)"
        return re.compile(
            rf"(?P<before>{before}){filler}(?P<n1>{NUMERAL}){unit}"
            rf"|(?<![0-9.])(?P<n2>{NUMERAL}){unit}(?P<after>{behind})"
        )

    def in_passage(self, passage: Passage) -> Iterator[Stated]:
        """The numbers of a passage, in order."""
        after = {word: number.name for number in self.numbers.values() for word in number.after}
        for match in self._pattern.finditer(passage.plain):
            name = self._by_word[match["before"]] if match["before"] else after[match["after"]]
            value = _read(match["n1"] or match["n2"])
            if value is not None and not passage.quoted(match.start()):
                yield Stated(name, value, passage, match.start(), match.end(), passage.plain)

    def in_grid(self, grid: Grid) -> Iterator[Stated]:
        """The numbers of a table: beside their label, or below it; a row is read as one."""
        columns = self._head_columns(grid)
        for row in grid.rows:
            near = " ".join(cell.text for cell in row)
            pending: str | None = None
            for cell in row:
                name = self._label(cell)
                value = _read(Passage(cell.text, "").plain.strip().rstrip("名人位票张份 "))
                if value is None:
                    pending = name
                    continue
                stated = pending if pending is not None else columns.get(cell.column)
                pending = None
                if stated is not None:
                    passage = Passage(cell.text, grid.place(cell), "cell")
                    yield Stated(stated, value, passage, 0, len(cell.text), near)

    def _head_columns(self, grid: Grid) -> dict[int, str]:
        """Labels of columns: in the first row that has two of them and no number."""
        for row in grid.rows[:3]:
            found = {cell.column: name for cell in row if (name := self._label(cell)) is not None}
            if len(found) > 1 and all(_read(Passage(cell.text, "").plain) is None for cell in row):
                return found
        return {}

    def _label(self, cell: Cell) -> str | None:
        plain = re.sub(r"\([^()]*\)|[:\s]|票数|人数|总数|票$|代表$", "", Passage(cell.text, "").plain)
        for word, name in self._by_word.items():
            if plain in {word, word.rstrip("票")}:
                return name
        return None

    def groups(self, paper: Paper) -> Iterator[Group]:
        """The numbers of a paper as they belong together."""
        yield from self._grouped(self._in_order(paper))

    def _in_order(self, paper: Paper) -> Iterator[Stated]:
        """The numbers of text and tables as they follow one another."""
        grids = {f"表 {grid.number}": grid for grid in paper.grids}
        for passage in paper.passages:
            if passage.part == "cell":
                grid = grids.pop(passage.place.partition(" 第")[0], None)
                if grid is not None:
                    yield from self.in_grid(grid)
            yield from self.in_passage(passage)

    def _grouped(self, stated: Iterator[Stated]) -> Iterator[Group]:
        """A number that is stated anew begins a new meeting, ballot or vote, and what lies within it."""
        kept: dict[Scope, dict[str, Stated]] = {scope: {} for scope in SCOPES}
        for one in stated:
            scope = self.numbers[one.name].scope
            before = kept[scope].get(one.name)
            if before is not None and before.passage == one.passage and scope != "votes":
                if self.numbers[one.name].additive:
                    kept[scope][one.name] = replace(one, value=before.value + one.value)
                    continue
                if before.value == one.value:
                    continue
            new_candidate = scope == "votes" and kept["votes"] and _apart(kept["votes"], one)
            if one.name in kept[scope] or new_candidate:
                for inner in reversed(SCOPES[SCOPES.index(scope) :]):
                    yield from _flushed(kept, inner)
            for inner in reversed(SCOPES[SCOPES.index(scope) + 1 :]):
                if any(other.passage != one.passage for other in kept[inner].values()):
                    yield from _flushed(kept, inner)  # votes belong to the ballots before them
            kept[scope][one.name] = one
        for scope in reversed(SCOPES):
            yield from _flushed(kept, scope)


def _apart(votes: Mapping[str, Stated], one: Stated) -> bool:
    """Whether a vote count stands in another row of a table than those before it."""
    last = list(votes.values())[-1]
    return one.passage.part == "cell" and last.near != one.near


def _flushed(kept: dict[Scope, dict[str, Stated]], scope: Scope) -> Iterator[Group]:
    """The group that ends here, with what is stated around it."""
    if kept[scope]:
        around = {
            name: one for outer in SCOPES[: SCOPES.index(scope) + 1] for name, one in kept[outer].items()
        }
        yield Group(scope, around)
        kept[scope] = {}


def _read(text: str) -> int | None:
    try:
        return read_number(text) if text else None
    except BadInput:
        return None
