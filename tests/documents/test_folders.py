"""Folders whole or not at all; names that Windows can store."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procedures.documents import folders
from procedures.documents.folders import LONGEST_NAME, LONGEST_PATH, room_below, safe_name, write_folder
from procedures.errors import BadInput

DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(10))}


@given(
    st.integers(0, 999),
    st.text(max_size=120),
    st.sampled_from(["", "20260108"]),
    st.sampled_from(["", ".docx", ".DOCX", ".tar.gz", ".", ". ", ".d/x", ".文档", ".abcdefghijk"]),
)
@example(1, "CON", "", "")
@example(1, "..", "", ".")
@example(1, "关于\x00\t开会 的/通知:?*", "20260108", ".docx")
@example(1, "长" * 100, "20260108", ".docx")
def test_a_name_can_be_stored_by_windows(number, title, day, ending):
    name = safe_name(number, title, day, ending)
    assert len(name) <= LONGEST_NAME
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f]', name)
    assert name == name.strip(". ")
    assert name.split(".")[0].upper() not in DEVICES
    name.encode("utf-8")
    assert name.startswith(f"{number:02}_")
    assert not day or f"_{day}" in name


def test_names_as_offices_write_them():
    assert safe_name(3, "会议通知", "20260108", ".docx") == "03_会议通知_20260108.docx"
    assert safe_name(12, '关于"预算"的\\决议', "", ".pdf") == "12_关于预算的决议.pdf"
    assert safe_name(1, "???", "", "") == "01_无题"
    assert safe_name(1, "报告.", "", ".exe bad") == "01_报告"
    long = safe_name(1, "长" * 100, "20260108", ".docx")
    assert (len(long), long[-14:]) == (LONGEST_NAME, "_20260108.docx")


def whole(folder: Path) -> None:
    (folder / "甲").mkdir()
    (folder / "甲" / "一.txt").write_text("一", encoding="utf-8")
    (folder / "二.txt").write_text("二", encoding="utf-8")


def listed(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def write(target, fill=whole, *, force=False, replaceable=lambda _: True):
    write_folder(target, fill, force=force, replaceable=replaceable)


@pytest.mark.parametrize("empty", [False, True])
def test_a_folder_is_written_and_nothing_is_left_beside_it(tmp_path, empty):
    target = tmp_path / "归档"
    if empty:
        target.mkdir()
    write(target)
    assert listed(target) == ["二.txt", "甲", "甲/一.txt"]
    assert listed(tmp_path) == ["归档", "归档/二.txt", "归档/甲", "归档/甲/一.txt"]


def test_what_is_there_stays_without_force(tmp_path):
    target = tmp_path / "归档"
    write(target)
    (target / "二.txt").write_text("旧", encoding="utf-8")
    with pytest.raises(BadInput, match="已经有了"):
        write(target)
    assert (target / "二.txt").read_text(encoding="utf-8") == "旧"
    write(target, force=True)
    assert (target / "二.txt").read_text(encoding="utf-8") == "二"
    assert listed(tmp_path)[0] == "归档"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_of_another_kind_is_never_replaced(tmp_path):
    target = tmp_path / "我的文件"
    target.mkdir()
    (target / "家信.txt").write_text("信", encoding="utf-8")
    with pytest.raises(BadInput, match="不能整个换掉"):
        write(target, force=True, replaceable=lambda _: False)
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="不能整个换掉"):
        write(tmp_path / "文件", force=True)
    (tmp_path / "链接").symlink_to(target)
    with pytest.raises(BadInput, match="不能整个换掉"):
        write(tmp_path / "链接", force=True)
    assert listed(target) == ["家信.txt"]


def test_a_place_that_is_none(tmp_path):
    with pytest.raises(BadInput, match="没有文件夹"):
        write(tmp_path / "无" / "归档")


@pytest.mark.parametrize("fault", ["mkdtemp", "fill", "fsync", "rename"])
@pytest.mark.parametrize("there", [False, True])
def test_a_fault_at_any_moment_leaves_what_was_there(tmp_path, monkeypatch, fault, there):
    target = tmp_path / "归档"
    if there:
        write(target)
        (target / "二.txt").write_text("旧", encoding="utf-8")
    before = listed(tmp_path)

    def broken(*_args, **_more):
        raise OSError(28, "No space left on device")

    fill = whole
    if fault == "fill":

        def fill(folder):
            whole(folder)
            broken()

    elif fault == "mkdtemp":
        monkeypatch.setattr(folders.tempfile, "mkdtemp", broken)
    elif fault == "fsync":
        monkeypatch.setattr(os, "fsync", broken)
    else:
        rename = Path.rename
        monkeypatch.setattr(
            Path, "rename", lambda self, to: broken() if self.name == "new" else rename(self, to)
        )
    with pytest.raises(BadInput, match="写不进去") as caught:
        write(target, fill, force=True)
    assert caught.value.remedy
    assert listed(tmp_path) == before
    if there:
        assert (target / "二.txt").read_text(encoding="utf-8") == "旧"


def test_interrupted_by_hand_it_cleans_up(tmp_path):
    def fill(folder):
        whole(folder)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "归档", fill)
    assert listed(tmp_path) == []


def test_room_for_paths_on_windows(tmp_path):
    target = tmp_path / ("归" * 30)
    assert room_below(target) == LONGEST_PATH - len(str(target)) - 1
    short = tmp_path / "归"
    assert room_below(short) == LONGEST_PATH - len(f"{tmp_path}/.未完成-12345678/new/")
