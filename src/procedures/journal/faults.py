"""What a database says when something is wrong, in the words of those who must mend it."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from procedures.errors import Conflict, ProceduresError, RecordError
from procedures.journal.guards import LAST_HASH, NEXT_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procedures.journal.address import Address

_BACKUP = "请勿再写入;用备份恢复,或请维护人员检查。"
_ASK = "请与数据库管理员联系。"

_BUSY = ("记录库正被另一程序使用。", "请关闭其他正在使用本记录库的窗口或程序,稍后再试。")
_FULL = ("磁盘已满,未能写入。", "请清理磁盘空间后再试;此前的记录不受影响。")
_READ_ONLY = (
    "记录库只读,不能写入。",
    "请检查文件和所在文件夹的写权限;光盘、只读共享中的记录库请先复制到本机。",
)
_DAMAGED = ("记录库文件已损坏。", _BACKUP)
_UNREACHABLE = ("连接不上数据库服务器。", "请检查服务器是否开启、地址和网络是否正确。")
_NOWHERE = ("没有这个数据库。", "请检查地址中的库名,或请数据库管理员建库。")
_STRANGER = ("数据库用户名或密码不对。", _ASK)
_CROWDED = ("数据库服务器的连接已满。", "请稍后再试,或与数据库管理员联系。")

# In the order in which they are looked for in what SQLite says (sqlite3ErrStr in its main.c).
_SQLITE = (
    ("database is locked", _BUSY),
    ("table is locked", _BUSY),
    ("locking protocol", _BUSY),
    ("is full", _FULL),
    ("readonly", _READ_ONLY),
    ("not a database", ("不是数据库文件。", "请检查路径是否写对;如确是记录库,文件已损坏,请用备份恢复。")),
    ("malformed", _DAMAGED),
    ("could not decode", _DAMAGED),
    ("unable to open", ("打不开记录库文件。", "请检查路径,以及文件和所在文件夹的读写权限。")),
    ("disk i/o error", ("读写磁盘出错。", "请检查磁盘空间和磁盘是否完好。")),
)

# By SQLSTATE or its class (PostgreSQL documentation, appendix A), the longer first.
_POSTGRESQL = (
    ("55P03", _BUSY),
    ("40P01", _BUSY),
    ("53100", _FULL),
    ("53300", _CROWDED),
    ("25006", ("数据库只读,不能写入。", _ASK)),
    ("42501", ("数据库用户的权限不足。", _ASK)),
    ("3D000", _NOWHERE),
    ("28", _STRANGER),
    ("08", _UNREACHABLE),
    ("57", _UNREACHABLE),
    ("XX", _DAMAGED),
)

# What a server answers to a connection comes without SQLSTATE, in the server's language.
_POSTGRESQL_REFUSALS = (
    (re.compile(r'database ".*" does not exist|数据库 ?".*" ?不存在'), _NOWHERE),
    (
        re.compile(
            r'authentication failed|role ".*" does not exist|pg_hba|no password|认证失败|角色 ?".*" ?不存在'
        ),
        _STRANGER,
    ),
    (re.compile("too many|remaining connection slots|过多|太多"), _CROWDED),
)


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Turns every fault of the database within the block into one of ours."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ImportError, UnicodeError, OSError) as error:
        raise fault(error, address) from error


def fault(error: Exception, address: Address) -> ProceduresError:
    """What is told to the user about a fault of the database.

    Args:
        error: from SQLAlchemy, the driver or the operating system.
        address: where the record lies.

    Returns:
        `Conflict` where somebody else appended the same number, otherwise `RecordError`.
    """
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    said = str(cause)
    state = getattr(cause, "sqlstate", None)
    if isinstance(error, IntegrityError):
        return _integrity(said, state, address)
    if isinstance(error, (NoSuchModuleError, ImportError)):
        message, remedy = (
            "缺少数据库驱动程序。",
            "请安装:pip install township-congress-procedures[postgresql]",
        )
    elif isinstance(error, PoolTimeout):
        message, remedy = _BUSY
    elif address.url.drivername.startswith("sqlite"):
        message, remedy = _sqlite(said, address)
    else:
        message, remedy = _postgresql(said, state)
    return RecordError(message, where=address.shown, remedy=remedy)


def _integrity(said: str, state: str | None, address: Address) -> ProceduresError:
    # 23505: unique_violation; SQLite names the columns instead.
    if NEXT_NUMBER in said or LAST_HASH in said or state == "23505" or said.startswith("UNIQUE constraint"):
        return Conflict("别处刚刚记录了新的内容。", where=address.shown, remedy="请重新查看后再办。")
    return RecordError(
        "数据库拒绝了这条记录,未写入。", where=address.shown, remedy="请运行 renda verify 检查记录。"
    )


def _sqlite(said: str, address: Address) -> tuple[str, str]:
    lowered = said.lower()
    for words, answer in _SQLITE:
        if words not in lowered:
            continue
        if words == "unable to open" and address.file is not None:
            return _unopened(address) or answer
        return answer
    return "数据库出错,未写入。", f"请把此行告知维护人员:{said[:120]}"


def _unopened(address: Address) -> tuple[str, str] | None:
    """Why a file could not be opened, where the operating system tells."""
    file = address.file
    if file is None or (not file.exists() and os.access(file.parent, os.W_OK)):
        return None
    if not file.parent.is_dir():
        return "文件夹不存在。", "请检查路径是否写对,或先建立文件夹。"
    if file.is_dir():
        return "这是文件夹,不是记录库文件。", "请写明文件名。"
    if not os.access(file.parent, os.W_OK):
        return "文件夹只读,不能建立或打开记录库。", _READ_ONLY[1]
    return None


def _postgresql(said: str, state: str | None) -> tuple[str, str]:
    if state is None:  # not let in, never reached a server, or lost it
        return next((answer for words, answer in _POSTGRESQL_REFUSALS if words.search(said)), _UNREACHABLE)
    for code, answer in _POSTGRESQL:
        if state.startswith(code):
            return answer
    return "数据库出错,未写入。", f"请把错误代码 {state} 告知数据库管理员。"
