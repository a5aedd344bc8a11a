"""`renda due|verify`: what falls due, and whether the record can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from renda.output import chinese, say, table

if TYPE_CHECKING:
    from renda.app import App


@click.command()
@click.option("--within", type=click.IntRange(0), default=30, metavar="天数", help="几天以内到期,默认 30。")
@click.pass_obj
def due(app: App, within: int) -> int:
    """哪些快到期、已逾期,按日期排列。"""
    from procedures.compliance.report import falling_due

    found = falling_due(app.engine, within)
    value = {"on": app.day.isoformat(), "within": within, "rows": [row.as_json() for row in found]}

    def text() -> list[str]:
        rows = (
            (
                chinese(item.row.due),
                f"已过 {-item.days} 日" if item.days < 0 else f"还有 {item.days} 日",
                f"{item.case.title}({item.case.id})",
                item.row.title,
                item.row.basis.placed.citation if item.row.basis else "",
            )
            for item in found
        )
        return table(rows) or [f"{within} 日内没有到期的事项。"]

    say(app, value, text)
    return 0


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
