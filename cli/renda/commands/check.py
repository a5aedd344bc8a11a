"""`renda check`: a case, everything before a session, a year, all townships; on one page, as JSON, HTML or .docx."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from procedures.errors import BadInput
from renda.check_page import report_lines
from renda.output import directed, quoted, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from procedures.compliance.report import Report, Row
    from renda.app import App


@click.command()
@click.argument("case", metavar="[事项]", required=False)
@click.option("--before", metavar="事项", help="会前检查:这次会议以前应当办妥的一切。")
@click.option("--year", metavar="年", type=click.IntRange(1979, 2100), help="检查一年。")
@click.option("--all", "everything", is_flag=True, help="检查全部乡镇的全部事项。")
@click.option("--on", metavar="日期", help="截至哪一天,默认今天。")
@click.option("--html", metavar="文件", help="明细写成一个网页文件,可以打印。")
@click.option("--docx", metavar="文件", help="明细写成 .docx 文件。")
@click.option("--force", is_flag=True, help="文件已经有了的,覆盖。")
@click.pass_obj
def check(
    app: App,
    case: str | None,
    before: str | None,
    year: int | None,
    on: str | None,
    html: str | None,
    docx: str | None,
    *,
    everything: bool,
    force: bool,
) -> int:
    """检查一个事项、一次会议、一年或全部,分不合法、瑕疵、须办、合规。"""
    chosen = [case is not None, before is not None, year is not None, everything]
    if sum(chosen) != 1:
        raise BadInput(
            "要写明检查什么,且只写一种。",
            where="check",
            remedy="例如 renda check S19-6,--before S19-6,--year 2026 或 --all",
        )
    app.set_today(on)
    found = _found(app, case, before, year)
    _write(found, html, docx, force=force)
    say(app, found.as_json(), lambda: report_lines(found))
    return 1 if found.verdict == "breach" else 0


def _found(app: App, case: str | None, before: str | None, year: int | None) -> Report:
    from procedures.compliance import report as compliance
    from procedures.compliance.before import check_before

    if before is not None:
        return check_before(app.engine, before)
    if year is not None:
        return compliance.check_year(app.engine, year)
    if case is not None:
        return compliance.check_case(app.engine, case)
    names = app.congresses
    found = compliance.check_all((app.engine_for(name) for name in names), app.day, _progress(len(names)))
    return _directed(found) if len(names) > 1 else found


def _directed(found: Report) -> Report:
    """The report on several townships: each command says which one it is for."""
    return replace(found, rows=[_directed_row(row) for row in found.rows])


def _directed_row(row: Row) -> Row:
    if row.command is None or row.congress is None:
        return row
    command = directed(row.command, quoted(("--congress", row.congress)))
    same = row.finding.remedy == row.command
    finding = replace(row.finding, remedy=command) if same else row.finding
    return replace(row, command=command, finding=finding)


def _progress(number: int) -> Callable[[str], None] | None:
    """Says on a terminal which township is being checked."""
    if not sys.stderr.isatty():
        return None
    place = 0

    def watch(name: str) -> None:
        nonlocal place
        place += 1
        click.echo(f"\r检查 {place}/{number}  {name}    ", err=True, nl=place == number)

    return watch


def _write(found: Report, html: str | None, docx: str | None, *, force: bool) -> None:
    if html is None and docx is None:
        return
    from procedures.compliance.sheet import sheet
    from renda.documents import write_documents

    write_documents(sheet(found), html, docx, force=force)
