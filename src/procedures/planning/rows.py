"""The rows of a plan: one for each date that has to be kept or is bound by a rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.planning.constraints import RuleBound
from procedures.planning.parts import Key
from procedures.planning.plan import Row, basis_of
from procedures.planning.solve import SIDES, rule_offers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procedures.planning.frame import Frame, Worked
    from procedures.planning.parts import Part
    from procedures.planning.plan import Basis
    from procedures.planning.solve import Bound


def rows_of(frame: Frame, worked: Worked) -> list[Row]:
    """The rows by latest day, then those without one in the order of the steps.

    Args:
        frame: what the plan starts from.
        worked: the days found.
    """
    rows = [row for part in frame.parts for row in _part_rows(frame, part, worked)]
    places = _places(frame, worked)
    return sorted(rows, key=lambda row: (row.latest is None, places.get(row.key, date.max)))


def _places(frame: Frame, worked: Worked) -> dict[Key, date]:
    """Where each date stands in the list: on its latest day, else after the steps that come before it."""
    known = worked.solution
    days = {key: bound.day for key, bound in {**known.earliest, **known.latest}.items()}
    for _ in frame.orders:
        moved = False
        for order in frame.orders:
            first, second = days.get(order.first), days.get(order.second)
            if first is not None and order.second not in known.latest and (second is None or second < first):
                days[order.second], moved = first, True
        if not moved:
            break
    return days


def _part_rows(frame: Frame, part: Part, worked: Worked) -> Iterator[Row]:
    known = worked.solution
    needed, perhaps = worked.needed(), worked.perhaps()
    keys = [Key(part.place, step.id) for step in part.steps]
    keys += sorted(
        (key for key in {*known.earliest, *known.latest} if key.part == part.place and key.fact),
        key=lambda key: (key.step, key.fact),
    )
    main = part.place == 0
    for key in keys:
        low, high = known.earliest.get(key), known.latest.get(key)
        step = part.step(key.step)
        must = frame.must(key, high, needed, perhaps)
        ruled = any(
            bound is not None and isinstance(bound.by, RuleBound)
            for bound in ((low, high) if main else (high,))
        )
        fixed = key in frame.fixed and (main or key not in frame.recorded)
        listed = main and (must or (step is not None and step.modality == "must" and not key.fact))
        if ruled or fixed or listed:
            yield _row(frame, key, (low, high), worked, must=must)


def _row(
    frame: Frame, key: Key, bounds: tuple[Bound | None, Bound | None], worked: Worked, *, must: bool
) -> Row:
    part = frame.parts[key.part]
    low, high = bounds
    used = {id(bound.by) for bound in bounds if bound is not None}
    fixed, done = key in frame.fixed, key.step in part.done and not key.fact
    return Row(
        key=key,
        part=part,
        step=key.step or key.fact,
        title=frame.title(key),
        fact=key.fact or None,
        status="done" if done else "fixed" if fixed else "open",
        must=must,
        earliest=basis_of(low, frame.name) if low else None,
        latest=basis_of(high, frame.name) if high else None,
        slack=(high.day - frame.today).days if high else None,
        also=() if fixed else tuple(_also(frame, key, worked, used)),
        hints=() if fixed else tuple(_hints(frame, key, worked)),
    )


def _also(frame: Frame, key: Key, worked: Worked, used: set[int]) -> Iterator[Basis]:
    """What further binding rules say of the date in any case."""
    for rule in worked.rules:
        if rule.advises or id(rule) in used or rule.check is None or key not in rule.dates.values():
            continue
        for side in SIDES:
            for found, bound in rule_offers(
                worked.solution, rule, side, frame.parts, frame.fixed, every=True
            ):
                if found == key and bound.via is not None and not bound.conditions:
                    yield basis_of(bound, frame.name)


def _hints(frame: Frame, key: Key, worked: Worked) -> Iterator[str]:
    """Advice, and local practice, on the date; neither binds."""
    for rule in worked.rules:
        if not rule.advises or rule.check is None:
            continue
        kind = "本地惯例" if rule.placed.statute.level == "practice" else "提示"
        for side in SIDES:
            offers = rule_offers(worked.solution, rule, side, frame.parts, frame.fixed, every=True)
            days = [bound.day for found, bound in offers if found == key]
            if days:
                words = "最迟" if side == "latest" else "最早"
                asked = f"{rule.placed.rule.requirement},{words} {chinese_date(days[0])}"
                yield f"{kind}:{asked}({rule.placed.citation})"
                break
