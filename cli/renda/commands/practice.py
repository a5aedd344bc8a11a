"""`renda practice list|on|off`: local good practice, asked only where the township has taken it up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from renda.lazy import LazyGroup
from renda.output import chinese, say, table

if TYPE_CHECKING:
    from renda.app import App

TABLE = {
    "list": ("renda.commands.practice:list_", "有哪些惯例,采用了哪些"),
    "on": ("renda.commands.practice:on_", "采用惯例"),
    "off": ("renda.commands.practice:off", "不再采用惯例"),
}


@click.group(cls=LazyGroup, table=TABLE)
def practice() -> None:
    """本地惯例(好做法):采用了才提示,从不作为违法。"""


@click.command("list")
@click.option("--on", metavar="日期", help="看哪一天,默认今天。")
@click.pass_obj
def list_(app: App, on: str | None) -> int:
    """有哪些惯例,本乡镇采用了哪些。"""
    day = app.on(on)
    engine = app.engine
    register = engine.record.register
    chosen = register.practice(day)
    held = engine.book.practices(register.congress.province)
    rows = [
        {
            "rule": p.rule.id,
            "citation": p.citation,
            "requirement": p.rule.requirement,
            "switched_on": p.rule.id in chosen,
            "file": p.where,
        }
        for p in held
    ]
    gone = sorted(chosen - {p.rule.id for p in held})
    value = {"on": day.isoformat(), "practice": rows, "not_held": gone}

    def text() -> list[str]:
        lines = [f"本地惯例    {chinese(day)}    采用 {len(chosen)} 项,共 {len(held)} 项"]
        lines += table(
            ("●" if row["switched_on"] else "○", str(row["rule"]), str(row["requirement"])) for row in rows
        )
        lines += [f"! 采用了 {rule_id},但现在的规则里没有它:请核对 --library。" for rule_id in gone]
        return [*lines, "采用:renda practice on 编号    看做法:renda rule show 编号"]

    say(app, value, text)
    return 0


@click.command("on")
@click.argument("ids", metavar="编号...", nargs=-1, required=True)
@click.option("--on", "day", metavar="日期", help="从哪一天起,默认今天。")
@click.pass_obj
def on_(app: App, ids: tuple[str, ...], day: str | None) -> int:
    """采用惯例;写一组编号的开头(如 PD)就采用全组。例:renda practice on PD-1-1"""
    return _switch(app, ids, day, on=True)


@click.command("off")
@click.argument("ids", metavar="编号...", nargs=-1, required=True)
@click.option("--on", "day", metavar="日期", help="从哪一天起,默认今天。")
@click.pass_obj
def off(app: App, ids: tuple[str, ...], day: str | None) -> int:
    """不再采用惯例,例:renda practice off PD-1-1"""
    return _switch(app, ids, day, on=False)


def _switch(app: App, ids: tuple[str, ...], day: str | None, *, on: bool) -> int:
    from procedures.engine.practice import switch_practice

    since = app.on(day)
    done = switch_practice(app.engine, ids, switch_on=on, on=since, operator=app.operator)
    value: dict[str, Any] = {
        "on": since.isoformat(),
        "entry": done.entry,
        "changed": list(done.changed),
        "practice": list(done.practice),
        "recorded": done.entry is not None,
    }
    word = "采用" if on else "不再采用"

    def text() -> list[str]:
        if done.entry is None:
            return [f"这些惯例本来就{'已经' if on else '没有'}采用,没有写入任何内容。"]
        return [
            f"自 {chinese(since)}起{word}:{'、'.join(done.changed)}(记录 {done.entry})。",
            f"现在采用 {len(done.practice)} 项。惯例只作提示,不作为违法。",
        ]

    say(app, value, text)
    return 0
