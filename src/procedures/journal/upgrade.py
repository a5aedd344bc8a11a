"""Brings the tables of a database up to what this program knows, or says why they cannot be used.

For a database that is up to date, which is nearly always, one query tells so; alembic is imported only to migrate.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy.exc import OperationalError

from procedures.errors import RecordError
from procedures.journal import schema
from procedures.journal.connect import SCHEMA_LOCK, begin_writing

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

    from procedures.journal.address import Address

SCRIPTS = "procedures.journal:migrations"
"""Where alembic finds the migrations: a folder within an installed package."""

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
}


def bring_up(engine: Engine, address: Address, *, create: bool, patience: float) -> None:
    """Makes or migrates the tables where that is needed.

    Args:
        engine: of the database.
        address: where it lies, for messages.
        create: whether an empty database is to become a record.
        patience: how long to wait for another program, in seconds.

    Raises:
        RecordError: the database is not ours, or newer than this program, or empty and not to be created.
        sqlalchemy.exc.SQLAlchemyError: a fault of the database.
    """
    with engine.connect() as connection:
        stands = _revision(connection, address)
        connection.rollback()
        if stands is None and not create:
            raise RecordError(
                "这里还没有记录。", where=address.shown, remedy="请检查路径是否写对,或先建立记录库。"
            )
        if address.file is not None:
            _write_ahead(connection, patience)
        if stands == schema.REVISIONS[-1]:
            return
        begin_writing(connection, SCHEMA_LOCK, patience)
        stands = _revision(connection, address)  # another program may have been first
        if stands is None:
            schema.create(connection)
        elif stands != schema.REVISIONS[-1]:
            migrate(connection)
        connection.commit()


def migrate(connection: Connection, revision: str = "head") -> None:
    """Runs the migrations.

    Args:
        connection: within a transaction; the caller commits.
        revision: up to which one.
    """
    from alembic import command  # noqa: PLC0415  # half a second, and hardly ever needed

    command.upgrade(configuration(connection), revision)


def configuration(connection: Connection | None = None) -> Config:
    """What alembic needs to know; there is no alembic.ini.

    Args:
        connection: on which `migrations/env.py` is to work.

    Returns:
        The configuration.
    """
    from alembic.config import Config  # noqa: PLC0415  # see above

    config = Config()
    config.set_main_option("script_location", SCRIPTS.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection, address: Address) -> str | None:
    """The revision at which the tables stand; None for an empty database."""
    tables = set(connection.exec_driver_sql(_TABLES[connection.dialect.name]).scalars())
    if not tables:
        return None
    if "alembic_version" not in tables or "entry" not in tables:
        raise _foreign(address)
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    if len(found) != 1:
        raise _foreign(address)
    if found[0] not in schema.REVISIONS:
        raise RecordError(
            f"记录库由更新的程序版本建立(库结构 {found[0]},本程序到 {schema.REVISIONS[-1]})。",
            where=address.shown,
            remedy="请升级本程序;旧版程序不能读写新版记录库。",
        )
    return str(found[0])


def _foreign(address: Address) -> RecordError:
    return RecordError(
        "这个数据库属于其他程序,不是本程序的记录库。",
        where=address.shown,
        remedy="请检查路径或库名;记录库须单独使用一个文件或一个空库。",
    )


def _write_ahead(connection: Connection, patience: float) -> None:
    """Switches a file to WAL; SQLite does not wait by itself when two programs do so at once."""
    until = time.monotonic() + patience
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except OperationalError as error:
            connection.rollback()
            if "locked" not in str(error.orig) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            connection.rollback()
            return
