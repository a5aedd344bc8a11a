"""A group that knows its commands by a table and imports one only when it is called; help imports none."""

from __future__ import annotations

import importlib
import re
from typing import Any

import click

from renda.output import pad, width

_WORDS = {"Options": "选项", "Commands": "命令", "Usage": "用法"}


class ChineseFormatter(click.HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        args = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]...")
        super().write_usage(prog, args, "用法:" if prefix is None or prefix.startswith("Usage") else prefix)

    def write_heading(self, heading: str) -> None:
        """A heading."""
        super().write_heading(_WORDS.get(heading, heading))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and their explanations, in columns that count a Chinese character as two."""
        listed = [(first, _chinese(second)) for first, second in rows]
        widest = min(max((width(first) for first, _ in listed), default=0), col_max) + col_spacing
        for first, second in listed:
            self.write(f"{' ' * self.current_indent}{pad(first, widest)}{second}\n")


_ENGLISH_HELP, _HELP = "Show this message and exit.", "显示这份说明。"
_EXTRA = re.compile(
    r"  \[(?:(?P<least>\d+<=)?x(?P<more>>=\d+)?(?P<most><=\d+)?)?(?:; )?(?P<required>required)?\]$"
)


def _chinese(text: str) -> str:
    """Help in Chinese; what click adds at its end (a range, whether it must be given) too."""
    return _HELP if text == _ENGLISH_HELP else _EXTRA.sub(_extra, text)


def _extra(found: re.Match[str]) -> str:
    least = found["least"] or found["more"]
    said = [f"不小于 {least.strip('<>=')}"] if least else []
    said += [f"不大于 {found['most'].strip('<=')}"] if found["most"] else []
    said += ["必填"] if found["required"] else []
    return f"({','.join(said)})" if said else found[0]


click.Context.formatter_class = ChineseFormatter

Table = dict[str, tuple[str, str]]


class LazyGroup(click.Group):
    """A click group over a table of `module:attribute` and short help.

    Args:
        table: where each command lies, and its one line for the list.
    """

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order of the table."""
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command."""
        if cmd_name not in self._table:
            return None
        module, _, attribute = self._table[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say in Chinese that there is none."""
        if args and args[0] not in self._table and not args[0].startswith("-"):
            names = "、".join(self._table)
            raise click.UsageError(f"没有“{args[0]}”这个命令。可用的命令:{names}。")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without importing any."""
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, text) in self._table.items()])
