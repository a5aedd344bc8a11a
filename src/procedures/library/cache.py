"""Library files once parsed, kept in the user's cache folder as JSON: YAML takes ten times as long to read.

A kept file is found by the hash of the bytes it was made from, so a changed library file never finds an old one.
It is JSON with its own checksum: what is damaged is passed over, and nothing in it can be executed. It is read only
from a folder that belongs to the user alone. Whatever does not work (no home, a read-only disk, a full one) is no
error: the YAML is read instead.

`RENDA_CACHE` names another folder; set and empty, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

FORMAT = 1
"""Changes with what `parsing.parse` makes of a file."""
MOST = 400
"""How many kept files are too many: a library has some seventy, and each change of one leaves one behind."""


def load(source: bytes) -> tuple[Any, str] | None:
    """The value kept for these bytes, and its lines as JSON text; None where there is none that can be used."""
    folder = _folder(os.environ.get("RENDA_CACHE"))
    if folder is None:
        return None
    try:
        kept = (folder / _name(source)).read_bytes()
        checksum, body = kept[:64], kept[65:]
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            return None
        lines, _, value = body.decode("utf-8").partition("\n")
        return json.loads(value), lines
    except (OSError, ValueError, RecursionError):
        return None


def keep(source: bytes, value: Any, lines: Any) -> None:
    """Keep what was made of these bytes; two processes at once write the same, each whole."""
    folder = _folder(os.environ.get("RENDA_CACHE"))
    if folder is None:
        return
    with contextlib.suppress(OSError, ValueError, RecursionError):
        texts = [json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (lines, value)]
        body = "\n".join(texts).encode("utf-8")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _own(folder):
            return
        path = folder / _name(source)
        unfinished = folder / f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}"
        try:
            unfinished.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
            unfinished.replace(path)
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        _tidy(folder)


def _name(source: bytes) -> str:
    return f"{FORMAT}-{hashlib.sha256(source).hexdigest()}.json"


@lru_cache(maxsize=8)
def _folder(named: str | None) -> Path | None:
    """The folder, where it is absolute and, if it exists, the user's own."""
    if named == "":
        return None
    folder = (Path(named) if named is not None else _usual()) / "library"
    try:
        usable = folder.is_absolute() and (not folder.exists() or _own(folder))
    except OSError:
        return None
    return folder if usable else None


def _usual() -> Path:
    """Where this system keeps such things; told by hand because the library that knows it takes 20 ms to import."""
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", ""), "renda", "Cache")
    named = os.environ.get("XDG_CACHE_HOME")
    if named:
        return Path(named, "renda")
    home = os.environ.get("HOME", "")
    return (
        Path(home, "Library", "Caches", "renda")
        if sys.platform == "darwin"
        else Path(home, ".cache", "renda")
    )


def _own(folder: Path) -> bool:
    """Whether nobody else could have put something there. Windows keeps the user's folders apart itself."""
    if os.name == "nt":
        return folder.is_dir()
    found = folder.lstat()
    others = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & others


def _tidy(folder: Path) -> None:
    """Throw away the older half where too much has gathered."""
    kept = list(folder.iterdir())
    if len(kept) > MOST:
        with contextlib.suppress(FileNotFoundError):  # another process tidies too
            for path in sorted(kept, key=lambda path: path.stat().st_mtime)[: MOST // 2]:
                path.unlink(missing_ok=True)
