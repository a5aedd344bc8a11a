"""Telephone and identity numbers: every digit counts, none is guessed."""

from __future__ import annotations

import re
from datetime import datetime

from procedures.calendar.numerals import to_halfwidth
from procedures.papers.rosters.cells import LOST_DIGITS, Cell, compact
from procedures.papers.rosters.text import Cleaned, Refusal, changed, plain

_BETWEEN = re.compile(r"[,，、;；/／\r\n]+")
_DASHES = str.maketrans(dict.fromkeys("－—–‐−", "-") | dict.fromkeys("（", "(") | dict.fromkeys("）", ")"))
_MOBILE = re.compile(r"(?a)(?:(?:\+|00)?86)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?a)\(?(0(?:10|2\d|[3-9]\d{2}))?\)?-?([2-8]\d{6,7})(?:-(\d{1,6}))?")
_SHORT = re.compile(r"(?a)\d{3,6}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def phone(cell: Cell) -> Cleaned:
    """Clean a telephone number, or several.

    Mobile numbers lose blanks and hyphens; landlines keep one hyphen behind the area code; several are joined
    by 、. Short numbers of a local network (3 to 6 digits) are kept.

    Args:
        cell: the cell of the number.

    Returns:
        The numbers and what was changed, or why they cannot be taken.
    """
    text = plain(cell)
    if isinstance(text, Refusal):
        return text
    if cell.lost_digits:
        return Refusal(LOST_DIGITS)
    found: list[str] = []
    for part in _BETWEEN.split(to_halfwidth(text)):
        numbers = [_one_phone(part)] if part.strip() else []
        if None in numbers:
            numbers = [_one_phone(piece) for piece in part.split()]
        if None in numbers:
            return Refusal("不是完整的电话号码;请核对")
        found.extend(number for number in numbers if number)
    return changed(text, "、".join(found), "统一写法")


def _one_phone(text: str) -> str | None:
    joined = compact(text).translate(_DASHES)
    mobile = _MOBILE.fullmatch(joined.replace("-", ""))
    if mobile:
        return mobile[1]
    landline = _LANDLINE.fullmatch(joined)
    if landline:
        return "-".join(part for part in landline.groups() if part)
    return joined if _SHORT.fullmatch(joined) else None


def id_number(cell: Cell) -> Cleaned:
    """Clean a citizen identity number: 18 characters with a valid date and check digit.

    Args:
        cell: the cell of the number.

    Returns:
        The number and what was changed (masked), or why it cannot be taken.
    """
    text = plain(cell)
    if isinstance(text, Refusal):
        return text
    bare = compact(to_halfwidth(text)).lstrip("'’‘`")
    if not bare:
        return "", None
    number = bare.upper()
    fault = _fault(cell, number)
    if fault:
        return Refusal(fault)
    if number == text:
        return number, None
    why = "末位x改为X" if number == text.upper() else "去掉多余字符"
    return number, f"→ {mask_id(number)}({why})"


def _fault(cell: Cell, number: str) -> str | None:
    """What is wrong with a number without blanks."""
    lost = cell.lost_digits or (cell.number_kind == "number" and len(number) > 15)
    if lost or (cell.number_kind == "untyped" and re.fullmatch(r"(?a)\d{15}000", number)):
        return LOST_DIGITS
    if re.fullmatch(r"(?a)\d{15}", number):
        return "是15位旧号;请填18位公民身份号码"
    if not re.fullmatch(r"(?a)[1-9]\d{16}[\dX]", number):
        return f"应为18位,现为{len(number)}位或有别的字符;请核对"
    try:
        datetime.strptime(number[6:14], "%Y%m%d")  # noqa: DTZ007 - only the date is looked at
    except ValueError:
        return "第7至14位不是日期;请核对"
    return None if number[17] == check_digit(number) else "校验位不对,有数字填错;请核对"


def check_digit(number: str) -> str:
    """The eighteenth character that belongs to the first seventeen (GB 11643-1999)."""
    return _CHECKS[sum(int(c) * w for c, w in zip(number, _WEIGHTS, strict=False)) % 11]


def mask_id(number: str) -> str:
    """An identity number fit for lists and screens: the date of birth is covered."""
    return f"{number[:6]}********{number[14:]}" if len(number) == 18 else "*" * len(number)


def mask_digits(text: str) -> str:
    """A text that may hold an identity number, with the middle of every long run of digits covered."""
    return re.sub(r"\d{12,}[\dXx]?", lambda m: f"{m[0][:6]}{'*' * (len(m[0]) - 10)}{m[0][-4:]}", text)
