"""The order of names by the strokes of their characters (姓氏笔画序), as lists of candidates and deputies use it.

Characters are compared by the number of their strokes, then by the kinds of the strokes in writing order
(横 1, 竖 2, 撇 3, 点 4, 折 5). `strokes.txt` holds the sequences, one line each: "1121<TAB>王…".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

Strokes = tuple[int, str, str]
"""A character: number of strokes, their kinds, the character itself (the last resort between equals)."""

StrokeKey = tuple[Strokes, int, tuple[Strokes, ...], int, tuple[Strokes, ...]]
"""First character, length of the surname, rest of the surname, length of the given name, given name."""

_COMPOUND = (
    "欧阳司马上官诸葛夏侯东方皇甫尉迟公孙慕容令狐宇文长孙司徒轩辕独孤南宫端木百里东郭呼延闻人司空澹台赫连濮阳淳于太叔"
    "申屠仲孙钟离鲜于闾丘亓官司寇拓跋谷梁漆雕壤驷公西巫马左丘万俟纳兰完颜叶赫太史公羊宗政公冶南门羊舌微生公户第五"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND[at : at + 2] for at in range(0, len(_COMPOUND), 2))
TABLE = Path(__file__).with_name("strokes.txt")
_BETWEEN = "·\u3000 "  # the dot within names of several nationalities, and blanks that only align
_UNKNOWN = 10_000  # more strokes than any character has: what is not known stands at the end


@cache
def _sequences() -> Mapping[str, str]:
    """Every character of the table and its strokes."""
    table = TABLE.read_text(encoding="utf-8")
    return {
        character: sequence
        for sequence, _, characters in (line.partition("\t") for line in table.splitlines())
        for character in characters
    }


def strokes_of(character: str) -> str | None:
    """The strokes of a character in writing order, e.g. "1121" for 王; None where the table has none.

    Args:
        character: one character.
    """
    return _sequences().get(character)


def _character(character: str) -> Strokes:
    sequence = _sequences().get(character)
    return (_UNKNOWN, "", character) if sequence is None else (len(sequence), sequence, character)


def _letters(name: str) -> str:
    """The name alone: without blanks and dots, and without a mark behind it, as in 张伟(1968-07)."""
    alone = name.partition("(")[0].partition("（")[0]
    return "".join(character for character in alone if character not in _BETWEEN)


def stroke_key(name: str) -> StrokeKey:
    """The key that sorts names by strokes.

    First the surname's first character; then single surnames before compound ones, given names of one character
    before longer ones, and the following characters in turn. A character without data stands after all others:
    ask `without_strokes` and tell the reader.

    Args:
        name: a person's name; alignment blanks, the dot within it and a mark in brackets behind it do not count.
    """
    letters = _letters(name)
    first = _character(letters[:1])
    length = 2 if len(letters) > len("欧阳") and letters[:2] in COMPOUND_SURNAMES else 1
    surname = tuple(map(_character, letters[1:length]))
    given = tuple(map(_character, letters[length:]))
    return first, length, surname, len(given), given


def in_stroke_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names by strokes; equal names keep the order they came in.

    Args:
        names: names of persons.
    """
    return tuple(sorted(names, key=stroke_key))


def without_strokes(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names that hold characters whose strokes the table does not have; the place of these names is not certain.

    Args:
        names: names of persons.

    Returns:
        For each such name its characters without data.
    """
    missing = {
        name: tuple(dict.fromkeys(letter for letter in _letters(name) if letter not in _sequences()))
        for name in names
    }
    return {name: letters for name, letters in missing.items() if letters}
