"""Write docs/cli.md from the commands' own help: `python -m tools.reference`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from renda.main import CONTEXT, cli

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 100

HEAD = """\
# 命令参考

本页由各命令自己的说明写成(`python -m tools.reference`),不要手改;有出入时检查不予通过。

退出码:0 办成,或没有问题;1 不予记录,或检查出不合法;2 输入或用法有误,没有写入任何内容;3 记录不可信,或数据库不能用。

用 `--format json` 时,标准输出上只有一个 JSON 文档;`renda rule try --file` 每行一个。说明和错误写到标准错误。
"""


def commands(
    command: click.Command = cli, name: str = "renda", parent: click.Context | None = None
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """A command and all commands below it, in the order of the tables.

    Args:
        command: where to begin.
        name: how it is called.
        parent: context of the group around it.

    Yields:
        The words by which it is called, the command, and a context for its help.
    """
    settings = CONTEXT if parent is None else {}
    context = command.context_class(
        command,
        parent=parent,
        info_name=name,
        terminal_width=WIDTH,
        **{**settings, **command.context_settings},
    )
    yield context.command_path, command, context
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            yield from commands(found, inner, context)


def rendered() -> str:
    """The reference as its file holds it."""
    parts = [HEAD]
    for path, command, context in commands():
        lines = [line.rstrip() for line in command.get_help(context).splitlines()]
        depth = "#" * min(path.count(" ") + 2, 4)
        parts.append("\n".join([f"{depth} {path}", "", "```text", *lines, "```", ""]))
    return "\n".join(parts)


def main() -> None:
    """Write the reference."""
    FILE.write_text(rendered(), encoding="utf-8", newline="\n")
    print(FILE)


if __name__ == "__main__":
    main()
