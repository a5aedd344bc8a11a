"""A congress to walk in: its roster, its presidium, and what can change around a case while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.engine.founding import found_congress, record_deputies, set_office
from procedures.engine.practice import switch_practice
from procedures.engine.rolling import decide_rolling
from procedures.errors import ProceduresError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from random import Random

    from procedures.engine.engine import Engine

CLERK, TOWN = "走查", "试验镇"
TERM = 19


def found(engine: Engine, chance: Random, province: str, people: Sequence[str], since: date) -> None:
    """A congress of some kind with these deputies, whose presidium is made up; one deputy may be suspended.

    Args:
        engine: on an empty record.
        chance: where all choices come from.
        province: the congress's.
        people: the deputies.
        since: the day of all this.
    """
    kinds = list(engine.book.vocabulary["unit_kind"].values)
    chance.shuffle(kinds)
    for kind in kinds:  # the law refuses some
        body = {"name": TOWN, "unit_kind": kind, "province": province, "term": TERM}
        if not any(f.blocks for f in found_congress(engine, body, on=since, operator=CLERK)):
            break
    rows: list[dict[str, Any]] = [{"name": person} for person in people]
    if chance.random() < 0.3:
        chance.choice(rows[1:])["suspended"] = True
    record_deputies(engine, rows, {"name": CLERK}, on=since, operator=CLERK)
    presiding = [office.title for office in engine.offices if office.presidium]
    for office, person in zip(presiding, people, strict=False):
        set_office(engine, office, person, on=since, operator=CLERK)


def change(engine: Engine, chance: Random, people: Sequence[str], on: date) -> list[Any]:
    """Something changes around the cases: good practice, rolling, or the term.

    Returns:
        What was tried, for the trail.
    """
    pick = chance.random()
    held = [placed.rule.id for placed in engine.book.practices(engine.record.register.congress.province)]
    try:
        if pick < 0.5 and held:
            names = held if chance.random() < 0.6 else chance.sample(held, 1)
            switch_on = chance.random() < 0.75
            switch_practice(engine, names, switch_on=switch_on, on=on, operator=CLERK)
            return ["惯例", switch_on, names]
        if pick < 0.9:
            basis = None if chance.random() < 0.3 else "县人大常委会决定"
            decide_rolling(engine, basis, on=on, operator=CLERK)
            return ["顺延", basis]
        congress = engine.record.register.congress
        body = {"name": TOWN, "unit_kind": congress.unit_kind, "province": congress.province}
        found_congress(engine, {**body, "term": congress.term + 1}, on=on, operator=CLERK)
        rows = [{"name": person, "seated_on": on} for person in people]
        record_deputies(engine, rows, {"name": CLERK}, on=on, operator=CLERK)
    except ProceduresError as refused:
        return ["不予", refused.message]
    return ["换届", congress.term + 1]
