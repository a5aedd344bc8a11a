"""`renda report year` and `renda source`: the year against powers and duties, and where a number comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from procedures.errors import BadInput
from renda.lazy import LazyGroup
from renda.output import COLUMNS, chinese, cut, say, table, wrapped

if TYPE_CHECKING:
    from procedures.compliance.yearly import Number, Told, YearReport
    from renda.app import App

PARTS = "一二三四五六七八九十"
TABLE = {"year": ("renda.commands.report:year_", "一年的工作对照大会职权和主席团职责")}
YEAR = click.IntRange(1979, 2100)


@click.group(cls=LazyGroup, table=TABLE)
def report() -> None:
    """年度报告:对照职权和主席团职责。"""


@click.command("year")
@click.argument("year", metavar="年", type=YEAR)
@click.option("--on", metavar="日期", help="截至哪一天,默认今天。")
@click.option("--html", metavar="文件", help="写成一个网页文件,可以打印。")
@click.option("--docx", metavar="文件", help="写成 .docx 文件。")
@click.option("--force", is_flag=True, help="文件已经有了的,覆盖。")
@click.pass_obj
def year_(app: App, year: int, on: str | None, html: str | None, docx: str | None, *, force: bool) -> int:
    """一年的工作对照大会职权和主席团职责;数字可查来源,不打分,不排名。"""
    app.set_today(on)
    found = _year(app, year)
    if html is not None or docx is not None:
        from procedures.compliance.year_sheet import year_sheet
        from renda.documents import write_documents

        write_documents(year_sheet(found), html, docx, force=force)
    say(app, found.as_json(), lambda: _lines(found))
    return 0


def _year(app: App, year: int) -> YearReport:
    from procedures.compliance.yearly import year_report

    return year_report(app.engine, app.places, year)


def _lines(found: YearReport) -> list[str]:
    lines = [
        f"{found.congress}人民代表大会{found.year}年{found.title}    截至 {chinese(found.on)}",
        f"数字的来源:renda source {found.year} 编号",
    ]
    for place, (title, items) in enumerate(found.parts):
        lines += ["", f"{PARTS[place]}、{title}"]
        for item in items:
            lines += _item(item)
    return lines


def _item(item: Told) -> list[str]:
    lines = wrapped(f"  {item.number:<2} {item.requirement}    {item.citation}", "     ")
    if item.none:
        lines += wrapped(f"     ○ {item.none}。", "       ")
    for number in item.numbers:
        if number.value or not item.none:
            lines += _number(number)
    for row in item.findings:
        if row.group in {"breach", "flawed", "todo"}:
            lines += wrapped(f"     ! {row.finding.message}", "       ")
    return lines


def _number(number: Number) -> list[str]:
    lines = [f"     {number.id:<5} {number.label}  {number.value}"]
    if number.named:
        lines += [cut(f"           {source.title}({source.case})", COLUMNS) for source in number.sources]
    return lines


@click.command()
@click.argument("number", metavar="编号|年", nargs=1)
@click.argument("rest", metavar="[编号]", required=False)
@click.option("--on", metavar="日期", help="截至哪一天,默认今天。")
@click.pass_obj
def source(app: App, number: str, rest: str | None, on: str | None) -> int:
    """年度报告里的一个数字由哪些记录得来,例如 renda source 2026 3.2。"""
    app.set_today(on)
    year, _, place = f"{number}-{rest}".partition("-") if rest else number.partition("-")
    if not (year.isascii() and year.isdigit() and 1979 <= int(year) <= 2100 and place):
        raise BadInput(
            f"“{number}”不是数字的编号。",
            where="编号",
            remedy="例如 renda source 2026 3.2 或 renda source 2026-3.2",
        )
    found = _year(app, int(year)).number(place)
    value = {"year": int(year), **found.as_json()}

    def text() -> list[str]:
        rows = [
            (chinese(one.on), f"{one.title}({one.case})", one.step, f"记录 {one.entry}")
            for one in found.sources
        ]
        head = f"{year}年 {found.id}  {found.label}  {found.value}"
        return [head, *(f"  {line}" for line in table(rows))] if rows else [head, "  没有记录。"]

    say(app, value, text)
    return 0
