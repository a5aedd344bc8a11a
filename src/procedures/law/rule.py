"""The models of a rule file: one statute version and its requirements.

A rule says what an article asks (requirement), where it is asked (applies), how it is tested (check), what a
breach does (effect) and what to do then (remedy).
"""

from datetime import date
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from procedures.checks.base import Declared
from procedures.checks.joined import Check

Effect = Literal["void", "bar", "flag", "advise"]
Level = Literal["national", "province", "practice"]
Occasion = Literal["act", "close", "year", "term", "register"]

NATIONAL = "全国"
PRACTICE: Level = "practice"


class Applies(Declared):
    """Where a rule is asked.

    Attributes:
        procedure: id of the procedure; absent for a rule on the register, a year or a term.
        step: ids of the steps on which it is asked; absent where `on` says another occasion.
        on: "act" (a step), "close" (before a case may close), "year" or "term" (a period), "register" (a change
            of the register).
        change: for "register": which kind of change.
        each: for a rule on persons, on a step that names several groups of them: which group it concerns.
        where: the rule is asked here only where this holds (a special session, the first of a term).
    """

    procedure: str | None = None
    step: tuple[str, ...] = ()
    on: Occasion = "act"
    change: str | None = None
    each: str | None = None
    where: Check | None = None

    @field_validator("step", mode="before", json_schema_input_type=str | tuple[str, ...])
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.on == "act" and not (self.procedure and self.step):
            raise ValueError("applies 要写 procedure 和 step,或者写 on: close/year/term/register")
        if self.on == "close" and not self.procedure:
            raise ValueError("on: close 要写 procedure")
        if self.on == "register" and not self.change:
            raise ValueError("on: register 要写 change")
        return self


class Statute(Declared):
    """One version of one statute.

    Attributes:
        id: the family, shared by all versions of the statute.
        prefix: what its rules' ids begin with.
        short: short title for citations.
        title: full title.
        version: the version in words.
        jurisdiction: 全国, or the province's short name.
        in_force, until: first day, and first day no longer, of this version.
        verified: the day on which the text was last compared.
        caution: what is known to be superseded or unread; shown wherever the file is relied on.
    """

    id: str
    prefix: str
    short: str
    title: str
    version: str
    jurisdiction: str = NATIONAL
    level: Level = "national"
    in_force: date
    until: date | None = None
    verified: date
    caution: str | None = None


class Conflict(Declared):
    """Where a local text differs from national law: which of them binds, and why.

    Attributes:
        with_: ids of the national requirements from which the local text differs.
        binds: "national" (the local text gives way), "local" (it asks more, or something of its own) or "both".
        why: how the two differ and why this one binds, for staff.
    """

    with_: tuple[str, ...] = Field(alias="with", min_length=1)
    binds: Literal["national", "local", "both"]
    why: str


class Rule(Declared):
    """One requirement of one article.

    Attributes:
        id: id of the requirement, `LAW-article-paragraph[-item][letter]`.
        article: the article in words.
        requirement: what is asked, in our own words.
        kind: the kind of requirement, a word of the trade for lists.
        applies: where it is asked; a rule may be asked in several places.
        when: condition; where it does not hold the rule is not applicable.
        check: what must hold.
        effect: what a breach does.
        refuse: what is said on a breach; `{fact}`, `{needed}`, `{allowed}`, `{latest}`, `{earliest}` are filled in.
        remedy: what to do then.
        note: how the text is read, where it can be read in several ways.
        refines: id of the national rule that a local one builds on.
        conflict: where a local text differs from national law, which binds and why.
        in_force, until: where they differ from the statute's.
        decides: the rule does not guard its step; it decides what follows from the vote recorded there.
    """

    id: str
    article: str
    requirement: str
    kind: str
    applies: tuple[Applies, ...] = Field(min_length=1)
    when: Check | None = None
    check: Check
    effect: Effect
    refuse: str
    remedy: str
    note: str | None = None
    refines: str | None = None
    conflict: Conflict | None = None
    in_force: date | None = None
    until: date | None = None
    decides: bool = False

    @field_validator("applies", mode="before", json_schema_input_type=Applies | tuple[Applies, ...])
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, dict) else value

    def facts(self) -> tuple[str, ...]:
        """Names of all facts that the condition and the check read."""
        condition = self.when.facts() if self.when else ()
        return tuple(dict.fromkeys(condition + self.check.facts()))


class Otherwise(Declared):
    """A requirement that no rule decides: guaranteed by a shape, executed, shown, or out of scope.

    Attributes:
        id: id of the requirement.
        article: the article in words.
        requirement: what is asked, in our own words.
        by: how it is accounted for.
        why: by which step, consequence or note, or why it is out of scope.
        applies: where it is shown as guidance; empty where it is not shown at a step.
        conflict: where a local text differs from national law, which binds and why.
    """

    id: str
    article: str
    requirement: str
    by: Literal["shape", "consequence", "guidance", "out_of_scope"]
    why: str
    applies: tuple[Applies, ...] = ()
    conflict: Conflict | None = None

    @field_validator("applies", mode="before", json_schema_input_type=Applies | tuple[Applies, ...])
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        return (value,) if isinstance(value, dict) else value


class RuleFile(Declared):
    """A rule file as a whole."""

    statute: Statute
    rules: tuple[Rule, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()

    @model_validator(mode="after")
    def _practice_only_advises(self) -> Self:
        """Good practice is never called a violation of law."""
        if self.statute.level == "practice":
            for rule in self.rules:
                if rule.effect != "advise":
                    raise ValueError(
                        f"level: practice 的规则只能写 effect: advise,{rule.id} 写的是 {rule.effect}"
                    )
        return self
