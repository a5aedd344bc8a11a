"""`renda paper list|make|fields|template-check`: papers from the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procedures.errors import BadInput, UnknownName
from renda.app import facts_given
from renda.output import quoted, say, table

if TYPE_CHECKING:
    from procedures.papers.making.make import Made
    from procedures.papers.making.model import PaperKind
    from procedures.papers.making.shelf import PaperShelf
    from renda.app import App

FAMILIES = {
    "headed": "红头公文",
    "congress": "会议文件",
    "letter": "函",
    "minutes": "纪要",
    "form": "票、表",
    "report": "内部用",
}


def _shelf(app: App) -> PaperShelf:
    from procedures.papers.making.shelf import PaperShelf

    return PaperShelf(app.places)


@click.command("list")
@click.argument("procedure", metavar="[程序]", required=False)
@click.pass_obj
def list_(app: App, procedure: str | None) -> int:
    """列出文书种类,各用在哪个程序、哪一步。

    例:renda paper list session
    """
    wanted = app.shelf.find(procedure) if procedure else None
    kinds = [kind for kind in _shelf(app).all() if wanted is None or wanted in kind.procedures()]
    value = {
        "kinds": [
            {
                "kind": kind.kind,
                "title": kind.title,
                "family": kind.family,
                "about": kind.about,
                "belongs": [{"procedure": p.procedure, "step": p.step} for p in kind.belongs],
                "asks": dict(kind.asks),
            }
            for kind in kinds
        ]
    }

    def text() -> list[str]:
        rows = [
            (k.title, FAMILIES[k.family], _places(app, k, wanted) if wanted else k.about, k.kind)
            for k in kinds
        ]
        return table(rows) or ["这个程序还没有文书。"]

    say(app, value, text)
    return 0


def _places(app: App, kind: PaperKind, wanted: str) -> str:
    """The steps of a procedure with which a kind goes."""
    procedure = app.shelf.procedure(wanted)
    steps = [p.step for p in kind.belongs if p.procedure == wanted and p.step]
    return "、".join(procedure.step(step).title for step in steps) or "整个事项"


@click.command("make")
@click.argument("kind", metavar="文书")
@click.argument("case", metavar="事项")
@click.argument("given", metavar="[名称=值]...", nargs=-1)
@click.option(
    "-o", "--output", metavar="文件", required=True, help="写到哪个文件:.docx,或者 .html(打印、网页用)。"
)
@click.option("--on", metavar="日期", help="成文日期,默认今天;已办结的事项默认是最后一步的日期。")
@click.option("--force", is_flag=True, help="覆盖已有的文件。")
@click.pass_obj
def make_(app: App, /, kind: str, case: str, given: tuple[str, ...], **more: Any) -> int:
    """用记录生成一份文书;记录里还没有的,在文书上标明“待填”,并逐项说明。

    例:renda paper make 会议通知 S20-1 会议地点=镇政府三楼会议室 -o 会议通知.docx
    """
    from procedures.documents.files import write_whole
    from procedures.papers.making.make import make

    path = Path(more["output"])
    form = path.suffix.lower().lstrip(".")
    if form not in {"docx", "html"}:
        raise BadInput(
            f"文件 {path} 不是 .docx 或 .html。", where="-o", remedy="文件名请以 .docx 或 .html 结尾。"
        )
    on = app.on(more["on"]) if more["on"] else None
    made = make(app.engine, _shelf(app), kind, case, form=form, on=on, given=facts_given(given))
    write_whole(path, made.content, force=more["force"])
    value = {
        "case": made.case,
        "kind": made.kind.kind,
        "title": made.kind.title,
        "file": str(path),
        "missing": [want.as_json() for want in made.missing],
        "fonts": made.fonts,
        "sha256": made.sha256,
    }
    say(app, value, lambda: _told(made, path))
    return 0


def _told(made: Made, path: Path) -> list[str]:
    lines = [f"已生成:{made.kind.title}({made.case}) → {path}"]
    if made.missing:
        lines.append(f"有 {len(made.missing)} 处待填,文书上已标明:")
        typed = [want for want in made.missing if want.command.startswith("renda paper make ")]
        rows = (
            (want.name, f"写在命令里,例如 {want.example}" if want in typed else want.command)
            for want in made.missing
        )
        lines += [f"  {row}" for row in table(rows)]
        if typed:
            words = (made.kind.title, made.case, *(f"{want.name}=…" for want in typed), "-o", str(path))
            lines.append(f"补上再生成:renda paper make {quoted(words)} --force")
    if made.fonts:
        lines.append(f"字体回退风险:{'、'.join(made.fonts)}。电脑上没有这些字体时会换成别的字,版面随之改变。")
    return lines


@click.command()
@click.argument("kind", metavar="文书")
@click.argument("case", metavar="[事项]", required=False)
@click.pass_obj
def fields(app: App, kind: str, case: str | None) -> int:
    """一种文书可以用哪些名称,各从哪里来;写了事项的,还有现在的值。自己写模板时用。"""
    from procedures.papers.making.fields import fields_of

    shelf = _shelf(app)
    found = shelf.kind(kind)
    rows = fields_of(found, shelf, app.shelf, app.book)
    values = _values(app, shelf, found, case, [row.name for row in rows]) if case else {}
    value = {
        "kind": found.kind,
        "case": case,
        "fields": [{"name": r.name, "from": r.about, "value": values.get(r.name)} for r in rows],
    }
    say(app, value, lambda: table((r.name, values.get(r.name) or "", r.about) for r in rows))
    return 0


def _values(
    app: App, shelf: PaperShelf, kind: PaperKind, case: str, names: list[str]
) -> dict[str, str | None]:
    """What each name is in a case, as text; None where the record has no value, and for functions."""
    from procedures.papers.making.make import values_in

    return values_in(app.engine, shelf, kind, case, names)


@click.command("template-check")
@click.argument("file", metavar="文件")
@click.pass_obj
def template_check(app: App, file: str) -> int:
    """核对自己的文书文件(.yaml)或 .docx 模板:有没有不认识的名称,最像哪个。

    文件名要与文书种类的编号相同,例如 meeting-notice.docx;编号见 renda paper list。
    """
    from procedures.papers.making.fields import check_template

    path = Path(file)
    if not path.is_file():
        raise UnknownName(f"没有文件 {file}。", where=file, remedy="请核对路径。")
    problems = check_template(path, _shelf(app), app.shelf, app.book)
    value = {
        "file": file,
        "problems": [{"where": p.where, "message": p.message, "near": p.near or None} for p in problems],
    }

    def text() -> list[str]:
        if not problems:
            return [f"√ {path.name} 里的名称都认识。"]
        lines = [f"× {path.name} 有 {len(problems)} 处问题:"]
        return lines + [
            f"  {p.where}  {p.message}{f',是不是:{p.near}?' if p.near else '。'}" for p in problems
        ]

    say(app, value, text)
    return 1 if problems else 0
