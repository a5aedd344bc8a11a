"""`renda paper …`."""

from __future__ import annotations

import click

from renda.lazy import LazyGroup

TABLE = {"check": ("renda.commands.paper_check:check", "检查文书:届次、人数、过半数、文号、日期等")}


@click.group(cls=LazyGroup, table=TABLE)
def paper() -> None:
    """文书:列出、生成、检查。"""
