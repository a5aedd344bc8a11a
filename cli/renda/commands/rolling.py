"""`renda rolling show|on|off`: whether a last day that is a holiday rolls on, where a county has decided so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from renda.lazy import LazyGroup
from renda.output import chinese, say

if TYPE_CHECKING:
    from renda.app import App

TABLE = {
    "show": ("renda.commands.rolling:show", "现在顺延不顺延,依据什么"),
    "on": ("renda.commands.rolling:on_", "登记顺延的决定"),
    "off": ("renda.commands.rolling:off", "不再顺延"),
}


@click.group(cls=LazyGroup, table=TABLE)
def rolling() -> None:
    """期限最后一日遇节假日,顺延不顺延;默认不顺延,要有当地的决定。"""


@click.command("show")
@click.option("--on", metavar="日期", help="看哪一天,默认今天。")
@click.pass_obj
def show(app: App, on: str | None) -> int:
    """现在顺延不顺延,依据什么。"""
    from procedures.calendar.explain import ROLLING_SCOPE

    day = app.on(on)
    basis = app.engine.record.register.rolling(day)
    value = {"on": day.isoformat(), "rolls": basis is not None, "basis": basis}

    def text() -> list[str]:
        if basis is None:
            return [f"{chinese(day)}:不顺延(默认,从严)。"]
        return [
            f"{chinese(day)}:从某事之后起算的期限,最后一日遇节假日的顺延。",
            f"依据:{basis}",
            *ROLLING_SCOPE,
        ]

    say(app, value, text)
    return 0


@click.command("on")
@click.argument("basis", metavar="依据")
@click.option("--on", "day", metavar="日期", help="从哪一天起,默认今天。")
@click.pass_obj
def on_(app: App, basis: str, day: str | None) -> int:
    """登记顺延的决定,例:renda rolling on 某县人大常委会2026年3月1日决定"""
    return _decide(app, basis, day)


@click.command("off")
@click.option("--on", "day", metavar="日期", help="从哪一天起,默认今天。")
@click.pass_obj
def off(app: App, day: str | None) -> int:
    """不再顺延。"""
    return _decide(app, None, day)


def _decide(app: App, basis: str | None, day: str | None) -> int:
    from procedures.calendar.explain import ROLLING_SCOPE
    from procedures.engine.rolling import decide_rolling

    since = app.on(day)
    entry = decide_rolling(app.engine, basis, on=since, operator=app.operator)
    value = {"on": since.isoformat(), "rolls": basis is not None, "basis": basis, "entry": entry}

    def text() -> list[str]:
        if entry is None:
            return ["本来就是这样,没有写入任何内容。"]
        if basis is None:
            return [f"自 {chinese(since)}起不再顺延(记录 {entry})。"]
        return [f"自 {chinese(since)}起顺延(记录 {entry})。依据:{basis}", *ROLLING_SCOPE]

    say(app, value, text)
    return 0
