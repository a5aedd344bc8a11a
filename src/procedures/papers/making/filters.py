"""What templates may do with values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from jinja2 import Undefined

from procedures.calendar.numerals import chinese_number, read_number
from procedures.documents.strokes import stroke_key
from procedures.papers.making.missing import Missing
from procedures.papers.making.values import Names

_YEAR_IN_BRACKETS = re.compile(r"[\[［(（【〔](\d{4})[\]］)）】〕]")


def in_chinese(value: Any) -> Any:
    """19 as 十九."""
    if isinstance(value, Missing):
        return value
    text = str(value)
    return chinese_number(int(text)) if text.isdigit() else text


def by_strokes(names: Any) -> Any:
    """Names of persons in the order of strokes (姓氏笔画), the order of ballots and lists."""
    return (
        names if isinstance(names, Missing) else Names(sorted((str(name) for name in names), key=stroke_key))
    )


def two_characters_apart(name: Any) -> str:
    """A name of two characters with a blank between them, as lists align it."""
    text = str(name)
    return f"{text[0]}　{text[1]}" if len(text) == 2 else text


def where_is(items: Iterable[Any], name: str, *values: str) -> list[Any]:
    """The cases or acts whose value under a name is one of these."""
    return [item for item in items if (value := _of(item, name)) is not None and str(value) in values]


def where_not(items: Iterable[Any], name: str, *values: str) -> list[Any]:
    """The cases or acts whose value under a name is none of these, or lacking."""
    return [item for item in items if (value := _of(item, name)) is None or str(value) not in values]


def without(items: Iterable[Any], name: str) -> list[Any]:
    """The cases or acts that have no value under a name."""
    return [item for item in items if _of(item, name) is None]


def having(items: Iterable[Any], name: str) -> list[Any]:
    """The cases or acts that have a value under a name."""
    return [item for item in items if _of(item, name) is not None]


def since(items: Iterable[Any], name: str, day: Any) -> list[Any]:
    """The cases or acts whose date under a name is that day or later."""
    return _by_day(items, name, day, lambda one, other: one >= other)


def until(items: Iterable[Any], name: str, day: Any) -> list[Any]:
    """The cases or acts whose date under a name is that day or earlier."""
    return _by_day(items, name, day, lambda one, other: one <= other)


def _by_day(items: Iterable[Any], name: str, day: Any, holds: Callable[[date, date], bool]) -> list[Any]:
    if not isinstance(day, date):
        return []
    return [item for item in items if isinstance(own := _of(item, name), date) and holds(own, day)]


def _of(item: Any, name: str) -> Any:
    """The value under a name; None where it is lacking, which is no reason to ask for it here."""
    value = item[name]
    return None if isinstance(value, Undefined) else value


def number_of_letter(value: Any) -> Any:
    """A document number with the brackets that it must have: 清人大〔2026〕3号."""
    return value if isinstance(value, Missing) else _YEAR_IN_BRACKETS.sub(r"〔\1〕", str(value))


def number(value: Any) -> Any:
    """A number typed on the command line.

    Raises:
        BadInput: where it is none.
    """
    return value if isinstance(value, Missing) else read_number(str(value))


FILTERS: dict[str, Callable[..., Any]] = {
    "汉字": in_chinese,
    "数": number,
    "按笔画": by_strokes,
    "对齐": two_characters_apart,
    "其中": where_is,
    "其余": where_not,
    "未记": without,
    "已记": having,
    "起": since,
    "止": until,
    "文号": number_of_letter,
}
