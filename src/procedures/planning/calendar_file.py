"""A plan as a calendar file: one event on every latest day, with the fixed days among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.documents.ics import WholeDay, ics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from procedures.planning.plan import Plan, Row


def calendar_of(plan: Plan, alarms: Iterable[int]) -> bytes:
    """The plan as the bytes of an .ics file.

    Args:
        plan: all of it.
        alarms: days before a latest day on which it reminds.
    """
    return ics(f"倒排工期 {plan.title}", _events(plan), alarms, plan.today)


def _events(plan: Plan) -> Iterator[WholeDay]:
    for row in plan.rows:
        if row.latest is None or row.status == "done":
            continue
        key = "/".join((plan.case or plan.procedure, str(row.part.place), row.step, row.fact or ""))
        fixed = row.status == "fixed"
        summary = row.title if fixed else f"最迟:{row.title}"
        yield WholeDay(f"{key}/{plan.title}", row.latest.day, summary, tuple(_lines(row)))


def _lines(row: Row) -> Iterator[str]:
    assert row.latest is not None
    if row.status == "fixed":
        yield "已定的日期。"
        return
    if row.conditions:
        yield f"如果{';'.join(row.conditions)}。"
    rule = f"(规则 {row.latest.rule})" if row.latest.rule else ""
    yield f"依据:{row.latest.citation}{rule}"
    yield from row.latest.how
    yield from row.hints
