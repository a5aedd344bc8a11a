"""`renda plan`: schedules counted back and forward from fixed dates, with or without a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from renda.app import facts_given
from renda.output import chinese, pad, say, wrapped
from renda.provinces import province as known_province

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procedures.planning.plan import Plan, Row
    from renda.app import App


@click.command()
@click.argument("name", metavar="程序或事项")
@click.argument("words", metavar="[名称=日期...]", nargs=-1)
@click.option("--case", is_flag=True, help="写的是记录里的事项;与程序重名时才需要写。")
@click.option(
    "--province", metavar="省", callback=known_province, help="连同哪个省的规定;事项按本乡镇所在的省。"
)
@click.option("--on", metavar="日期", help="从哪一天起安排,默认今天。")
@click.option("--how", is_flag=True, help="逐行写出怎样算的。")
@click.option("--ics", type=click.Path(), metavar="文件", help="另存日历文件,可导入手机日历,到期前提醒。")
@click.option("--xlsx", type=click.Path(), metavar="文件", help="另存表格,用 WPS 打开。")
@click.option("--html", type=click.Path(), metavar="文件", help="另存网页,带时间图,可打印。")
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
@click.pass_obj
def plan(
    app: App,
    name: str,
    words: tuple[str, ...],
    province: str | None,
    on: str | None,
    ics: str | None,
    xlsx: str | None,
    html: str | None,
    *,
    case: bool,
    how: bool,
    force: bool,
) -> int:
    """倒排工期:由已定的日期推出每一步最早、最迟哪天,并写明依据。

    例:renda plan session 开幕日期=2027-01-20 --province 浙江;renda plan S19-6

    名称可以是内容(开幕日期)、步骤(通知代表),也可以是影响期限的情况(会议类别=例会)。
    """
    made = _plan(app, name, words, province, on, case=case)
    written = _write(app, made, {"ics": ics, "xlsx": xlsx, "html": html}, force=force)
    say(app, {**made.as_json(), "files": written}, lambda: [*_lines(made, how=how), *_files(written)])
    return 1 if made.conflicts else 0


def _plan(
    app: App, name: str, words: tuple[str, ...], province: str | None, on: str | None, *, case: bool
) -> Plan:
    """The plan of a procedure, or of a case where no procedure is called so."""
    from procedures.planning.making import plan_case, plan_procedure

    given, day = facts_given(words), app.on(on)
    known = name in app.shelf.paths or name in app.shelf.titles.values()
    if case or not known:
        return plan_case(app.engine, name, given, day)
    return plan_procedure(app.book, app.shelf, name, given, province, day)


def _write(app: App, made: Plan, wanted: dict[str, str | None], *, force: bool) -> list[str]:
    """Write the files asked for; everything is made before the first is written."""
    from procedures.documents.files import write_whole

    content: dict[str, bytes] = {}
    if wanted["ics"]:
        from procedures.planning.calendar_file import calendar_of
        from procedures.workflow.reminders import reminders

        content[wanted["ics"]] = calendar_of(made, reminders(app.places).days_before)
    if wanted["xlsx"]:
        from procedures.planning.sheet import workbook

        content[wanted["xlsx"]] = workbook(made)
    if wanted["html"]:
        from procedures.planning.page import page

        content[wanted["html"]] = page(made)
    for path, data in content.items():
        write_whole(Path(path), data, force=force)
    return list(content)


def _files(written: list[str]) -> list[str]:
    return ["", *(f"已写出 {path}" for path in written)] if written else []


def _lines(made: Plan, *, how: bool) -> Iterator[str]:
    from procedures.planning import wording

    law = "国家法律" + (f" + {made.province}的规定" if made.province else "")
    yield from wrapped(f"倒排工期  {made.title}    已定:{wording.heading(made)}", "")
    yield f"截至 {chinese(made.today)}    {law}    最迟的日子含当日"
    for one in made.conflicts:
        yield ""
        yield from wrapped(f"× {wording.conflict(one)}", "  ")
        if one.remedy:
            yield from wrapped(f"  怎么办:{one.remedy}", "    ")
    yield from (line for words in wording.way_out(made) for line in wrapped(f"→ {words}", "  "))
    month = ""
    for row in made.rows:
        head = _head(row)
        if head != month:
            month = head
            yield from ("", head)
        yield from _row(row, how=how)
    if made.questions:
        yield from ("", "还要定下来的(写上 名称=值 再排一次)")
        yield from (line for one in made.questions for line in wrapped(f"  {wording.question(one)}", "    "))
    cautions = [f"注意  {caution}" for caution in made.cautions]
    notes = [note for note in (wording.unpublished(made), *made.told, *made.differing, *cautions) if note]
    if notes:
        yield ""
        yield from (line for note in notes for line in wrapped(note, ""))


def _head(row: Row) -> str:
    """Under which month a row stands; what has no last day stands below, in the order of the procedure."""
    if row.latest is None:
        return "没有最迟的日子,按程序次序"
    return f"{row.latest.day.year}年{row.latest.day.month}月"


def _row(row: Row, *, how: bool) -> Iterator[str]:
    from procedures.calendar.marks import mark
    from procedures.planning import wording

    if row.latest is not None:
        when = f"{row.latest.day.month}月{row.latest.day.day}日 {mark(row.latest.day).text}"
    else:
        when = f"{row.earliest.day.month}月{row.earliest.day.day}日起" if row.earliest else ""
    first = f"  {pad(when, 14)}  {pad(wording.slack(row), 11)} {wording.need(row)}  {row.title}"
    since = row.earliest if row.latest and row.status == "open" else None
    if since is not None and since.rule is not None and row.latest and since.day != row.latest.day:
        first += f"(最早 {since.day.isoformat()})"
    order = wording.order(row)
    yield from wrapped(f"{first}    {order}" if order else first, " " * 37)
    below = [wording.condition(row), wording.because(row)]
    for words in (*below, *(wording.other_way(one, row) for one in row.otherwise), *row.hints):
        if words:
            yield from wrapped(f"      {words}", "      ")
    if how and row.basis is not None and row.basis.rule is not None and row.status == "open":
        note = [f"说明:{row.basis.note}"] if row.basis.note else []
        told = [*row.basis.how, *note]
        yield from (line for words in told for line in wrapped(f"        {words}", "        "))
