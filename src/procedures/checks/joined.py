"""Checks joined: all of, any of, not, when. And the one union of the whole vocabulary."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from procedures.checks.base import BaseCheck, Labels
from procedures.checks.choices import Contains, DoneBy, Given, OneOf, SameAnswer, States
from procedures.checks.dates import (
    AgeReached,
    ByEndOfMonth,
    CalendarDay,
    DayOfMonth,
    DaysBefore,
    InOrder,
    SameDay,
    SameYear,
    WithinAfter,
)
from procedures.checks.numbers import AtLeastFraction, AtLeastOften, AtMostFraction, Between, MoreThanHalf
from procedures.checks.values import YES, Answer, Facts, Limit, unknown


def _all_facts(checks: tuple[BaseCheck, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for check in checks for name in check.facts()))


def _together(answers: list[Answer]) -> Answer:
    """The failed parts of a requirement, told together."""
    return Answer(
        truth=False,
        needed={name: value for answer in reversed(answers) for name, value in answer.needed.items()},
        allowed=next((a.allowed for a in answers if a.allowed is not None), None),
        latest=min((a.latest for a in answers if a.latest is not None), default=None),
        earliest=max((a.earliest for a in answers if a.earliest is not None), default=None),
        shortfalls=tuple(sentence for answer in answers for sentence in answer.shortfalls),
        remark=next((a.remark for a in answers if a.remark is not None), None),
    )


class AllOf(BaseCheck):
    """Every part holds."""

    kind: Literal["all_of"]
    checks: tuple[Check, ...] = Field(min_length=1)

    def facts(self) -> tuple[str, ...]:
        return _all_facts(self.checks)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        answers = [check.evaluate(facts, labels) for check in self.checks]
        failed = [answer for answer in answers if answer.truth is False]
        if failed:
            return _together(failed)
        waiting = [answer for answer in answers if answer.truth is None]
        return unknown(*(name for answer in waiting for name in answer.missing)) if waiting else YES

    def worded(self, labels: Labels) -> str:
        return ";".join(_clause(check, labels) for check in self.checks)

    def denied(self, labels: Labels) -> str:
        return _clause(self, labels, holds=False)

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        return tuple(limit for check in self.checks for limit in check.limits(name, facts, labels))


class AnyOf(BaseCheck):
    """At least one part holds."""

    kind: Literal["any_of"]
    checks: tuple[Check, ...] = Field(min_length=2)

    def facts(self) -> tuple[str, ...]:
        return _all_facts(self.checks)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        answers = [check.evaluate(facts, labels) for check in self.checks]
        if any(answer.truth for answer in answers):
            return YES
        waiting = [answer for answer in answers if answer.truth is None]
        if waiting:
            return unknown(*(name for answer in waiting for name in answer.missing))
        joined = _together(answers)
        latest = max((a.latest for a in answers if a.latest is not None), default=None)
        earliest = min((a.earliest for a in answers if a.earliest is not None), default=None)
        sentence = "以下各项都不符合:" + ";".join(joined.shortfalls)
        return Answer(
            truth=False,
            needed=joined.needed,
            allowed=joined.allowed,
            latest=latest,
            earliest=earliest,
            shortfalls=(sentence,),
            remark=joined.remark,
        )

    def worded(self, labels: Labels) -> str:
        return _clause(self, labels)

    def denied(self, labels: Labels) -> str:
        return _clause(self, labels, holds=False)

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        """The widest of the ways that wait for this date alone; else, of those that are still open.

        An extension that nobody has recorded gives no more days.
        """
        others = {key: value for key, value in facts.items() if key != name}
        answers = [(check, check.evaluate(others, labels)) for check in self.checks]
        still_open = [(check, answer) for check, answer in answers if answer.truth is not False]
        sure = [check for check, answer in still_open if set(answer.missing) <= {name}]
        found: list[Limit] = []
        for check in sure or [check for check, _ in still_open]:
            limits = check.limits(name, facts, labels)
            if not limits:
                return ()
            found.append(_narrowest(limits))
        if not found:
            return ()
        earliest = (
            None if any(x.earliest is None for x in found) else min(x.earliest for x in found if x.earliest)
        )
        widest = max(found, key=lambda limit: (limit.latest is None, limit.latest))
        return (Limit(earliest=earliest, latest=widest.latest, how=widest.how),)


class Not(BaseCheck):
    """The part does not hold."""

    kind: Literal["not"]
    check: Check

    def facts(self) -> tuple[str, ...]:
        return self.check.facts()

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        answer = self.check.evaluate(facts, labels)
        if answer.truth is None:
            return answer
        if answer.truth:
            return Answer(truth=False, shortfalls=(f"不应为:{self.check.worded(labels)}",))
        return YES

    def worded(self, labels: Labels) -> str:
        return _clause(self, labels)

    def denied(self, labels: Labels) -> str:
        return self.check.worded(labels)

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        return self.check.limits_of_opposite(name, facts, labels)


class When(BaseCheck):
    """Where the condition holds, the requirement must hold too."""

    kind: Literal["when"]
    if_: Check = Field(alias="if")
    then: Check

    def facts(self) -> tuple[str, ...]:
        return _all_facts((self.if_, self.then))

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        condition = self.if_.evaluate(facts, labels)
        if condition.truth is False:
            return YES
        answer = self.then.evaluate(facts, labels)
        if condition.truth or answer.truth:
            return answer
        return unknown(*condition.missing, *answer.missing)

    def worded(self, labels: Labels) -> str:
        return _clause(self, labels)

    def denied(self, labels: Labels) -> str:
        return _clause(self, labels, holds=False)

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        if self.if_.evaluate(facts, labels).truth is not True:
            return ()
        return self.then.limits(name, facts, labels)


def _clause(check: BaseCheck, labels: Labels, *, holds: bool = True) -> str:
    """The check, or that it does not hold, as people say it: 没有填甲,或者乙为丙."""
    if isinstance(check, Not):
        return _clause(check.check, labels, holds=not holds)
    if isinstance(check, AllOf | AnyOf):
        every = isinstance(check, AllOf) is holds
        return (",并且" if every else ",或者").join(
            _bracketed(part, labels, holds=holds, within=every) for part in check.checks
        )
    if isinstance(check, When):
        condition, then = check.if_, check.then
        if holds:
            return f"如果{_clause(condition, labels)},则{_clause(then, labels)}"
        return f"{_bracketed(condition, labels)},但是{_bracketed(then, labels, holds=False)}"
    return check.worded(labels) if holds else check.denied(labels)


def _bracketed(check: BaseCheck, labels: Labels, *, holds: bool = True, within: bool | None = None) -> str:
    """The clause, in brackets where it joins parts otherwise than what it stands within (all: True, any: False)."""
    text, inner, plain = _clause(check, labels, holds=holds), check, holds
    while isinstance(inner, Not):
        inner, plain = inner.check, not plain
    joins = isinstance(inner, When | AllOf | AnyOf)
    same = isinstance(inner, AllOf | AnyOf) and within is (isinstance(inner, AllOf) is plain)
    return f"({text})" if joins and not same else text


def _narrowest(limits: tuple[Limit, ...]) -> Limit:
    earliest = max((limit.earliest for limit in limits if limit.earliest), default=None)
    latest = min((limit.latest for limit in limits if limit.latest), default=None)
    how = next((limit.how for limit in limits if limit.latest == latest), ())
    return Limit(earliest=earliest, latest=latest, how=how)


Check = Annotated[
    AtLeastFraction
    | AtMostFraction
    | MoreThanHalf
    | Between
    | AtLeastOften
    | DaysBefore
    | WithinAfter
    | InOrder
    | SameDay
    | SameYear
    | CalendarDay
    | DayOfMonth
    | ByEndOfMonth
    | AgeReached
    | DoneBy
    | OneOf
    | States
    | SameAnswer
    | Contains
    | Given
    | AllOf
    | AnyOf
    | Not
    | When,
    Field(discriminator="kind"),
]
