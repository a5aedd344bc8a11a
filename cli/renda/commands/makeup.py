"""`renda roster stats|absences`: what the roster comes to, and who has missed sessions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from procedures.errors import BadInput
from renda.output import chinese, finding_lines, say, table

if TYPE_CHECKING:
    from datetime import date

    from procedures.engine.absences import Absent
    from procedures.law.finding import Finding
    from procedures.register.composition import Composition
    from procedures.register.sizes import Seats
    from renda.app import App

GROUPS = {"group": "代表小组", "delegation": "代表团"}


@click.command()
@click.option("--on", metavar="日期", help="看哪一天,默认今天。")
@click.option("--ages", metavar="岁数", help="年龄段的上限,默认 35,45,55。")
@click.option("--population", type=click.IntRange(1, 10_000_000), metavar="人口", help="按这个人口数算名额。")
@click.pass_obj
def stats(app: App, on: str | None, ages: str | None, population: int | None) -> int:
    """结构比例、代表小组人数、按人口计算的代表名额。"""
    from procedures.register.composition import BANDS, compose
    from procedures.register.sizes import group_findings, seats_allowed

    day = app.on(on)
    engine = app.engine
    register = engine.record.register
    congress = register.congress
    deputies = register.deputies(day)
    found = compose(deputies, day, BANDS if ages is None else _bands(ages))
    sizes = {
        field: dict(Counter(str(d.details.get(field)) for d in deputies if d.details.get(field)))
        for field in GROUPS
    }
    groups = group_findings(engine.book, congress.province, day, sizes["group"])
    people = population or congress.population
    seats = (
        seats_allowed(engine.book, congress.province, day, people, quota=congress.quota) if people else None
    )
    value = {
        **found.as_json(),
        "groups": [
            {"name": name, "deputies": size, "findings": _as_json(groups, name)}
            for name, size in sizes["group"].items()
        ],
        "delegations": [{"name": name, "deputies": size} for name, size in sizes["delegation"].items()],
        "quota": congress.quota,
        "vacant": None if congress.quota is None else congress.quota - len(deputies),
        "seats": None if seats is None else seats.as_json(),
    }

    def text() -> list[str]:
        return [
            *_composition_lines(found),
            *_group_lines(sizes, groups, day),
            *_seat_lines(congress.quota, len(deputies), people, seats, day),
        ]

    say(app, value, text)
    return 0


def _bands(ages: str) -> tuple[int, ...]:
    words = ages.replace("，", ",").replace("、", ",").split(",")
    years = [int(word) if word.strip().isdecimal() else 0 for word in words]
    if not all(0 < one < two for one, two in zip(years, [*years[1:], 200], strict=True)):
        raise BadInput(f"“{ages}”不是由小到大的岁数。", where="--ages", remedy="例如 --ages 35,45,55")
    return tuple(years)


def _as_json(groups: dict[str, list[Finding]] | None, name: str) -> list[dict[str, Any]] | None:
    return None if groups is None else [finding.as_json() for finding in groups[name]]


def _composition_lines(found: Composition) -> list[str]:
    lines = [
        f"{chinese(found.on)}在任代表 {found.deputies} 名"
        + (f",其中暂停执行职务 {found.suspended} 名" if found.suspended else "")
    ]
    if not found.deputies:
        return [*lines, "导入名册:renda roster import 代表名册.xlsx"]
    lines += table(
        (
            share.label,
            f"{share.count} 名",
            f"占 {share.percent}%",
            f"{share.count}/{share.of}",
            f"另 {share.unstated} 名未填" if share.unstated else "",
        )
        for share in found.main
    )
    for one in found.tables:
        if not one.rows:
            continue
        lines += ["", one.title]
        lines += [
            f"  {line}" for line in table((r.label, f"{r.count} 名", f"{r.percent}%") for r in one.rows)
        ]
        lines += [f"  ({one.remark})"] if one.remark else []
    return lines


def _group_lines(
    sizes: dict[str, dict[str, int]], groups: dict[str, list[Finding]] | None, day: date
) -> list[str]:
    lines = []
    for field, title in GROUPS.items():
        if sizes[field]:
            lines += ["", title]
            lines += [f"  {line}" for line in table((n, f"{size} 名") for n, size in sizes[field].items())]
    if sizes["group"] and groups is None:
        lines.append(f"  没有 {chinese(day)}有效的小组人数规则,不能判断")
    for name, findings in (groups or {}).items():
        for finding in findings:
            first, *rest = finding_lines(finding)
            lines += [f"  × {name}:{first.strip()[2:]}", *rest]
    return lines


def _seat_lines(
    quota: int | None, in_office: int, people: int | None, seats: Seats | None, day: date
) -> list[str]:
    lines = ["", "名额"]
    if quota is not None:
        lines.append(f"  核定名额 {quota} 名,在任 {in_office} 名,缺额 {quota - in_office} 名")
    if people is None:
        return [*lines, "  没有登记人口数,不能按人口计算;可写 --population 人口"]
    if seats is None:
        return [*lines, f"  没有 {chinese(day)}有效的名额规则,不能计算"]
    lines.append(
        f"  按人口 {people} 人,代表名额可以是 {seats.least} 至 {seats.most} 名(不含依法另加的)    {'、'.join(seats.citations)}"
    )
    for finding in seats.findings:
        lines += finding_lines(finding)
    return lines


@click.command("absences")
@click.option("--on", metavar="日期", help="截至哪一天,默认今天。")
@click.pass_obj
def absences_(app: App, on: str | None) -> int:
    """本届内未经批准缺席大会的次数,和法律后果。"""
    from procedures.engine.absences import absences

    day = app.on(on)
    found = absences(app.engine.record, app.book, day)
    value = {"on": day.isoformat(), "deputies": [one.as_json() for one in found]}

    def text() -> list[str]:
        return [line for one in found for line in _absent_lines(one)] or ["没有登记过未经批准的缺席。"]

    say(app, value, text)
    return 1 if any(finding.outcome == "breach" for one in found for finding in one.findings) else 0


def _absent_lines(one: Absent) -> list[str]:
    lines = [f"{one.deputy}  未经批准缺席 {len(one.sessions)} 次" + ("" if one.in_office else "(已不在任)")]
    lines += [f"  {session}" for session in one.sessions]
    lines += [
        f"  ! {session}:请假没有获准;当时没有到会的,请由代表资格审查委员会登记缺席"
        for session in one.refused_leave
    ]
    for finding in one.findings:
        lines += finding_lines(finding)
    return lines
