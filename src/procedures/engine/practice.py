"""Local good practice switched on and off: an entry of its own, in force from its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.errors import BadInput, UnknownName
from procedures.journal.entry import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from procedures.engine.engine import Engine
    from procedures.law.book import LawBook


@dataclass(frozen=True, slots=True)
class Switched:
    """What switching did.

    Attributes:
        entry: number of the entry; None where nothing had to change.
        changed: ids that were switched.
        practice: ids that are on now.
    """

    entry: int | None
    changed: tuple[str, ...]
    practice: tuple[str, ...]


def practice_named(book: LawBook, names: Iterable[str], province: str) -> tuple[str, ...]:
    """The ids that are meant: each an id, or the beginning that the ids of a whole file share.

    Args:
        book: the rules.
        names: as typed.
        province: practice of other provinces is not known here.

    Raises:
        UnknownName: where there is no such practice.
        BadInput: where it is law, which nobody switches.
    """
    held = book.practices(province)
    meant: dict[str, None] = {}
    for name in names:
        found = [p.rule.id for p in held if name in {p.rule.id, p.statute.prefix}]
        if not found and name in {p.rule.id for p in book.all(book.here(province))}:
            raise BadInput(
                f"{name} 是法律法规的要求,不用采用,也不能不采用。",
                where=name,
                remedy="本地惯例用 renda practice list 查看。",
            )
        if not found:
            raise UnknownName(
                f"没有编号为 {name} 的惯例。", where=name, remedy="用 renda practice list 查看。"
            )
        meant.update(dict.fromkeys(found))
    return tuple(meant)


def switch_practice(
    engine: Engine, names: Iterable[str], *, switch_on: bool, on: date, operator: str
) -> Switched:
    """Record that the congress takes up, or gives up, local good practice from a day on.

    Args:
        engine: whose congress.
        names: ids, or the beginning that the ids of a whole file share.
        switch_on: take up; False gives up.
        on: the first day.
        operator: who records.

    Raises:
        UnknownName: where there is no such practice.
        BadInput: where it is law, or where it was switched later than that day already.
    """
    with engine.writing() as (writer, record):
        register = record.register
        current = register.practice(on)
        if switch_on:
            meant = practice_named(engine.book, names, register.congress.province)
        else:  # what a folder no longer holds can be given up all the same
            meant = tuple(
                one
                for name in names
                for one in (
                    [name]
                    if name in current
                    else practice_named(engine.book, [name], register.congress.province)
                )
            )
        if (last := register.practice_since) is not None and last > on:
            raise BadInput(
                f"{last.isoformat()} 已经登记过惯例的变动,不能再登记更早的 {on.isoformat()}。",
                where="--on",
                remedy="请写这一天或者以后的日期。",
            )
        changed = tuple(one for one in meant if (one in current) != switch_on)
        after = current | set(changed) if switch_on else current - set(changed)
        if not changed:
            return Switched(None, (), tuple(sorted(after)))
        entries = writer.append([Draft("practice", on, operator, {"practice": sorted(after)})])
    engine.entered(entries)
    return Switched(entries[0].number, changed, tuple(sorted(after)))
