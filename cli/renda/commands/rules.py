"""`renda rule list|try`: the law, listed and tried."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procedures.errors import BadInput, ProceduresError, UnknownName, why
from renda.app import facts_given, read_json
from renda.lazy import LazyGroup
from renda.output import SIGNS, caution_lines, quoted, say, table
from renda.provinces import province as known_province
from renda.provinces import short_province

if TYPE_CHECKING:
    from procedures.law.finding import Finding
    from renda.app import App

TABLE = {
    "list": ("renda.commands.rules:list_", "列出规则"),
    "show": ("renda.commands.explaining:show", "解释一条规则"),
    "try": ("renda.commands.rules:try_", "试算:这样合法吗?"),
}


@click.group(cls=LazyGroup, table=TABLE)
def rule() -> None:
    """规则:列出、解释、试算。"""


@click.command("list")
@click.option("--procedure", metavar="程序", help="只列某个程序的。")
@click.option("--statute", metavar="法规", help="只列某部法规的(简称、编号或前缀)。")
@click.option("--province", metavar="省", callback=known_province, help="连同哪个省的;不写只列全国的。")
@click.option("--practice", is_flag=True, help="只列本地惯例。")
@click.option("--on", metavar="日期", help="按哪一天的法律,默认今天。")
@click.pass_obj
def list_(
    app: App,
    procedure: str | None,
    statute: str | None,
    province: str | None,
    on: str | None,
    *,
    practice: bool,
) -> int:
    """列出规则。"""
    from procedures.law.rule import NATIONAL, PRACTICE

    day = app.on(on)
    book = app.book
    place = province or NATIONAL
    found = book.about(app.shelf.find(procedure), place) if procedure else book.all(book.here(place))
    found = [p for p in found if p.in_force(day) and p.statute.jurisdiction in {NATIONAL, province}]
    found = [p for p in found if (p.statute.level == PRACTICE) == practice]
    if statute is not None:
        statutes = {p.statute.id: p.statute for p in book.all()}.values()
        meant = {s.id for s in statutes if statute in {s.id, s.prefix, s.short, s.title}}
        if not meant:
            raise UnknownName(
                f"没有收录“{statute}”。",
                where="--statute",
                remedy=f"可填:{'、'.join(dict.fromkeys(s.short for s in statutes))}。",
            )
        found = [p for p in found if p.statute.id in meant]
    value = {
        "on": day.isoformat(),
        "rules": [
            {
                "rule": p.rule.id,
                "citation": p.citation,
                "requirement": p.rule.requirement,
                "effect": p.rule.effect,
                "jurisdiction": p.statute.jurisdiction,
                "level": p.statute.level,
            }
            for p in found
        ],
    }
    say(
        app,
        value,
        lambda: table((p.rule.id, p.citation, p.rule.requirement) for p in found) or ["没有符合条件的规则。"],
    )
    return 0


@click.command("try")
@click.argument("rule_id", metavar="[编号]", required=False)
@click.argument("facts", metavar="[名称=值]...", nargs=-1)
@click.option("--on", metavar="日期", help="按哪一天的法律,默认今天。")
@click.option("--province", metavar="省", callback=known_province, help="按哪个省。")
@click.option("--file", "file", metavar="文件", help='一行一个 JSON:{"rule", "facts", "on", "province"}。')
@click.pass_obj
def try_(
    app: App,
    rule_id: str | None,
    facts: tuple[str, ...],
    on: str | None,
    province: str | None,
    file: str | None,
) -> int:
    """试算:这样合法吗?不涉及任何事项,不写入。

    例:renda rule try ORG-14-4 到会代表=47 全体代表=72
    """
    if file is not None:
        if rule_id or facts:
            raise BadInput("用了 --file 就不能再写编号和事实。", where="--file", remedy="两种用法任选一种。")
        return _try_many(app, file)
    if rule_id is None:
        raise BadInput(
            "没有写规则编号。", where="编号", remedy="例如 renda rule try ORG-14-4 到会代表=47 全体代表=72"
        )
    finding = _tried(app, rule_id, facts_given(facts), app.on(on), province)

    def text() -> list[str]:
        practice = finding.level == "practice"
        words = {"pass": "合法", "breach": "不合法", "pending": "还不能判断", "not_applicable": "不适用"}
        if practice:
            words |= {"pass": "合惯例", "breach": "不合惯例(不是违法)"}
        sign = "·" if practice and finding.outcome == "breach" else SIGNS[finding.outcome]
        lines = [
            f"{sign} {words[finding.outcome]}:{finding.message}",
            f"  {'本地惯例' if practice else '依据'}:{finding.citation}    规则 {finding.rule}",
        ]
        if finding.outcome == "pending":
            lines.append(f"  怎么办:补上再试:{_again(app, rule_id, facts, finding)}")
        elif finding.remedy:
            lines.append(f"  怎么办:{finding.remedy}")
        if finding.conflict:
            lines.append(f"  两法不同:{finding.conflict}")
        return lines + caution_lines([finding])

    say(app, finding.as_json(), text)
    return 1 if finding.outcome == "breach" and finding.effect != "advise" else 0


def _tried(app: App, rule_id: str, given: dict[str, Any], on: date, province: str | None) -> Finding:
    from procedures.law.differences import with_differences
    from procedures.law.facts import read_value
    from procedures.law.finding import judge
    from procedures.law.rule import NATIONAL

    placed = app.book.rule(rule_id, on, province)
    facts = app.book.some_facts({*placed.rule.facts(), *given})
    by_label = {fact.label: fact for fact in facts.values()}
    values: dict[str, Any] = {}
    for name, value in given.items():
        fact = facts.get(name) or by_label.get(name)
        if fact is None:
            wanted = "、".join(f"{app.book.labels[n]}({n})" for n in placed.rule.facts())
            raise UnknownName(f"没有叫“{name}”的事实。", where=name, remedy=f"这条规则用到:{wanted}。")
        if value is not None:
            values[fact.name] = read_value(fact, value, today=app.day)
    labels = {fact.name: fact.label for fact in facts.values()}
    finding = judge(placed.rule, placed.statute, values, labels)
    place = placed.statute.jurisdiction if placed.statute.jurisdiction != NATIONAL else province
    return with_differences([finding], app.book, place, on)[0]


def _again(app: App, rule_id: str, facts: tuple[str, ...], finding: Finding) -> str:
    """The same trial, with what it lacks."""
    labels = {name: fact.label for name, fact in app.book.some_facts(finding.missing).items()}
    lacking = (f"{labels.get(name, name)}=…" for name in finding.missing)
    return " ".join(("renda rule try", rule_id, quoted((*facts, *lacking))))


def _try_many(app: App, name: str) -> int:
    """One finding for each line, in the same order; a bad line gives an error on its line and exit 2 at the end."""
    bad = breach = False
    app.book.all()  # many lines ask many rules: read the files once as a whole
    _ = app.book.vocabulary
    path = Path(name)
    try:
        raw = sys.stdin.buffer.read() if name == "-" else path.read_bytes()
        lines = raw.decode("utf-8-sig").splitlines()
    except OSError as problem:
        raise BadInput(
            f"文件 {name} 读不出来({why(problem)})。", where="--file", remedy="请核对路径。"
        ) from problem
    except UnicodeDecodeError as problem:
        raise BadInput(
            f"文件 {name} 不是 UTF-8 编码。", where="--file", remedy="请另存为 UTF-8。"
        ) from problem
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path.name}:{number}"
        try:
            finding = _one_line(app, line, where)
            breach = breach or (finding.outcome == "breach" and finding.effect != "advise")
            document: dict[str, Any] = finding.as_json()
        except ProceduresError as problem:
            bad = True
            error = problem.as_json()
            error["where"] = where if error["where"] in {None, where} else f"{where} {error['where']}"
            document = {"error": error}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    if bad:
        return 2
    return 1 if breach else 0


def _one_line(app: App, line: str, where: str) -> Finding:
    try:
        asked = read_json(line)
    except ValueError as problem:
        raise BadInput("这一行不是完整的 JSON。", where=where, remedy="每行一个 JSON 对象。") from problem
    if not isinstance(asked, dict) or not isinstance(asked.get("rule"), str):
        raise BadInput("这一行缺少 rule。", where=where, remedy=_LINE)
    if not isinstance(asked.get("facts", {}), dict):
        raise BadInput("facts 应是 名称: 值 的对照。", where=where, remedy=_LINE)
    for name, value in asked.items():
        if name not in {"rule", "facts", "on", "province"}:
            raise BadInput(f"不认识的键 {name}。", where=where, remedy=_LINE)
        if name in {"on", "province"} and not isinstance(value, (str, type(None))):
            raise BadInput(f"{name} 应为文字,不能是 {value}。", where=where, remedy=_LINE)
    on = asked.get("on")
    day = app.day if on is None else app.day_of(on, "on")
    province = asked.get("province")
    place = None if province is None else short_province(province, "province")
    return _tried(app, asked["rule"], asked.get("facts", {}), day, place)


_LINE = '例如 {"rule": "ORG-14-4", "facts": {"deputies_present": 48}, "on": "2026-01-08", "province": null}'
