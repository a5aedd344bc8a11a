"""Numbers that do not hang together, and numbers that the law does not let pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.law.finding import judge
from procedures.papers.checking.counting import Balance, Group, Judged, Stated
from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject


def balances(subject: Subject) -> Iterator[Slip]:
    """Wholes that their parts do not make up, and parts above their wholes."""
    counts = subject.desk.counts
    for group in counts.groups(subject.paper):
        for balance in counts.balances:
            yield from _balance(subject, balance, group)
        for limit in counts.limits:
            part, whole = group.stated.get(limit.part), group.stated.get(limit.whole)
            if part and whole and part.value > whole.value and _of(subject, limit.part) == group.scope:
                values: dict[str, object] = {
                    "part": f"{_label(subject, part)} {part.value}",
                    "whole": f"{_label(subject, whole)} {whole.value}",
                }
                yield _slip(limit.code, part, values)


def _of(subject: Subject, name: str) -> str:
    return subject.desk.counts.numbers[name].scope


def _label(subject: Subject, stated: Stated) -> str:
    return subject.desk.counts.numbers[stated.name].label


def _slip(code: str, stated: Stated, values: dict[str, object], *, doubtful: bool = False) -> Slip:
    return Slip(code, stated.passage, stated.start, stated.end, values, doubtful=doubtful)


def _balance(subject: Subject, balance: Balance, group: Group) -> Iterator[Slip]:
    whole = group.value(balance.whole)
    sets = _sets(balance, group)
    if whole is None or not sets or _of(subject, sets[0][0]) != group.scope:
        return
    sums = [sum(group.stated[name].value for name in names) for names in sets]
    if whole.value in sums:
        return
    closest = min(range(len(sets)), key=lambda nth: (abs(sums[nth] - whole.value), -len(sets[nth])))
    parts = [group.stated[name] for name in sets[closest]]
    values: dict[str, object] = {
        "sum": "+".join(str(part.value) for part in parts) + f"={sums[closest]}",
        "parts": "、".join(f"{_label(subject, part)} {part.value}" for part in parts),
        "whole": f"{_label(subject, whole)} {whole.value}",
    }
    doubtful = balance.doubtful_below and sums[closest] < whole.value
    yield _slip(balance.code, parts[0] if balance.doubtful_below else whole, values, doubtful=doubtful)


def _sets(balance: Balance, group: Group) -> list[tuple[str, ...]]:
    """The sets of parts that are stated in full, and leave out nothing but what is optional."""
    stated = [names for names in balance.parts if all(name in group.stated for name in names)]
    optional = set(balance.optional)
    return [
        names
        for names in stated
        if not any(set(other) - set(names) - optional for other in stated if set(names) < set(other))
    ]


def judged(subject: Subject) -> Iterator[Slip]:
    """The numbers put to the rules of law."""
    counts = subject.desk.counts
    for group in counts.groups(subject.paper):
        for asked in counts.judged:
            yield from _judged(subject, asked, group)


def _judged(subject: Subject, asked: Judged, group: Group) -> Iterator[Slip]:
    stated = {fact: group.value(names) for fact, names in asked.facts.items()}
    first = next(iter(stated.values()))
    if first is None or None in stated.values() or _of(subject, first.name) != group.scope:
        return
    near = first.near
    if (asked.near and not re.search(asked.near, near)) or (asked.unless and re.search(asked.unless, near)):
        return
    placed = subject.desk.rule(asked.rule, subject.day, subject.province)
    if placed is None:
        yield Slip("law-not-held", first.passage, first.start, first.end, {"date": chinese_date(subject.day)})
        return
    labels = {fact: _label(subject, one) for fact, one in stated.items() if one}
    facts = {fact: one.value for fact, one in stated.items() if one}
    finding = judge(placed.rule, placed.statute, facts, labels)
    if finding.outcome == "breach":
        values = {"reason": finding.message.rstrip("。")}
        yield Slip(asked.code, first.passage, first.start, first.end, values, citation=finding.citation)


def against_record(subject: Subject) -> Iterator[Slip]:
    """Numbers other than those of the record."""
    if subject.known is None:
        return
    counts = subject.desk.counts
    told: set[tuple[Passage, int]] = set()
    for group in counts.groups(subject.paper):
        for name, right in subject.known.numbers.items():
            one = group.stated.get(name)
            if one is None or one.value in right or (one.passage, one.start) in told:
                continue
            told.add((one.passage, one.start))
            values = {"label": _label(subject, one), "said": one.value, "right": "、".join(map(str, right))}
            yield Slip("number-against-record", one.passage, one.start, one.end, values)
