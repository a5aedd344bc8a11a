"""Reading and appending within one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select

from procedures.errors import ProceduresError, RecordError
from procedures.journal import schema
from procedures.journal.entry import EMPTY, Entry, Head, now, seal
from procedures.journal.faults import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Dialect

    from procedures.journal.address import Address
    from procedures.journal.entry import Draft

SKEW = timedelta(minutes=5)
"""By how much the clocks of two computers may differ without its being held against the record."""

_table = schema.entry.c
_HEAD = (
    select(_table.number, _table.hash, _table.recorded_at)
    .where(_table.congress == bindparam("congress"))
    .order_by(_table.number.desc())
    .limit(1)
)
_ENTRIES = (
    select(
        _table.congress,
        _table.number,
        _table.kind,
        _table.case_id,
        _table.step,
        _table.on_date,
        _table.recorded_at,
        _table.operator,
        _table.body,
        _table.previous,
        _table.hash,
    )
    .where(_table.congress == bindparam("congress"), _table.number > bindparam("after"))
    .order_by(_table.number)
)
_INSERT = insert(schema.entry)


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A statement as the driver takes it: written out once, not at every step."""

    text: str
    order: tuple[str, ...] | None
    own: dict[str, Any]

    def with_values(self, values: dict[str, Any]) -> Any:
        """The values in the driver's own form."""
        every = self.own | values
        return every if self.order is None else tuple(every[name] for name in self.order)


_prepared: dict[tuple[str, int], _Prepared] = {}


def _prepare(statement: Any, dialect: Dialect) -> _Prepared:
    key = (dialect.name, id(statement))  # the statements are module constants: their ids stay
    if key not in _prepared:
        compiled = statement.compile(dialect=dialect)
        order = compiled.positiontup
        own = {name: value for name, value in compiled.params.items() if value is not None}
        _prepared[key] = _Prepared(str(compiled), None if order is None else tuple(order), own)
    return _prepared[key]


class Reader:
    """The record of one congress as it stood when the transaction began."""

    def __init__(self, connection: Connection, congress: str, address: Address) -> None:
        """Made by the store, within a transaction."""
        self.congress = congress
        self._connection = connection
        self._address = address
        self._head: Head | None = None

    @property
    def head(self) -> Head:
        """The last entry's number, hash and moment; number 0 and `GENESIS` where nothing is recorded."""
        if self._head is None:
            with told(self._address):
                head = _prepare(_HEAD, self._connection.dialect)
                values = head.with_values({"congress": self.congress})
                row = self._connection.exec_driver_sql(head.text, values).first()
            self._head = EMPTY if row is None else Head(*row)
        return self._head

    def entries(self, after: int = 0) -> list[Entry]:
        """The entries in their order.

        Args:
            after: only those with a greater number.

        Returns:
            The entries, unchecked: see `verify.check_chain`.

        Raises:
            RecordError: the database cannot be read, or holds what was never written by this program.
        """
        with told(self._address):
            rows = self._connection.execute(_ENTRIES, {"congress": self.congress, "after": after}).all()
        return [self._entry(row) for row in rows]

    def _entry(self, row: Sequence[Any]) -> Entry:
        congress, number, kind, case, step, on, *rest = row
        try:
            return Entry(congress, number, kind, case, step, date.fromisoformat(on), *rest)
        except ValueError as error:
            raise RecordError(
                f"第 {number} 号记录的日期“{on}”无法读取:记录被改动或损坏。",
                where=f"{self._address.shown} {congress} 第 {number} 号",
                remedy="请勿再写入;用备份恢复。",
            ) from error


class Writer(Reader):
    """The record of one congress while nobody else can append to it."""

    def __init__(self, connection: Connection, congress: str, address: Address) -> None:
        """Made by the store, within a transaction."""
        super().__init__(connection, congress, address)
        self.failed: ProceduresError | None = None

    def append(self, drafts: Sequence[Draft], *, recorded_at: str | None = None) -> list[Entry]:
        """Appends entries; they are kept when the transaction ends without an error.

        Args:
            drafts: what is recorded, in this order.
            recorded_at: UTC, "2026-01-08T09:30:00Z"; None for now. A clock that is up to five minutes behind the
                last entry (another computer's) counts as that entry's moment; one further behind is written as it
                stands, and `verify.check_chain` tells of it.

        Returns:
            The entries.

        Raises:
            BadInput: a draft cannot be recorded exactly; nothing was appended.
            Conflict: somebody else appended in spite of the lock; the whole transaction fails.
            RecordError: the database cannot be used; the whole transaction fails.
        """
        if self.failed is not None:
            raise self.failed
        head = self.head
        moment = recorded_at or _moment(head.recorded_at)
        sealed: list[Entry] = []
        for draft in drafts:
            entry = seal(self.congress, head.number + 1, head.hash, moment, draft)
            sealed.append(entry)
            head = Head(entry.number, entry.hash, moment)
        if not sealed:
            return sealed
        try:
            with told(self._address):
                kept = _prepare(_INSERT, self._connection.dialect)
                self._connection.exec_driver_sql(
                    kept.text, [kept.with_values(_row(entry)) for entry in sealed]
                )
        except ProceduresError as error:
            self.failed = error
            raise
        self._head = head
        return sealed


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "congress": entry.congress,
        "number": entry.number,
        "kind": entry.kind,
        "case_id": entry.case,
        "step": entry.step,
        "on_date": entry.on.isoformat(),
        "recorded_at": entry.recorded_at,
        "operator": entry.operator,
        "body": entry.text,
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _moment(last: str) -> str:
    moment = now()
    if moment < last and datetime.fromisoformat(last) - datetime.fromisoformat(moment) <= SKEW:
        return last
    return moment
