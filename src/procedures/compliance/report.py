"""The compliance report: findings over a case, over a year, over all townships; and what is still to be done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.engine.case import Case
from procedures.engine.engine import Engine
from procedures.engine.outlook import StepRow, outlook_of
from procedures.engine.record import Record
from procedures.engine.review import review
from procedures.law.differences import with_differences
from procedures.law.finding import Finding, judge
from procedures.law.rule import Occasion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

PERIODS: tuple[Occasion, ...] = ("year", "term")
GROUPS = ("breach", "flawed", "todo", "pending", "advice", "in_order", "not_applicable")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding with the case and step that it is about.

    Attributes:
        finding: the finding.
        case, step: what it is about; None for a year or a person.
        group: breach, flawed, todo, pending (a fact is missing), advice, in_order, not_applicable.
        command: mends it, where a command does.
        congress: which township, in a check over several.
        until: the last day in time, for something still to be done.
        owed: it is to be done by the day that the check is about.
        powers: requirements that give the congress the power used here.
        also: citations of further rules that say the same.
        entry: number of the entry that it is about; None for what has not been recorded.
        bare: says no more than that a step is to be done.
    """

    finding: Finding
    case: str | None
    step: str | None
    group: str
    command: str | None = None
    congress: str | None = None
    until: date | None = None
    owed: bool = False
    powers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    entry: int | None = None
    bare: bool = False

    @property
    def heading(self) -> str:
        """Where it stands on a page: advice on local good practice apart from what the law says 一般 or 可以."""
        return "practice" if self.group == "advice" and self.finding.level == "practice" else self.group

    def as_json(self) -> dict[str, Any]:
        """The finding object with case and step."""
        return {
            **self.finding.as_json(),
            "case": self.case,
            "step": self.step,
            "group": self.group,
            "command": self.command,
            "congress": self.congress,
            "until": self.until.isoformat() if self.until else None,
            "owed": self.owed,
            "powers": list(self.powers),
            "also": list(self.also),
            "entry": self.entry,
        }


@dataclass(slots=True)
class Report:
    """What a check found.

    Attributes:
        checked: what was checked, in words.
        on: the day.
        rows: the findings.
        day: the day planned, of a check before a session.
        congresses: one for each township, of a check over all.
    """

    checked: str
    on: date
    rows: list[Row] = field(default_factory=list)
    day: date | None = None
    congresses: list[Township] = field(default_factory=list)

    def of(self, heading: str) -> list[Row]:
        """The rows under a heading, those that fall due first in front."""
        rows = [row for row in self.rows if row.heading == heading]
        return (
            sorted(rows, key=lambda row: (not row.owed, row.until or date.max)) if heading == "todo" else rows
        )

    @property
    def cautions(self) -> list[str]:
        """What is known of the texts relied on to be superseded or unread, once for each text."""
        return list(dict.fromkeys(row.finding.caution for row in self.rows if row.finding.caution))

    @property
    def verdict(self) -> str:
        """breach, flagged or in_order."""
        groups = {row.group for row in self.rows}
        if "breach" in groups:
            return "breach"
        return "flagged" if "flawed" in groups else "in_order"

    def as_json(self) -> dict[str, Any]:
        """The object of `renda check`."""
        return {
            "checked": self.checked,
            "on": self.on.isoformat(),
            "verdict": self.verdict,
            "findings": [row.as_json() for row in self.rows],
            "counts": counted(self.rows),
            "owed": sum(row.owed for row in self.rows),
            "day": self.day.isoformat() if self.day else None,
            "congresses": [one.as_json() for one in self.congresses],
        }


@dataclass(frozen=True, slots=True)
class Township:
    """The numbers of one township in a check over all."""

    congress: str
    cases: int
    counts: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """One of `congresses`."""
        return {"congress": self.congress, "cases": self.cases, "counts": self.counts}


def counted(rows: list[Row]) -> dict[str, int]:
    """How many rows each group has; every group is named."""
    counts = Counter(row.group for row in rows)
    return {name: counts.get(name, 0) for name in GROUPS}


def distinct(rows: Iterable[Row]) -> list[Row]:
    """The rows without repetitions: the same rule, in the same case, with the same words, is one finding."""
    kept: dict[tuple[str | None, str | None, str, str], Row] = {}
    for row in rows:
        kept.setdefault((row.congress, row.case, row.finding.rule, row.finding.message), row)
    return list(kept.values())


def group_of(finding: Finding) -> str:
    """The group of a finding on what has happened."""
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
            rows.append(Row(about, case.id, act.step, group_of(finding), entry=act.number))
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
    finding = Finding(
        rule=row.basis.placed.rule.id if row.basis else f"{case.procedure}/{row.step}",
        outcome="breach" if late else "pending",
        effect=row.basis.placed.rule.effect if row.basis else "bar",
        citation=row.basis.placed.citation if row.basis else "程序次序",
        message=f"{'逾期未办' if late else '须办'}:{row.title}",
        remedy=command,
        observed={},
        needed={"latest": row.due} if row.due else None,
        jurisdiction=row.basis.placed.statute.jurisdiction if row.basis else "全国",
    )
    return Row(finding, case.id, row.step, "flawed" if late else "todo", command, until=row.due, bare=True)


def check_case(engine: Engine, name: str) -> Report:
    """A case with the cases within it."""
    record = engine.record
    case = record.case(name)
    report = Report(f"{case.title}({case.id})", engine.today)
    inner = [case, *record.children(case)]
    report.rows = distinct(row for one in inner for row in case_rows(engine, record, one))
    return report


def check_year(engine: Engine, year: int) -> Report:
    """A year: the yearly duties, and every case that was touched in it."""
    record = engine.record
    report = Report(f"{year}年", engine.today)
    report.rows += year_rows(engine, record, year)
    for case in record.cases.values():
        if case.opened_on.year == year or any(act.on.year == year for act in case.acts):
            report.rows += case_rows(engine, record, case)
    report.rows = distinct(report.rows)
    return report


def check_all(engines: Iterable[Engine], today: date, watch: Callable[[str], None] | None = None) -> Report:
    """Every case of every congress in the record, and the numbers of each congress in front.

    Args:
        engines: one for each congress.
        today: the day.
        watch: told the name of each congress before it is checked.
    """
    report = Report("全部事项", today)
    for engine in engines:
        if watch is not None:
            watch(engine.congress)
        record = engine.record
        rows = distinct(row for case in record.cases.values() for row in case_rows(engine, record, case))
        report.rows += [replace(row, congress=engine.congress) for row in rows]
        report.congresses.append(Township(engine.congress, len(record.cases), counted(rows)))
    return report


def year_rows(
    engine: Engine, record: Record, year: int, planned: Mapping[str, int] | None = None
) -> list[Row]:
    """The rules on a year; in a year that is not over, what is lacking is still to be done.

    Args:
        engine: whose congress.
        record: its record.
        year: the calendar year.
        planned: how much more each count will be once what is being prepared has been held.
    """
    last = date(year, 12, 31)
    over = engine.today > last
    day = last if over else engine.today
    facts: dict[str, Any] = {**record.register.facts(day), **record.count_year(year)}
    for name, more in (planned or {}).items():
        facts[name] = facts.get(name, 0) + more
    rows = []
    province = record.register.congress.province
    practice = record.register.practice(day)
    asked = [placed for on in PERIODS for placed in engine.book.for_period(on, day, province, practice)]
    judged = (judge(placed.rule, placed.statute, facts, engine.book.labels) for placed in asked)
    findings = with_differences(judged, engine.book, province, day)
    for placed, finding in zip(asked, findings, strict=True):
        if finding.outcome == "breach" and not over:
            waiting = replace(finding, outcome="pending", message=f"年内尚须:{placed.rule.requirement}")
            group = "advice" if finding.effect == "advise" else "todo"
            rows.append(Row(waiting, None, None, group, until=last))
        else:
            rows.append(Row(finding, None, None, group_of(finding)))
    return rows
