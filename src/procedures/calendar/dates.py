"""Dates as they are typed, and as papers write them."""

from __future__ import annotations

import re
from datetime import date

from procedures.calendar.counting import add_days, month_length
from procedures.calendar.numerals import DIGITS, ZEROS, chinese_number, read_number, shown, to_halfwidth
from procedures.errors import BadInput

_WORDS = {"today": 0, "今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1}
# Full-width signs between full-width digits come from the same input method; both signs must be the same.
_FIGURES = re.compile(r"([1-9][0-9]{3})([-/.－／．])([0-9]{1,2})\2([0-9]{1,2})")
_WESTERN = re.compile(r"([1-9][0-9]{3})年([0-9]{1,2})月([0-9]{1,2})[日号]")
_NUMERAL = f"[{DIGITS}{ZEROS}十廿卅]{{1,3}}"
_CHINESE = re.compile(f"([{DIGITS[1:]}][{DIGITS}{ZEROS}]{{3}})年({_NUMERAL})月({_NUMERAL})[日号]")
_REMEDY = "请写成 2026-01-08、2026年1月8日、二〇二六年一月八日,或 today(今天)。"


def parse_date(text: str, today: date, *, where: str | None = None) -> date:
    """Read a date as staff type it.

    Args:
        text: 2026-01-08, 2026/1/8, 2026.1.8, 2026年1月8日, 二〇二六年一月八日 (also with ○ or 零), full-width
            digits, today, 今天, 今日, 昨天, 明天. A year needs four digits: "26-1-8" is not guessed.
        today: the day that "today" stands for.
        where: file and line, cell, option or fact, for the error.

    Returns:
        The date.

    Raises:
        BadInput: the text is no date, or no such day exists (2026-02-30).
    """
    plain = re.sub(r"\s+", "", to_halfwidth(text))
    moved = _WORDS.get(plain.lower())
    if moved is not None:
        return add_days(today, moved)
    parts = _parts(plain)
    if parts is None:
        raise BadInput(f"“{shown(text)}”不是可以识别的日期。", where=where, remedy=_REMEDY)
    year, month, day = parts
    try:
        return date(year, month, day)
    except ValueError as problem:
        raise BadInput(
            f"“{shown(text)}”这一天不存在:{_why_impossible(year, month)}。",
            where=where,
            remedy="请核对原件后重新填写日期。",
        ) from problem


def chinese_date(day: date) -> str:
    """The date in Arabic figures, as the text of a paper carries it: 2026年1月8日 (GB/T 9704-2012)."""
    return f"{day.year}年{day.month}月{day.day}日"


def formal_date(day: date) -> str:
    """The date in Chinese numerals: 二〇二六年一月八日; the zero is U+3007."""
    year = "".join("〇" if digit == "0" else DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def weekday_name(day: date) -> str:
    """The day of the week: 星期四."""
    return "星期" + "一二三四五六日"[day.weekday()]


def _parts(plain: str) -> tuple[int, int, int] | None:
    """Year, month and day as written, or None; whether the day exists is not asked here."""
    if figures := _FIGURES.fullmatch(plain):
        return int(figures[1]), int(figures[3]), int(figures[4])
    if written := _WESTERN.fullmatch(plain) or _CHINESE.fullmatch(plain):
        try:
            return read_number(written[1]), read_number(written[2]), read_number(written[3])
        except BadInput:
            return None  # numerals in an impossible order, 十十月
    return None


def _why_impossible(year: int, month: int) -> str:
    """What is wrong with a day that does not exist."""
    if not 1 <= month <= 12:
        return f"没有{month}月"
    return f"{year}年{month}月只有1日至{month_length(year, month)}日"
