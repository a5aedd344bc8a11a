"""One line of the record: drafted by the engine, sealed with the hash of the line before."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from procedures.errors import BadInput, RecordError
from procedures.journal.canonical import canonical, parsed

if TYPE_CHECKING:
    from collections.abc import Mapping

GENESIS = "0" * 64
"""What the first entry of a congress names as its predecessor."""

_MOMENT = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """An act that is to be recorded.

    Args:
        kind: what sort of entry this is (open, record, correct, seat, ...).
        on: the day of the act.
        operator: who records it.
        body: facts, verdict, versions of rules: JSON of str, int, bool, None, list and dict only.
        case: the case it belongs to; None for an entry of the register.
        step: the step of the procedure; None where there is none.
    """

    kind: str
    on: date
    operator: str
    body: Mapping[str, Any]
    case: str | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a congress.

    Args:
        number: its number; 0 where nothing is recorded yet.
        hash: its hash; `GENESIS` where nothing is recorded yet.
        recorded_at: when it was recorded; "" where nothing is recorded yet.
    """

    number: int
    hash: str
    recorded_at: str = ""


EMPTY = Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Entry:
    """An act as it is recorded.

    Args:
        congress: the congress whose record this is.
        number: 1, 2, 3, ... within the congress.
        kind: see `Draft`.
        case: see `Draft`.
        step: see `Draft`.
        on: the day of the act.
        recorded_at: when it was recorded: UTC, "2026-01-08T09:30:00Z".
        operator: who recorded it.
        text: the canonical JSON of the body, as hashed and as stored.
        previous: the hash of the entry before, 64 hexadecimal digits.
        hash: SHA-256 over the canonical JSON of all the other fields, 64 hexadecimal digits.
    """

    congress: str
    number: int
    kind: str
    case: str | None
    step: str | None
    on: date
    recorded_at: str
    operator: str
    text: str
    previous: str
    hash: str
    _body: Mapping[str, Any] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def body(self) -> Mapping[str, Any]:
        """What was recorded, read from the text once and kept: not to be changed.

        Raises:
            RecordError: the stored text is not canonical JSON.
        """
        if self._body is None:
            try:
                object.__setattr__(self, "_body", parsed(self.text))
            except ValueError as error:
                raise RecordError(
                    f"第 {self.number} 号记录的内容无法读取。",
                    where=f"{self.congress} 第 {self.number} 号",
                    remedy="记录可能被改动或损坏:请运行 renda verify,并从备份恢复。",
                ) from error
        return self._body  # type: ignore[return-value]  # set just now


def now() -> str:
    """The moment as it is recorded: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seal(congress: str, number: int, previous: str, recorded_at: str, draft: Draft) -> Entry:
    """Makes the entry of a draft.

    Args:
        congress: the congress whose record it joins.
        number: its number, one more than the last.
        previous: the hash of the last entry, or `GENESIS`.
        recorded_at: UTC, "2026-01-08T09:30:00Z".
        draft: what is recorded.

    Returns:
        The entry with its hash.

    Raises:
        BadInput: the draft holds something that cannot be recorded exactly.
    """
    if type(draft.on) is not date:  # a datetime is a date too, but would be written with its hours
        raise BadInput("办理日期须是一个日期,不带时刻。", where="on")
    if _MOMENT.fullmatch(recorded_at) is None:
        raise BadInput(f"记录时间“{recorded_at}”不是协调世界时的写法。", remedy="例:2026-01-08T09:30:00Z")
    for name, value in (
        ("congress", congress),
        ("kind", draft.kind),
        ("operator", draft.operator),
        ("case", draft.case),
        ("step", draft.step),
    ):
        if value is None and name in {"case", "step"}:
            continue
        if type(value) is not str or "\x00" in value or not value:
            raise BadInput("此项须是文字,不能为空。", where=name)
    text = canonical(dict(draft.body))
    digest = _digest(congress, number, previous, recorded_at, text=text, act=draft)
    return Entry(
        congress,
        number,
        draft.kind,
        draft.case,
        draft.step,
        draft.on,
        recorded_at,
        draft.operator,
        text,
        previous,
        digest,
    )


def hash_of(entry: Entry) -> str:
    """The hash that belongs to what an entry says, whatever hash it carries.

    Args:
        entry: an entry, perhaps altered.

    Returns:
        64 hexadecimal digits.

    Raises:
        BadInput: a field holds something that has no canonical text.
    """
    return _digest(
        entry.congress, entry.number, entry.previous, entry.recorded_at, text=entry.text, act=entry
    )


def is_sealed(entry: Entry) -> bool:
    """Whether an entry carries the hash of what it says, and says it in canonical JSON."""
    try:
        parsed(entry.text)
        return hash_of(entry) == entry.hash
    except (BadInput, ValueError):
        return False


def _digest(
    congress: str, number: int, previous: str, recorded_at: str, *, text: str, act: Draft | Entry
) -> str:
    # The body is already canonical and comes first among the keys, so its text is put in front of the rest.
    rest = canonical(
        {
            "case": act.case,
            "congress": congress,
            "kind": act.kind,
            "number": number,
            "on": act.on.isoformat(),
            "operator": act.operator,
            "previous": previous,
            "recorded_at": recorded_at,
            "step": act.step,
        }
    )
    return sha256(f'{{"body":{text},{rest[1:]}'.encode()).hexdigest()
