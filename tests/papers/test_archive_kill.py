"""Killed while it archives, at any moment, the program leaves a whole folder or none; and it can be done again."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from procedures.documents.folders import UNFINISHED
from procedures.papers.archive.checking import check_folder

MOMENTS = 60
"""More than there are; the last ones let the work be finished."""


def killed_after(left, work):
    """Run the work in a process of its own that is killed at its n-th touch of the disk."""
    child = os.fork()
    if child == 0:
        try:
            _count_down(left)
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _count_down(left):
    touches = iter(range(left))

    def counted(call):
        def wrapped(*given, **more):
            if next(touches, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **more)

        return wrapped

    for name in ("mkdir", "write_bytes", "rename"):
        setattr(Path, name, counted(getattr(Path, name)))
    os.fsync = counted(os.fsync)


@pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows")
def test_kill_9_at_any_moment(office):
    office.convened()
    target = office.folder / "归档"
    killed, whole = 0, 0
    for left in range(MOMENTS):
        killed += killed_after(left, office.archive)
        others = {path.name for path in office.folder.iterdir()} - {"归档", "材料"}
        assert all(name.startswith(UNFINISHED) for name in others), others
        if target.exists():
            assert check_folder(target).problems == [], left
            whole += 1
            break
    assert killed > 10
    assert whole == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no fork on Windows")
def test_kill_9_while_an_archive_is_replaced(office):
    office.convened().archive()
    target = office.folder / "归档"
    gone = 0
    for left in range(MOMENTS):
        if not killed_after(left, lambda: office.archive(force=True)):
            break
        if target.exists():
            assert check_folder(target).problems == [], left
            continue
        gone += 1  # between the two renames: both folders are there, whole, under hidden names
        (old,) = [path for path in office.folder.glob(f"{UNFINISHED}*/old") if path.is_dir()]
        assert check_folder(old).problems == [], left
        old.rename(target)
    assert gone == 1
    assert check_folder(target).problems == []
