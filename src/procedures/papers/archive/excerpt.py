"""The part of the journal that belongs to a case: JSON lines, each an entry with its hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from procedures.journal.canonical import canonical
from procedures.journal.entry import GENESIS, Entry, is_sealed

_TEXTS = ("congress", "kind", "on", "operator", "previous", "recorded_at", "hash")
_MAYBE = ("case", "step")


def lines_of(entries: Iterable[Entry]) -> str:
    """Entries as JSON lines, canonical (RFC 8785), each ending in a line feed."""
    return "".join(canonical(_as_json(entry)) + "\n" for entry in entries)


def _as_json(entry: Entry) -> dict[str, Any]:
    return {
        "body": dict(entry.body),
        "case": entry.case,
        "congress": entry.congress,
        "hash": entry.hash,
        "kind": entry.kind,
        "number": entry.number,
        "on": entry.on.isoformat(),
        "operator": entry.operator,
        "previous": entry.previous,
        "recorded_at": entry.recorded_at,
        "step": entry.step,
    }


def read_line(line: str) -> Entry:
    """An entry from its line.

    Args:
        line: as of `lines_of`, without the line feed.

    Raises:
        ValueError: where it is no entry, or not written as entries are.
    """
    value = json.loads(line)
    if not isinstance(value, dict) or set(value) != {*_TEXTS, *_MAYBE, "body", "number"}:
        raise ValueError(line[:80])
    right = (
        all(isinstance(value[name], str) for name in _TEXTS)
        and all(isinstance(value[name], str | None) for name in _MAYBE)
        and type(value["number"]) is int
        and isinstance(value["body"], dict)
    )
    if not right or canonical(value) != line:
        raise ValueError(line[:80])
    return Entry(
        value["congress"],
        value["number"],
        value["kind"],
        value["case"],
        value["step"],
        date.fromisoformat(value["on"]),
        value["recorded_at"],
        value["operator"],
        canonical(value["body"]),
        value["previous"],
        value["hash"],
    )


def links_of(entries: Sequence[Entry]) -> list[str]:
    """The hashes of all entries of a record, in order: they show where the excerpt sits."""
    return [entry.hash for entry in entries]


def problems_of(entries: Sequence[Entry], links: Sequence[str]) -> list[str]:
    """What is wrong with an excerpt.

    Args:
        entries: of the excerpt.
        links: the hashes of the whole record, from its first entry.
    """
    problems = []
    last = 0
    for entry in entries:
        number = entry.number
        if number <= last:
            problems.append(f"第 {number} 号记录的次序不对")
        last = max(last, number)
        if not is_sealed(entry):
            problems.append(f"第 {number} 号记录被改动:内容与哈希不符")
        before = GENESIS if number == 1 else links[number - 2] if 2 <= number <= len(links) else None
        if not 1 <= number <= len(links) or links[number - 1] != entry.hash or before != entry.previous:
            problems.append(f"第 {number} 号记录与哈希链衔接不上")
    return problems
