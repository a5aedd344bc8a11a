"""`renda rule show`: one requirement explained, whether a rule decides it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from procedures.errors import UnknownName
from renda.output import EFFECTS, chinese, say

if TYPE_CHECKING:
    from procedures.law.placed import Placed
    from procedures.law.rule import Otherwise, Statute
    from renda.app import App


@click.command("show")
@click.argument("rule_id", metavar="编号")
@click.option("--on", metavar="日期", help="按哪一天的法律,默认今天。")
@click.pass_obj
def show(app: App, rule_id: str, on: str | None) -> int:
    """解释一条规则:要求、条款、施行时间、违反的后果、怎么办、示例。"""
    from procedures.law.differences import difference, differing_from
    from procedures.training.scenarios import scenarios_for

    scenes = scenarios_for(app.places, rule_id)
    try:
        placed = app.book.rule(rule_id, app.on(on))
    except UnknownName:
        found = app.book.without_rule(rule_id)
        if not found:
            raise
        return _show_without_rule(app, *found[-1], scenes)
    rule_, statute = placed.rule, placed.statute
    labels = app.book.labels
    since = rule_.in_force or statute.in_force
    until = rule_.until or statute.until
    value = {
        "rule": rule_.id,
        "citation": placed.citation,
        "version": statute.version,
        "jurisdiction": statute.jurisdiction,
        "requirement": rule_.requirement,
        "kind": rule_.kind,
        "check": rule_.check.worded(labels),
        "when": rule_.when.worded(labels) if rule_.when else None,
        "facts": list(rule_.facts()),
        "in_force": since.isoformat(),
        "until": until.isoformat() if until else None,
        "effect": rule_.effect,
        "refuse": rule_.refuse,
        "remedy": rule_.remedy,
        "note": rule_.note,
        "refines": rule_.refines,
        "conflict": difference(rule_, statute),
        "differing": [identity for _, identity in differing_from(app.book, rule_.id)],
        "level": statute.level,
        "applies": [
            a.model_dump(mode="json", exclude_none=True, exclude_defaults=True, by_alias=True)
            for a in rule_.applies
        ],
        "scenarios": scenes,
        "file": placed.where,
        "caution": statute.caution,
    }
    say(app, value, lambda: _explained(app, placed, scenes))
    return 0


_BY = {
    "shape": "程序的次序保证做到,不另设规则",
    "consequence": "由系统随登记执行,不另设规则",
    "guidance": "只作提示,不判断",
    "out_of_scope": "不收录为规则",
}


def _show_without_rule(app: App, item: Otherwise, statute: Statute, scenes: list[str]) -> int:
    """A requirement that no rule decides: how it is accounted for, and where a local text differs."""
    from procedures.law.differences import difference

    differs = difference(item, statute)
    value = {
        "rule": item.id,
        "citation": f"{statute.short}{item.article}",
        "version": statute.version,
        "jurisdiction": statute.jurisdiction,
        "requirement": item.requirement,
        "by": item.by,
        "why": item.why,
        "conflict": differs,
        "level": statute.level,
        "scenarios": scenes,
        "caution": statute.caution,
    }

    def text() -> list[str]:
        lines = [
            f"{item.id}    {statute.short}{item.article}({statute.version},{statute.jurisdiction})",
            f"要求    {item.requirement}。",
            f"处理    {_BY[item.by]}:{item.why}。",
        ]
        lines += [f"两法不同  {differs}"] if differs else []
        lines += [f"注意    {statute.caution}"] if statute.caution else []
        return lines + [f"情景    {name}" for name in scenes]

    say(app, value, text)
    return 0


_MEANING = {
    "void": "违反的没有法律效力,不予记录,不能例外。",
    "bar": "违反的不得进行;已经发生的,可写明理由并由有权者认可,带瑕疵记录。",
    "flag": "迟了也要办、也能记录,瑕疵随记录保留。",
    "advise": "提示,不作为违法。",
}


def _explained(app: App, placed: Placed, scenes: list[str]) -> list[str]:
    from procedures.law.differences import difference, differing_from
    from procedures.law.rule import PRACTICE

    rule_, statute, labels = placed.rule, placed.statute, app.book.labels
    lines = [
        f"{rule_.id}    {placed.citation}({statute.version},{statute.jurisdiction})",
        f"要求    {rule_.requirement}。",
    ]
    if rule_.when:
        lines.append(f"条件    {rule_.when.worded(labels)}")
    lines.append(f"检查    {rule_.check.worded(labels)}")
    since, until = rule_.in_force or statute.in_force, rule_.until or statute.until
    lines.append(f"施行    自 {chinese(since)}" + (f"至 {chinese(until)}前" if until else "起"))
    practice = statute.level == PRACTICE
    consequence = "本地惯例:采用了才提示,从不作为违法。" if practice else _MEANING[rule_.effect]
    lines.append(f"后果    {EFFECTS[rule_.effect]}:{consequence}")
    lines.append(f"怎么办  {rule_.remedy}")
    if rule_.note:
        lines.append(f"说明    {rule_.note}")
    if rule_.refines:
        lines.append(f"细化    {rule_.refines}")
    if (differs := difference(rule_, statute)) is not None:
        lines.append(f"两法不同  {differs}")
    if local := differing_from(app.book, rule_.id):
        named = "、".join(f"{place} {identity}" for place, identity in local)
        lines.append(f"地方不同  {named};怎样不同、依哪一条,用 renda rule show 编号 查看。")
    if statute.caution:
        lines.append(f"注意    {statute.caution}")
    for applies in rule_.applies:
        if applies.procedure:
            found = app.shelf.procedure(applies.procedure)
            titles = "、".join(found.step(step).title for step in applies.step) or "办结以前"
            lines.append(f"用在    {found.title}:{titles}")
        else:
            lines.append(f"用在    {_OCCASIONS.get(applies.on, applies.on)}")
    lines += [f"情景    {name}" for name in scenes]
    names = " ".join(f"{labels.get(name, name)}=…" for name in rule_.facts())
    lines.append(f"试一试  renda rule try {rule_.id} {names}")
    return lines


_OCCASIONS = {"year": "年度检查", "term": "届期检查", "register": "名册和任职的变动"}
