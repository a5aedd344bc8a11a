"""The store: one SQLite file or one PostgreSQL database that holds the records of one or more congresses."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from procedures.errors import RecordError
from procedures.journal import schema
from procedures.journal.address import address
from procedures.journal.connect import begin_reading, begin_writing, connect
from procedures.journal.faults import told
from procedures.journal.transaction import Reader, Writer
from procedures.journal.upgrade import bring_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from sqlalchemy import Engine

    from procedures.journal.address import Address

PATIENCE = 5.0
"""How long to wait for another program, in seconds."""

_CONGRESSES = select(schema.entry.c.congress).distinct()


class Store:
    """An open record store; made by `open_store`, usable from several threads.

    Args:
        engine: of the database.
        where: its address.
        patience: how long to wait for another program, in seconds.
    """

    def __init__(self, engine: Engine, where: Address, patience: float) -> None:
        """See the class."""
        self._engine = engine
        self._address = where
        self._patience = patience

    @property
    def url(self) -> str:
        """Where the record lies, for people: the file, or the URL without password."""
        return self._address.shown

    @contextmanager
    def writing(self, congress: str) -> Iterator[Writer]:
        """One transaction that appends to the record of a congress.

        Kept when the block ends normally; undone, wholly, when anything is raised within it.

        Args:
            congress: the id of the congress.

        Yields:
            The writer; not to be used after the block.

        Raises:
            RecordError: the database cannot be used, or another program holds it longer than the store waits.
            Conflict: see `Writer.append`.
        """
        with told(self._address):
            connection = self._engine.connect()
        try:
            with told(self._address):
                begin_writing(connection, f"congress:{congress}", self._patience)
            writer = Writer(connection, congress, self._address)
            yield writer
            if writer.failed is not None:  # caught by the caller; part of the act may be missing
                raise writer.failed
            with told(self._address):
                connection.commit()
        finally:
            with suppress(SQLAlchemyError):
                connection.close()  # rolls back what was not committed

    @contextmanager
    def reading(self, congress: str) -> Iterator[Reader]:
        """One transaction that reads the record of a congress; others may append meanwhile, unseen.

        Args:
            congress: the id of the congress.

        Yields:
            The reader; not to be used after the block.

        Raises:
            RecordError: the database cannot be used.
        """
        with told(self._address):
            connection = self._engine.connect()
        try:
            with told(self._address):
                begin_reading(connection)
            yield Reader(connection, congress, self._address)
        finally:
            with suppress(SQLAlchemyError):
                connection.close()

    def congresses(self) -> list[str]:
        """The ids of the congresses that have entries, sorted.

        Raises:
            RecordError: the database cannot be used.
        """
        with told(self._address), self._engine.connect() as connection:
            return sorted(connection.execute(_CONGRESSES).scalars())

    def close(self) -> None:
        """Closes all connections; the store cannot be used afterwards."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the store."""
        self.close()


def open_store(url: str | None, *, create: bool = True, patience: float = PATIENCE) -> Store:
    """Opens a record store, and makes or migrates its tables where that is needed.

    Args:
        url: a file path, an SQLAlchemy URL of SQLite or PostgreSQL, or None for a record in memory.
        create: whether to make the record where there is none.
        patience: how long to wait for another program, in seconds.

    Returns:
        The store; the caller closes it.

    Raises:
        RecordError: the database cannot be used; it says why and what to do.
    """
    where = address(url)
    if where.file is not None and not create and not where.file.exists():
        raise RecordError(
            "找不到记录库文件。", where=where.shown, remedy="请检查路径是否写对,或先建立记录库。"
        )
    with told(where):
        engine = connect(where, patience)
    try:
        with told(where):
            bring_up(engine, where, create=create, patience=patience)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine, where, patience)
