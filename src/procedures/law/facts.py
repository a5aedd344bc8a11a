"""The one vocabulary of facts: name, type, Chinese label, meaning, allowed values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from procedures.calendar.dates import parse_date
from procedures.calendar.numerals import to_halfwidth
from procedures.checks.base import Declared
from procedures.checks.values import Value
from procedures.errors import BadInput

FactType = Literal[
    "count",
    "number",
    "money",
    "date",
    "yesno",
    "choice",
    "names",
    "text",
    "person",
    "persons",
    "organization",
    "votes",
]

_YES = {"是", "有", "对", "yes", "y", "true", "1", "√"}
_NO = {"否", "无", "没有", "不是", "no", "n", "false", "0", "×"}
_SEPARATORS = re.compile(r"[,,、;;]\s*|\s+")


class Fact(Declared):
    """One fact.

    Attributes:
        name: snake_case, as in rules and JSON.
        type: what it holds. "votes" maps a name to a number of votes.
        label: what staff call it; unique.
        meaning: one sentence.
        values: the choices, for "choice"; the usual items, for "names".
    """

    name: str
    type: FactType
    label: str
    meaning: str = ""
    values: tuple[str, ...] = ()


class Vocabulary(Declared):
    """All facts of the rules."""

    facts: tuple[Fact, ...]


def read_value(fact: Fact, given: Any, *, today: date, where: str | None = None) -> Value | dict[str, int]:
    """What was typed, or stood in a file, as a value of the fact's type.

    Args:
        fact: which fact.
        given: text, or a JSON value.
        today: for `today`.
        where: how to name the place in an error; the fact's label by default.

    Returns:
        The value; for "votes" a dictionary from name to count.

    Raises:
        BadInput: where it does not fit.
    """
    place = where or fact.label
    reader = _READERS[fact.type]
    if given is None or (isinstance(given, str) and not given.strip()):
        raise BadInput(f"{fact.label}没有填。", where=place, remedy=_expected(fact))
    try:
        return reader(fact, given, today)
    except BadInput as problem:
        raise BadInput(problem.message, where=place, remedy=problem.remedy or _expected(fact)) from problem


def _expected(fact: Fact) -> str:
    return {
        "count": "请填不小于零的整数,如 48。",
        "number": "请填数字,如 1 或 0.5。",
        "money": "请填以元为单位的金额,如 1250000 或 1250000.50。",
        "date": "请填日期,如 2026-01-08、2026年1月8日 或 today。",
        "yesno": "请填 是 或 否。",
        "choice": f"可填:{'、'.join(fact.values)}。",
        "names": f"请用顿号分开,可填:{'、'.join(fact.values)}。" if fact.values else "请用顿号分开。",
        "persons": "请用顿号分开各人姓名。",
        "votes": "请写成 姓名:票数,用顿号分开,如 甲:58、乙:41。",
    }.get(fact.type, "请填文字。")


def _count(fact: Fact, given: Any, _today: date) -> Value:
    number = _decimal(fact, given)
    if number != int(number) or number < 0:
        raise BadInput(f"{fact.label}应为不小于零的整数,不能是 {given}。")
    return int(number)


def _number(fact: Fact, given: Any, _today: date) -> Value:
    number = _not_negative(fact, given)
    return int(number) if number == int(number) else number


def _money(fact: Fact, given: Any, _today: date) -> Value:
    number = _not_negative(fact, given)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -2:
        raise BadInput(f"{fact.label}最多到分,不能是 {given}。")
    return int(number) if number == int(number) else number


def _not_negative(fact: Fact, given: Any) -> Decimal:
    number = _decimal(fact, given)
    if number < 0:
        raise BadInput(f"{fact.label}不能是负数:{given}。")
    return number


_LARGEST = Decimal(10) ** 15  # beyond any township's money; keeps JSON numbers exact in every reader


def _decimal(fact: Fact, given: Any) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, (int, str, Decimal)):
        raise BadInput(f"{fact.label}应为数字,不能是 {given!r}。")
    text = to_halfwidth(str(given)).strip().removesuffix("名").removesuffix("票").removesuffix("元")
    if not re.fullmatch(r"[+-]?\d+(\.\d+)?|[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        raise BadInput(f"{fact.label}应为数字,不能是 {given}。")
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation as problem:  # pragma: no cover - the pattern admits only numbers
        raise BadInput(f"{fact.label}应为数字,不能是 {given}。") from problem
    if abs(number) >= _LARGEST:
        raise BadInput(f"{fact.label} {given} 太大了。")
    return number


def _date_value(_fact: Fact, given: Any, today: date) -> Value:
    return given if isinstance(given, date) else parse_date(str(given), today)


def _yesno(fact: Fact, given: Any, _today: date) -> Value:
    if isinstance(given, bool):
        return given
    text = to_halfwidth(str(given)).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise BadInput(f"{fact.label}应填 是 或 否,不能是 {given}。")


def _choice(fact: Fact, given: Any, _today: date) -> Value:
    text = str(given).strip()
    if text not in fact.values:
        raise BadInput(f"{fact.label}没有“{text}”这一项。")
    return text


def _items(given: Any) -> tuple[str, ...]:
    parts = given if isinstance(given, (list, tuple)) else _SEPARATORS.split(str(given).strip())
    return tuple(dict.fromkeys(str(part).strip() for part in parts if str(part).strip()))


def _names(fact: Fact, given: Any, _today: date) -> Value:
    if isinstance(given, str) and given.strip() == "无":
        return ()
    items = _items(given)
    if fact.values:
        for item in items:
            if item not in fact.values:
                raise BadInput(f"{fact.label}没有“{item}”这一项。")
    return items


def _text(fact: Fact, given: Any, _today: date) -> Value:
    if not isinstance(given, (str, int)) or isinstance(given, bool):
        raise BadInput(f"{fact.label}应为文字。")
    return str(given).strip()


def _votes(fact: Fact, given: Any, _today: date) -> dict[str, int]:
    pairs: list[tuple[str, Any]]
    if isinstance(given, Mapping):
        pairs = [(str(name), number) for name, number in given.items()]
    else:
        pairs = []
        for item in _items(given):
            name, mark, number = re.sub(r"[:=]", ":", item).partition(":")
            if not mark:
                raise BadInput(f"{fact.label}里的“{item}”没有票数。")
            pairs.append((name, number))
    result: dict[str, int] = {}
    for name, number in pairs:
        if name.strip() in result:
            raise BadInput(f"{fact.label}里“{name.strip()}”写了两次。")
        result[name.strip()] = int(_count_of(fact, name, number))
    return result


def _count_of(fact: Fact, name: str, number: Any) -> int:
    value = _decimal(fact.model_copy(update={"label": f"{name}的票数"}), number)
    if value != int(value) or value < 0:
        raise BadInput(f"{name}的票数应为不小于零的整数,不能是 {number}。")
    return int(value)


_READERS: dict[str, Callable[[Fact, Any, date], Value | dict[str, int]]] = {
    "count": _count,
    "number": _number,
    "money": _money,
    "date": _date_value,
    "yesno": _yesno,
    "choice": _choice,
    "names": _names,
    "persons": _names,
    "text": _text,
    "person": _text,
    "organization": _text,
    "votes": _votes,
}
