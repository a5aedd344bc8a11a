"""From fixed dates to the days of all others: every bound is turned around until nothing moves any more.

Each date has an earliest and a latest day. A rule gives the latest day of one date from the latest days of the others
that it reads, and the earliest from the earliest: every check on dates moves in one direction only, so the days
reached are exact, and all steps done on their latest (or all on their earliest) days fulfil all rules together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from procedures.errors import BadInput
from procedures.planning.constraints import OrderBound, RuleBound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from procedures.checks.values import Limit
    from procedures.planning.parts import Key, Part

Side = Literal["earliest", "latest"]
SIDES: tuple[Side, Side] = ("latest", "earliest")
ROUNDS = 60  # far beyond any chain of steps; only rules that chase each other come there


@dataclass(frozen=True, slots=True)
class Bound:
    """The earliest or the latest day of a date, and why.

    Attributes:
        day: the day itself is still lawful.
        by: what sets it; None for a date that is fixed.
        how: plain Chinese lines on how it was counted.
        via: the date that it was counted from, and that date's own bound; None for a fixed date.
        roots: the fixed dates that it goes back to.
        conditions: what must hold for it, in words; empty where it holds in any case.
        waits: facts that would settle the conditions.
    """

    day: date
    by: RuleBound | OrderBound | None = None
    how: tuple[str, ...] = ()
    via: tuple[Key, Bound] | None = None
    roots: frozenset[Key] = frozenset()
    conditions: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()

    @property
    def by_rule(self) -> bool:
        """Whether a rule sets it, here or on the way to the fixed date."""
        return isinstance(self.by, RuleBound) or (self.via is not None and self.via[1].by_rule)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A date whose earliest day lies after its latest."""

    key: Key
    earliest: Bound
    latest: Bound


@dataclass(slots=True)
class Solution:
    """The days found.

    Attributes:
        earliest, latest: by date; absent where nothing binds.
        crossings: contradictions, each pair of fixed dates once.
        told: what could not be counted, and why.
    """

    earliest: dict[Key, Bound] = field(default_factory=dict)
    latest: dict[Key, Bound] = field(default_factory=dict)
    crossings: list[Crossing] = field(default_factory=list)
    told: dict[str, None] = field(default_factory=dict)

    def side(self, side: Side) -> dict[Key, Bound]:
        """The earliest or the latest days."""
        return self.earliest if side == "earliest" else self.latest


def solve(
    fixed: Mapping[Key, date], rules: Sequence[RuleBound], orders: Sequence[OrderBound], parts: Sequence[Part]
) -> Solution:
    """Work out the earliest and the latest day of every date that something binds.

    Args:
        fixed: the dates that are given or recorded.
        rules: what binds, without good advice.
        orders: the order of the steps.
        parts: the parts of the plan, by place.
    """
    found = Solution()
    needed = needed_by(rules) | set(fixed)
    for key, day in fixed.items():
        found.earliest[key] = found.latest[key] = Bound(day, roots=frozenset({key}))
    for _ in range(ROUNDS):
        moved = False
        for side, key, bound in _offers(found, rules, orders, parts, fixed, needed):
            moved |= _take(found, side, key, bound, fixed)
        if not moved:
            break
    return found


def needed_by(rules: Iterable[RuleBound]) -> set[Key]:
    """The dates without which a step that has to be done would, or might, be refused."""
    return {
        key
        for rule in rules
        if rule.check is not None
        and rule.placed.rule.effect in {"void", "bar"}
        and rule.step.id in rule.part.always
        for key in rule.dates.values()
    }


def _offers(
    found: Solution,
    rules: Iterable[RuleBound],
    orders: Iterable[OrderBound],
    parts: Sequence[Part],
    fixed: Mapping[Key, date],
    needed: set[Key],
) -> Iterator[tuple[Side, Key, Bound]]:
    for side in SIDES:
        for rule in rules:
            yield from ((side, key, bound) for key, bound in rule_offers(found, rule, side, parts, fixed))
    for order in orders:
        yield from _order_offers(found, order, parts, needed)


def rule_offers(
    found: Solution,
    rule: RuleBound,
    side: Side,
    parts: Sequence[Part],
    fixed: Mapping[Key, date],
    *,
    every: bool = False,
) -> Iterator[tuple[Key, Bound]]:
    """The bounds that a rule sets on one side, from the days found so far.

    Args:
        found: the days so far.
        rule: which rule.
        side: earliest or latest days.
        parts: the parts of the plan.
        fixed: the fixed dates.
        every: also the bounds that are not tighter than what is known.
    """
    if rule.check is None:
        return
    known = found.side(side)
    days = {name: known[key].day for name, key in rule.dates.items() if key in known}
    if not days:
        return
    for name, key in rule.dates.items():
        for limit in _limits(found, rule, name, days):
            day = limit.latest if side == "latest" else limit.earliest
            if day is None or (not every and key in known and not _better(side, day, rule, known[key])):
                continue
            source = _source(found, rule, name, days, side, day)
            via = (rule.dates[source], known[rule.dates[source]]) if source else None
            conditions, waits = _conditions(rule, key, parts, fixed)
            if via is not None:
                conditions = tuple(dict.fromkeys(conditions + via[1].conditions))
                waits = tuple(dict.fromkeys(waits + via[1].waits))
            roots = via[1].roots if via else frozenset({key} & set(fixed))
            how = limit.how or (rule.check.worded(rule.part.labels),)
            yield key, Bound(day, rule, how, via, roots, conditions, waits)


def _not_tighter(side: Side, day: date, now: date) -> bool:
    return day >= now if side == "latest" else day <= now


def _better(side: Side, day: date, rule: RuleBound, now: Bound) -> bool:
    """Whether the day is tighter, or the same without the conditions under which the known one stands."""
    same = day == now.day and bool(now.conditions) and not rule.conditions
    return same or not _not_tighter(side, day, now.day)


def _limits(found: Solution, rule: RuleBound, name: str, days: Mapping[str, date]) -> tuple[Limit, ...]:
    try:
        limits: tuple[Limit, ...] = rule.check.limits(name, {**rule.facts, **days}, rule.part.labels)
    except (
        BadInput
    ) as problem:  # holidays not published, a year out of range, a period that ends before it starts
        found.told[f"{rule.placed.citation}:{problem.message}"] = None
        return ()
    return limits


def _source(
    found: Solution, rule: RuleBound, name: str, days: Mapping[str, date], side: Side, day: date
) -> str | None:
    """The other date that sets the bound; None where it is the date itself (a day of the year)."""
    others = [other for other in days if other != name]
    for other in others:
        for limit in _limits(found, rule, name, {other: days[other]}):
            if (limit.latest if side == "latest" else limit.earliest) == day:
                return other
    return None if name in days and not others else next(iter(others), None)


def _conditions(
    rule: RuleBound, key: Key, parts: Sequence[Part], fixed: Mapping[Key, date]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What must hold for the rule to bind this date: its own conditions, and that its step is done at all."""
    place = rule.part.place
    added: list[str] = []
    if key.part != place and rule.part.case is None and place:
        added.append(f"办“{parts[place].title}”")
    own = key.part == place and key.step == rule.step.id
    asked_on = type(key)(place, rule.step.id)
    if not own and not rule.part.sure(asked_on) and asked_on not in fixed:
        added.append(f"办“{rule.step.title}”")
    return tuple(added) + rule.conditions, rule.waits


def _order_offers(
    found: Solution, order: OrderBound, parts: Sequence[Part], needed: set[Key]
) -> Iterator[tuple[Side, Key, Bound]]:
    first, second = order.first, order.second
    latest, earliest = found.latest.get(second), found.earliest.get(first)
    second_comes = not order.leads or second in needed or parts[second.part].sure(second)
    first_comes = order.leads or first in needed or parts[first.part].sure(first)
    if latest is not None and second_comes:
        yield "latest", first, _ordered(order, first, second, latest)
    if earliest is not None and first_comes:
        yield "earliest", second, _ordered(order, second, first, earliest)


def _ordered(order: OrderBound, key: Key, other: Key, bound: Bound) -> Bound:
    return Bound(
        bound.day, order, (order.words(key),), (other, bound), bound.roots, bound.conditions, bound.waits
    )


def _take(found: Solution, side: Side, key: Key, bound: Bound, fixed: Mapping[Key, date]) -> bool:
    """Take the bound where it is tighter; a bound beyond the other one is a contradiction and moves nothing."""
    now = found.side(side).get(key)
    if now is not None and _not_tighter(side, bound.day, now.day):
        surer = bound.day == now.day and now.conditions and not bound.conditions
        if not surer:
            return False
    other = found.side("latest" if side == "earliest" else "earliest").get(key)
    if other is not None and (bound.day > other.day if side == "earliest" else bound.day < other.day):
        low, high = (bound, other) if side == "earliest" else (other, bound)
        _cross(found, Crossing(key, low, high))
        return False
    if key in fixed:
        return False
    found.side(side)[key] = bound
    return True


def _cross(found: Solution, crossing: Crossing) -> None:
    """Remember a contradiction; what goes back to the same fixed dates is said once."""
    roots = crossing.earliest.roots | crossing.latest.roots
    for known in found.crossings:
        if known.earliest.roots | known.latest.roots == roots:
            return
    found.crossings.append(crossing)
