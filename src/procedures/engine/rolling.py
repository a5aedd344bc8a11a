"""The local decision that a last day which is no working day rolls on: recorded with its basis, from its day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.errors import BadInput
from procedures.journal.entry import Draft

if TYPE_CHECKING:
    from datetime import date

    from procedures.engine.engine import Engine


def decide_rolling(engine: Engine, basis: str | None, *, on: date, operator: str) -> int | None:
    """Record that periods after an event roll on over a holiday at their end, or no longer do.

    Args:
        engine: whose congress.
        basis: the decision it rests on, in words; None ends it.
        on: the first day.
        operator: who records.

    Returns:
        Number of the entry; None where nothing had to change.

    Raises:
        BadInput: where no basis is named, or where it was decided later than that day already.
    """
    named = basis.strip() if basis is not None else None
    if named == "":
        raise BadInput(
            "要写明依据哪一个决定。", where="依据", remedy="例如 “某县人大常委会2026年3月1日决定”。"
        )
    with engine.writing() as (writer, record):
        last = record.register.rolling_since
        if last is not None and last > on:
            raise BadInput(
                f"{last.isoformat()} 已经登记过顺延的变动,不能再登记更早的 {on.isoformat()}。",
                where="--on",
                remedy="请写这一天或者以后的日期。",
            )
        if record.register.rolling(on) == named:
            return None
        entries = writer.append([Draft("rolling", on, operator, {"basis": named})])
    engine.entered(entries)
    return entries[0].number
