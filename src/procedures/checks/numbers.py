"""Checks on numbers: fractions reached, more than half, between two counts, at least so often.

以上, 以下, 以内, 不超过, 不少于 include the number; 过半数, 超过, 不足 do not. Fractions are exact.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema, model_validator

from procedures.checks.base import BaseCheck, Labels, shown
from procedures.checks.terms import Number, Term, TermField
from procedures.checks.values import YES, Answer, Facts, Value, unknown

_FRACTION = re.compile(r"[0-9]+/0*[1-9][0-9]*")


def _to_fraction(value: Any) -> Any:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str) or not _FRACTION.fullmatch(value):
        raise ValueError(f"分数写作 2/3,而不是 {value!r}")
    return Fraction(value)


FractionField = Annotated[
    Fraction,
    BeforeValidator(_to_fraction),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+/0*[1-9][0-9]*$"}),
]


def _ceil(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _exact(number: Number) -> Fraction:
    return Fraction(number)


def _needed(term: Term, number: Value) -> dict[str, Value]:
    return {term.name: number} if term.operator == "fact" else {}


class _Share(BaseCheck):
    part: TermField
    whole: TermField

    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.part.facts() + self.whole.facts()))

    def _both(self, facts: Facts) -> tuple[Number, Number] | Answer:
        part, whole = self.part.work_out(facts), self.whole.work_out(facts)
        if part is None or whole is None:
            return unknown(*self.part.missing(facts), *self.whole.missing(facts))
        return part, whole

    def _sentence(self, part: Number, whole: Number, labels: Labels, tail: str) -> str:
        return f"{self.part.worded(labels)} {shown(part)},{self.whole.worded(labels)} {shown(whole)},{tail}"


class AtLeastFraction(_Share):
    """The part reaches the fraction of the whole; the fraction itself is enough."""

    kind: Literal["at_least_fraction"]
    fraction: FractionField

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        both = self._both(facts)
        if isinstance(both, Answer):
            return both
        part, whole = both
        if _exact(part) >= _exact(whole) * self.fraction:
            return YES
        least = _ceil(_exact(whole) * self.fraction)
        lacking = f",还差 {least - part}" if isinstance(part, int) else ""
        tail = f"{_fraction_text(self.fraction)}为 {least}{lacking}"
        return Answer(
            truth=False,
            needed=_needed(self.part, least),
            allowed=(least, None),
            shortfalls=(self._sentence(part, whole, labels, tail),),
        )

    def worded(self, labels: Labels) -> str:
        return f"{self.part.worded(labels)}不少于{self.whole.worded(labels)}的{_fraction_text(self.fraction)}(含)"

    def denied(self, labels: Labels) -> str:
        return f"{self.part.worded(labels)}少于{self.whole.worded(labels)}的{_fraction_text(self.fraction)}"


class AtMostFraction(_Share):
    """The part does not exceed the fraction of the whole; the fraction itself is allowed."""

    kind: Literal["at_most_fraction"]
    fraction: FractionField

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        both = self._both(facts)
        if isinstance(both, Answer):
            return both
        part, whole = both
        if _exact(part) <= _exact(whole) * self.fraction:
            return YES
        most = int(_exact(whole) * self.fraction // 1)
        tail = f"{_fraction_text(self.fraction)}为 {most}"
        return Answer(
            truth=False,
            needed=_needed(self.part, most),
            allowed=(None, most),
            shortfalls=(self._sentence(part, whole, labels, tail),),
        )

    def worded(self, labels: Labels) -> str:
        return f"{self.part.worded(labels)}不超过{self.whole.worded(labels)}的{_fraction_text(self.fraction)}(含)"

    def denied(self, labels: Labels) -> str:
        return f"{self.part.worded(labels)}超过{self.whole.worded(labels)}的{_fraction_text(self.fraction)}"


class MoreThanHalf(_Share):
    """The part is strictly more than half of the whole: half is not enough."""

    kind: Literal["more_than_half"]

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        both = self._both(facts)
        if isinstance(both, Answer):
            return both
        part, whole = both
        if part * 2 > whole:
            return YES
        least = int(whole // 2) + 1
        lacking = f",还差 {least - part}" if isinstance(part, int) else ""
        return Answer(
            truth=False,
            needed=_needed(self.part, least),
            allowed=(least, None),
            shortfalls=(self._sentence(part, whole, labels, f"过半数为 {least}{lacking}"),),
        )

    def worded(self, labels: Labels) -> str:
        return f"{self.part.worded(labels)}超过{self.whole.worded(labels)}的一半(恰好一半不够)"

    def denied(self, labels: Labels) -> str:
        return f"{self.part.worded(labels)}不超过{self.whole.worded(labels)}的一半"


class Between(BaseCheck):
    """A number within bounds: at_least and at_most include the bound, more_than and less_than do not."""

    kind: Literal["between"]
    value: TermField
    at_least: TermField | None = None
    more_than: TermField | None = None
    at_most: TermField | None = None
    less_than: TermField | None = None
    exactly: TermField | None = None

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if not self._bounds():
            raise ValueError("between 至少要有一个界限:at_least、more_than、at_most、less_than、exactly")
        return self

    def _bounds(self) -> list[tuple[str, Term]]:
        names = ("at_least", "more_than", "at_most", "less_than", "exactly")
        return [(name, bound) for name in names if (bound := getattr(self, name)) is not None]

    def facts(self) -> tuple[str, ...]:
        names = self.value.facts()
        for _, bound in self._bounds():
            names += bound.facts()
        return tuple(dict.fromkeys(names))

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = self.value.work_out(facts)
        missing: list[str] = list(self.value.missing(facts))
        failed: list[str] = []
        low: Number | None = None
        high: Number | None = None
        for name, bound in self._bounds():
            limit = bound.work_out(facts)
            if limit is None:
                missing += bound.missing(facts)
                continue
            if name in {"at_least", "more_than", "exactly"}:
                least = limit + 1 if name == "more_than" and isinstance(limit, int) else limit
                low = least if low is None else max(low, least)
            if name in {"at_most", "less_than", "exactly"}:
                most = limit - 1 if name == "less_than" and isinstance(limit, int) else limit
                high = most if high is None else min(high, most)
            if value is not None and not _holds(name, value, limit):
                failed.append(
                    f"{self.value.worded(labels)}为 {shown(value)},{_BOUND_WORDS[name]} {shown(limit)}"
                )
        if failed:
            nearest = low if low is not None and value is not None and value < low else high
            needed = {} if nearest is None else _needed(self.value, nearest)
            return Answer(truth=False, needed=needed, allowed=(low, high), shortfalls=tuple(failed))
        if missing:
            return unknown(*missing)
        return YES

    def worded(self, labels: Labels) -> str:
        bounds = ",".join(f"{_BOUND_WORDS[name]}{bound.worded(labels)}" for name, bound in self._bounds())
        return f"{self.value.worded(labels)}{bounds}"

    def denied(self, labels: Labels) -> str:
        bounds = "或者".join(f"{_BEYOND[name]}{bound.worded(labels)}" for name, bound in self._bounds())
        return f"{self.value.worded(labels)}{bounds}"


class AtLeastOften(BaseCheck):
    """Something happened at least so many times in its period; the number itself is enough."""

    kind: Literal["at_least_often"]
    count: TermField
    times: int

    def facts(self) -> tuple[str, ...]:
        return self.count.facts()

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        count = self.count.work_out(facts)
        if count is None:
            return unknown(*self.count.missing(facts))
        if count >= self.times:
            return YES
        return Answer(
            truth=False,
            needed=_needed(self.count, self.times),
            allowed=(self.times, None),
            shortfalls=(f"{self.count.worded(labels)} {shown(count)},至少 {self.times}",),
        )

    def worded(self, labels: Labels) -> str:
        return f"{self.count.worded(labels)}至少 {self.times}"

    def denied(self, labels: Labels) -> str:
        return f"{self.count.worded(labels)}少于 {self.times}"


_BOUND_WORDS = {
    "at_least": "不少于",
    "more_than": "多于",
    "at_most": "不超过",
    "less_than": "少于",
    "exactly": "等于",
}
_BEYOND = {
    "at_least": "少于",
    "more_than": "不多于",
    "at_most": "超过",
    "less_than": "不少于",
    "exactly": "不等于",
}


def _holds(name: str, value: int | Decimal, limit: int | Decimal) -> bool:
    if name == "at_least":
        return value >= limit
    if name == "more_than":
        return value > limit
    if name == "at_most":
        return value <= limit
    if name == "less_than":
        return value < limit
    return value == limit


_DIGITS = "零一二三四五六七八九十"


def _fraction_text(fraction: Fraction) -> str:
    top, bottom = fraction.numerator, fraction.denominator
    if bottom == 100:
        return f"百分之{_DIGITS[top]}" if top <= 10 else f"{top}%"
    if top <= 10 and bottom <= 10:
        return "一半" if (top, bottom) == (1, 2) else f"{_DIGITS[bottom]}分之{_DIGITS[top]}"
    return f"{top}/{bottom}"
