"""The township with twelve defects: its script as trainers have it, and the same with some of them put right."""

import re
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "examples" / "twelve" / "script.txt"
DEFECTS = range(1, 13)
_LINE = re.compile(r"^(\d{4}-\d{2}-\d{2}) (\d) (.+)$")
_MENDED = re.compile(r"^# 改 ([\d ]+): (.+)$")
_BEGINS = re.compile(r"^# 缺陷 ([\d ]+)$")


@dataclass(frozen=True)
class Command:
    """One line of the script."""

    day: str
    code: int
    text: str


def variant(mended, text=None):
    """The commands of the script with the given defects put right.

    A passage stands for the defects that it is headed with; it is left out as soon as one of them is put right, and
    the line for exactly those that are put right of these stands in its place.
    """
    commands, passage = [], set()
    for line in (text or SCRIPT.read_text(encoding="utf-8")).splitlines():
        begins, instead = _BEGINS.match(line), _MENDED.match(line)
        if begins:
            passage = {int(number) for number in begins[1].split()}
            about = passage
        elif line == "# 止":
            passage = set()
        elif instead:
            if {int(number) for number in instead[1].split()} == about & set(mended):
                commands.append(_command(instead[2]))
        elif not (passage & set(mended)) and _LINE.match(line):
            commands.append(_command(line))
    return commands


def _command(line):
    day, code, words = _LINE.match(line).groups()
    return Command(day, int(code), words)
