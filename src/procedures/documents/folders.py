"""Folders written whole or not at all; names that every system can store."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

from procedures.errors import BadInput, why

LONGEST_NAME = 60
"""Characters of a file or folder name, its ending included."""

LONGEST_PATH = 259
"""Characters of a whole path that Windows 7 can open."""

UNFINISHED = ".未完成-"
_WORK = len(UNFINISHED) + 8 + len("/new")  # the temporary folder's path below the parent
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,10}")


def safe_name(number: int, title: str, day: str = "", ending: str = "") -> str:
    """A name as offices write it, NN_题名_YYYYMMDD, that Windows, WPS and a USB stick can store.

    Args:
        number: what it is sorted by.
        title: what it is; what cannot stand in a name is left out.
        day: "20260108", or "" for none.
        ending: ".docx"; what is no plain ending is dropped.
    """
    kept = "".join(
        character
        for character in _FORBIDDEN.sub("", unicodedata.normalize("NFC", title))
        if unicodedata.category(character)[0] not in "CZ"
    )
    before = f"{number:02}_"
    after = (f"_{day}" if day else "") + (ending if _ENDING.fullmatch(ending) else "")
    return before + (kept[: LONGEST_NAME - len(before) - len(after)].rstrip(". ") or "无题") + after


def room_below(target: Path) -> int:
    """How many characters a path below a folder may have, while it is written and afterwards.

    Args:
        target: the folder that is to be written.
    """
    path = Path(os.path.abspath(target))  # noqa: PTH100 - as it was named, links not followed
    return LONGEST_PATH - len(str(path.parent)) - 1 - max(len(path.name), _WORK) - 1


def write_folder(
    target: Path, fill: Callable[[Path], None], *, force: bool, replaceable: Callable[[Path], bool]
) -> None:
    """Write a folder by way of a temporary one beside it, which is renamed when it is whole.

    Killed in the middle, it leaves a hidden folder 未完成 that may be thrown away. Where an old folder is replaced
    there is one moment between two renames at which both are in that hidden folder, whole, as `old` and `new`.

    Args:
        target: where; an empty folder may be there.
        fill: writes everything into the folder that it is given.
        force: replace what is there.
        replaceable: whether an existing folder is of the kind that may be replaced at all.

    Raises:
        BadInput: where something is there that is not to be replaced, or the place cannot be written.
    """
    target = Path(os.path.abspath(target))  # noqa: PTH100 - as it was named, links not followed
    try:
        _check(target, force=force, replaceable=replaceable)
        work = Path(tempfile.mkdtemp(dir=target.parent, prefix=UNFINISHED))
    except OSError as problem:
        raise _unwritable(target, problem) from problem
    try:
        inner = work / "new"
        inner.mkdir()
        fill(inner)
        _settle(inner)
        _put(inner, target, work / "old")
    except OSError as problem:
        raise _unwritable(target, problem) from problem
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _check(target: Path, *, force: bool, replaceable: Callable[[Path], bool]) -> None:
    where = str(target)
    if not target.parent.is_dir():
        raise BadInput(
            f"没有文件夹 {target.parent}。", where=where, remedy="请先建立上一级文件夹,或换一个地方。"
        )
    if not os.path.lexists(target) or (_plain(target) and not any(target.iterdir())):
        return
    if not force:
        raise BadInput(f"{target} 已经有了。", where=where, remedy="换一个文件夹名,或者加 --force 换新。")
    if not _plain(target) or not replaceable(target):
        raise BadInput(
            f"{target} 不是本程序写的文件夹,不能整个换掉。", where=where, remedy="请换一个文件夹名。"
        )


def _plain(target: Path) -> bool:
    return target.is_dir() and not target.is_symlink()


def _settle(folder: Path) -> None:
    """Everything on the disk before the folder gets its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _put(inner: Path, target: Path, old: Path) -> None:
    """Give the folder its name; where that fails, what was there is there again."""
    there = os.path.lexists(target)
    if there:
        target.rename(old)
    try:
        inner.rename(target)
    except OSError:
        if there:
            with contextlib.suppress(OSError):
                old.rename(target)
        raise


def _unwritable(target: Path, problem: OSError) -> BadInput:
    return BadInput(
        f"{target} 写不进去({why(problem)})。", where=str(target), remedy="请核对文件夹、权限和剩余空间。"
    )
