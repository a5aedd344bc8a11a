"""What cannot be kept: fixed dates that stand against each other, and days that have gone by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.planning.constraints import RuleBound
from procedures.planning.plan import Conflict, basis_of

if TYPE_CHECKING:
    from datetime import date

    from procedures.planning.frame import Frame, Worked
    from procedures.planning.parts import Key
    from procedures.planning.solve import Bound, Crossing


def conflicts_of(frame: Frame, worked: Worked) -> list[Conflict]:
    """Contradictions and days gone by; what lies between recorded acts alone is history, and `check` tells it.

    Args:
        frame: what the plan starts from.
        worked: the days found.
    """
    found = [
        _contradiction(frame, crossing)
        for crossing in worked.solution.crossings
        if not crossing.earliest.roots | crossing.latest.roots <= frame.recorded
    ]
    needed, perhaps = worked.needed(), worked.perhaps()
    for key, bound in worked.solution.latest.items():
        if key in frame.fixed or bound.day >= frame.today or not isinstance(bound.by, RuleBound):
            continue
        if frame.parts[key.part].certain and frame.must(key, bound, needed, perhaps):
            found.append(_past(frame, key, bound))
    return found


def _contradiction(frame: Frame, crossing: Crossing) -> Conflict:
    low, high = crossing.earliest, crossing.latest
    chain = [bound for bound in _chain(low) + _chain(high) if bound.by is not None]
    because = tuple(basis_of(bound, frame.name) for bound in chain)
    rules = [bound.by for bound in chain if isinstance(bound.by, RuleBound)]
    between = _roots(frame, low.roots | high.roots)
    named = "与".join(f"{label} {chinese_date(day)}" for label, day in between)
    where = frame.title(crossing.key)
    if crossing.key in frame.fixed and len(because) == 1:
        message = f"{named}合不上:{because[0].requirement}"
    else:
        message = f"{named}合不上:“{where}”最早 {chinese_date(low.day)},最迟只到 {chinese_date(high.day)}"
    return Conflict(
        kind="contradiction",
        step=crossing.key.step,
        title=where,
        message=message,
        between=between,
        because=because,
        conditions=tuple(dict.fromkeys(low.conditions + high.conditions)),
        remedy=rules[0].placed.rule.remedy if rules else None,
        moves=high.roots,
    )


def _past(frame: Frame, key: Key, bound: Bound) -> Conflict:
    assert isinstance(bound.by, RuleBound)
    where = frame.title(key)
    gone = (frame.today - bound.day).days
    remedy = f"已经办过的,把日期写上再排,如 {frame.name(key)}=日期;没有办的:{bound.by.placed.rule.remedy}"
    return Conflict(
        kind="past",
        step=key.step,
        title=where,
        message=f"“{where}”最迟 {chinese_date(bound.day)},到 {chinese_date(frame.today)} 已过 {gone} 日",
        between=_roots(frame, bound.roots),
        because=(basis_of(bound, frame.name),),
        conditions=bound.conditions,
        remedy=remedy,
        moves=bound.roots,
    )


def _roots(frame: Frame, roots: frozenset[Key]) -> tuple[tuple[str, date], ...]:
    """The fixed dates that a conflict goes back to, in the order of the days."""
    ordered = sorted(roots, key=lambda key: (frame.fixed[key], key.step, key.fact))
    return tuple((frame.name(key), frame.fixed[key]) for key in ordered)


def _chain(bound: Bound) -> list[Bound]:
    """The bound and those it was counted from, up to the fixed date."""
    return [bound] + (_chain(bound.via[1]) if bound.via else [])
