"""What must be in order before a case takes a certain step: declared once in its workflow, asked across cases.

An expectation tests nothing that a rule tests already; it says which rule, act or agenda item has to be there by the
day. Its article, remedy and effect are those of the requirement that it names.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from procedures.checks.base import Declared
from procedures.checks.joined import Check

Matching = dict[str, tuple[str, ...]]


class Done(Declared):
    """An act that counts as done for a year or within the case around it.

    Attributes:
        procedure, step: which act.
        where: only acts whose case then had one of these values.
        year_of: the fact that names the year meant; by default the act's own.
        within: it must have been recorded in a case within this one.
    """

    procedure: str
    step: str
    where: Matching = {}
    year_of: str | None = None
    within: bool = False


class OpenCases(Declared):
    """Open cases of some procedures.

    Attributes:
        procedure: ids of the procedures.
        stage: only cases in one of these stages.
        left_over: only cases that an earlier case around them left open.
    """

    procedure: tuple[str, ...]
    stage: tuple[str, ...] = ()
    left_over: bool = False

    @field_validator("procedure", "stage", mode="before", json_schema_input_type=str | tuple[str, ...])
    @classmethod
    def _one_or_many(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class Source(Declared):
    """Where a fact that a rule reads comes from: the last such act, or today."""

    last: Done | None = None
    today: bool = False

    @model_validator(mode="after")
    def _one_way(self) -> Source:
        if (self.last is not None) == self.today:
            raise ValueError("facts 里每个事实要写且只写 last 或 today")
        return self


class _Expected(Declared):
    """What every expectation says.

    Attributes:
        requirement: id of the requirement; article, remedy and effect are its own.
        says: what is said where it is not met.
        remedy: what to do, where the requirement's own words are about another situation.
        if_: only where this holds on what is known.
        unless: not where this has been done already this year.
        advise: the law sets no time; said, not held against anyone.
        powers: requirements by which the congress has the power that is used here.
    """

    requirement: str
    says: str
    remedy: str | None = None
    if_: Check | None = Field(default=None, alias="if")
    unless: Done | None = None
    advise: bool = False
    powers: tuple[str, ...] = ()


class Listed(_Expected):
    """An item has to stand in one of the case's lists.

    Attributes:
        lists: facts that hold lists.
        items: any of these is enough; an entry that contains the words counts.
        step: the step that records the lists.
        open: only while there are such cases.
    """

    kind: Literal["listed"]
    lists: tuple[str, ...] = Field(min_length=1)
    items: tuple[str, ...] = Field(min_length=1)
    step: str
    open: OpenCases | None = None


class Recorded(_Expected):
    """An act has to be recorded; any of those named is enough, the first one is proposed."""

    kind: Literal["recorded"]
    acts: tuple[Done, ...] = Field(min_length=1)


class Settled(_Expected):
    """No open case of a kind may be left, unless the case before us provides for it.

    Attributes:
        open: which cases.
        by: a check on the facts of the case before us; where it is true they are provided for.
        step: the step of the case before us that provides for them.
    """

    kind: Literal["settled"]
    open: OpenCases
    by: Check | None = None
    step: str | None = None

    @model_validator(mode="after")
    def _both(self) -> Settled:
        if (self.by is None) != (self.step is None):
            raise ValueError("by 和 step 要一起写")
        return self


class Examined(_Expected):
    """Every deputy seated after the term began has to be named in an act.

    Attributes:
        act: which act closes the examination.
        named_in: the fact of its case that names the persons.
    """

    kind: Literal["examined"]
    act: Done
    named_in: str


class Asked(_Expected):
    """The rules of some steps are asked as though the step were taken today: the requirement, and what refines it.

    What they say is put after `says`.

    Attributes:
        procedure, step: where the rules sit, and what is proposed.
        facts: what they read, and where it comes from.
    """

    kind: Literal["asked"]
    procedure: str
    step: tuple[str, ...]
    facts: dict[str, Source] = Field(min_length=1)


class Persons(_Expected):
    """The rules of a step on persons are asked of everyone on a list: the requirement, and what refines it.

    Attributes:
        lists: facts of the case that name persons; the first that is known counts.
        step: where the rules sit.
        facts: what they read of a person.
        by: the step that draws the list up again.
    """

    kind: Literal["persons"]
    lists: tuple[str, ...] = Field(min_length=1)
    step: str
    facts: tuple[str, ...] = Field(min_length=1)
    by: str


class Held(_Expected):
    """An office must have a holder on the day.

    Attributes:
        offices: titles; any of them is enough.
        procedure: the procedure that fills it.
    """

    kind: Literal["held"]
    offices: tuple[str, ...] = Field(min_length=1)
    procedure: str


class Met(_Expected):
    """A check holds on what is known of the case and the register.

    Attributes:
        check: the check.
        procedure: the procedure by which it is put right.
    """

    kind: Literal["met"]
    check: Check
    procedure: str


Expectation = Annotated[
    Listed | Recorded | Settled | Examined | Asked | Persons | Held | Met, Field(discriminator="kind")
]


class Before(Declared):
    """What has to be in order before a step of the procedure.

    Attributes:
        step: the step; its rules are asked ahead, for the day planned.
        day: the fact that holds the day planned.
        register: changes of the register whose rules are asked of everyone who stands in it.
        latest: steps of which only the last act is judged, because a draft may be drawn up again.
        expects: the expectations.
    """

    step: str
    day: str
    register_: tuple[str, ...] = Field(default=(), alias="register")
    latest: tuple[str, ...] = ()
    expects: tuple[Expectation, ...] = ()
