"""Dates in a paper: days that do not exist, weekdays that do not fit, zeros that do not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date, parse_date, weekday_name
from procedures.errors import BadInput
from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_CHINESE = "〇零○Oo0一二三四五六七八九"
_DATE = re.compile(
    rf"(?P<year>[0-9]{{4}}|[{_CHINESE}]{{4}})年\s?(?P<month>[0-9]{{1,2}}|[十一二三四五六七八九]{{1,2}})月\s?"
    r"(?P<day>[0-9]{1,2}|[十一二三四五六七八九]{1,3})[日号]"
    r"(?:\s?[(,]?\s?(?P<weekday>(?:星期|周|礼拜)[一二三四五六日天])\)?)?"
)
_SHORT = re.compile(
    r"(?<![年0-9])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]\s?[(,]?\s?(?P<weekday>(?:星期|周|礼拜)[一二三四五六日天])\)?"
)
_YEAR = re.compile(rf"(?<![{_CHINESE}])[二一][{_CHINESE}]{{3}}(?=年)")
WHOLE = re.compile(
    rf"\(?{_DATE.pattern.replace('?P<year>', '').replace('?P<month>', '').replace('?P<day>', '').replace('?P<weekday>', '')}\)?"
)
_ANY_DAY = date(2000, 1, 1)  # parse_date asks for "today", which none of these texts says


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; `day` is None where no such day exists, and `fault` says why."""

    match: re.Match[str]
    day: date | None
    fault: str | None


def all_dates(plain: str) -> Iterator[FoundDate]:
    """Every full date of a text, in order."""
    for match in _DATE.finditer(plain):
        year, month, day = match["year"], match["month"], match["day"]
        try:
            yield FoundDate(match, parse_date(f"{_zeroed(year)}年{month}月{day}日", _ANY_DAY), None)
        except BadInput as problem:
            if month.isdigit() == day.isdigit() == year.isdigit() or "不存在" in problem.message:
                yield FoundDate(match, None, problem.message.rstrip("。"))
            else:
                yield FoundDate(match, _mixed(year, month, day), None)


def _zeroed(year: str) -> str:
    """The year with the zero that numerals have."""
    return year if year.isdigit() and year.isascii() else re.sub("[Oo0○零]", "〇", year)


def _mixed(year: str, month: str, day: str) -> date | None:
    from procedures.calendar.numerals import read_number  # noqa: PLC0415 - only for odd dates

    try:
        return date(read_number(_zeroed(year)), read_number(month), read_number(day))
    except (BadInput, ValueError):
        return None


def impossible(subject: Subject) -> Iterator[Slip]:
    """Days that do not exist."""
    for passage in subject.paper.passages:
        for found in all_dates(passage.plain):
            if found.fault:
                reason = found.fault.partition(":")[2] or "写法有误"
                yield Slip("date-impossible", passage, *found.match.span(), {"reason": reason})


def weekdays(subject: Subject) -> Iterator[Slip]:
    """Weekdays that are not those of the day; a date without a year is taken of the paper's year."""
    for passage in subject.paper.passages:
        for found in all_dates(passage.plain):
            if found.match["weekday"] and found.day:
                yield from _weekday(passage, found.match, found.day, doubtful=False)
        if subject.own_day is None:
            continue
        for match in _SHORT.finditer(passage.plain):
            days = _near(subject.own_day, int(match["month"]), int(match["day"]))
            if days and not any(_fits(match["weekday"], day) for day in days):
                yield from _weekday(passage, match, days[0], doubtful=True)


def _near(own: date, month: int, day: int) -> list[date]:
    """The day in the paper's year, and in the next where it would else have passed: notices go out in December."""
    found = []
    for year in (own.year, own.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return [one for one in found if one.year == own.year or found[0] < own]


def _fits(said: str, day: date) -> bool:
    return said[-1].replace("天", "日") == weekday_name(day)[-1]


def _weekday(passage: Passage, match: re.Match[str], day: date, *, doubtful: bool) -> Iterator[Slip]:
    said = match["weekday"]
    right = weekday_name(day)
    if not _fits(said, day):
        values = {"said": said, "right": said[:-1] + right[-1], "date": chinese_date(day)}
        yield Slip("weekday-wrong", passage, *match.span("weekday"), values, doubtful=doubtful)


def written(subject: Subject) -> Iterator[Slip]:
    """Leading zeros, two kinds of figures in one date, and zeros that are none."""
    for passage in subject.paper.passages:
        for found in all_dates(passage.plain):
            match = found.match
            parts = [match["year"], match["month"], match["day"]]
            right = chinese_date(found.day) if found.day else ""
            if any(part.startswith("0") and part.isascii() for part in parts[1:]):
                alone = WHOLE.fullmatch(passage.plain) is not None or passage in subject.head_lines
                yield Slip("date-leading-zero", passage, *_dated(match), {"right": right}, doubtful=not alone)
            if len({part.isascii() and part.isdigit() for part in parts}) > 1 and right:
                yield Slip("date-mixed-figures", passage, *_dated(match), {"right": right})
        for match in _YEAR.finditer(passage.plain):
            if set(match[0]) & set("零○Oo0"):
                yield Slip("date-zero", passage, *match.span(), {"right": _zeroed(match[0])})


def _dated(match: re.Match[str]) -> tuple[int, int]:
    """The date without the weekday behind it."""
    return match.start(), match.end("day") + 1
