"""Lines that are wider than the terminal, folded so that columns stay columns and commands stay whole."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, TextIO

from renda.output import COLUMNS, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 40
_GAP = re.compile(r" {2,}(?=\S)")
_COMMAND = re.compile(r"\brenda (--)?[a-z]")


def folded(lines: Iterable[str], stream: TextIO) -> Iterator[str]:
    """The lines as they go to a stream: folded where it is a terminal, else as they are."""
    columns = shutil.get_terminal_size((COLUMNS, 24)).columns if stream.isatty() else 0
    for line in lines:
        yield from fold(line, columns) if columns >= LEAST else (line,)


def fold(line: str, columns: int) -> list[str]:
    """One line in lines that fit; what follows stands below the last cell that begins in the left half.

    A line with a command is left as it is: a terminal breaks it on screen only, and it can be copied whole.
    """
    if width(line) <= columns or _COMMAND.search(line):
        return [line]
    starts = [found.end() for found in _GAP.finditer(line)]
    left = [place for place in starts if width(line[:place]) <= columns // 2]
    indent = " " * (width(line[: left[-1]]) if left else 2)
    right = [place for place in starts if width(line[:place]) > columns // 2]
    if right:
        rest = _GAP.sub("    ", line[right[0] :])
        return [*fold(line[: right[0]].rstrip(), columns), *wrapped(indent + rest, indent, columns)]
    return wrapped(line, indent, columns)
