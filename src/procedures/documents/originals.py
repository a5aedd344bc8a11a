"""The originals of papers, found again by their hash; names prove nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from procedures.documents.folders import UNFINISHED
from procedures.errors import BadInput

Progress = Callable[[int], None]


@dataclass(slots=True)
class Search:
    """What a search for originals brought.

    Attributes:
        found: where each hash was found.
        namesakes: files that have a wanted name and another content, by name.
        unreadable: files that could not be read.
    """

    found: dict[str, Path] = field(default_factory=dict)
    namesakes: dict[str, Path] = field(default_factory=dict)
    unreadable: list[Path] = field(default_factory=list)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's content, 64 hexadecimal digits.

    Args:
        path: the file.

    Raises:
        OSError: where it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return digest.hexdigest()


def find_originals(
    wanted: Collection[tuple[str, str]], folders: Sequence[Path], progress: Progress | None = None
) -> Search:
    """Where the originals lie.

    Files of the same name are looked at first; the search ends when all are found.

    Args:
        wanted: file name and SHA-256 of each.
        folders: where to look, folders within them too.
        progress: told how many files have been read.

    Raises:
        BadInput: where a folder is none.
    """
    for folder in folders:
        if not folder.is_dir():
            raise BadInput(f"没有这个文件夹:{folder}", where="--papers", remedy="请核对路径。")
    hashes = {digest for _, digest in wanted}
    names = {name for name, _ in wanted}
    search = Search()
    files = sorted(_files(folders), key=lambda path: path.name not in names)
    for number, path in enumerate(files, start=1):
        if len(search.found) == len(hashes):
            break
        try:
            digest = sha256_of(path)
        except OSError:
            search.unreadable.append(path)
            continue
        if digest in hashes:
            search.found.setdefault(digest, path)
        elif path.name in names:
            search.namesakes.setdefault(path.name, path)
        if progress is not None:
            progress(number)
    return search


def _files(folders: Sequence[Path]) -> Iterator[Path]:
    """Every file once, in a settled order; what is half written is passed over."""
    seen: set[Path] = set()
    for folder in folders:
        for where, within, names in os.walk(folder):
            within[:] = sorted(name for name in within if UNFINISHED not in name)
            for name in sorted(names):
                path = Path(where, name)
                if path.is_file() and path.resolve() not in seen:
                    seen.add(path.resolve())
                    yield path
