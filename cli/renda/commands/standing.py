"""`renda check|verify`: knowing where one stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from procedures.errors import BadInput
from renda.output import caution_lines, chinese, finding_lines, say

if TYPE_CHECKING:
    from procedures.compliance.report import Report, Row
    from renda.app import App

HEADS = {
    "breach": "不合法",
    "flawed": "瑕疵",
    "todo": "须办",
    "pending": "还不能判断",
    "advice": "提示",
    "practice": "提示(本地惯例)",
}
VERDICTS = {"breach": "有不合法的事项", "flagged": "有瑕疵", "in_order": "合规"}


@click.command()
@click.argument("case", metavar="[事项]", required=False)
@click.option("--before", metavar="事项", help="会前检查:这次会议以前应当办妥的一切。")
@click.option("--year", metavar="年", type=click.IntRange(1979, 2100), help="检查一年。")
@click.option("--all", "everything", is_flag=True, help="检查全部乡镇的全部事项。")
@click.option("--on", metavar="日期", help="截至哪一天,默认今天。")
@click.pass_obj
def check(
    app: App, case: str | None, before: str | None, year: int | None, on: str | None, *, everything: bool
) -> int:
    """检查一个事项、一次会议、一年或全部,分不合法、瑕疵、须办、合规。"""
    from procedures.compliance import report as compliance

    chosen = [case is not None, before is not None, year is not None, everything]
    if sum(chosen) != 1:
        raise BadInput(
            "要写明检查什么,且只写一种。",
            where="check",
            remedy="例如 renda check S19-6,--before S19-6,--year 2026 或 --all",
        )
    if on is not None:
        app.today = on
    if everything:
        engines = [app.engine_for(congress) for congress in app.congresses]
        found = compliance.check_all(engines, app.on(on))
    elif year is not None:
        found = compliance.check_year(app.engine, year)
    elif before is not None:
        found = compliance.check_before(app.engine, before)
    else:
        found = compliance.check_case(app.engine, str(case))
    say(app, found.as_json(), lambda: _report_lines(found))
    return 1 if found.verdict == "breach" else 0


def _report_lines(found: Report) -> list[str]:
    counts = found.as_json()["counts"]
    lines = [f"检查  {found.checked}  截至 {chinese(found.on)}      结论:{VERDICTS[found.verdict]}"]
    number = 0
    for group, head in HEADS.items():
        rows = [row for row in found.rows if _heading(row) == group]
        if rows:
            lines += ["", head]
        for row in _joined(rows):
            number += 1
            lines += [
                f"  {number}  {line.strip()}" if first else f"     {line.strip()}"
                for first, line in _numbered(row)
            ]
    lines += ["", f"合规  {counts['in_order']} 项    不适用  {counts['not_applicable']} 项"]
    return lines + caution_lines(row.finding for row in found.rows)


def _heading(row: Row) -> str:
    """Advice on good practice stands apart from what the law says 一般 or 可以."""
    return "practice" if row.group == "advice" and row.finding.level == "practice" else row.group


def _joined(rows: list[Row]) -> list[Row]:
    """Each finding once."""
    seen: dict[tuple[str | None, str, str], Row] = {}
    for row in rows:
        seen.setdefault((row.case, row.finding.rule, row.finding.message), row)
    return list(seen.values())


def _numbered(row: Row) -> list[tuple[bool, str]]:
    case = f"[{row.congress + ' ' if row.congress else ''}{row.case}] " if row.case else ""
    if row.group == "todo" and row.command:
        citation = f"    {row.finding.citation}" if row.finding.citation != "程序次序" else ""
        return [(True, f"{case}{row.finding.message}{citation}    {row.command}")]
    first, *rest = finding_lines(row.finding, remedy=row.group in {"breach", "flawed"})
    return [(True, f"{case}{first.strip()[2:]}"), *((False, line) for line in rest)]


@click.command()
@click.pass_obj
def verify(app: App) -> int:
    """核对记录:原始性(哈希链)、完整性(材料)、连续性(编号)。"""
    from procedures.compliance.archive_check import verify as verify_congress

    chosen = [app.congress] if app.congress else app.congresses
    found = [verify_congress(app.engine_for(congress)) for congress in chosen]
    trusted = not any(one.original for one in found)
    value = {"trusted": trusted, "congresses": [one.as_json() for one in found]}

    def text() -> list[str]:
        lines = []
        for one in found:
            lines.append(f"{one.congress}    记录 {one.entries} 条    末条哈希 {one.head[:16]}…")
            lines.append(
                "  原始性  " + ("√ 哈希链完整,没有被改动" if not one.original else "× 记录被改动或损坏:")
            )
            lines += [f"    {problem}" for problem in one.original]
            if not one.original:
                lines.append("  完整性  " + ("√" if not one.complete else "! 办结事项缺材料登记:"))
                lines += [
                    f"    {case}:{len(papers)} 种,如{'、'.join(papers[:3])}"
                    for case, papers in one.complete.items()
                ]
                lines.append("  连续性  " + ("√" if not one.continuous else "! 编号有空缺:"))
                lines += [f"    {problem}" for problem in one.continuous]
        return lines or ["还没有任何记录。"]

    say(app, value, text)
    return 0 if trusted else 3
