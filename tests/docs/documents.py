"""Markdown as the tests read it: sections, tables of keys, fenced blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_HEADING = re.compile(r"^(#+) (.+)$")
_NAMED = re.compile(r"`([^`]+)`")
_ROW = re.compile(r"^\| `([^`]+)` \|")


@dataclass
class Block:
    """A fenced block: its language, its lines, and the line (from 1) on which the first of them stands."""

    language: str
    line: int
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


@dataclass
class Section:
    """A heading with what follows up to the next heading.

    `name` is the text in backticks of the heading, or the heading; `keys` are the rows of its tables that begin
    with a text in backticks.
    """

    name: str
    line: int
    keys: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def sections(path: Path) -> list[Section]:
    """All sections of a document, in order."""
    found = [Section("", 1)]
    block: Block | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("```"):
            if block is None:
                block = Block(line.removeprefix("```").strip(), number + 1)
                found[-1].blocks.append(block)
            else:
                block = None
        elif block is not None:
            block.lines.append(line)
        elif heading := _HEADING.match(line):
            named = _NAMED.search(heading.group(2))
            found.append(Section(named.group(1) if named else heading.group(2), number))
        elif row := _ROW.match(line):
            found[-1].keys.append(row.group(1))
        else:
            found[-1].text.append(line)
    assert block is None, f"{path.name}: a fenced block is not closed"
    return found


def blocks(path: Path) -> list[Block]:
    """All fenced blocks of a document, in order."""
    return [block for section in sections(path) for block in section.blocks]


def documents() -> list[Path]:
    """Every document of the project that people read."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
