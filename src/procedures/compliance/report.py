"""The compliance report: findings over a case, before a session, over a year; and what is still to be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from procedures.engine.case import Case
from procedures.engine.engine import Engine
from procedures.engine.outlook import StepRow, outlook_of
from procedures.engine.record import Record
from procedures.engine.review import review
from procedures.law.differences import with_differences
from procedures.law.finding import Finding, judge
from procedures.law.rule import Occasion

PERIODS: tuple[Occasion, ...] = ("year", "term")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding with the case and step that it is about; `command` mends it, where a command does."""

    finding: Finding
    case: str | None
    step: str | None
    group: str
    command: str | None = None
    congress: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The finding object with case and step."""
        return {
            **self.finding.as_json(),
            "case": self.case,
            "step": self.step,
            "group": self.group,
            "command": self.command,
            "congress": self.congress,
        }


@dataclass(slots=True)
class Report:
    """What a check found.

    Attributes:
        checked: what was checked, in words.
        on: the day.
        rows: groups: breach, flawed, todo, pending (a fact is missing), advice, in_order, not_applicable.
    """

    checked: str
    on: date
    rows: list[Row] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """breach, flagged or in_order."""
        groups = {row.group for row in self.rows}
        if "breach" in groups:
            return "breach"
        return "flagged" if "flawed" in groups else "in_order"

    def as_json(self) -> dict[str, Any]:
        """The object of `renda check`."""
        counts = Counter(row.group for row in self.rows)
        names = ("breach", "flawed", "todo", "pending", "advice", "in_order", "not_applicable")
        return {
            "checked": self.checked,
            "on": self.on.isoformat(),
            "verdict": self.verdict,
            "findings": [row.as_json() for row in self.rows],
            "counts": {name: counts.get(name, 0) for name in names},
        }


def _group(finding: Finding) -> str:
    if finding.outcome == "pass":
        return "in_order"
    if finding.outcome == "not_applicable":
        return "not_applicable"
    if finding.effect == "advise":
        return "advice"
    if finding.outcome == "pending":
        return "pending"
    return "breach" if finding.effect in {"void", "bar"} else "flawed"


def case_rows(engine: Engine, record: Record, case: Case) -> list[Row]:
    """What was recorded, judged again; then what is still to be done."""
    rows = []
    for act, findings in review(engine, record, case):
        for finding in findings:
            about = (
                replace(finding, message=f"{finding.message}(记录 {act.number})")
                if finding.outcome == "breach"
                else finding
            )
            rows.append(Row(about, case.id, act.step, _group(finding)))
    return rows + todo_rows(engine, record, case)


def todo_rows(engine: Engine, record: Record, case: Case) -> list[Row]:
    """Steps that must be done and are not, as findings with the command that does them."""
    if record.closed(case):
        return []
    steps = outlook_of(engine, record, case).steps
    return [_todo(case, row) for row in steps if row.status in {"must", "overdue"}]


def _todo(case: Case, row: StepRow) -> Row:
    command = f"renda do {case.id} {row.title}"
    late = row.status == "overdue"
    until = f",最迟 {row.due.isoformat()}" if row.due else ""
    finding = Finding(
        rule=row.basis.placed.rule.id if row.basis else f"{case.procedure}/{row.step}",
        outcome="breach" if late else "pending",
        effect=row.basis.placed.rule.effect if row.basis else "bar",
        citation=row.basis.placed.citation if row.basis else "程序次序",
        message=f"{'逾期未办' if late else '须办'}:{row.title}{until}",
        remedy=command,
        observed={},
        needed={"latest": row.due} if row.due else None,
        jurisdiction=row.basis.placed.statute.jurisdiction if row.basis else "全国",
    )
    return Row(finding, case.id, row.step, "flawed" if late else "todo", command)


def check_case(engine: Engine, name: str) -> Report:
    """A case with the cases within it."""
    record = engine.record
    case = record.case(name)
    report = Report(f"{case.title}({case.id})", engine.today)
    for one in [case, *record.children(case)]:
        report.rows += case_rows(engine, record, one)
    return report


def check_before(engine: Engine, name: str) -> Report:
    """Before a session: the case itself, the cases within it, everything else that is due, and the year so far."""
    record = engine.record
    case = record.case(name)
    report = Report(f"{case.title}({case.id})会前", engine.today)
    inner = [case, *record.children(case)]
    for one in inner:
        report.rows += case_rows(engine, record, one)
    for other in record.cases.values():
        if other not in inner and not record.closed(other):
            report.rows += [
                row for row in case_rows(engine, record, other) if row.group in {"breach", "flawed", "todo"}
            ]
    planned = case.facts.get("opening_on")
    year = planned.year if isinstance(planned, date) else engine.today.year
    report.rows += year_rows(engine, record, year)
    return report


def check_year(engine: Engine, year: int) -> Report:
    """A year: the yearly duties, and every case that was touched in it."""
    record = engine.record
    report = Report(f"{year}年", engine.today)
    report.rows += year_rows(engine, record, year)
    for case in record.cases.values():
        if case.opened_on.year == year or any(act.on.year == year for act in case.acts):
            report.rows += case_rows(engine, record, case)
    return report


def check_all(engines: list[Engine], today: date) -> Report:
    """Every case of every congress in the record."""
    report = Report("全部事项", today)
    for engine in engines:
        record = engine.record
        for case in record.cases.values():
            report.rows += [replace(row, congress=engine.congress) for row in case_rows(engine, record, case)]
    return report


def year_rows(engine: Engine, record: Record, year: int) -> list[Row]:
    """The rules on a year; in a year that is not over, what is lacking is still to be done."""
    last = date(year, 12, 31)
    over = engine.today > last
    day = last if over else engine.today
    facts: dict[str, Any] = {**record.register.facts(day), **record.count_year(year)}
    rows = []
    province = record.register.congress.province
    practice = record.register.practice(day)
    asked = [placed for on in PERIODS for placed in engine.book.for_period(on, day, province, practice)]
    judged = (judge(placed.rule, placed.statute, facts, engine.book.labels) for placed in asked)
    findings = with_differences(judged, engine.book, province, day)
    for placed, finding in zip(asked, findings, strict=True):
        if finding.outcome == "breach" and not over:
            waiting = replace(finding, outcome="pending", message=f"年内尚须:{placed.rule.requirement}")
            rows.append(Row(waiting, None, None, "advice" if finding.effect == "advise" else "todo"))
        else:
            rows.append(Row(finding, None, None, _group(finding)))
    return rows
