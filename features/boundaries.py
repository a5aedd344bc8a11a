"""Where a rule turns: every number and date bound in its check, and the facts that lie exactly there.

Facts show a bound from the right side where the rule is fulfilled and one fact, moved by the smallest unit (one
person, one yuan, one day), would break it by this very bound; from the wrong side the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from procedures.checks.base import BaseCheck
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

    from procedures.checks.base import Labels
    from procedures.checks.values import Facts
    from procedures.law.book import Placed

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


@dataclass(frozen=True)
class Boundary:
    """One bound of a rule, as a check of its own.

    Attributes:
        check: holds on one side of the bound and not on the other.
        words: the bound in Chinese.
    """

    check: BaseCheck
    words: str


def boundaries(check: BaseCheck, labels: Labels) -> list[Boundary]:
    """Every bound in a check, in the order in which it is written; the same bound once."""
    found = {part.worded(labels): part for part in _bounds(check)}
    return [Boundary(part, words) for words, part in found.items()]


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
    elif isinstance(check, (AllOf, AnyOf)):
        for part in check.checks:
            yield from _bounds(part)
    elif isinstance(check, Not):
        yield from _bounds(check.check)
    elif isinstance(check, When):
        yield from _bounds(check.if_)
        yield from _bounds(check.then)


def turns_at(placed: Placed, bound: Boundary, facts: Facts, labels: Labels) -> bool:
    """Whether one fact of the bound, moved by one unit, turns the bound, and with it the rule's outcome.

    Args:
        placed: the rule.
        bound: one of its boundaries.
        facts: what the rule saw when it was fulfilled or broken.
        labels: Chinese label of each fact.
    """
    truth, outcome = bound.check.evaluate(facts, labels).truth, judge(placed.rule, placed.statute, facts, labels).outcome
    other = {"pass": "breach", "breach": "pass"}[outcome]
    for moved in _moved(bound.check, facts):
        try:
            turned = bound.check.evaluate(moved, labels).truth
            if turned is not truth and judge(placed.rule, placed.statute, moved, labels).outcome == other:
                return True
        except ProceduresError:  # the neighbour cannot be: a period that ends before it starts
            continue
    return False


def _moved(check: BaseCheck, facts: Facts) -> Iterator[dict[str, Any]]:
    """The facts with one number or date of the check moved by one unit, up or down."""
    for name in check.facts():
        value = facts.get(name)
        if isinstance(value, date):
            yield {**facts, name: value - timedelta(days=1)}
            yield {**facts, name: value + timedelta(days=1)}
        elif value is not None and not isinstance(value, (bool, str, tuple)):
            yield {**facts, name: value + 1}
            if value >= 1:
                yield {**facts, name: value - 1}
