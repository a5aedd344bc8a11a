"""`renda paper check`: the linter of congress papers. It reads and never writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from renda.output import say

if TYPE_CHECKING:
    from procedures.papers.checking.finding import PaperFinding
    from procedures.papers.checking.subject import Subject
    from renda.app import App

_MARKS = {"error": "×", "warning": "!"}
_NAMES = {"error": "错误", "warning": "提醒"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A paper and what was found in it."""

    file: str
    kind: str
    findings: list[PaperFinding]

    def number(self, severity: str) -> int:
        """How many findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)


@click.command()
@click.argument("files", metavar="文件...", nargs=-1, required=True)
@click.option("--case", "case", metavar="事项", help="和哪次会议(或会议中的哪个事项)的记录核对。")
@click.option("--as", "kind", metavar="文种", help="当作哪种文书,如 决议、公告、选举办法;不写就看题目。")
@click.option("--on", metavar="日期", help="当作哪一天的文书;不写就看题注和落款,都没有的按今天。")
@click.pass_obj
def check(app: App, files: tuple[str, ...], case: str | None, kind: str | None, on: str | None) -> int:
    """检查文书(.docx、.txt),逐处指出位置、问题、改法和依据;从不改动文件。

    有错误的退出码为 1。写了 --case 或 --congress 的,还同记录核对届次、单位名称和人数。

    例:renda paper check 决议.docx 公告.docx --case S19-6
    """
    from procedures.papers.checking.desk import Desk
    from procedures.papers.checking.kinds import kind_named
    from procedures.papers.checking.reading import read_paper
    from procedures.papers.checking.registry import check_paper
    from procedures.papers.checking.subject import Subject

    desk = Desk(app.places, app.book)
    if kind is not None:
        kind_named(desk.kinds, kind)
    day = app.on(on) if on is not None else None
    papers = [read_paper(path) for path in _named(files)]  # all of them before anything is said
    subjects = [Subject(paper, desk, app.day, stated=kind, stated_day=day) for paper in papers]
    with_record = case is not None or app.congress is not None
    if with_record:
        subjects = [_with_record(app, subject, case) for subject in subjects]
    checked = [Checked(s.paper.file, s.kind.name, check_paper(s)) for s in subjects]
    counts = {
        "files": len(checked),
        "errors": sum(one.number("error") for one in checked),
        "warnings": sum(one.number("warning") for one in checked),
    }
    value = {
        "files": [
            {"file": one.file, "kind": one.kind, "findings": [f.as_json() for f in one.findings]}
            for one in checked
        ],
        "counts": counts,
    }
    say(app, value, lambda: _lines(checked, counts, with_record=with_record))
    return 1 if counts["errors"] else 0


def _named(files: Iterable[str]) -> list[Path]:
    """The files; a name with * stands for all that fit, as the console of Windows does not do it."""
    paths: list[Path] = []
    for name in files:
        path = Path(name)
        found = sorted(path.parent.glob(path.name)) if "*" in path.name and not path.exists() else []
        paths += [one for one in found if not one.name.startswith("~$")] or [path]
    return list(dict.fromkeys(paths))


def _with_record(app: App, subject: Subject, case: str | None) -> Subject:
    from procedures.papers.checking.against import known_of

    record = app.engine.record
    found = record.case(case) if case is not None else None
    return replace(subject, known=known_of(record, app.places, found, subject.day))


def _lines(checked: list[Checked], counts: dict[str, int], *, with_record: bool) -> Iterable[str]:
    for one in checked:
        yield f"{one.file}    {one.kind}    {_counted(one.number('error'), one.number('warning'))}"
        for finding in one.findings:
            yield from _finding(finding)
    if len(checked) > 1:
        yield f"共 {counts['files']} 份:{_counted(counts['errors'], counts['warnings'])}。"
    yield "文件没有改动。" + (
        "" if with_record else "没有同记录核对;要核对届次、单位名称和人数,加 --case 事项编号。"
    )


def _counted(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "没有发现问题"
    return ",".join(
        f"{_NAMES[name]} {number} 处" for name, number in (("error", errors), ("warning", warnings)) if number
    )


def _finding(finding: PaperFinding) -> Iterable[str]:
    yield f"  {_MARKS[finding.severity]} {finding.place}  {finding.found}"
    yield f"    {finding.message}。"
    yield f"    改法:{finding.proposal}。"
    yield f"    依据:{finding.citation}    {_NAMES[finding.severity]} {finding.code}"
