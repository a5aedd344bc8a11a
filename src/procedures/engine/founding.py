"""What stands before any case: the congress, its deputies, its offices; and opening a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.engine.encoding import keep
from procedures.engine.practice import practice_named
from procedures.engine.record import Record
from procedures.errors import BadInput, Conflict, UnknownName
from procedures.journal.entry import Draft
from procedures.law.differences import with_differences
from procedures.law.finding import Finding, judge
from procedures.law.rule import NATIONAL
from procedures.register.people import Holding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.register.register import Register


def register_findings(
    engine: Engine, change: str, facts: Mapping[str, Any], province: str, on: date
) -> list[Finding]:
    """What the rules on a change of the register find."""
    found = []
    for placed in engine.book.for_period("register", on, province):  # practice says nothing of the register
        if placed.statute.jurisdiction in {NATIONAL, province}:
            asked = any(a.on == "register" and a.change == change for a in placed.rule.applies)
            if asked:
                found.append(judge(placed.rule, placed.statute, facts, engine.book.labels))
    return with_differences(found, engine.book, province, on)


def found_congress(engine: Engine, body: dict[str, Any], *, on: date, operator: str) -> list[Finding]:
    """Record a congress and its term.

    Args:
        engine: on the congress's id.
        body: name, unit_kind, province, term; term_began, term_ends_on, population, quota, practice where known.
        on: date of recording.
        operator: who records.

    Returns:
        The findings; where one blocks, nothing was written.

    Raises:
        Conflict: where the congress exists with this term.
        UnknownName: where a practice is not known.
    """
    if body.get("practice"):
        body = {**body, "practice": practice_named(engine.book, body["practice"], body["province"])}
    facts = {"unit_kind": body["unit_kind"]}
    findings = register_findings(engine, "congress", facts, body["province"], on)
    if any(finding.blocks for finding in findings):
        return findings
    kept = {name: keep(value) for name, value in body.items() if value is not None}
    with engine.writing() as (writer, record):
        if record.register.founded and record.register.congress.term == body["term"]:
            raise Conflict(
                f"{body['name']}第 {body['term']} 届已经建立过了。",
                where=engine.congress,
                remedy="继续使用即可;换届后用新的届次再建立。",
            )
        if record.register.founded and record.register.congress.term > body["term"]:
            raise BadInput(
                f"已经建立到第 {record.register.congress.term} 届,不能再建立第 {body['term']} 届。",
                where="--term",
                remedy="请核对届次;换届时建立下一届。",
            )
        entries = writer.append([Draft("congress", on, operator, kept)])
    engine.entered(entries)
    return findings


def record_deputies(
    engine: Engine, rows: Sequence[Mapping[str, Any]], source: Mapping[str, str], *, on: date, operator: str
) -> int:
    """Record deputies from a roster.

    Args:
        engine: whose congress.
        rows: name, seated_on, ended_on, suspended, details.
        source: file name and SHA-256 of the roster.
        on: date of recording.
        operator: who records.

    Returns:
        Number of the entry.
    """
    body = {"deputies": [{k: keep(v) for k, v in row.items()} for row in rows], "source": dict(source)}
    with engine.writing() as (writer, _record):
        entries = writer.append([Draft("roster", on, operator, body)])
    engine.entered(entries)
    return entries[0].number


def set_office(
    engine: Engine,
    office: str,
    person: str,
    *,
    on: date,
    operator: str,
    until: date | None = None,
    ends: bool = False,
) -> list[Finding]:
    """Record who holds an office (as found at the start; later changes come from elections).

    Raises:
        BadInput: where the office is unknown, or is not held by the person who leaves it.
    """
    titles = [office.title for office in engine.offices]
    if office not in titles:
        raise UnknownName(f"没有“{office}”这个职务。", where="职务", remedy=f"可填:{'、'.join(titles)}。")
    record = engine.record
    if ends and (person, office) not in record.register.holders((office,), on):
        raise BadInput(
            f"{person}在 {on.isoformat()} 没有担任{office}。",
            where="姓名",
            remedy="用 renda office list 查看。",
        )
    if not ends:
        _vacant(engine, record.register, Holding(office, person, on, until))
    findings = [] if ends else _office_findings(engine, record, office, person, on)
    if any(finding.outcome == "breach" and finding.effect in {"void", "bar"} for finding in findings):
        return findings
    body = {"office": office, "person": person, "until": keep(until), "ends": ends}
    with engine.writing() as (writer, _record):
        entries = writer.append([Draft("office", on, operator, body)])
    engine.entered(entries)
    return findings


def _vacant(engine: Engine, register: Register, wanted: Holding) -> None:
    """An office that one person holds is not held by another at the same time.

    Raises:
        BadInput: where it is.
    """
    if not any(office.single for office in engine.offices if office.title == wanted.office):
        return
    for held in register.holdings:
        if held.office == wanted.office and held.person != wanted.person and held.meets(wanted):
            since = f"(自 {held.since.isoformat()})" if held.since else ""
            raise BadInput(
                f"{wanted.office}只有一人,现在登记的是{held.person}{since}。",
                where="姓名",
                remedy=f"已经离任的先登记:renda office set {held.office} {held.person} --ends --on 离任日期",
            )


def _office_findings(engine: Engine, record: Record, office: str, person: str, on: date) -> list[Finding]:
    """What the rules find on every office that the person would then hold: a new one may not go with an old one."""
    titles = tuple(one.title for one in engine.offices)
    held = [title for holder, title in record.register.holders(titles, on) if holder == person]
    return holding_findings(engine, record, person, list(dict.fromkeys([office, *held])), on)


def holding_findings(
    engine: Engine, record: Record, person: str, titles: Sequence[str], on: date
) -> list[Finding]:
    """What the rules on taking an office find on a person who holds these offices together.

    Args:
        engine: whose congress.
        record: its record.
        person: who holds them.
        titles: the offices, each asked about in turn.
        on: the day.
    """
    about: dict[str, Any] = dict(record.register.person_facts(person, on))
    about["holds_administrative_post"] = any(o.administrative for o in engine.offices if o.title in titles)
    about["unit_kind"] = record.register.congress.unit_kind
    province = record.register.congress.province
    return [
        finding
        for title in titles
        for finding in register_findings(engine, "office", {**about, "post": title}, province, engine.today)
    ]


def open_case(
    engine: Engine,
    procedure_name: str,
    title: str,
    *,
    on: date,
    operator: str,
    within: str | None = None,
    number: int | None = None,
) -> Case:
    """Open a case of a procedure.

    Args:
        engine: whose congress.
        procedure_name: id or title of the procedure.
        title: what staff call the case.
        on: date of opening.
        operator: who records.
        within: id or title of the case around it.
        number: its number; the next one by default.

    Raises:
        BadInput: where the number is taken, or the case cannot run within the other.
    """
    procedure = engine.shelf.procedure(procedure_name)
    title = title.strip()
    if not title or not title.isprintable():
        raise BadInput("事项要有名称。", where="名称", remedy="写一个一看就懂的名称,如“十九届六次会议”。")
    if number is not None and number < 1:
        raise BadInput(
            f"编号应为大于零的整数,不能是 {number}。", where="--number", remedy="不写 --number 就自动编号。"
        )
    with engine.writing() as (writer, record):
        if not record.register.founded:
            raise UnknownName(
                f"记录里没有“{engine.congress}”。", where="--congress", remedy="先用 renda init 建立。"
            )
        around = record.case(within) if within else None
        if around is not None and around.procedure not in procedure.within:
            raise BadInput(
                f"“{procedure.title}”不能放在“{around.title}”里办。",
                where="--within",
                remedy=f"可以放在:{'、'.join(engine.shelf.titles[p] for p in procedure.within) or '(单独办理)'}。",
            )
        if around is not None and record.closed(around):
            raise BadInput(f"“{around.title}”已经办结。", where="--within", remedy="请放在正在进行的会议里。")
        congress = record.register.congress
        group = f"{procedure.code}{congress.term if procedure.numbering == 'term' else on.year}-"
        taken = [case.number for case in record.cases.values() if case.id.startswith(group)]
        chosen = number if number is not None else max(taken, default=0) + 1
        if chosen in taken:
            raise BadInput(
                f"{group}{chosen} 已经有了。",
                where="--number",
                remedy="换一个编号,或者不写 --number 自动编号。",
            )
        case_id = f"{group}{chosen}"
        if title in record.cases:
            raise BadInput(f"名称“{title}”与一个事项的编号相同。", where="名称", remedy="换一个名称。")
        machine = engine.shelf.machine(procedure.procedure)
        body = {
            "procedure": procedure.procedure,
            "title": title,
            "number": chosen,
            "within": around.id if around else None,
            "stage": machine.start,
        }
        entries = writer.append([Draft("open", on, operator, body, case=case_id)])
    engine.entered(entries)
    return record.cases[case_id]  # not read anew: what is written must not fail any more
