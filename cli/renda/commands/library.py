"""`renda lint|trace|completion`: about the library itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from renda.output import say, table

if TYPE_CHECKING:
    from procedures.library.places import Places
    from renda.app import App


@click.command()
@click.argument("folder", metavar="[文件夹]", required=False)
@click.option("--report", is_flag=True, help="连同各程序的规模和走查数字。")
@click.option("--walks", metavar="次数", type=click.IntRange(1), help="另外随机走查这么多次,记录只在内存里。")
@click.option("--seed", metavar="数", type=int, default=0, help="随机走查的种子;同一个数走同样的路。")
@click.pass_obj
def lint(app: App, folder: str | None, *, report: bool, walks: int | None, seed: int) -> int:
    """检查程序文件和规则文件:走得通、走得完、每条规则都落在实处。"""
    from procedures.compliance.lint import lint_library
    from procedures.library.places import places

    where = places([*app.library, folder]) if folder else app.places
    found = lint_library(where)
    value: dict[str, Any] = {
        "problems": [problem.as_json() for problem in found.problems],
        "figures": found.figures,
    }
    if walks is not None and not found.problems:
        value["walks"], broken = _walked(where, walks, seed)
        value["problems"] += broken

    def text() -> list[str]:
        lines = [f"× {problem.where}  {problem.message}" for problem in found.problems]
        if report:
            lines += _proof_lines(found.figures)
        if "walks" in value:
            lines += _walk_lines(value["walks"], seed)
        lines += [f"× {one['where']}  {one['message']}" for one in value["problems"][len(found.problems) :]]
        lines.append(
            f"{len(value['problems'])} 处问题。"
            if value["problems"]
            else f"没有问题:{len(found.figures)} 个程序,{found.rules} 条规则。"
        )
        return lines

    say(app, value, text)
    return 1 if value["problems"] else 0


def _walked(where: Places, walks: int, seed: int) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Figures of the walks, and what did not hold."""
    from procedures.compliance.tally import Tally
    from procedures.compliance.walking import walk_all
    from procedures.compliance.weighing import Broken
    from procedures.law.book import LawBook
    from procedures.workflow.shelf import Shelf

    tally = Tally()
    try:
        walk_all(Shelf(where), LawBook(where), walks, seed, tally=tally)
    except Broken as broken:
        return tally.as_json(), [{"where": f"--seed {seed}", "message": str(broken)}]
    return tally.as_json(), []


def _walk_lines(tally: dict[str, Any], seed: int) -> list[str]:
    """What the walks came to."""
    rules, left = tally["rules"], len(tally["untaken"])
    named = "、".join(tally["untaken"][:10]) + ("等" if left > 10 else "")
    return [
        (
            f"随机走查 {tally['walks']} 次(种子 {seed}):试办 {tally['tried']} 步,登记 {tally['recorded']} 步"
            f"(其中带瑕疵 {tally['irregular']} 步),不予登记 {tally['refused']} 步,填写有误 {tally['slips']} 步,"
            f"更正 {tally['corrected']} 条;走到办结 {tally['ended']} 次。"
        ),
        (
            f"用到 {tally['rules_seen']} 条规则:合法过的 {rules['pass']} 条,不合法过的 {rules['breach']} 条,"
            f"待定过的 {rules['pending']} 条,不适用过的 {rules['not_applicable']} 条。"
        ),
        f"登记过 {tally['steps']} 种步骤"
        + (f",还没有走到 {left} 种:{named}。" if left else ",各步骤都走到了。"),
    ]


def _proof_lines(figures: list[dict[str, Any]]) -> list[str]:
    """The size of every procedure, and what the exploration of all its states proved."""
    head = ("程序", "阶段", "步骤", "规则", "路径", "情形", "走法")
    keys = ("stages", "steps", "rules", "paths", "states", "moves")
    rows = [(one["procedure"], *(str(one[key]) for key in keys)) for one in figures]
    states, moves = (sum(one[key] for one in figures) for key in ("states", "moves"))
    lines = table([head, *rows])
    lines.append(f"穷尽走查:{len(figures)} 个程序共 {states} 种情形、{moves} 种走法,逐一走到。")
    for one in figures:
        if one["may_be_left"]:
            lines.append(f"  ! {one['procedure']}:不办也能办结的必办步骤:{'、'.join(one['may_be_left'])}。")
    return lines


@click.command()
@click.option("--procedure", metavar="程序", help="只看某个程序。")
@click.pass_obj
def trace(app: App, procedure: str | None) -> int:
    """要求、规则、步骤、情景的对照;每条要求怎样落实。"""
    from procedures.training.trace import trace_requirements

    rows = trace_requirements(app.book, app.places)
    if procedure is not None:
        wanted = app.shelf.find(procedure)
        rows = [row for row in rows if any(step.startswith(f"{wanted}/") for step in row["steps"])]
    covered = sum(1 for row in rows if row["by"] != "rule" or row["scenarios"])
    value = {"requirements": len(rows), "covered": covered, "rows": rows}

    def text() -> list[str]:
        words = {
            "rule": "规则",
            "shape": "次序",
            "consequence": "执行",
            "guidance": "提示",
            "out_of_scope": "不收录",
        }
        lines = table(
            (
                row["id"],
                words[row["by"]],
                f"{len(row['scenarios'])} 个情景",
                "、".join(row["steps"]) or row["why"],
            )
            for row in rows
        )
        return [*lines, f"共 {len(rows)} 条要求,{covered} 条已落实。"]

    say(app, value, text)
    return 0 if covered == len(rows) else 1


@click.command()
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_obj
def completion(app: App, shell: str) -> int:
    """命令行补全脚本,例:renda completion bash >> ~/.bashrc"""
    from click.shell_completion import get_completion_class

    from renda.main import cli

    kind = get_completion_class(shell)
    assert kind is not None
    source = kind(cli, {}, "renda", "_RENDA_COMPLETE").source()
    say(app, {"shell": shell, "script": source}, lambda: [source])
    return 0
