"""`renda paper add`: papers handed in after their step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from renda.output import say
from renda.words import paper_named

if TYPE_CHECKING:
    from renda.app import App


@click.command()
@click.argument("case", metavar="事项")
@click.argument("papers", metavar="种类=文件", nargs=-1, required=True)
@click.option("--on", metavar="日期", help="交来的日期,默认今天。")
@click.pass_obj
def add(app: App, case: str, papers: tuple[str, ...], on: str | None) -> int:
    """补交材料:步骤登记以后才生成、签字或者收到的文书,登记其哈希值;原件留在原处。

    例:renda paper add S20-1 会议纪要=会议纪要.docx 决议=决议.docx
    """
    from procedures.engine.handing_in import hand_in

    named = [paper_named(word, where="种类=文件", example="会议纪要=会议纪要.docx") for word in papers]
    taken = hand_in(app.engine, case, named, on=app.on(on), operator=app.operator)
    lines = [
        f"已登记材料:{one['kind']}({one['name']}),属于“{one['step']}”(记录 {one['entry']})。" for one in taken
    ]
    say(app, {"case": app.engine.record.case(case).id, "papers": taken}, lambda: lines)
    return 0
