"""`renda lint|trace|completion`: about the library itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from renda.output import say, table

if TYPE_CHECKING:
    from renda.app import App


@click.command()
@click.argument("folder", metavar="[文件夹]", required=False)
@click.option("--report", is_flag=True, help="连同各程序的规模和走查数字。")
@click.pass_obj
def lint(app: App, folder: str | None, *, report: bool) -> int:
    """检查程序文件和规则文件:走得通、走得完、每条规则都落在实处。"""
    from procedures.compliance.lint import lint_library
    from procedures.library.places import places

    where = places([*app.library, folder]) if folder else app.places
    found = lint_library(where)
    value = {
        "problems": [problem.as_json() for problem in found.problems],
        "figures": found.figures,
    }

    def text() -> list[str]:
        lines = [f"× {problem.where}  {problem.message}" for problem in found.problems]
        if report:
            lines += _proof_lines(found.figures)
        lines.append(
            f"{len(found.problems)} 处问题。"
            if found.problems
            else f"没有问题:{len(found.figures)} 个程序,{found.rules} 条规则。"
        )
        return lines

    say(app, value, text)
    return 1 if found.problems else 0


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
