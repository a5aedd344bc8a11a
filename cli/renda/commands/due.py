"""`renda due`: what falls due, by urgency, with the command that does it and the letter that reminds of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from renda.output import chinese, pad, say, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procedures.compliance.due import Due, YearDuty
    from procedures.workflow.reminders import Reminders
    from renda.app import App


@click.command()
@click.option("--within", type=click.IntRange(0), default=30, metavar="天数", help="几天以内到期,默认 30。")
@click.option("--ics", type=click.Path(), metavar="文件", help="另存日历文件,可导入手机日历,到期前提醒。")
@click.option("--brief", is_flag=True, help="只写一条短消息,可以直接转发。")
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
@click.pass_obj
def due(app: App, within: int, ics: str | None, *, brief: bool, force: bool) -> int:
    """哪些快到期、已逾期,先急后缓,写明怎么登记、发什么函催办。"""
    from procedures.compliance.due import due_calendar, falling_due, year_duties
    from procedures.documents.files import write_whole
    from procedures.workflow.reminders import reminders

    habits = reminders(app.places)
    engine = app.engine
    found = falling_due(engine, within, habits)
    yearly = year_duties(engine, within)
    if ics is not None:
        town = engine.record.register.congress.name
        write_whole(Path(ics), due_calendar(town, found, habits, engine.today), force=force)
    value = {
        "on": app.day.isoformat(),
        "within": within,
        "rows": [row.as_json() for row in found],
        "year": [row.as_json() for row in yearly],
        "files": [ics] if ics else [],
    }

    def text() -> Iterator[str]:
        yield from _brief(app, found) if brief else _full(found, yearly, habits, within)
        if ics is not None:
            yield f"已写出 {ics}"

    say(app, value, text, exact=brief)
    return 0


def _full(found: Sequence[Due], yearly: Sequence[YearDuty], habits: Reminders, within: int) -> Iterator[str]:
    if not found and not yearly:
        yield f"{within} 日内没有到期的事项。"
        return
    groups: dict[str, list[Due]] = {}
    for row in found:
        groups.setdefault(_group(row), []).append(row)
    for place, (head, rows) in enumerate(groups.items()):
        if place:
            yield ""
        yield f"{head}({len(rows)} 项)"
        for row in rows:
            yield from _row(row)
    if yearly:
        yield from [""] if found else []
        yield from (f"年内还缺({yearly[0].day.year}年还有 {yearly[0].days} 日)",)
        for duty in yearly:
            yield f"  {duty.finding.message.rstrip('。')}    {duty.finding.citation}"
    if any(row.duty == "may" for row in found):
        yield from (
            "",
            "标(可以)的不是每件事项都办的步骤,但期限已经起算,或者后面必办的步骤以它按时办妥为条件。",
        )
    yield from (
        "",
        f"到期前 {'、'.join(str(days) for days in habits.days_before)} 日提醒是工作习惯,不是法定期限。",
    )


def _group(row: Due) -> str:
    """Under which head a row stands: the nearest reminder that has come."""
    if row.overdue:
        return "已逾期"
    return "以后" if row.level is None else f"{row.level} 日以内"


def _row(row: Due) -> Iterator[str]:
    left = f"已过 {-row.days} 日" if row.days < 0 else f"还有 {row.days} 日" if row.days else "就是今天"
    may = "  (可以)" if row.duty == "may" else ""
    yield f"  {pad(chinese(row.day), 15)} {pad(left, 11)} {row.case.title}({row.case.id})  {row.row.title}{may}"
    yield from wrapped(f"      {row.basis.placed.citation}:{row.basis.placed.rule.requirement}", " " * 6)
    yield f"      登记:{row.command}"
    if row.letter is not None:
        yield f"      催办:{row.letter}"
        yield f"      催办后登记:{row.follow_up}"


def _brief(app: App, found: Sequence[Due]) -> Iterator[str]:
    yield f"【到期提醒】截至 {chinese(app.day)}"
    if not found:
        yield "没有快到期的事项。"
    for place, row in enumerate(found, 1):
        left = f"已过 {-row.days} 日" if row.days < 0 else f"还有 {row.days} 日" if row.days else "今天到期"
        yield f"{place}. {row.row.title}:{row.case.title}({row.case.id}),最迟 {row.day.month}月{row.day.day}日,{left}"
