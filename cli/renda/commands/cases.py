"""`renda open|next|show|cases|log`: cases and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from renda.output import chinese, pad, say, table, width

if TYPE_CHECKING:
    from procedures.engine.case import Act, Case
    from procedures.engine.outlook import Outlook, StepRow
    from renda.app import App

STATUS = {
    "must": "必须",
    "may": "可以",
    "not_yet": "尚不能",
    "done": "已完成",
    "closed": "已关闭",
    "overdue": "逾期",
}
ORDER = ("overdue", "must", "may", "not_yet", "done", "closed")


@click.command("open")
@click.argument("procedure", metavar="程序")
@click.argument("title", metavar="名称")
@click.option("--within", metavar="事项", help="在哪个事项(会议)中办理。")
@click.option("--number", type=int, metavar="编号", help="第几次、第几号;不写就接着编。")
@click.option("--on", metavar="日期", help="开始日期,默认今天。")
@click.pass_obj
def open_(
    app: App, procedure: str, title: str, within: str | None, number: int | None, on: str | None
) -> int:
    """开始办理一个事项,例:renda open session 十九届六次会议 --number 6"""
    from procedures.engine.founding import open_case

    case = open_case(
        app.engine, procedure, title, on=app.on(on), operator=app.operator, within=within, number=number
    )
    value = {
        "case": case.id,
        "procedure": case.procedure,
        "title": case.title,
        "stage": case.stage,
        "within": case.within,
    }
    say(
        app,
        value,
        lambda: [
            f"已开始:{case.title}({case.id}),现在是“{case.stage}”阶段。",
            f"下一步:renda next {case.id}",
        ],
    )
    return 0


@click.command("next")
@click.argument("case", metavar="事项")
@click.option("--all", "everything", is_flag=True, help="连同已完成和已关闭的步骤。")
@click.pass_obj
def next_(app: App, case: str, *, everything: bool) -> int:
    """现在必须、可以、尚不能办什么,各到哪一天,依据哪一条。"""
    from procedures.engine.outlook import outlook

    view = outlook(app.engine, case)
    say(app, view.as_json(), lambda: _next_lines(app, view, everything=everything))
    return 0


def _next_lines(app: App, view: Outlook, *, everything: bool) -> list[str]:
    lines = [f"{view.case.title}({view.case.id})      阶段:{view.stage}", ""]
    rows = sorted(view.steps, key=lambda row: ORDER.index(row.status))
    shown = [row for row in rows if everything or _concerns_now(view, row)]
    columns = max((width(row.title) for row in shown), default=0) + 2
    for row in shown:
        lines.append(f"  {pad(STATUS[row.status], 6)}  {pad(row.title, columns)}{_beside(row, app)}".rstrip())
        if row.status == "not_yet":
            lines += [f"          {' ' * columns}{finding.message}" for finding in row.missing[1:]]
    if not everything:
        lines += _later_stages(view)
    first = next((row for row in rows if row.status in {"overdue", "must"}), None) or next(
        (row for row in rows if row.status == "may"), None
    )
    lines += [] if first is None else _one_step(view, first)
    return lines + _warnings(shown)


def _warnings(rows: list[StepRow]) -> list[str]:
    """Texts relied on that are known to be superseded, and local texts that differ: each once."""
    from procedures.law.finding import cautioned

    missing = [finding for row in rows for finding in row.missing]
    differing = dict.fromkeys(
        text for text in (*(row.conflict for row in rows), *(f.conflict for f in missing)) if text
    )
    cautions = [cautioned(row.basis.placed.statute) for row in rows if row.basis and row.due]
    cautions += [finding.caution for finding in missing]
    return [
        *(f"  两法不同:{text}" for text in differing),
        *(f"  注意  {text}" for text in dict.fromkeys(text for text in cautions if text)),
    ]


def _concerns_now(view: Outlook, row: StepRow) -> bool:
    """Steps of this stage, and what has been done; later stages are named in one line each."""
    if row.status == "closed":
        return False
    return row.status != "not_yet" or view.stage in view.procedure.step(row.step).from_


def _later_stages(view: Outlook) -> list[str]:
    by_stage: dict[str, list[str]] = {}
    for row in view.steps:
        stages = view.procedure.step(row.step).from_
        if row.status == "not_yet" and view.stage not in stages:
            by_stage.setdefault(stages[0], []).append(row.title)
    return [f"  以后    “{stage}”阶段:{'、'.join(titles)}" for stage, titles in by_stage.items()]


def _one_step(view: Outlook, row: StepRow) -> list[str]:
    facts = " ".join(f"{asked.fact.label}=…" for asked in row.facts if asked.required)
    lines = ["", f"做一步:renda do {view.case.id} {row.title} {facts}".rstrip()]
    lines += [
        f"  {asked.fact.label}可填:{'、'.join(asked.fact.values)}"
        for asked in row.facts
        if asked.required and asked.fact.values
    ]
    if row.note:
        lines.append(f"  说明:{row.note}")
    if row.basis:
        lines.append(f"  看理由:renda rule show {row.basis.placed.rule.id}")
    return lines


def _beside(row: StepRow, app: App) -> str:
    if row.status == "done":
        return f"{chinese(row.done_on)}(记录 {row.entry})"
    if row.status == "closed":
        return row.why or ""
    if row.status == "not_yet":
        return row.missing[0].message if row.missing else ""
    if row.due is None or row.basis is None:
        return row.actor
    days = (row.due - app.day).days
    left = f"还有 {days} 日" if days >= 0 else f"已过 {-days} 日"
    return f"最迟 {chinese(row.due)}({left})    {row.basis.placed.citation}"


@click.command()
@click.argument("case", metavar="事项")
@click.pass_obj
def show(app: App, case: str) -> int:
    """看一个事项:阶段、事实、瑕疵。"""
    from procedures.checks.base import shown
    from procedures.law.finding import as_json

    engine = app.engine
    record = engine.record
    found = record.case(case)
    procedure = engine.shelf.procedure(found.procedure)
    labels = engine.labels(procedure)
    value = {
        "case": found.id,
        "procedure": found.procedure,
        "title": found.title,
        "stage": found.stage,
        "within": found.within,
        "closed": record.closed(found),
        "facts": {name: as_json(fact) for name, fact in found.facts.items()},
        "entries": [act.number for act in found.acts],
        "irregular": [act.number for act in found.acts if act.irregular],
        "cases": [child.id for child in record.children(found)],
    }

    def text() -> list[str]:
        lines = [f"{found.title}({found.id})    {procedure.title}    阶段:{found.stage}"]
        lines += [
            f"  {line}"
            for line in table((labels.get(n, n), _shown(v, shown)) for n, v in found.facts.items())
        ]
        for act in found.acts:
            if act.irregular:
                lines.append(
                    f"  ! 记录 {act.number} 带瑕疵:{act.irregular['reason']}(认可:{act.irregular['accepted_by']})"
                )
            for finding in act.findings:
                if finding["outcome"] == "breach":
                    lines.append(f"  ! 记录 {act.number}:{finding['message']}    规则 {finding['rule']}")
        lines += [f"  会上事项:{child.id} {child.title}({child.stage})" for child in record.children(found)]
        return lines

    say(app, value, text)
    return 0


def _shown(value: Any, shown: Any) -> str:
    if isinstance(value, dict):
        return "、".join(f"{name} {number}" for name, number in value.items())
    return str(shown(value))


@click.command()
@click.option("--open", "only_open", is_flag=True, help="只列没有办结的。")
@click.option("--overdue", is_flag=True, help="只列有逾期步骤的。")
@click.pass_obj
def cases(app: App, *, only_open: bool, overdue: bool) -> int:
    """列出事项。"""
    from procedures.engine.outlook import outlook_of

    engine = app.engine
    record = engine.record
    found: list[Case] = list(record.cases.values())
    if only_open or overdue:
        found = [case for case in found if not record.closed(case)]
    if overdue:
        found = [
            c for c in found if any(row.status == "overdue" for row in outlook_of(engine, record, c).steps)
        ]
    value = {
        "cases": [
            {
                "case": c.id,
                "procedure": c.procedure,
                "title": c.title,
                "stage": c.stage,
                "closed": record.closed(c),
                "within": c.within,
            }
            for c in found
        ]
    }
    say(
        app,
        value,
        lambda: (
            table((c.id, c.title, engine.shelf.titles[c.procedure], c.stage) for c in found)
            or ["没有符合条件的事项。"]
        ),
    )
    return 0


@click.command()
@click.argument("case", metavar="事项")
@click.pass_obj
def log(app: App, case: str) -> int:
    """看一个事项的全部记录:谁、哪一天、办了什么、依据哪些规则。"""
    from procedures.law.finding import as_json

    engine = app.engine
    found = engine.record.case(case)
    with app.store.reading(engine.congress) as reader:
        entries = {entry.number: entry for entry in reader.entries() if entry.case == found.id}
    value = {
        "case": found.id,
        "entries": [
            {
                "entry": e.number,
                "kind": e.kind,
                "step": e.step,
                "on": e.on.isoformat(),
                "recorded_at": e.recorded_at,
                "operator": e.operator,
                "body": as_json(dict(e.body)),
                "hash": e.hash,
            }
            for e in entries.values()
        ],
    }

    def text() -> list[str]:
        procedure = engine.shelf.procedure(found.procedure)
        titles = {step.id: step.title for step in procedure.steps}
        rows = []
        for entry in entries.values():
            title, kind = titles.get(str(entry.step)), KINDS.get(entry.kind, entry.kind)
            what = kind if title is None else title if entry.kind == "step" else f"{kind}({title})"
            rows.append(
                (
                    str(entry.number),
                    chinese(entry.on),
                    what,
                    entry.operator,
                    _when(entry.recorded_at),
                    _mark(found.acts, entry.number),
                )
            )
        return table(rows)

    say(app, value, text)
    return 0


def _when(recorded_at: str) -> str:
    """The moment of recording by the office's own clock; the record itself keeps it in UTC."""
    from datetime import datetime

    moment = datetime.fromisoformat(recorded_at).astimezone()
    return f"{chinese(moment.date())} {moment:%H:%M} 登记"


KINDS = {
    "open": "开始办理",
    "correction": "更正",
    "papers": "补交材料",
    "presidium": "主席团组成",
    "office": "任职",
    "practice": "本地惯例",
    "rolling": "节假日顺延",
}


def _mark(acts: list[Act], number: int) -> str:
    for act in acts:
        if act.number == number:
            marks = ["带瑕疵"] if act.irregular else []
            marks += ["有瑕疵:" + f["rule"] for f in act.findings if f["outcome"] == "breach"]
            marks += [f"已由记录 {n} 更正" for n in act.corrected]
            return " ".join(marks)
    return ""
