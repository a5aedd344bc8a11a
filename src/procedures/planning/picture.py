"""A plan as one picture: days from left to right, a line for each date. Readable in black and white, on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from procedures.calendar.counting import add_months
from procedures.calendar.marks import mark
from procedures.documents.model import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from procedures.planning.plan import Plan, Row

WIDTH, LEFT, RIGHT, TOP = 1000, 250, 70, 56  # in the picture's own units
LINE, ALL_LINES = 24, 500  # height of a line, and of all where they are many: one A4 page on its side
FINEST = 2.5  # units a day: below that weekends run together and are not shaded
_STYLE = (
    "text{font-family:'Noto Sans CJK SC',SimHei,'Microsoft YaHei',sans-serif;font-size:12px;fill:#000}"
    ".month{font-weight:bold}.off{fill:#ddd}.grid{stroke:#bbb;stroke-width:1}.today{stroke:#000;stroke-dasharray:5 3}"
    ".must{fill:#555;stroke:#000}.may{fill:#fff;stroke:#000}.if{fill:#fff;stroke:#000;stroke-dasharray:4 2}"
    ".fixed{fill:#000}.late{font-weight:bold;text-decoration:underline}"
)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days as places from left to right."""

    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day begins."""
        shown = min(max(day, self.first), self.last + timedelta(days=1))
        return round(LEFT + (shown - self.first).days * self.unit, 1)

    @property
    def unit(self) -> float:
        """Width of one day."""
        return (WIDTH - LEFT - RIGHT) / ((self.last - self.first).days + 1)


def picture(plan: Plan) -> Drawing:
    """The plan drawn.

    Args:
        plan: all of it.
    """
    rows = [row for row in plan.rows if row.day is not None]
    scale = _scale(plan, rows)
    line = min(LINE, ALL_LINES // max(len(rows), 1))
    height = TOP + line * len(rows) + 34
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">',
        f"<style>{_STYLE}</style>",
        *_days_off(scale, height - 30),
        *_months(scale, height - 30),
        *(
            line
            for place, row in enumerate(rows)
            for line in _row(row, TOP + LINE * place, scale, plan.today)
        ),
        *_today(plan.today, scale, height - 30),
        *_legend(height - 12),
        "</svg>",
    ]
    return Drawing("\n".join(drawn), _described(plan, rows))


def _scale(plan: Plan, rows: Iterable[Row]) -> _Scale:
    days = [plan.today]
    for row in rows:
        days += [basis.day for basis in (row.earliest, row.latest) if basis is not None]
    first = max(min(days), add_months(plan.today, -12))
    last = max(days)
    spare = timedelta(days=max(2, (last - first).days // 30))
    return _Scale(first - spare, last + spare)


def _days_off(scale: _Scale, bottom: int) -> Iterator[str]:
    """Weekends and holidays, shaded."""
    if scale.unit < FINEST:
        return
    day = scale.first
    while day <= scale.last:
        told = mark(day)
        if told.off is not None and told.off != "调休上班":
            yield _rectangle("off", scale.place(day), TOP - 6, scale.unit, bottom - TOP + 6)
        day += timedelta(days=1)


def _months(scale: _Scale, bottom: int) -> Iterator[str]:
    day = scale.first.replace(day=1)
    while day <= scale.last:
        following = add_months(day, 1)
        if day >= scale.first:
            x = scale.place(day)
            yield f'<line class="grid" x1="{x}" y1="{TOP - 22}" x2="{x}" y2="{bottom}"/>'
        room = scale.place(following) - scale.place(day)
        words = f"{day.year}年{day.month}月" if room > 70 else f"{day.month}月" if room > 26 else ""
        if words:
            yield _text((scale.place(day) + scale.place(following)) / 2, TOP - 26, words, "month", "middle")
        yield from _week_days(day, following, scale)
        day = following


def _week_days(day: date, following: date, scale: _Scale) -> Iterator[str]:
    """The 10th and 20th of a month, where there is room to read them."""
    for number in (10, 20):
        x = scale.place(day.replace(day=number))
        if scale.unit >= FINEST and scale.first <= day.replace(day=number) <= scale.last and following > day:
            yield _text(x + scale.unit / 2, TOP - 10, str(number), "", "middle")


def _row(row: Row, middle: float, scale: _Scale, today: date) -> Iterator[str]:
    late = row.status == "open" and row.slack is not None and row.slack < 0
    yield _text(LEFT - 8, middle + 4, _short(row.title), "late" if late else "", "end")
    if row.status != "open":
        assert row.day is not None
        x = scale.place(row.day) + scale.unit / 2
        yield f'<path class="fixed" d="M{x:.1f} {middle - 7:.1f}l7 7l-7 7l-7 -7z"/>'
        yield _text(x + 11, middle + 4, f"{row.day.month}月{row.day.day}日", "", "start")
        return
    kind = "if" if row.conditions else "must" if row.must else "may"
    begin = row.earliest.day if row.earliest else min(today, row.latest.day if row.latest else today)
    if row.latest is None:
        x, end = scale.place(begin), scale.place(scale.last)
        yield f'<path class="{kind}" d="M{x:.1f} {middle - 6:.1f}H{end - 10:.1f}l10 6l-10 6H{x:.1f}z"/>'
        yield _text(end + 4, middle + 4, f"{begin.month}月{begin.day}日起", "", "start")
        return
    x, end = scale.place(begin), scale.place(row.latest.day + timedelta(days=1))
    yield _rectangle(kind, x, middle - 6, max(end - x, 2), 12)
    yield _text(end + 4, middle + 4, f"{row.latest.day.month}月{row.latest.day.day}日", "", "start")


def _today(today: date, scale: _Scale, bottom: int) -> Iterator[str]:
    x = scale.place(today) + scale.unit / 2
    yield f'<line class="today" x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{bottom}"/>'
    yield _text(x, bottom + 12, f"今天 {today.month}月{today.day}日", "", "middle")


def _legend(y: int) -> Iterator[str]:
    for x, kind, words in ((10, "must", "必须办"), (90, "may", "可以办"), (170, "if", "附条件")):
        yield _rectangle(kind, x, y - 9, 22, 11)
        yield _text(x + 27, y, words, "", "start")


def _rectangle(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _text(x: float, y: float, words: str, kind: str, anchor: str) -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _short(title: str) -> str:
    return title if len(title) <= 19 else f"{title[:18]}…"


def _described(plan: Plan, rows: Iterable[Row]) -> str:
    told = [
        f"{row.title}最迟 {row.latest.day.isoformat()}" for row in rows if row.latest and row.status == "open"
    ]
    return f"{plan.title}的时间图:{';'.join(told) or '没有期限'}"
