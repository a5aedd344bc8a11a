"""A database that cannot be used, a record that cannot be trusted, a fault of our own: exit 3, said calmly."""

import functools
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from procedures.engine.engine import Engine
from procedures.journal import store
from procedures.journal.store import open_store
from tests.cli.desk import FOUND, Desk
from tests.cli.shapes import ERROR, assert_shape

DATED = ("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")


def assert_unusable(desk, words, message, where):
    said = desk.json(*words)
    assert said.code == 3, said
    assert_shape(said.doc, ERROR)
    assert said.error["code"] == "record"
    assert message in said.error["message"]
    assert where in said.error["where"]
    assert said.error["remedy"]
    assert desk(*words).err.startswith("× ")


def test_a_record_that_another_program_holds(office, monkeypatch):
    monkeypatch.setattr(store, "open_store", functools.partial(open_store, patience=0.2))
    before = office.head()
    with closing(sqlite3.connect(office.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert_unusable(office, DATED, "正被另一程序使用", "renda.db")
        assert_unusable(office, ("open", "session", "二次会议"), "正被另一程序使用", "renda.db")
        assert office.json("next", "S20-1").code == 0  # reading goes on
        other.execute("ROLLBACK")
    assert office.head() == before
    assert office.told(*DATED)["recorded"] is True


def test_a_file_that_is_no_database(desk, tmp_path):
    text = "这不是数据库。" * 200
    (tmp_path / "名册.txt").write_text(text, encoding="utf-8")
    desk.database = str(tmp_path / "名册.txt")
    assert_unusable(desk, ("cases",), "不是数据库文件", "名册.txt")
    assert_unusable(desk, FOUND, "不是数据库文件", "名册.txt")
    assert (tmp_path / "名册.txt").read_text(encoding="utf-8") == text


def test_somebody_elses_database(desk):
    with closing(sqlite3.connect(desk.database)) as other:
        other.execute("CREATE TABLE orders (number INTEGER)")
        other.execute("INSERT INTO orders VALUES (1)")
        other.commit()
    with open(desk.database, "rb") as file:  # noqa: PTH123 - the bytes as they are
        before = file.read()
    assert_unusable(desk, FOUND, "属于其他程序", "renda.db")
    with open(desk.database, "rb") as file:  # noqa: PTH123
        assert file.read() == before


@pytest.mark.parametrize(
    ("address", "message", "where"),
    [
        ("postgresql://secretary:secret@127.0.0.1:1/renda", "连接不上数据库服务器", "127.0.0.1"),
        ("mysql://localhost/renda", "不支持的数据库", "mysql"),
        ("postgresql://host:port/renda", "写法不对", "postgresql"),
    ],
)
def test_an_address_that_leads_nowhere(capsys, address, message, where):
    desk = Desk(capsys, address)
    assert_unusable(desk, ("cases",), message, where)
    answer = desk.json("next", "S20-1")
    assert "secret@" not in answer.out + answer.err


def test_a_folder_is_no_record(desk, tmp_path):
    desk.database = str(tmp_path)
    assert_unusable(desk, ("cases",), "这是文件夹", str(tmp_path))
    desk.database = str(tmp_path / "没有" / "renda.db")
    assert_unusable(desk, FOUND, "文件夹不存在", "renda.db")
    assert not (tmp_path / "没有").exists()


def test_a_read_only_folder(desk, tmp_path):
    folder = tmp_path / "只读"
    folder.mkdir()
    folder.chmod(0o500)
    # whoever is allowed everything still may not write there
    desk.database = "/proc/renda.db" if os.geteuid() == 0 else str(folder / "renda.db")
    if not os.path.isdir("/proc") and os.geteuid() == 0:  # noqa: PTH112
        pytest.skip("no folder here is read-only for this user")
    said = desk.json(*FOUND)
    assert (said.code, said.error["code"]) == (3, "record")
    assert "只读" in said.error["message"] or "打不开" in said.error["message"]


def test_a_record_that_was_altered(office, tmp_path):
    office.told(*DATED)
    altered = tmp_path / "改过.db"
    shutil.copy(office.database, altered)
    with closing(sqlite3.connect(altered)) as hand:
        for (name,) in hand.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            hand.execute(f'DROP TRIGGER "{name}"')
        hand.execute("UPDATE entry SET body = replace(body, '2026-02-05', '2026-02-04') WHERE number = 4")
        hand.commit()
    office.database = str(altered)
    said = office.json("verify")
    assert said.code == 3
    assert said.doc["trusted"] is False
    assert said.doc["congresses"][0]["original"]
    assert "被改动" in office("verify").out


def test_a_fault_of_our_own_is_told_calmly(office, monkeypatch, capsys):
    before = office.head()

    def broken(*_words, **_more):
        raise KeyError("opening_on")

    monkeypatch.setattr(Engine, "_weigh", broken)
    said = office.json(*DATED)
    assert (said.code, said.error["code"]) == (3, "internal")
    assert "KeyError" in said.error["message"]
    assert "没有写入" in said.error["message"]
    assert "test_record_faults" in said.error["where"]
    assert "维护人员" in said.error["remedy"]
    text = office(*DATED)
    assert (text.code, text.out) == (3, "")
    assert len(text.err.splitlines()) == 2
    monkeypatch.undo()
    monkeypatch.setenv("RENDA_OPERATOR", "秘书")
    assert office.head() == before


def test_a_reader_who_leaves_early_sees_no_traceback():
    """As in `renda rule list | head -1`."""
    command = [sys.executable, "-c", "from renda.main import run; run()", "rule", "list"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) in {0, 1}
    assert told == b""


def test_somebody_else_was_faster(office, monkeypatch):
    """Two congresses of the same name and term: the second is told so, and the exit code is 1."""
    said = office.json(*FOUND)
    assert (said.code, json.loads(said.out)["error"]["code"]) == (1, "conflict")
