"""Databases that cannot be used: each says what is wrong, where, and what to do; none gives a traceback."""

import os
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from procedures.errors import RecordError
from procedures.journal.address import address
from procedures.journal.faults import fault
from procedures.journal.store import open_store
from tests.journal.samples import append, entries

try:
    import pwd
except ImportError:  # Windows
    pwd = None


def text_file(path):
    path.write_text("这是会议记录,不是数据库。" * 100, encoding="utf-8")


def office_file(path):
    path.write_bytes(b"PK\x03\x04" + bytes(5000))


def truncated(path, keep=0.4):
    with closing(open_store(str(path))) as store:
        append(store, 300)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])


def truncated_header(path):
    truncated(path)
    path.write_bytes(path.read_bytes()[:60])


def overwritten(path):
    truncated(path, 1)
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)


def folder(path):
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "words", "remedy"),
    [
        (text_file, "不是数据库文件", "备份"),
        (office_file, "不是数据库文件", "路径"),
        (truncated, "损坏", "备份"),
        (truncated_header, "损坏", "备份"),
        (overwritten, "损坏", "备份"),
        (folder, "是文件夹", "文件名"),
    ],
)
def test_a_broken_file_is_told(tmp_path, make, words, remedy):
    path = tmp_path / "记录.db"
    make(path)
    with pytest.raises(RecordError, match=words) as error, closing(open_store(str(path))) as store:
        entries(store)
    assert str(path) in error.value.where
    assert remedy in error.value.remedy
    assert error.value.exit_code == 3
    (error.value.message + error.value.remedy).encode("gbk")


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(RecordError, match="文件夹不存在"):
        open_store(str(tmp_path / "none" / "a.db"))
    assert not (tmp_path / "none").exists()


def test_a_missing_file_is_not_made_unasked(tmp_path):
    with pytest.raises(RecordError, match="找不到"):
        open_store(str(tmp_path / "a.db"), create=False)
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "没有写明"),
        ("mysql://user:secret@host/db", "不支持的数据库:mysql"),
        ("sqlite+aiosqlite:///a.db", "不支持"),
        ("postgresql+psycopg2://user:secret@host/db", "不支持"),
        ("postgresql://user:secret@host:port/db", "写法不对"),
        ("://x", "写法不对"),
        ("postgresql://user:secret@/db?host=/tmp/renda-nowhere", "连接不上"),
        ("postgresql://user@/db?host=/tmp/renda-nowhere&password=secret", "连接不上"),
        ("postgresql://user:secret@127.0.0.1:9/db", "连接不上"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(url, words):
    with pytest.raises(RecordError, match=words) as error:
        open_store(url)
    assert error.value.remedy
    assert "secret" not in str(error.value.as_json())


def test_a_missing_driver_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(RecordError, match="驱动程序") as error:
        open_store("postgresql://user@host/db")
    assert "pip install" in error.value.remedy


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('connection failed: FATAL:  database "x" does not exist', "没有这个数据库"),
        ('FATAL:  password authentication failed for user "x"', "用户名或密码"),
        ('致命错误:  用户 "x" Password 认证失败', "用户名或密码"),
        ("FATAL:  sorry, too many clients already", "连接已满"),
        ("could not translate host name", "连接不上"),
    ],
)
def test_a_server_that_does_not_let_in_is_told(said, words):
    error = OperationalError("", None, Exception(said))
    assert words in fault(error, address("postgresql://host/db")).message


@pytest.mark.parametrize("said", ["disk I/O error", "something never heard of"])
def test_any_other_fault_is_told_too(said, tmp_path):
    error = OperationalError("", None, Exception(said))
    assert fault(error, address(str(tmp_path / "a.db"))).remedy


@contextmanager
def as_nobody():
    """Permissions do not hold root back: for the block, the process is nobody's."""
    if os.geteuid() != 0:
        yield
        return
    nobody = pwd.getpwnam("nobody").pw_uid
    os.setresuid(nobody, nobody, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.skipif(pwd is None, reason="permissions as Unix knows them")
@pytest.mark.parametrize("existing", [True, False])
def test_a_read_only_folder_is_told(existing):
    open_store(None).close()  # everything is imported, from folders that nobody may not be let into
    with tempfile.TemporaryDirectory(
        prefix="renda-ro", dir="/tmp"
    ) as name:  # pytest's own is closed to others
        path = Path(name) / "a.db"
        if existing:
            with closing(open_store(str(path))) as store:
                append(store, 1)
            path.chmod(0o444)
        Path(name).chmod(0o555)  # read only, for everybody
        try:
            with as_nobody(), pytest.raises(RecordError, match="只读") as error:
                open_store(str(path))
        finally:
            Path(name).chmod(0o755)  # to be removed
        assert error.value.where == str(path)
        assert "写权限" in error.value.remedy


@pytest.mark.skipif(pwd is None, reason="permissions as Unix knows them")
def test_a_read_only_file_can_be_read_but_not_written():
    with tempfile.TemporaryDirectory(prefix="renda-ro", dir="/tmp") as name:
        path = Path(name) / "a.db"
        with closing(open_store(str(path))) as store:
            append(store, 1)
        path.chmod(0o444)
        Path(name).chmod(0o777)  # only the file is read only
        with as_nobody(), closing(open_store(str(path), create=False)) as store:
            assert len(entries(store)) == 1
            with pytest.raises(RecordError, match="只读"):
                append(store, 1)
