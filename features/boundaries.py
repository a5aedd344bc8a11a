"""Where a rule turns: every number and date bound in it, and the facts that lie exactly there.

A bound in the check divides what is lawful from what is not, a bound in the condition divides where the rule applies
from where it does not. Facts lie exactly at a bound where one of them, moved by the smallest unit (one person, one
yuan, one day), turns this very bound, and with it the rule's outcome.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from procedures.checks.dates import (
    AgeReached,
    ByEndOfMonth,
    CalendarDay,
    DaysBefore,
    InOrder,
    SameDay,
    SameYear,
    WithinAfter,
)
from procedures.checks.joined import AllOf, AnyOf, Not, When
from procedures.checks.numbers import AtLeastFraction, AtLeastOften, AtMostFraction, Between, MoreThanHalf
from procedures.errors import ProceduresError
from procedures.law.finding import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procedures.checks.base import BaseCheck, Labels
    from procedures.checks.values import Facts
    from procedures.law.finding import Outcome
    from procedures.law.placed import Placed

ONE_BOUND = (
    AtLeastFraction,
    AtMostFraction,
    MoreThanHalf,
    AtLeastOften,
    DaysBefore,
    WithinAfter,
    SameDay,
    SameYear,
    CalendarDay,
    ByEndOfMonth,
    AgeReached,
)
SIDES = ("at_least", "more_than", "at_most", "less_than", "exactly")
ONE_DAY = timedelta(days=1)
BEYOND_CHECK: dict[Outcome, set[Outcome]] = {"pass": {"breach"}, "breach": {"pass"}}
BEYOND_CONDITION: dict[Outcome, set[Outcome]] = {
    "pass": {"not_applicable"},
    "breach": {"not_applicable"},
    "not_applicable": {"pass", "breach"},
}


@dataclass(frozen=True)
class Boundary:
    """One bound of a rule, as a check of its own.

    Attributes:
        check: holds on one side of the bound and not on the other.
        words: the bound in Chinese.
        beyond: by the rule's outcome on one side, what it may be on the other.
    """

    check: BaseCheck
    words: str
    beyond: dict[Outcome, set[Outcome]]


def boundaries(placed: Placed, labels: Labels) -> list[Boundary]:
    """Every bound of a rule, first those of its condition; a bound that is written twice counts once."""
    found: dict[tuple[str, bool], Boundary] = {}
    for check, beyond in ((placed.rule.when, BEYOND_CONDITION), (placed.rule.check, BEYOND_CHECK)):
        for part in _bounds(check) if check else ():
            words = part.worded(labels)
            found[words, beyond is BEYOND_CHECK] = Boundary(part, words, beyond)
    return list(found.values())


def _bounds(check: BaseCheck) -> Iterator[BaseCheck]:
    """The parts of a check that turn on a number or a date, each with a single bound."""
    if isinstance(check, ONE_BOUND):
        yield check
    elif isinstance(check, Between):
        for side in SIDES:
            if getattr(check, side) is not None:
                yield check.model_copy(update={other: None for other in SIDES if other != side})
    elif isinstance(check, InOrder):
        for pair in pairwise(check.dates):
            yield check.model_copy(update={"dates": pair})
    else:
        for part in _parts(check):
            yield from _bounds(part)


def _parts(check: BaseCheck) -> tuple[BaseCheck, ...]:
    """The checks that a check joins; none for a question with a plain answer."""
    if isinstance(check, (AllOf, AnyOf)):
        return check.checks
    if isinstance(check, Not):
        return (check.check,)
    if isinstance(check, When):
        return (check.if_, check.then)
    return ()


def turns_at(placed: Placed, bound: Boundary, facts: Facts, labels: Labels) -> bool:
    """Whether one fact of the bound, moved by one unit, turns the bound, and with it the rule's outcome.

    Args:
        placed: the rule.
        bound: one of its boundaries.
        facts: what the rule saw.
        labels: Chinese label of each fact.
    """
    truth = bound.check.evaluate(facts, labels).truth
    others = bound.beyond.get(judge(placed.rule, placed.statute, facts, labels).outcome, set())
    for moved in _moved(bound.check, facts):
        try:
            turned = bound.check.evaluate(moved, labels).truth
            outcome = judge(placed.rule, placed.statute, moved, labels).outcome
        except ProceduresError:  # the neighbour cannot be: a period that ends before it starts
            continue
        if turned is not truth and outcome in others:
            return True
    return False


def _moved(check: BaseCheck, facts: Facts) -> Iterator[dict[str, Any]]:
    """The facts with one number or date of the check moved by one unit, up or down."""
    for name in check.facts():
        value = facts.get(name)
        if isinstance(value, date):
            yield {**facts, name: value - ONE_DAY}
            yield {**facts, name: value + ONE_DAY}
        elif value is not None and not isinstance(value, (bool, str, tuple)):
            yield {**facts, name: value + 1}
            if value >= 1:
                yield {**facts, name: value - 1}
