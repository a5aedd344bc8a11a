"""Where a record lies: a file path or a database URL, and how it may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from procedures.errors import RecordError

_DRIVERS = {
    "sqlite": "sqlite+pysqlite",
    "sqlite+pysqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}
_EXAMPLES = "请写文件路径,或 postgresql://用户@主机/库名。"
_SECRET = ("password", "passwd", "sslpassword", "passfile")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a record lies.

    Args:
        url: for SQLAlchemy, with the password.
        shown: for people: the file, or the URL without password.
        file: the SQLite file; None for a record in memory and for PostgreSQL.
    """

    url: URL
    shown: str
    file: Path | None

    @property
    def in_memory(self) -> bool:
        """Whether the record is gone when the program ends."""
        return self.file is None and self.url.drivername.startswith("sqlite")


def address(where: str | None) -> Address:
    """Reads a file path or a database URL.

    Args:
        where: a path, an SQLAlchemy URL of SQLite or PostgreSQL, or None for a record in memory (for exercises).

    Returns:
        The address, with the driver this program uses.

    Raises:
        RecordError: no such kind of database, or not a URL.
    """
    if where is None:
        return Address(URL.create("sqlite+pysqlite", database=":memory:"), "内存", None)
    if "://" not in where:
        if not where or "\x00" in where:
            raise RecordError("没有写明记录库的位置。", remedy=_EXAMPLES)
        return _file(URL.create("sqlite+pysqlite"), where)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise RecordError(
            "数据库地址的写法不对。", where=where.partition("://")[0] + "://…", remedy=_EXAMPLES
        ) from error
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise RecordError(
            f"不支持的数据库:{url.drivername}。只支持 SQLite 文件和 PostgreSQL。",
            where=_shown(url),
            remedy=_EXAMPLES,
        )
    url = url.set(drivername=driver)
    if driver.startswith("postgresql"):
        return Address(url, _shown(url), None)
    if url.database in {None, "", ":memory:"}:
        return Address(url.set(database=":memory:"), "内存", None)
    return _file(url, str(url.database))


def _file(url: URL, path: str) -> Address:
    file = Path(path).expanduser().absolute()
    return Address(url.set(database=str(file)), str(file), file)


def _shown(url: URL) -> str:
    query = {key: "***" if key.lower() in _SECRET else value for key, value in url.query.items()}
    return url.set(query=query).render_as_string(hide_password=True)
