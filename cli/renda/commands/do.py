"""`renda do` and `renda correct`: the acts that write."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procedures.errors import BadInput, LibraryError, why
from renda.app import facts_given, read_json
from renda.output import say, verdict_lines
from renda.words import paper_named

if TYPE_CHECKING:
    from procedures.engine.engine import Engine
    from procedures.engine.verdict import Verdict
    from renda.app import App


@click.command()
@click.argument("case", metavar="事项")
@click.argument("step", metavar="步骤")
@click.argument("facts", metavar="[名称=值]...", nargs=-1)
@click.option("--on", metavar="日期", help="行为发生的日期,默认今天。")
@click.option("--facts", "facts_file", metavar="文件", help="从 .json 或 .yaml 文件读取各项。")
@click.option("--paper", "papers", metavar="种类=文件", multiple=True, help="随附的材料,登记其哈希值。")
@click.option("--irregular", metavar="理由", help="不得进行而已经发生的,写明理由后带瑕疵记录。")
@click.option("--accepted-by", metavar="谁", help="由谁认可带瑕疵记录。")
@click.option("--dry-run", is_flag=True, help="只看结论,不写入。")
@click.pass_obj
def do(app: App, /, case: str, step: str, facts: tuple[str, ...], **more: Any) -> int:
    """登记一步;先检查,合法才写入。

    例:renda do S19-6 开幕 到会代表=48 --on 2027-01-20
    """
    from procedures.engine.verdict import Proposal

    given = _from_file(more["facts_file"]) if more["facts_file"] else {}
    given.update(facts_given(facts))
    engine = app.engine
    seen = None
    if _interactive(app):
        seen = engine.record.case(case).last_entry
        _ask(app, engine, case, step, given, more["on"])
    proposal = Proposal(
        case,
        step,
        given,
        app.on(more["on"]),
        app.operator,
        irregular=more["irregular"],
        accepted_by=more["accepted_by"],
        papers=tuple(
            paper_named(word, where="--paper", example="--paper 会议通知=通知.docx")
            for word in more["papers"]
        ),
        seen=seen,
    )
    verdict = engine.propose(proposal) if more["dry_run"] else engine.do(proposal)
    say(
        app,
        verdict.as_json(),
        lambda: verdict_lines(verdict, dry_run=more["dry_run"]) + _papers_of(app, engine, verdict),
    )
    return 0 if verdict.allowed else 1


def _papers_of(app: App, engine: Engine, verdict: Verdict) -> list[str]:
    """How the papers of a recorded step are made from the record."""
    if not verdict.recorded:
        return []
    from procedures.papers.making.shelf import PaperShelf

    procedure = engine.record.procedure(engine.record.cases[verdict.case])
    step = procedure.step(verdict.step)
    titles = PaperShelf(app.places).titles_for(procedure.procedure, step.id, step.papers)
    lines = [f"  文书:renda paper make {title} {verdict.case} -o {title}.docx" for title in titles]
    if titles:
        lines.append(f"  定稿后登记:renda paper add {verdict.case} {titles[0]}={titles[0]}.docx")
    return lines


def _interactive(app: App) -> bool:
    return not app.as_json and sys.stdin.isatty() and sys.stdout.isatty()


def _ask(app: App, engine: Engine, case: str, step: str, given: dict[str, Any], on: str | None) -> None:
    """On a terminal, ask for what the step still needs; an answer that does not fit is asked again."""
    from procedures.engine.asking import still_needed
    from procedures.law.facts import read_value

    while True:
        fact, note = still_needed(engine, case, step, given, app.on(on))
        if fact is None:
            return
        hint = f"({'、'.join(fact.values)})" if fact.values else ""
        if note:
            click.echo(f"  说明:{note}")
        answer = click.prompt(f"{fact.label}{hint}", type=str)
        try:
            read_value(fact, answer, today=app.day)
        except BadInput as problem:
            click.echo(f"  × {problem.message}{problem.remedy or ''}")
            continue
        given[fact.name] = answer


def _from_file(name: str) -> dict[str, Any]:
    path = Path(name)
    try:
        value = _yaml(path) if path.suffix.lower() in {".yaml", ".yml"} else _json(path)
    except (OSError, UnicodeDecodeError) as problem:
        wrong = "不是 UTF-8 编码" if isinstance(problem, ValueError) else f"读不出来({why(problem)})"
        remedy = "请另存为 UTF-8。" if isinstance(problem, ValueError) else "请核对路径。"
        raise BadInput(f"文件 {name} {wrong}。", where="--facts", remedy=remedy) from problem
    if not isinstance(value, dict):
        raise BadInput(f"文件 {name} 里应是 名称: 值 的对照。", where=name, remedy='例如 {"到会代表": 48}')
    return value


def _yaml(path: Path) -> Any:
    from procedures.library.reading import Document

    path.read_text(encoding="utf-8-sig")
    try:
        return Document(path).value
    except LibraryError as problem:  # a file of facts is no part of the library
        raise BadInput(problem.message, where=problem.where, remedy=problem.remedy) from problem


def _json(path: Path) -> Any:
    text = path.read_text(encoding="utf-8-sig")
    try:
        return read_json(text)
    except BadInput as problem:
        raise BadInput(problem.message, where=f"{path} {problem.where}", remedy=problem.remedy) from problem
    except ValueError as problem:
        line = f":{problem.lineno}" if isinstance(problem, json.JSONDecodeError) else ""
        raise BadInput(
            f"文件 {path} 不是完整的 JSON。", where=f"{path}{line}", remedy="请核对引号、逗号和括号。"
        ) from problem


@click.command()
@click.argument("case", metavar="事项")
@click.argument("entry", metavar="记录", type=int)
@click.argument("facts", metavar="名称=值...", nargs=-1, required=True)
@click.option("--reason", metavar="理由", required=True, help="为什么更正。")
@click.option("--irregular", metavar="理由", help="更正后才看出不得进行的,写明理由后带瑕疵记录。")
@click.option("--accepted-by", metavar="谁", help="由谁认可带瑕疵记录。")
@click.option("--dry-run", is_flag=True, help="只看结论,不写入。")
@click.pass_obj
def correct(app: App, /, case: str, entry: int, facts: tuple[str, ...], **more: Any) -> int:
    """更正一条记录:原记录保留,另记一条;后面的步骤重新判断,名册和任职随之改正。"""
    from procedures.engine.correcting import correct as correct_entry

    given = facts_given(facts)
    outcome = correct_entry(app.engine, case, entry, given, operator=app.operator, **more)

    def text() -> list[str]:
        lines = verdict_lines(outcome.verdict, dry_run=more["dry_run"])
        mark = "(带瑕疵)" if outcome.verdict.irregular else ""
        if outcome.verdict.recorded:
            lines[0] = (
                f"已更正{mark}:记录 {entry}(更正记录 {outcome.verdict.entry})。现在是“{outcome.verdict.stage}”阶段。"
            )
        for later in outcome.no_longer:
            lines.append(f"  ! 更正以后,记录 {later['entry']}“{later['title']}”不再成立:{later['message']}")
        return lines

    say(app, {**outcome.verdict.as_json(), "corrects": entry, "no_longer": outcome.no_longer}, text)
    return 0 if outcome.verdict.allowed and not outcome.no_longer else 1
