"""`renda procedures` and `renda procedure show|diagram`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from renda.lazy import LazyGroup
from renda.output import EFFECTS, say, table
from renda.provinces import province as known_province

if TYPE_CHECKING:
    from renda.app import App


@click.command()
@click.pass_obj
def procedures(app: App) -> int:
    """列出全部程序。"""
    titles = app.shelf.titles
    value = {"procedures": [{"procedure": name, "title": title} for name, title in sorted(titles.items())]}
    say(app, value, lambda: table((name, title) for name, title in sorted(titles.items())))
    return 0


TABLE = {
    "show": ("renda.commands.procedures:show", "步骤、要填的内容、规则和依据"),
    "diagram": ("renda.commands.procedures:diagram", "状态图"),
}


@click.group(cls=LazyGroup, table=TABLE)
def procedure() -> None:
    """看一个程序的步骤、规则和图。"""


@click.command("show")
@click.argument("name", metavar="程序")
@click.option("--on", metavar="日期", help="按哪一天的法律,默认今天。")
@click.option("--province", metavar="省", callback=known_province, help="连同哪个省的规定。")
@click.pass_obj
def show(app: App, name: str, on: str | None, province: str | None) -> int:
    """步骤、要填的内容、规则和依据,例:renda procedure show 议案"""
    found = app.shelf.procedure(name)
    day = app.on(on)
    steps = []
    for step in found.steps:
        rules = app.book.for_step(found.procedure, step.id, day, province)
        facts = [found.fact(step, fact, app.book.vocabulary) for fact in step.facts]
        steps.append((step, facts, rules))
    value = {
        "procedure": found.procedure,
        "title": found.title,
        "on": day.isoformat(),
        "stages": list(found.stages),
        "final": list(found.final),
        "steps": [
            {
                "step": step.id,
                "title": step.title,
                "actor": app.shelf.actors.get(step.actor, step.actor),
                "modality": step.modality,
                "from": list(step.from_),
                "to": list(step.destinations().values()),
                "after": list(step.after),
                "repeat": step.repeat,
                "facts": [
                    {
                        "name": f.name,
                        "label": f.label,
                        "type": f.type,
                        "required": not step.facts[f.name].optional,
                        "values": list(f.values),
                    }
                    for f in facts
                ],
                "papers": list(step.papers),
                "note": step.note,
                "rules": [
                    {
                        "rule": p.rule.id,
                        "citation": p.citation,
                        "requirement": p.rule.requirement,
                        "effect": p.rule.effect,
                        "jurisdiction": p.statute.jurisdiction,
                    }
                    for p in rules
                ],
            }
            for step, facts, rules in steps
        ],
    }
    say(app, value, lambda: _lines(app, found, steps))
    return 0


def _lines(app: App, found: Any, steps: list[Any]) -> list[str]:
    lines = [f"{found.title}({found.procedure})    阶段:{' → '.join(found.stages)}"]
    for step, facts, rules in steps:
        must = "必须" if step.modality == "must" else "可以"
        to = "、".join(dict.fromkeys(step.destinations().values()))
        lines += [
            "",
            f"{step.title}    [{must}]  {app.shelf.actors.get(step.actor, step.actor)}办,{'、'.join(step.from_)}阶段"
            + (f" → {to}" if to else ""),
        ]
        if step.note:
            lines.append(f"  说明:{step.note}")
        if facts:
            lines.append("  填写:" + ";".join(_fact_words(f, step.facts[f.name]) for f in facts))
        if step.papers:
            lines.append(f"  材料:{'、'.join(step.papers)}")
        for placed in rules:
            lines.append(
                f"  规则 {placed.rule.id}  {placed.rule.requirement}    {placed.citation}({EFFECTS[placed.rule.effect]})"
            )
    return lines


def _fact_words(fact: Any, own: Any) -> str:
    values = f"({'/'.join(fact.values)})" if fact.type == "choice" else ""
    optional = "(可不填)" if own.optional else ""
    return f"{fact.label}{values}{optional}"


@click.command("diagram")
@click.argument("name", metavar="程序")
@click.option("--mermaid", "form", flag_value="mermaid", default="mermaid", help="Mermaid 文字(默认)。")
@click.option("--svg", "form", flag_value="svg", help="SVG 图,可直接用浏览器打开。")
@click.pass_obj
def diagram(app: App, name: str, form: str) -> int:
    """状态图,例:renda procedure diagram 议案 --svg > 议案.svg"""
    from procedures.workflow.diagram import mermaid, svg

    found = app.shelf.procedure(name)
    text = svg(found) if form == "svg" else mermaid(found)
    say(app, {"procedure": found.procedure, "form": form, "diagram": text}, lambda: [text], exact=True)
    return 0
