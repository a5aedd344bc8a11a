"""Recorded values as papers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from procedures.calendar.dates import formal_date
from procedures.checks.base import shown

_FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！", "(": "（", ")": "）"}
_CHINESE = "[\\u3007\\u4e00-\\u9fff\\u3400-\\u4dbf”》）]"
_HALF = re.compile(rf"(?<={_CHINESE})[,:;?!()]|\((?={_CHINESE})")
_WEEKDAYS = "一二三四五六日"


class Day(date):
    """A date that writes itself as official papers do: 2026年1月8日, without leading zeros."""

    @classmethod
    def of(cls, day: date) -> Day:
        """The same day."""
        return cls(day.year, day.month, day.day)

    def __str__(self) -> str:
        """As in 2026年1月8日."""
        return shown(date(self.year, self.month, self.day))

    def __getitem__(self, name: str) -> Any:
        """星期 as in 星期四, 汉字 as in 二〇二六年一月八日, 年 as a number."""
        if name == "星期":
            return f"星期{_WEEKDAYS[self.weekday()]}"
        if name == "年":
            return self.year
        if name == "汉字":
            return formal_date(self)
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class YesNo:
    """A yes or no: 是 or 否 in a text, true or false in a condition."""

    value: bool

    def __str__(self) -> str:
        """是 or 否."""
        return shown(self.value)

    def __bool__(self) -> bool:
        """Itself."""
        return self.value


class Names(tuple[str, ...]):
    """Several names: parted by 、 in a text, one by one in a loop."""

    __slots__ = ()

    def __str__(self) -> str:
        """As in 王建国、李秀英."""
        return "、".join(self)


class Counted(dict[str, Any]):
    """One name with its votes: 姓名 and 票数."""


class Votes(tuple[Counted, ...]):
    """Votes by name, the most first; names with equal votes keep the order of the record."""

    __slots__ = ()

    def __str__(self) -> str:
        """As in 龙飞45票、史永康22票."""
        return "、".join(f"{one['姓名']}{one['票数']}票" for one in self)


class Money(Decimal):
    """An amount in yuan, written with its thousands."""

    def __str__(self) -> str:
        """As in 486,000元."""
        whole = self == self.to_integral_value()
        return f"{self:,.0f}元" if whole else f"{self:,.2f}元"


def as_written(value: Any, kind: str | None = None) -> Any:
    """A recorded value as templates get it.

    Args:
        value: as the record holds it.
        kind: its type in the vocabulary, where known.
    """
    if isinstance(value, bool):
        return YesNo(value)
    if isinstance(value, date):
        return Day.of(value)
    if isinstance(value, tuple | list):
        return Names(str(item) for item in value)
    if isinstance(value, Mapping):
        return Votes(Counted(姓名=name, 票数=number) for name, number in _ranked(value))
    if isinstance(value, Decimal) or kind == "money":
        return Money(value) if kind == "money" else shown(value)
    return punctuated(value) if isinstance(value, str) else value


def punctuated(words: str) -> str:
    """Words with full-width punctuation after Chinese characters, as papers need it; typists often leave it half-width."""
    return _HALF.sub(lambda found: _FULL[found[0]], words)


def _ranked(votes: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    yield from sorted(votes.items(), key=lambda item: -item[1])
