"""Months of birth and days of election, in all the ways rosters write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from procedures.calendar.numerals import ZEROS, read_number, to_halfwidth
from procedures.errors import BadInput
from procedures.papers.rosters.cells import LOST_DIGITS, Cell, compact
from procedures.papers.rosters.text import Cleaned, Refusal, plain

_WORDED = re.compile(r"(?a)(\d{4}|\d{2})年(\d{1,2})(?:月(?:(\d{1,2})[日号]?)?)?")
_SIGNED = re.compile(r"(?a)(\d{4}|\d{2})([./\-])(\d{1,2})(?:\2(\d{1,2}))?[.月]?")
_SIGNS = str.maketrans("．／－—", "./--")
_COMPACT = re.compile(r"(?a)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)?")
_ENGLISH = re.compile(r"(?a)([A-Za-z]{3})-(\d{2})")
_CLOCK = re.compile(r"[ T]0?0:00(:00)?(\.0+)?$")
_TENTH = re.compile(r"(?a)(\d{4}|\d{2})\.1")
_SERIAL = re.compile(r"(?a)(\d{5})(\.0+)?")
_SQUEEZED = re.compile(r"(?a)(19\d{2}|200\d)[1-9]")
_CHINESE = re.compile(rf"[一二三四五六七八九十廿卅{ZEROS}]+(?=[年月日])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL_ZERO = date(1899, 12, 30)  # Excel counts a 29th of February 1900 that never was
_YOUNGEST, _OLDEST = 18, 100
_ASK = "请写成 1968-07 或 1968年7月"


def born(cell: Cell, today: date) -> Cleaned:
    """Clean a date of birth to "1968-07", or "1968-07-03" where the day is given.

    A four-digit year in any ordinary spelling is read without a note; what was interpreted (a two-digit year,
    an Excel serial, Chinese numerals, full-width digits) is noted. A two-digit year is of the 20th century or
    refused.

    Args:
        cell: the cell of the date.
        today: the day of reading, for the age.

    Returns:
        The date and what was changed, or why it cannot be taken.
    """
    read = _read(cell, today)
    if isinstance(read, Refusal) or not read[0]:
        return read
    age = _age(read[0], today)
    if age < _YOUNGEST:
        return Refusal(f"读作{shown(read[0])},不满 18 周岁,不能是代表;请核对")
    return Refusal(f"读作{shown(read[0])},已超过 100 岁;请核对") if age > _OLDEST else read


def past_day(cell: Cell, today: date) -> Cleaned:
    """Clean a day of election or of training; it needs a four-digit year and cannot lie in the future."""
    read = _read(cell, today)
    if isinstance(read, Refusal) or not read[0]:
        return read
    if read[1] and "两位" in read[1]:
        return Refusal("年份只有两位;请写全,如 2026-01-08")
    return Refusal("日期在今天之后;请核对") if _day(read[0]) > today else read


def shown(value: str) -> str:
    """A cleaned date as people read it: 1968年7月3日."""
    parts = [str(int(part)) for part in value.split("-")]
    return "".join(part + unit for part, unit in zip(parts, "年月日", strict=False))


def _read(cell: Cell, today: date) -> Cleaned:
    text = plain(cell)
    if isinstance(text, Refusal):
        return text
    if cell.lost_digits:
        return Refusal(LOST_DIGITS)
    half = (
        compact(_CLOCK.sub("", to_halfwidth(text).translate(_SIGNS))).removesuffix("出生").removesuffix("生")
    )
    if not half:
        return "", None
    if _TENTH.fullmatch(half) and cell.number_kind != "text":
        year = half[:-2]
        return Refusal(f"可能是1月,也可能是10月(表格程序会去掉末尾的0);请写成 {year}年1月 或 {year}年10月")
    arabic = _arabic(half)
    why = "" if half == text else "统一写法"
    if arabic != half:
        why = "中文数字"
    return _interpret(arabic, why, today)


def _interpret(text: str, why: str, today: date) -> Cleaned:
    english = _ENGLISH.fullmatch(text)
    if english and english[1].lower() in _MONTHS:
        text = f"{english[2]}.{_MONTHS.index(english[1].lower()) + 1}"
    if _SQUEEZED.fullmatch(text):
        return Refusal(f"可能是 {text[:4]}年{text[4]}月,也可能是表格日期序号;{_ASK}")
    if _SERIAL.fullmatch(text):
        day = _SERIAL_ZERO + timedelta(days=int(text[:5]))
        return day.isoformat(), f"→ {shown(day.isoformat())}(表格日期序号)"
    parts = _COMPACT.fullmatch(text) or _WORDED.fullmatch(text)
    signed = _SIGNED.fullmatch(text)
    if parts:
        year, month, day_text = parts.groups()
    elif signed:
        year, month, day_text = signed.group(1, 3, 4)
    else:
        return Refusal(("缺月份;" if re.fullmatch(r"\d{4}年?", text) else "看不出是哪年哪月;") + _ASK)
    if len(year) == 2:
        year, why = f"19{year}", "两位年份按19××年读"
    value = f"{year}-{int(month):02}" + (f"-{int(day_text):02}" if day_text else "")
    try:
        _day(value)
    except ValueError:
        return Refusal(f"没有这个日期;{_ASK}")
    if why.startswith("两位") and _age(value, today) > _OLDEST:
        return Refusal("年份只有两位,看不出是哪个世纪;请写四位年份")
    return value, f"→ {shown(value)}({why})" if why else None


def _arabic(text: str) -> str:
    """六八年七月 as 68年7月; what is no numeral stays and is refused later."""
    try:
        return _CHINESE.sub(lambda found: _figures(found[0]), text)
    except BadInput:
        return text


def _figures(numeral: str) -> str:
    """A year digit by digit (〇五 stays 05), a month or day by its value."""
    number = str(read_number(numeral))
    return number if any(ten in numeral for ten in "十廿卅") else number.rjust(len(numeral), "0")


def _day(value: str) -> date:
    """A cleaned date as a day; the first of the month where no day is given."""
    return date.fromisoformat(value if len(value) > 7 else f"{value}-01")


def _age(value: str, today: date) -> int:
    day = _day(value)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
