"""Kills and broken disks at the n-th touch: of the database, and of files that are written."""

import errno
import os
import signal
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine.default import DefaultDialect

STATEMENTS = [(DefaultDialect, name) for name in ("do_execute", "do_commit", "do_begin")]
FILES = [(os, "fsync"), (tempfile, "mkstemp"), (Path, "replace"), (Path, "mkdir"), (Path, "rename")]


@contextmanager
def from_touch(left, places, strike):
    """From the touch after so many on, every touch strikes; and how many there were."""
    count = [0]

    def counted(call):
        def wrapped(*given, **more):
            count[0] += 1
            if count[0] > left:
                strike()
            return call(*given, **more)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        for owner, name in places:
            patch.setattr(owner, name, counted(getattr(owner, name)))
        yield count


def kill():
    """The process is gone."""
    os.kill(os.getpid(), signal.SIGKILL)


def full_database():
    """What SQLite says of a full disk."""
    raise sqlite3.OperationalError("database or disk is full")


def full_disk():
    """What the system says of a full disk."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def killed_at(left, places, work):
    """Run the work in a process of its own that is killed at the touch after so many; whether it was."""
    child = os.fork()
    if child == 0:
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            with from_touch(left, places, kill):
                work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
