"""Originals are found by what they hold, wherever they lie and whatever they are called."""

from __future__ import annotations

import hashlib

import pytest

from procedures.documents.originals import find_originals, sha256_of
from procedures.errors import BadInput


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_by_content_in_folders_within_folders(tmp_path):
    path = put(tmp_path, "一/二/改了名.docx", "通知")
    put(tmp_path, "通知.docx", "别的通知")
    search = find_originals([("通知.docx", digest("通知"))], [tmp_path])
    assert search.found == {digest("通知"): path}
    assert search.namesakes == {"通知.docx": tmp_path / "通知.docx"}
    assert sha256_of(path) == digest("通知")


def test_files_of_the_same_name_first_and_no_further_than_needed(tmp_path):
    for number in range(20):
        put(tmp_path, f"{number}.txt", str(number))
    put(tmp_path, "通知.docx", "通知")
    read = []
    find_originals([("通知.docx", digest("通知"))], [tmp_path], read.append)
    assert read == [1]


def test_nothing_wanted_nothing_read(tmp_path):
    put(tmp_path, "通知.docx", "通知")
    read = []
    assert find_originals([], [tmp_path], read.append).found == {}
    assert read == []


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(BadInput, match="没有这个文件夹") as caught:
        find_originals([("通知", "0" * 64)], [tmp_path / "无"])
    assert caught.value.where == "--papers"


def test_the_same_folder_twice_and_what_is_half_written(tmp_path):
    put(tmp_path, ".未完成-abc/new/通知.docx", "通知")
    put(tmp_path, "别的.txt", "别的")
    read = []
    search = find_originals([("通知.docx", digest("通知"))], [tmp_path, tmp_path], read.append)
    assert search.found == {}
    assert read == [1]


def test_files_that_cannot_be_read_are_told(tmp_path, monkeypatch):
    path = put(tmp_path, "通知.docx", "通知")

    def broken(_path):
        raise PermissionError(13, "denied")

    monkeypatch.setattr("procedures.documents.originals.sha256_of", broken)
    assert find_originals([("通知.docx", digest("通知"))], [tmp_path]).unreadable == [path]
