"""Canonical JSON (RFC 8785) of the few types that a record may hold.

Text, whole numbers, yes and no, nothing, lists and tables: no floats, because a count or an amount of money that is
rounded on the way proves nothing. For these types the C encoder of the standard library writes the same text as
RFC 8785 six times faster than the reference package, save for the order of keys beyond U+D7FF (RFC 8785 sorts by
UTF-16 units, Python by code points): those go to the package.
"""

from __future__ import annotations

import json
from typing import Any

import rfc8785

from procedures.errors import BadInput

DEEPEST = 60
"""Levels of nesting that a record may have; JSON readers elsewhere give up at a few hundred."""

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly (RFC 8785, 3.2.2.3; RFC 7493, 2.2)."""

_FIRST_SURROGATE = "\ud800"
_REMEDY = "记录内容只能是文字、整数、是否、空值、列表和表;金额请以分或万元的整数记录。"

_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def canonical(value: object) -> str:
    """The one text that stands for a value.

    Args:
        value: str, int, bool, None, or lists and dicts (with str keys) of these, exactly these types.

    Returns:
        The RFC 8785 text.

    Raises:
        BadInput: another type, a number beyond 2**53-1, half a character, or nesting beyond `DEEPEST`.
    """
    try:
        if _check(value, "", DEEPEST):
            return rfc8785.dumps(value).decode()  # type: ignore[arg-type]  # checked just now
        text = _encode(value)
        text.encode()  # half a surrogate pair is not text
    except (UnicodeEncodeError, rfc8785.CanonicalizationError) as error:
        raise BadInput("记录内容含有不成字的编码。", remedy="请删去乱码后重新输入。") from error
    return text


def parsed(text: str) -> dict[str, Any]:
    """The table that a canonical text stands for.

    Args:
        text: what was stored.

    Returns:
        The value; `canonical` of it is the same text again.

    Raises:
        ValueError: the text is not canonical JSON of a table: it has been altered or damaged.
    """
    try:
        value = json.loads(text)
        same = isinstance(value, dict) and canonical(value) == text
    except (ValueError, RecursionError, BadInput) as error:
        raise ValueError(text[:80]) from error
    if not same:
        raise ValueError(text[:80])
    return value  # type: ignore[no-any-return]  # a dict, as checked


def _check(value: object, where: str, levels: int) -> bool:
    """Refuses what a record may not hold; true where a key lies beyond U+D7FF."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return False
    if kind is int:
        if not -LARGEST <= value <= LARGEST:  # type: ignore[operator]  # an int
            raise BadInput(
                "数值过大,无法准确记录。", where=where or None, remedy="请换用较大的单位,或以文字记录。"
            )
        return False
    if kind is not dict and kind is not list:
        raise BadInput(f"记录内容不能含有 {kind.__name__} 类型的值。", where=where or None, remedy=_REMEDY)
    if levels == 0:
        raise BadInput(f"记录内容的层次超过 {DEEPEST} 层。", remedy="请检查是否有循环引用。")
    if isinstance(value, dict):
        return _check_table(value, where, levels - 1)
    # The loop, not any(): every item is to be checked. Most are text; that saves the call.
    far = False
    for item in value:  # type: ignore[attr-defined]  # a list
        if type(item) is not str:
            far |= _check(item, where, levels - 1)
    return far


def _check_table(table: dict[Any, object], where: str, levels: int) -> bool:
    far = False
    for key, item in table.items():
        if type(key) is not str:
            message = f"记录内容的名称须是文字,不能是 {type(key).__name__}。"
            raise BadInput(message, where=where or None, remedy=_REMEDY)
        if not key.isascii() and max(key) >= _FIRST_SURROGATE:
            far = True
        if type(item) is not str:
            far |= _check(item, f"{where}.{key}" if where else key, levels)
    return far
