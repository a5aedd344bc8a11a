"""Killed, or with a full disk, at any moment, a command leaves the last whole state; and it can be done again."""

import shutil
import sys
from pathlib import Path

import pytest

from renda.main import run
from tests.cli.faults import FILES, STATEMENTS, from_touch, full_database, full_disk, killed_at

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows")
MOMENTS = 60
"""More than there are; the last ones let the work be finished."""

OPENED = ("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")
RECORDING = {
    "practice on": ("practice", "on", "PD"),
    "practice off": ("practice", "off", "PS"),
    "rolling on": ("rolling", "on", "某县人大常委会决定"),
    "rolling off": ("rolling", "off"),
    "do": ("do", "S20-1", "公布开会日期", "公布渠道=公开栏"),
    "open": ("open", "suggestion", "修路"),
    "correct": ("correct", "S20-1", "6", "开幕日期=2026-02-06", "--reason", "笔误"),
}
WRITING = {
    "paper make": ("paper", "make", "会议通知", "S20-1", "会议地点=礼堂", "-o", "{}/a.docx"),
    "paper make html": ("paper", "make", "会议通知", "S20-1", "会议地点=礼堂", "-o", "{}/a.html"),
    "check --html": ("check", "S20-1", "--html", "{}/a.html"),
    "check --docx": ("check", "--year", "2026", "--docx", "{}/a.docx"),
    "plan --ics": ("plan", "S20-1", "--ics", "{}/a.ics"),
    "plan --html --xlsx": ("plan", "S20-1", "--html", "{}/a.html", "--xlsx", "{}/a.xlsx"),
    "due --ics": ("due", "--ics", "{}/a.ics"),
}


@pytest.fixture
def busy(office):
    """An office that has taken up some habits and a rolling decision, and whose session has a date."""
    assert office("practice", "on", "PS").code == 0
    assert office("rolling", "on", "原来的决定").code == 0
    assert office(*OPENED).code == 0
    return office


def words_of(desk, words):
    return ["--database", desk.database, "--today", desk.today, *words]


def kept(desk):
    """The record's files, to begin again from."""
    return {path: path.read_bytes() for path in Path(desk.database).parent.glob("renda.db*")}


def restored(desk, files):
    for path in Path(desk.database).parent.glob("renda.db*"):
        path.unlink()
    for path, content in files.items():
        path.write_bytes(content)


def after_once(desk, words):
    """How many entries the command writes when nothing happens to it."""
    files, before = kept(desk), desk.head()
    assert desk(*words).code == 0
    written = desk.head()[0][1] - before[0][1]
    restored(desk, files)
    return written


@pytest.mark.parametrize("name", ["practice on", "rolling on", "correct"])
def test_killed_while_recording(busy, name):
    words = RECORDING[name]
    written, files = after_once(busy, words), kept(busy)
    start = busy.head()[0][1]
    assert written >= 1
    killed = 0
    for left in range(MOMENTS):
        restored(busy, files)
        done = not killed_at(left, STATEMENTS, lambda: run(words_of(busy, words)))
        killed += not done
        assert busy.head()[0][1] in ({start + written} if done else {start, start + written}), left
        assert busy.told("verify")["trusted"] is True
        if done:
            break
        if left % 3 == 0:
            again = busy(*words)
            assert again.code == 0
            twice = {start + 2 * written} if words[0] == "correct" else set()  # the same correction once more
            assert busy.head()[0][1] in {start + written} | twice, left
    assert 3 < killed < MOMENTS


@pytest.mark.parametrize("name", ["practice off", "rolling off", "do", "open", "correct"])
def test_a_full_disk_while_recording(busy, name):
    words = RECORDING[name]
    files, before = kept(busy), busy.head()
    refused = 0
    for left in range(MOMENTS):
        restored(busy, files)
        with from_touch(left, STATEMENTS, full_database):
            answer = busy.json(*words)
        if answer.code == 0:
            break
        refused += 1
        assert (answer.code, "磁盘已满" in answer.error["message"]) == (3, True), (left, answer)
        assert busy.head() == before, left
        assert busy.told("verify")["trusted"] is True
    assert 3 < refused < MOMENTS
    assert busy.head() != before


def in_folder(words, folder):
    return [word.replace("{}", str(folder)) for word in words]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("name", ["paper make", "check --html", "plan --ics", "plan --html --xlsx"])
def test_killed_while_writing_files(busy, tmp_path, name):
    folder = tmp_path / "文件"
    folder.mkdir()
    words = in_folder(WRITING[name], folder)
    assert busy(*words).code == 0
    whole, before = contents(folder), busy.head()
    old = dict.fromkeys(whole, b"old")
    killed = 0
    for left in range(MOMENTS):
        shutil.rmtree(folder)
        folder.mkdir()
        for file, content in old.items():
            (folder / file).write_bytes(content)
        done = not killed_at(left, FILES, lambda: run(words_of(busy, [*words, "--force"])))
        killed += not done
        for file, content in contents(folder).items():
            unfinished = any(file.startswith(f".{one}.") for one in whole)
            assert unfinished or content in {b"old", whole[file]}, (left, file)
        assert busy.head() == before
        if done:
            break
        if left % 3 == 0:
            assert busy(*words, "--force").code == 0
            assert {file: contents(folder)[file] for file in whole} == whole
    assert 2 < killed < MOMENTS
    assert contents(folder) == whole


@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_while_writing_files(busy, tmp_path, name):
    folder = tmp_path / "文件"
    folder.mkdir()
    words = in_folder(WRITING[name], folder)
    assert busy(*words).code == 0
    whole = contents(folder)
    for left in range(MOMENTS):
        for file in whole:
            (folder / file).write_bytes(b"old")
        with from_touch(left, FILES, full_disk):
            answer = busy.json(*words, "--force")
        assert contents(folder).keys() == whole.keys(), left  # nothing half-written is left behind
        for file, content in contents(folder).items():
            assert content in {b"old", whole[file]}
        if answer.code == 0:
            break
        assert answer.code == 2
        assert answer.error["remedy"]
    assert 2 < left < MOMENTS - 1
    assert contents(folder) == whole
