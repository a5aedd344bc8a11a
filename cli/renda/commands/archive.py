"""`renda archive|verify`: handing papers over for good, and proving that nothing was altered."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from procedures.errors import BadInput
from renda.output import say, table

if TYPE_CHECKING:
    from procedures.compliance.archive_check import Originals, Verified
    from procedures.papers.archive.checking import Checked
    from procedures.papers.archive.make import Archived
    from renda.app import App


def progress() -> Callable[[int], None] | None:
    """Tells on a terminal how many files have been searched; elsewhere nobody waits."""
    if not sys.stderr.isatty():
        return None

    def tell(number: int) -> None:
        if number % 100 == 0:
            click.echo(f"已核对 {number} 个文件", err=True)

    return tell


@click.command()
@click.argument("case", metavar="事项")
@click.option("-o", "--output", "target", metavar="文件夹", required=True, help="写到哪个文件夹。")
@click.option("--papers", "folders", metavar="文件夹", multiple=True, help="原件在哪里,可写多个;按哈希查找。")
@click.option("--force", is_flag=True, help="换掉已有的归档文件夹。")
@click.pass_obj
def archive(app: App, case: str, target: str, folders: tuple[str, ...], *, force: bool) -> int:
    """归档一个事项和它里面的各个事项:材料、归档目录、办理记录、全部哈希。

    例:renda archive S20-1 -o 二十届一次会议归档 --papers 会议材料
    """
    from procedures.papers.archive.make import archive_case
    from procedures.workflow.retention import Retention

    found = archive_case(
        app.engine,
        case,
        Path(target),
        Retention(app.places),
        folders=[Path(folder) for folder in folders],
        on=app.day,
        force=force,
        progress=progress(),
    )
    say(app, found.as_json(), lambda: _archived_lines(found, searched=bool(folders)))
    return 0


def _archived_lines(found: Archived, *, searched: bool) -> list[str]:
    there = [piece for piece in found.pieces if piece.place]
    lines = [
        f"已归档 {found.case} 到 {found.folder}:材料 {len(there)} 件,办理记录 {found.entries} 条。",
        f"记录至第 {found.head[0]} 号,末条哈希 {found.head[1]}(请抄在案卷封面上)。",
    ]
    if not found.closed:
        lines.append("! 事项还没有办结;办结以后请再归档一次。")
    lines += [
        f"! 没有找到原件:{piece.paper.kind}({piece.paper.name}),登记于记录 {piece.paper.entry}"
        for piece in found.pieces
        if not piece.place
    ]
    if not searched and found.pieces:
        lines.append("  怎么办:用 --papers 写明原件所在的文件夹,再加 --force 重新归档。")
    for name, kinds in found.lacking.items():
        lines.append(f"! {name}缺 {len(kinds)} 种材料:{'、'.join(kinds)}")
    lines += [f"! 文件读不出来:{path}" for path in found.unreadable]
    undecided = [piece.paper.kind for piece in found.pieces if piece.period is None]
    lines += [f"! 保管期限待定:{'、'.join(dict.fromkeys(undecided))}"] if undecided else []
    by_analogy = sum(piece.period is not None and piece.period.by_analogy for piece in found.pieces)
    lines += [f"  {by_analogy} 件的保管期限是按性质比照的,目录里已注明。"] if by_analogy else []
    return lines


@click.command()
@click.argument("folder", metavar="[文件夹]", required=False)
@click.option("--papers", "folders", metavar="文件夹", multiple=True, help="与这里的原件逐件比对,可写多个。")
@click.pass_obj
def verify(app: App, folder: str | None, folders: tuple[str, ...]) -> int:
    """核对记录:原始性(哈希链、原件)、完整性(材料)、连续性(届次、编号、月份)。

    写了归档文件夹的,只核对那个文件夹,不需要记录。不能信赖的,退出码是 3。
    """
    if folder is not None:
        if folders:
            raise BadInput(
                "核对归档文件夹时不用 --papers。", where="--papers", remedy="比对原件请不要写归档文件夹。"
            )
        return _verify_folder(app, Path(folder))
    from procedures.compliance.archive_check import verify as verify_congress
    from procedures.workflow.continuity import monthly_steps

    chosen = [app.congress] if app.congress else app.congresses
    monthly = [one for one, _ in monthly_steps(app.places)]
    where = [Path(one) for one in folders]
    found = [
        verify_congress(app.engine_for(congress), monthly=monthly, folders=where, progress=progress())
        for congress in chosen
    ]
    trusted = not any(one.original for one in found)
    say(
        app,
        {"trusted": trusted, "congresses": [one.as_json() for one in found]},
        lambda: [line for one in found for line in _verified_lines(one)] or ["还没有任何记录。"],
    )
    if not trusted:
        return 3
    return 1 if any(one.originals and one.originals.changed for one in found) else 0


def _verified_lines(one: Verified) -> list[str]:
    lines = [f"{one.congress}    记录 {one.entries} 条    末条哈希 {one.head[:16]}…"]
    if one.original:
        return [*lines, "  原始性  × 记录被改动或损坏:", *(f"    {problem}" for problem in one.original)]
    lines.append(f"  原始性  √ 哈希链完整,没有被改动;登记材料 {one.papers} 件,都记有哈希")
    if one.originals is not None:
        lines += _original_lines(one.originals)
    lines.append("  完整性  " + ("√" if not one.complete else "! 办结事项缺材料登记:"))
    lines += [
        f"    {case}:{len(papers)} 种,如{'、'.join(papers[:3])}" for case, papers in one.complete.items()
    ]
    lines.append("  连续性  " + ("√" if not one.continuous else "! 有空缺:"))
    return [*lines, *(f"    {problem}" for problem in one.continuous)]


def _original_lines(found: Originals) -> list[str]:
    lines = [f"    原件  {found.found} 件与登记时一致"]
    lines += [
        f"    × {paper.kind}({paper.case} 记录 {paper.entry}):{path} 与登记时的内容不同"
        for paper, path in found.changed
    ]
    lines += [
        f"    ! {paper.kind}({paper.case} 记录 {paper.entry}):没有找到 {paper.name}" for paper in found.absent
    ]
    return [*lines, *(f"    ! 文件读不出来:{path}" for path in found.unreadable)]


def _verify_folder(app: App, folder: Path) -> int:
    from procedures.papers.archive.checking import check_folder

    found = check_folder(folder)
    say(app, found.as_json(), lambda: _checked_lines(found))
    return 3 if found.problems else 0


def _checked_lines(found: Checked) -> list[str]:
    lines = []
    if found.about:
        lines.append(
            f"{found.about['congress']}  {found.about['title']}({found.about['case']})  {found.about['archived_on']} 归档"
        )
    if found.problems:
        lines += [f"× 不能信赖,{len(found.problems)} 处不符:"]
        lines += [f"  {line}" for line in table(found.problems)]
        return lines
    lines.append(f"√ {found.files} 个文件、{found.entries} 条办理记录都与归档时一致。")
    if found.head is not None:
        lines.append(f"  记录至第 {found.head[0]} 号,末条哈希 {found.head[1]}(请与案卷封面或另存的副本核对)")
    return [*lines, *(f"  ! 归档时就没有找到原件:{one['kind']}({one['name']})" for one in found.not_found)]
