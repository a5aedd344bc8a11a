"""`renda paper`: its commands by a table; each is imported when it is called."""

from __future__ import annotations

import click

from renda.lazy import LazyGroup

COMMANDS = {
    "list": ("renda.commands.paper_make:list_", "列出文书种类,各用在哪个程序、哪一步"),
    "make": ("renda.commands.paper_make:make_", "用记录生成一份文书"),
    "add": ("renda.commands.paper_add:add", "补交材料:步骤登记以后才有的文书"),
    "check": ("renda.commands.paper_check:check", "检查文书:届次、人数、过半数、文号、日期等"),
    "fields": ("renda.commands.paper_make:fields", "一种文书可以用哪些名称,现在各是什么"),
    "template-check": ("renda.commands.paper_make:template_check", "核对自己写的文书文件或 .docx 模板"),
}


@click.group(cls=LazyGroup, table=COMMANDS, no_args_is_help=True)
def paper() -> None:
    """文书:从记录生成通知、议程、主持词、选票、决议、函、报告等,版面按 GB/T 9704。"""
