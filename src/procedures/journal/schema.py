"""The tables of the record; every constraint has a name, so that it can be migrated.

Keys start with the congress, so that PostgreSQL can be distributed by it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    insert,
)

from procedures.journal.guards import GUARDS

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISIONS = ("0001",)
"""The revisions in `migrations/versions`, oldest first: read at every start without importing alembic."""

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
}

metadata = MetaData(naming_convention=NAMING)

entry = Table(
    "entry",
    metadata,
    Column("congress", Text, nullable=False),
    Column("number", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("case_id", Text, nullable=True),
    Column("step", Text, nullable=True),
    Column("on_date", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("operator", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("congress", "number"),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("length(on_date) = 10", name="on_date"),
    CheckConstraint("length(recorded_at) = 20", name="recorded_at"),
    CheckConstraint("length(previous) = 64", name="previous"),
    CheckConstraint("length(hash) = 64", name="hash"),
    sqlite_strict=True,
    # A rowid is a second key, through which INSERT OR REPLACE could throw out an older entry.
    sqlite_with_rowid=False,
)

# As alembic makes it.
alembic_version = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


def create(connection: Connection) -> None:
    """Makes the newest schema in an empty database, without alembic (which costs half a second to import).

    A test keeps the outcome equal to that of the migrations.

    Args:
        connection: within a transaction; the caller commits.
    """
    metadata.create_all(connection, checkfirst=False)
    for statement in GUARDS[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    alembic_version.create(connection, checkfirst=False)
    connection.execute(insert(alembic_version).values(version_num=REVISIONS[-1]))
