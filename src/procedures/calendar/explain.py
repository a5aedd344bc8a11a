"""How a date was reached, told so that it can be checked by hand on a wall calendar.

Civil Code: art. 201 (the first day is not counted), art. 202 (the corresponding day, else the last day of the
month), art. 203 (a last day that is a holiday). They govern civil periods and are read here by analogy; nothing
is moved by art. 203 unless a congress has decided so, and nothing that is counted back is ever moved.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from procedures.calendar.counting import add_days
from procedures.calendar.dates import chinese_date, weekday_name
from procedures.calendar.holidays import (
    calendar_known,
    holiday_name,
    is_working_day,
    may_still_change,
    next_working_day,
    previous_working_day,
)
from procedures.errors import NoCalendar

if TYPE_CHECKING:
    from datetime import date

    from procedures.calendar.periods import Period

ROLLING_SCOPE = (
    "只顺延“某事之后多久以内”的期限;“某事以前多少日”的不顺延,工作日的期限本来就不数节假日。",
    "比照民法典第二百零三条;国家法对人大的期限没有这样写,顺延只凭当地的决定。",
)
"""What a local decision to roll last days on reaches, and what it does not."""


def lines_after(period: Period, start: date) -> list[str]:
    """How the last day within a period was reached.

    Args:
        period: the period.
        start: the day that sets it off.

    Returns:
        Plain Chinese lines, the last day among them.

    Raises:
        NoCalendar: working days are counted into a year whose holidays are not known.
        BadInput: outside the years 1 to 9999.
    """
    last = period.after(start)
    if period.amount == 0:
        return [_same_day(period, start), *_rest_after(last)]
    lines = [f"{_full(start)}起算,当日不计入(比照民法典第二百零一条)。"]
    match period.unit:
        case "days":
            lines.append(f"{_full(add_days(start, 1))}为第1日,{_full(last)}为第{period.amount}日。")
        case "working_days":
            lines += _working_days_told(start, last)
        case "months" | "years":
            lines.append(f"{_corresponding(period, start, last, '后')}(比照民法典第二百零二条)。")
    lines.append(f"{period.text()}的最后一日:{_full(last)},含当日。")
    return _once(lines + _rest_after(last))


def late_only_by_holiday(last: date, act: date) -> str | None:
    """What is said of an act that is late only because the last day was no working day; None where it is not so.

    Args:
        last: the last day of a period after an event.
        act: the day of the act, after it.
    """
    if not calendar_known(last.year) or is_working_day(last):
        return None
    try:
        carried = next_working_day(last)
    except NoCalendar:
        return None
    if act > carried:
        return None
    return f"最后一日{_full(last)}不是工作日;比照民法典第二百零三条顺延到{_full(carried)}的,不算迟延。"


def carried_over(last: date) -> date:
    """The first working day from a last day on, for a congress that has decided so.

    Where the year's holidays are not known, or the next year's that it would run into, the day stays: the
    cautious reading.
    """
    if not calendar_known(last.year) or is_working_day(last):
        return last
    try:
        return next_working_day(last)
    except NoCalendar:
        return last


def rolled_on(last: date, decision: str) -> str:
    """That the last day was moved on, and by which local decision."""
    return f"依当地决定({decision})比照民法典第二百零三条,最后一日顺延到{_full(last)}。"


def lines_before(period: Period, end: date) -> list[str]:
    """How the latest day that is at least a period before a date was reached.

    Args:
        period: the period.
        end: the day counted back from.

    Returns:
        Plain Chinese lines, the latest day among them.

    Raises:
        NoCalendar: working days are counted into a year whose holidays are not known.
        BadInput: outside the years 1 to 9999.
    """
    latest = period.before(end)
    if period.amount == 0:
        return [_same_day(period, end), *_rest_before(latest)]
    lines = [f"从{_full(end)}向前推算,至少提前{period.text()};办理当日不计入。"]
    match period.unit:
        case "days":
            lines.append(
                f"{_full(latest)}办理,次日{_full(add_days(latest, 1))}为第1日,{_full(end)}为第{period.amount}日。"
            )
        case "working_days":
            lines += _working_days_told(latest, end)
        case "months" | "years":
            lines.append(f"{_corresponding(period, end, latest, '前')}。")
    lines.append(f"最迟日期:{_full(latest)},含当日。")
    return _once(lines + _rest_before(latest))


def _full(day: date) -> str:
    """A date with its weekday."""
    return f"{chinese_date(day)}({weekday_name(day)})"


def _same_day(period: Period, day: date) -> str:
    """A period of nothing is the day itself."""
    return f"{period.text()}即当日:{_full(day)}。"


def _once(lines: list[str]) -> list[str]:
    """The lines in order, none twice: a warning may concern the count and the day reached."""
    return list(dict.fromkeys(lines))


def _corresponding(period: Period, start: date, reached: date, direction: str) -> str:
    """The corresponding day of the month, or why there is none."""
    told = f"{period.text()}{direction}的对应日"
    if reached.day == start.day:
        return f"{told}为{_full(reached)}"
    missing = f"{reached.year}年{reached.month}月没有{start.day}日"
    return f"{missing},{told}取该月最后一日{_full(reached)}"


def _working_days_told(start: date, end: date) -> list[str]:
    """Which days between `start` (not counted) and `end` (counted) are no working days, and which are made up."""
    days = [add_days(start, n) for n in range(1, (end - start).days + 1)]
    worked = sum(map(is_working_day, days))
    lines = [f"{_full(days[0])}至{_full(days[-1])}共{len(days)}日,其中工作日{worked}日。"]
    weekend = [day for day in days if not is_working_day(day) and holiday_name(day) is None]
    if weekend:
        lines.append(f"不计入的星期六、星期日{len(weekend)}日(放假另列)。")
    for name, run in groupby(days, holiday_name):
        if name is not None:
            off = list(run)
            lines.append(f"不计入的{name}放假{len(off)}日:{_span(off)}。")
    made_up = [day for day in days if day.weekday() >= 5 and is_working_day(day)]
    if made_up:
        lines.append(f"调休上班、计入的休息日:{'、'.join(map(_full, made_up))}。")
    return [*lines, _unsettled(end)] if may_still_change(end) else lines


def _span(days: list[date]) -> str:
    """A run of days, or a single one."""
    first, last = chinese_date(days[0]), chinese_date(days[-1])
    return first if len(days) == 1 else f"{first}至{last}"


def _rest_after(last: date) -> list[str]:
    """What it means that the last day is, or may be, no working day."""
    if not calendar_known(last.year):
        return [
            _unknown(last.year),
            "默认不顺延,上述最后一日不变;只有比照民法典第二百零三条时,才要等放假安排公布后确定是否顺延、顺延到哪一天。",
        ]
    told = [_unsettled(last)] if may_still_change(last) else []
    if is_working_day(last):
        return told
    told.append(f"当日{_why_off(last)}。默认不顺延,请在{chinese_date(last)}以前(含当日)办理。")
    try:
        carried = f"可以顺延到其后第一个工作日{_full(next_working_day(last))}"
    except NoCalendar as problem:
        carried = f"顺延到哪一天还不能确定({problem.message.removesuffix('。')})"
    told.append(f"如比照民法典第二百零三条(最后一日是法定休假日),{carried};本地没有决定采用的,按不顺延办理。")
    return told


def _rest_before(latest: date) -> list[str]:
    """A day counted back is never moved; where it is no working day, the work has to be done earlier."""
    if not calendar_known(latest.year):
        return [_unknown(latest.year), "向前推算的日期不因休息日移动,上述最迟日期不受影响。"]
    told = [_unsettled(latest)] if may_still_change(latest) else []
    if is_working_day(latest):
        return told
    told.append(f"当日{_why_off(latest)}。向前推算的日期不因休息日移动,也不推后(不比照民法典第二百零三条)。")
    try:
        told.append(f"当日办不了的,请提前到此前最近的工作日{_full(previous_working_day(latest))}。")
    except NoCalendar as problem:
        told.append(f"当日办不了的,请提前办理({problem.message.removesuffix('。')})。")
    return told


def _why_off(day: date) -> str:
    """Why nobody works on that day."""
    name = holiday_name(day)
    return f"是{weekday_name(day)}" if name is None else f"逢{name}放假"


def _unknown(year: int) -> str:
    return f"本系统没有{year}年的放假调休安排(尚未公布或未收录),不能判断当日是不是休息日。"


def _unsettled(day: date) -> str:
    return f"{day.year + 1}年的放假安排本系统还没有,{day.year}年12月下旬可能因元旦调休而变化,请核对。"
