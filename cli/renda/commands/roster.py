"""`renda roster import|list|show|export|stats|absences`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from procedures.errors import BadInput, UnknownName
from renda.lazy import LazyGroup
from renda.output import chinese, say, table

if TYPE_CHECKING:
    from procedures.papers.rosters import Note
    from procedures.register.people import Deputy
    from renda.app import App

TABLE = {
    "import": ("renda.commands.roster:import_", "从 .xlsx 或 .csv 导入代表名册"),
    "list": ("renda.commands.roster:list_", "列出在任代表"),
    "show": ("renda.commands.roster:show", "看一名代表"),
    "export": ("renda.commands.roster:export", "导出名册(.csv 或 .xlsx)"),
    "stats": ("renda.commands.makeup:stats", "结构比例、小组人数、代表名额"),
    "absences": ("renda.commands.makeup:absences_", "未经批准缺席大会的次数和后果"),
}


@click.group(cls=LazyGroup, table=TABLE)
def roster() -> None:
    """代表名册:导入、查看、导出、结构比例、缺席次数。"""


@click.command("import")
@click.argument("file", metavar="文件")
@click.option("--dry-run", is_flag=True, help="只看读取结果,不写入。")
@click.pass_obj
def import_(app: App, file: str, *, dry_run: bool) -> int:
    """从 .xlsx 或 .csv 导入代表名册;逐格报告更正和未收的内容。"""
    from procedures.engine.founding import record_deputies
    from procedures.papers.enrolling import enrol
    from procedures.papers.rosters import read_roster

    engine = app.engine
    record = engine.record
    report = read_roster(Path(file), today=app.day, progress=progress())
    plan = enrol(report.people, record.register, app.day, report.columns)
    entry = None
    if not dry_run and plan.rows:
        entry = record_deputies(engine, plan.rows, plan.source(Path(file)), on=app.day, operator=app.operator)
    in_office = len(engine.record.register.deputies(app.day))
    value = {
        "file": file,
        "encoding": report.encoding,
        "rows_read": report.rows_read,
        "recorded": len(plan.rows) if entry else 0,
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "absent_from_file": plan.absent,
        "corrected": [asdict(note) for note in report.corrected],
        "refused": [asdict(note) for note in report.refused],
        "advice": [asdict(note) for note in report.advice],
        "entry": entry,
        "deputies_in_office": in_office,
    }

    def text() -> list[str]:
        taken = "记入" if entry or not dry_run else "可记入"
        lines = [
            f"读取 {report.rows_read} 行:{taken} {len(plan.rows)},更正 {len(report.corrected)} 处,未收 {len(report.refused)} 行。"
        ]
        if plan.unchanged:
            lines.append(f"  另有 {len(plan.unchanged)} 名代表名册里已有,内容相同,不再记入。")
        lines += [f"  更正  {line}" for line in _grouped(report.corrected)]
        lines += [f"  未收  {_note(note)}" for note in report.refused]
        lines += [f"  提示  {_note(note)}" for note in report.advice]
        lines += [f"  提示  名册里没有“{name}”,原有登记不动;资格终止请按程序办理" for name in plan.absent]
        lines.append(
            f"现任代表 {in_office} 名。各项法定数见:renda numbers"
            if not dry_run
            else "这是预演,没有写入任何内容。"
        )
        return lines

    say(app, value, text)
    return 0


MANY = 4
TOLD_EVERY = 500


def progress() -> Callable[[int, int], None] | None:
    """Tells on a terminal how far the reading of a long roster has come; elsewhere nobody waits."""
    if not sys.stderr.isatty():
        return None

    def tell(row: int, rows: int) -> None:
        click.echo(f"\r正在读取第 {row} 行,共 {rows} 行", nl=False, err=True)
        if row + TOLD_EVERY > rows:
            click.echo("", err=True)

    return tell


def _grouped(notes: Sequence[Note]) -> list[str]:
    """Each correction on its line; the same one in many cells of a column once, with its first cells."""
    groups: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        groups.setdefault((note.address.rstrip("0123456789"), note.message), []).append(note)
    lines = []
    for same in groups.values():
        if len(same) < MANY:
            lines += [_note(note) for note in same]
        else:
            cells = "、".join(note.address for note in same[:3])
            lines.append(f"{cells} 等 {len(same)} 处 {same[0].message}")
    return lines


def _note(note: Note) -> str:
    place = f"{note.address or f'第{note.row}行'}"
    shown = f' "{note.value}"' if note.value else ""
    return f"{place}{shown} {note.message}"


@click.command("list")
@click.option("--on", metavar="日期", help="看哪一天,默认今天。")
@click.option(
    "--order",
    type=click.Choice(["roster", "strokes"]),
    default="roster",
    help="次序:roster 按名册,strokes 按姓氏笔画。",
)
@click.pass_obj
def list_(app: App, on: str | None, order: str) -> int:
    """列出在任代表。"""
    day = app.on(on)
    deputies, unsure = _ordered(app.engine.record.register.deputies(day), order)
    value = {
        "on": day.isoformat(),
        "count": len(deputies),
        "order": order,
        "deputies": [_as_json(deputy) for deputy in deputies],
        "without_strokes": {name: list(characters) for name, characters in unsure.items()},
    }

    def text() -> list[str]:
        rows = (
            (
                str(n),
                d.name,
                str(d.details.get("sex") or ""),
                str(d.details.get("district") or ""),
                "暂停执行职务" if d.suspended else "",
            )
            for n, d in enumerate(deputies, start=1)
        )
        notes = [
            f"! {name}:没有“{'、'.join(characters)}”的笔画资料,次序请人工核对"
            for name, characters in unsure.items()
        ]
        return [*table(rows), *notes, f"{chinese(day)}在任代表 {len(deputies)} 名。"]

    say(app, value, text)
    return 0


def _ordered(deputies: list[Deputy], order: str) -> tuple[list[Deputy], dict[str, tuple[str, ...]]]:
    """The deputies in the order wanted, and those whose place in it is not certain."""
    if order != "strokes":
        return deputies, {}
    from procedures.documents.strokes import stroke_key, without_strokes

    names = [deputy.name for deputy in deputies]
    return sorted(deputies, key=lambda deputy: stroke_key(deputy.name)), without_strokes(names)


def _as_json(deputy: Deputy) -> dict[str, Any]:
    return {
        "name": deputy.name,
        "seated_on": deputy.seated_on.isoformat() if deputy.seated_on else None,
        "suspended": deputy.suspended,
        **deputy.details,
    }


@click.command("show")
@click.argument("name", metavar="姓名")
@click.pass_obj
def show(app: App, name: str) -> int:
    """看一名代表。"""
    from procedures.papers.enrolling import HEADERS

    register = app.engine.record.register
    deputy = register.known(name.strip())
    if deputy is None:
        raise UnknownName(
            f"名册里没有“{name}”。",
            where="姓名",
            remedy="同名的按名册加注,如 张伟(1968-07);用 renda roster list 查看。",
        )
    offices = [holding.office for holding in register.offices(app.day) if holding.person == deputy.name]
    value = {**_as_json(deputy), "in_office": deputy.in_office(app.day), "offices": offices}

    def text() -> list[str]:
        rows = [("姓名", deputy.name), ("在任", "是" if deputy.in_office(app.day) else "否")]
        rows += [
            (HEADERS[field], str(text)) for field, text in deputy.details.items() if text and field in HEADERS
        ]
        return table([*rows, ("职务", "、".join(offices) or "无")])

    say(app, value, text)
    return 0


@click.command("export")
@click.option("-o", "--output", "target", metavar="文件", help=".csv 或 .xlsx;不写就输出到屏幕。")
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "gb18030"]),
    default="utf-8",
    help=".csv 的文字编码:utf-8(带 BOM)或 gb18030。",
)
@click.option("--force", is_flag=True, help="覆盖已有文件。")
@click.pass_obj
def export(app: App, target: str | None, encoding: str, *, force: bool) -> int:
    """导出名册:CSV 为带 BOM 的 UTF-8,Excel 和 WPS 能直接打开。"""
    from procedures.documents.files import write_whole
    from procedures.papers.enrolling import HEADERS, as_rows, write_csv, write_xlsx

    rows = as_rows(app.engine.record.register.deputies(app.day))
    if target is None:
        keys = list(HEADERS)
        value = {
            "headers": list(HEADERS.values()),
            "deputies": [dict(zip(keys, row, strict=True)) for row in rows],
        }
        say(app, value, lambda: ["\t".join(HEADERS.values()), *("\t".join(row) for row in rows)])
        return 0
    path = Path(target)
    if path.suffix.lower() == ".xlsx":
        content = write_xlsx(rows)
    elif path.suffix.lower() == ".csv":
        content = write_csv(rows, "utf-8-sig" if encoding == "utf-8" else encoding)
    else:
        raise BadInput(
            f"不认识的文件种类:{path.suffix or target}", where="--output", remedy="请写 .csv 或 .xlsx。"
        )
    write_whole(path, content, force=force)
    say(app, {"file": str(path), "deputies": len(rows)}, lambda: [f"已导出 {len(rows)} 名代表到 {path}"])
    return 0
