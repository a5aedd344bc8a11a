"""`renda init` and `renda office`: what stands before any case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from procedures.errors import BadInput
from renda.lazy import LazyGroup
from renda.output import chinese, finding_lines, say, table
from renda.provinces import province as known_province

if TYPE_CHECKING:
    from procedures.law.rule import Statute
    from renda.app import App


@click.command()
@click.argument("name", metavar="名称")
@click.option(
    "--province", metavar="省", callback=known_province, required=True, help="省级行政区简称,如 浙江。"
)
@click.option("--kind", metavar="类别", required=True, help="乡、民族乡 或 镇。")
@click.option("--term", metavar="届", required=True, help="第几届,如 19 或 十九。")
@click.option("--term-began", metavar="日期", help="本届第一次会议的日期。")
@click.option("--term-ends", metavar="日期", help="本届届满的日期。")
@click.option("--population", type=click.IntRange(1, 10_000_000), metavar="人口", help="人口数。")
@click.option("--quota", type=click.IntRange(1), metavar="名额", help="依法确定的代表总名额。")
@click.option(
    "--practice", metavar="编号", multiple=True, help="采用哪些本地惯例,可写多个;以后用 renda practice 改。"
)
@click.option("--suspended-not-counted", is_flag=True, help="全体代表不计暂停执行职务的代表(默认计入,从严)。")
@click.pass_obj
def init(app: App, /, name: str, province: str, kind: str, term: str, **more: Any) -> int:
    """建立一个乡镇人大的记录。

    例:renda init 清溪镇 --province 浙江 --kind 镇 --term 19 --population 32600
    """
    from procedures.calendar.numerals import read_number
    from procedures.engine.founding import found_congress

    name = name.strip()
    if not name:
        raise BadInput("名称不能是空的。", where="名称", remedy="写乡镇全称,如 清溪镇。")
    choices = app.book.vocabulary["unit_kind"].values
    if kind not in choices:
        raise BadInput(f"类别没有“{kind}”这一项。", where="--kind", remedy=f"可填:{'、'.join(choices)}。")
    number = read_number(term.strip().removeprefix("第").removesuffix("届"), where="--term")
    if number < 1:
        raise BadInput("届次应从 1 起。", where="--term", remedy="如 --term 19。")
    began = app.day_of(more["term_began"], "--term-began") if more["term_began"] else None
    ends = app.day_of(more["term_ends"], "--term-ends") if more["term_ends"] else None
    if began is not None and ends is not None and ends <= began:
        raise BadInput(
            f"届满日期 {ends.isoformat()} 不晚于本届开始的 {began.isoformat()}。",
            where="--term-ends",
            remedy="请核对两个日期。",
        )
    body = {
        "name": name,
        "unit_kind": kind,
        "province": province,
        "term": number,
        "term_began": began,
        "term_ends_on": ends,
        "population": more["population"],
        "quota": more["quota"],
        "suspended_count": not more["suspended_not_counted"],
        "practice": list(more["practice"]) or None,
    }
    engine = app.engine_for(app.congress or name)
    findings = found_congress(engine, body, on=app.day, operator=app.operator)
    blocked = [finding for finding in findings if finding.blocks]
    adopted = [] if blocked else sorted(engine.record.register.practice(app.day))
    laws = _laws(app, province)
    value: dict[str, Any] = {
        "congress": engine.congress,
        "name": name,
        "province": province,
        "kind": kind,
        "term": number,
        "recorded": not blocked,
        "database": app.store.url,
        "laws": [f"{text.short}({text.version})" for text in laws],
        "practice": adopted,
        "cautions": {text.short: text.caution for text in laws if text.caution},
        "findings": [finding.as_json() for finding in findings],
    }

    def text() -> list[str]:
        if blocked:
            return ["不予建立。", *(line for f in blocked for line in finding_lines(f)), "没有写入任何内容。"]
        from procedures.calendar.numerals import chinese_number

        return [
            f"已建立 {name}人民代表大会(第{chinese_number(number)}届)。记录保存在 {app.store.url}",
            f"适用:{'、'.join(value['laws'])}。",
            *(f"注意  {short}:{caution}" for short, caution in value["cautions"].items()),
            *_local(app, province),
            *([f"采用惯例:{'、'.join(sorted(adopted))}。"] if adopted else []),
            "下一步:renda roster import 代表名册.xlsx",
        ]

    say(app, value, text)
    return 1 if blocked else 0


def _laws(app: App, province: str) -> list[Statute]:
    """The statutes in force today that apply here."""
    from procedures.law.rule import NATIONAL, PRACTICE

    texts = [app.book.statute(path) for path in app.book.paths]
    return [
        text
        for text in texts
        if text.in_force <= app.day
        and (text.until is None or app.day < text.until)
        and text.jurisdiction in {NATIONAL, province}
        and text.level != PRACTICE
    ]


def _local(app: App, province: str) -> list[str]:
    """What is said where no local rules are held: nothing is guessed."""
    if any(app.book.statute(path).jurisdiction == province for path in app.book.paths):
        return []
    return [f"{province}的地方性法规还没有收录:会议通知提前几日、主席团人数等请另按本省规定核对。"]


OFFICE = {
    "list": ("renda.commands.founding:office_list", "现在谁担任什么职务"),
    "set": ("renda.commands.founding:office_set", "登记已有的任职"),
}


@click.group(cls=LazyGroup, table=OFFICE)
def office() -> None:
    """谁担任什么职务。以后的变动由选举等程序自动登记。"""


@click.command("list")
@click.option("--on", metavar="日期", help="看哪一天,默认今天。")
@click.pass_obj
def office_list(app: App, on: str | None) -> int:
    """现在谁担任什么职务。"""
    day = app.on(on)
    register = app.engine.record.register
    held = register.offices(day)
    value = {
        "on": day.isoformat(),
        "offices": [
            {
                "office": holding.office,
                "person": holding.person,
                "since": holding.since.isoformat() if holding.since else None,
                "until": holding.until.isoformat() if holding.until else None,
            }
            for holding in held
        ],
        "presidium": list(register.presidium(day)),
    }

    def text() -> list[str]:
        lines = table((h.office, h.person, f"自 {chinese(h.since)}" if h.since else "") for h in held)
        members = "、".join(register.presidium(day))
        return [
            *(lines or ["还没有登记任职。登记:renda office set 主席 …"]),
            f"主席团:{members or '尚未选举'}",
        ]

    say(app, value, text)
    return 0


@click.command("set")
@click.argument("title", metavar="职务")
@click.argument("person", metavar="姓名")
@click.option("--on", metavar="日期", help="任职(或离任)日期,默认今天。")
@click.option("--until", metavar="日期", help="任期截止日。")
@click.option("--ends", is_flag=True, help="离任。")
@click.pass_obj
def office_set(app: App, title: str, person: str, on: str | None, until: str | None, *, ends: bool) -> int:
    """登记已有的任职,例:renda office set 主席 王建国 --on 2022-03-30"""
    from procedures.engine.founding import set_office
    from renda.app import filled

    filled(person, "姓名")
    day = app.on(on)
    last = app.day_of(until, "--until") if until else None
    findings = set_office(app.engine, title, person, on=day, operator=app.operator, until=last, ends=ends)
    blocked = [f for f in findings if f.outcome == "breach" and f.effect in {"void", "bar"}]
    value = {
        "office": title,
        "person": person,
        "on": day.isoformat(),
        "recorded": not blocked,
        "findings": [f.as_json() for f in findings],
    }

    def text() -> list[str]:
        if blocked:
            return ["不予登记。", *(line for f in blocked for line in finding_lines(f)), "没有写入任何内容。"]
        return [f"已登记:{person}{'不再担任' if ends else '任'}{title}({chinese(day)})。"]

    say(app, value, text)
    return 1 if blocked else 0
