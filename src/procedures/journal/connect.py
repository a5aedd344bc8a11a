"""Connections to SQLite and PostgreSQL, set up so that a commit is kept and writers wait for each other."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import QueuePool, create_engine, event

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from procedures.journal.address import Address

SCHEMA_LOCK = "schema"
"""What is locked in PostgreSQL while the tables are made; congresses are locked as "congress:" and their name."""


def connect(address: Address, patience: float) -> Engine:
    """Makes the engine; connects only when used.

    Args:
        address: where the record lies.
        patience: how long to wait for another program, in seconds.

    Returns:
        The engine; the caller disposes of it.
    """
    if address.url.drivername.startswith("postgresql"):
        return create_engine(address.url, pool_timeout=patience, connect_args={"connect_timeout": 10})
    # isolation_level None: the driver begins nothing by itself; transactions are begun below.
    engine = create_engine(
        address.url,
        poolclass=QueuePool,
        # A record in memory lives as long as its one connection.
        pool_size=1 if address.in_memory else 5,
        max_overflow=0 if address.in_memory else 10,
        pool_timeout=patience,
        connect_args={"timeout": patience, "isolation_level": None, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: Any, _record: object) -> None:
    # The journal mode is set when the file is known to be ours: it would alter somebody else's.
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def begin_reading(connection: Connection) -> None:
    """Begins a transaction that sees one state of the record, whatever others append."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def begin_writing(connection: Connection, what: str, patience: float) -> None:
    """Begins a transaction in which nobody else writes to the same thing.

    SQLite locks the whole file. PostgreSQL locks the congress; what it reads afterwards is what was committed when
    the lock was granted (READ COMMITTED takes a new snapshot for every statement).

    Args:
        connection: on which no transaction has begun.
        what: the name of what is written.
        patience: how long to wait for another program, in seconds.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    key = int.from_bytes(sha256(f"renda:{what}".encode()).digest()[:8], signed=True)
    connection.exec_driver_sql(
        "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(%s)",
        (f"{max(1, round(patience * 1000))}ms", key),
    )
