"""The file of published cases: figures and dates of each, the rules it is asked, and what was published about it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from procedures.calendar.dates import parse_date
from procedures.checks.base import Declared, shown
from procedures.checks.values import Value
from procedures.errors import BadInput, LibraryError
from procedures.library.places import Places
from procedures.library.reading import Document, read_as

FILE = "real_cases.yaml"

Published = Literal["lawful", "breach", "undecided"]

_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Bounds(Declared):
    """What the law leaves open: a least and a greatest number, or a first and a last day."""

    at_least: int | date | None = None
    at_most: int | date | None = None

    @field_validator("at_least", "at_most", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return _day_or_number(value)

    @model_validator(mode="after")
    def _has_a_bound(self) -> Bounds:
        if self.at_least is None and self.at_most is None:
            raise ValueError("threshold 要写 at_least 或 at_most")
        return self

    def worded(self) -> str:
        """The bounds in Chinese."""
        return bounds_worded(self.at_least, self.at_most)


class Asked(Declared):
    """What a question and an election have in common.

    Attributes:
        rule: id of the rule asked.
        on: the date of the act, where it is not the date of the case.
        judged_by: a date whose text is applied instead, as the published judgement does.
        because: why.
        facts: facts of this question only, beside those of the case.
        assumed: facts that the report does not give and that are taken for granted here.
        assumption: why they may be.
        threshold: the number or date that the published judgement goes by.
        difference: why our outcome is not the published one.
    """

    rule: str
    on: date | None = None
    judged_by: date | None = None
    because: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    assumed: dict[str, Any] = Field(default_factory=dict)
    assumption: str | None = None
    threshold: Bounds | None = None
    difference: str | None = None

    @field_validator("on", "judged_by", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return _day_or_number(value)

    @model_validator(mode="after")
    def _explained(self) -> Asked:
        if self.judged_by is not None and not self.because:
            raise ValueError("写了 judged_by 就要写 because")
        if self.assumed and not self.assumption:
            raise ValueError("写了 assumed 就要写 assumption")
        return self


class Question(Asked):
    """A rule asked on the facts of a case.

    Attributes:
        what: which of several like questions.
        source: where the published judgement has it; `from` in the file.
        published: what it says.
    """

    what: str | None = None
    source: Literal["check", "reasoning"] = Field(alias="from")
    published: Published


class ElectionResult(Declared):
    """What a count came to, as published."""

    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    vacant: int = 0


class Election(Asked):
    """Votes to be counted.

    Attributes:
        post: the post to be filled.
        seats: how many.
        voters: how many could be counted; nobody can have more votes.
        votes: votes by (invented) name.
        published: what the count came to.
    """

    post: str
    seats: int = Field(ge=1)
    voters: int
    votes: dict[str, int] = Field(min_length=1)
    published: ElectionResult


class Sum(Declared):
    """Votes that must reconcile.

    Attributes:
        check: name of the published check.
        kind: for, against and abstentions of a decision, or the answers of a survey.
        parts: the votes.
        total: those present.
        published: whether the published judgement finds them in order.
        difference: why our outcome is not the published one.
    """

    check: str
    kind: Literal["decision", "survey"]
    parts: tuple[int, ...]
    total: int
    published: Literal["lawful", "breach"] = "lawful"
    difference: str | None = None

    @model_validator(mode="after")
    def _three_parts(self) -> Sum:
        if self.kind == "decision" and len(self.parts) != 3:
            raise ValueError("decision 的 parts 要写赞成、反对、弃权三个数")
        return self


class LeftOut(Declared):
    """A published check without a rule: nothing is judged."""

    check: str
    why: str


class RealCase(Declared):
    """One published case.

    Attributes:
        id, place, province, source: which case, and where it was published.
        when: the date as far as it is known: day, month or year; `date` in the file.
        inferred: which of place, province and date the report does not state.
        kind: what the case is about.
        published: the published judgement as a whole.
        facts: facts that rules read, by the names of the vocabulary.
        figures: other numbers and dates.
        questions, elections, sums, left_out: what is judged, and what is not.
        note: what to know about the case.
    """

    id: str
    place: str
    province: str
    when: str | None = Field(default=None, alias="date", pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    inferred: tuple[Literal["place", "province", "date"], ...] = ()
    source: str
    kind: tuple[str, ...]
    published: Published
    facts: dict[str, Any] = Field(default_factory=dict)
    figures: dict[str, Any] = Field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    elections: tuple[Election, ...] = ()
    sums: tuple[Sum, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _dated(self) -> RealCase:
        for asked in (*self.questions, *self.elections):
            if asked.judged_by is None and asked.on is None and self.day is None:
                raise ValueError(f"{asked.rule} 没有日期:请写 on,或者写 judged_by 和 because")
        return self

    @property
    def day(self) -> date | None:
        """The date, where the day is known."""
        return date.fromisoformat(self.when) if self.when and _FULL_DATE.fullmatch(self.when) else None


class RealCases(Declared):
    """The file as a whole."""

    cases: tuple[RealCase, ...]


def load_cases(places: Places) -> tuple[RealCase, ...]:
    """The cases of the library.

    Raises:
        LibraryError: where a file is broken or a case stands there twice.
    """
    found: dict[str, RealCase] = {}
    for path in places.files("examples", FILE):
        document = Document(path)
        for place, case in enumerate(read_as(document, RealCases).cases):
            if case.id in found:
                raise LibraryError(f"案例 {case.id} 写了两次。", where=document.where(("cases", place)))
            found[case.id] = case
    return tuple(found.values())


def bounds_worded(low: Value | None, high: Value | None) -> str:
    """Bounds in Chinese: numbers, or days."""
    if isinstance(low, date) or isinstance(high, date):
        first = [f"不早于 {shown(low)}"] if low is not None else []
        last = [f"不晚于 {shown(high)}"] if high is not None else []
        return "、".join(first + last)
    if low is not None and high is not None:
        return f"应为 {shown(low)} 至 {shown(high)}"
    return f"至少 {shown(low)}" if low is not None else f"至多 {shown(high)}"


def _day_or_number(value: object) -> object:
    """A date written as text as a date; anything else as it is."""
    if isinstance(value, str):
        try:
            return parse_date(value, date.max)
        except BadInput as problem:
            raise ValueError(problem.message) from problem
    return value
