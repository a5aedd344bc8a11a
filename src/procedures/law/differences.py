"""Where a local text differs from national law: told with every finding that it touches, from either side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from procedures.law.book import LawBook
    from procedures.law.finding import Finding
    from procedures.law.rule import Otherwise, Rule, Statute

BINDS = {
    "national": "以国家法为准。",
    "local": "按地方规定办。",
    "both": "两条都检查,从严办理。",
}


def difference(item: Rule | Otherwise, statute: Statute) -> str | None:
    """How a local requirement differs, which binds and why; None where it does not differ."""
    if item.conflict is None:
        return None
    why = item.conflict.why.rstrip("。")
    return f"{statute.short}{item.article}与国家法不同:{why}。{BINDS[item.conflict.binds]}"


def differences(book: LawBook, province: str | None, on: date) -> dict[str, tuple[str, ...]]:
    """What is to be said of each requirement, by its id: the local ones and the national ones they differ from.

    Args:
        book: the rules.
        province: whose local rules apply; None is national only, where nothing differs.
        on: the day; a local text that is not in force then differs from nothing.
    """
    told: dict[str, tuple[str, ...]] = {}
    for item, statute in book.differing(province):
        if statute.in_force <= on and (statute.until is None or on < statute.until):
            sentence = difference(item, statute)
            assert item.conflict is not None
            assert sentence is not None
            for identity in (item.id, *item.conflict.with_):
                told[identity] = (*told.get(identity, ()), sentence)
    return told


def differing_from(book: LawBook, identity: str) -> list[tuple[str, str]]:
    """Which local requirements say that they differ from a national one: province and id of each."""
    return [
        (province, item.id)
        for province in book.provinces
        for item, _statute in book.differing(province)
        if item.conflict is not None and identity in item.conflict.with_
    ]


def with_differences(
    findings: Iterable[Finding], book: LawBook, province: str | None, on: date
) -> list[Finding]:
    """The findings, each with what is to be said of differing local texts."""
    told = differences(book, province, on)
    return [
        replace(finding, conflict="".join(told[finding.rule]))
        if finding.rule in told and finding.outcome != "not_applicable"
        else finding
        for finding in findings
    ]
