"""What falls due: steps that must be done, steps on which a duty hangs, and the yearly duties that still lack."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from procedures.checks.dates import WithinAfter
from procedures.checks.joined import AllOf, AnyOf, When
from procedures.compliance.report import year_rows
from procedures.documents.ics import WholeDay, ics
from procedures.engine.outlook import outlook_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from procedures.checks.base import BaseCheck
    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.engine.outlook import Due as Basis
    from procedures.engine.outlook import Outlook, StepRow
    from procedures.law.finding import Finding
    from procedures.workflow.model import Procedure
    from procedures.workflow.reminders import Reminders

Duty = Literal["must", "may"]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that falls due.

    Attributes:
        case: in which case.
        row: the step as it stands.
        basis: which rule sets the day, and how it was counted.
        day: the last lawful day.
        days: how many are left; negative once it is over.
        duty: "must" for a step that must be done; "may" for one that is no must of the procedure, but for which a period
            runs, or on whose day a step hangs that must be done.
        level: which reminder has come, in days before the last day; None where it is over or none has come yet.
        letter: the command that makes the reminding letter; None where the procedure knows none now.
        follow_up: the command that records the reminding.
    """

    case: Case
    row: StepRow
    basis: Basis
    day: date
    days: int
    duty: Duty
    level: int | None
    letter: str | None
    follow_up: str | None

    @property
    def overdue(self) -> bool:
        """Whether the last day is over; a habit reminds and is never overdue."""
        return self.days < 0 and not self.basis.of_practice

    @property
    def command(self) -> str:
        """What records the step."""
        return f"renda do {self.case.id} {self.row.title}"

    def as_json(self) -> dict[str, Any]:
        """One row of `renda due`."""
        return {
            "case": self.case.id,
            "case_title": self.case.title,
            "step": self.row.step,
            "title": self.row.title,
            "actor": self.row.actor,
            "due": self.day.isoformat(),
            "days": self.days,
            "overdue": self.overdue,
            "level": self.level,
            "duty": self.duty,
            "rule": self.basis.placed.rule.id,
            "citation": self.basis.placed.citation,
            "how": list(self.basis.how),
            "command": self.command,
            "letter": self.letter,
            "follow_up": self.follow_up,
        }


@dataclass(frozen=True, slots=True)
class YearDuty:
    """A duty of the year that is still to be done before the year is over."""

    finding: Finding
    day: date
    days: int

    def as_json(self) -> dict[str, Any]:
        """The duty as JSON."""
        return {
            "due": self.day.isoformat(),
            "days": self.days,
            "rule": self.finding.rule,
            "citation": self.finding.citation,
            "message": self.finding.message,
            "remedy": self.finding.remedy,
            "command": f"renda check --year {self.day.year}",
        }


def falling_due(engine: Engine, within: int, habits: Reminders) -> list[Due]:
    """What falls due within so many days, or is overdue, by date.

    Args:
        engine: whose congress.
        within: how many days ahead.
        habits: when staff are reminded, and by which letter others are.
    """
    record = engine.record
    found = [
        due
        for case in record.cases.values()
        if not record.closed(case)
        for due in _of_case(engine, outlook_of(engine, record, case), within, habits)
    ]
    return sorted(found, key=lambda due: (due.day, due.case.id))


def _of_case(engine: Engine, found: Outlook, within: int, habits: Reminders) -> Iterator[Due]:
    case, procedure = found.case, found.procedure
    letter, follow_up = _letter(found, habits)
    for row in found.steps:
        if row.due is None or row.basis is None:
            continue
        must = row.status in {"must", "overdue"}
        if not must and not (row.status == "may" and _duty_hangs(procedure, row)):
            continue
        days = (row.due - engine.today).days
        if days > within:
            continue
        near = must and days <= habits.letter_from and follow_up != f"renda do {case.id} {row.title}"
        yield Due(
            case=case,
            row=row,
            basis=row.basis,
            day=row.due,
            days=days,
            duty="must" if must else "may",
            level=habits.level(days),
            letter=letter if near else None,
            follow_up=follow_up if near else None,
        )


def _duty_hangs(procedure: Procedure, row: StepRow) -> bool:
    """Whether a period runs for this step, or a step that must be done would be refused or flawed without it in time.

    A day before which a step may be done, if it is done at all (no introducing of candidates on the election day), is
    no duty.
    """
    assert row.basis is not None
    rule = row.basis.placed.rule
    if rule.effect != "advise" and any(isinstance(part, WithinAfter) for part in _parts(rule.check)):
        return True
    asked_on = {
        step
        for applies in rule.applies
        if applies.procedure == procedure.procedure
        for step in applies.step
        if step != row.step
    }
    musts = {step.id for step in procedure.steps if step.modality == "must"}
    return rule.effect != "advise" and bool(asked_on & musts)


def _parts(check: BaseCheck) -> Iterator[BaseCheck]:
    """A check with everything that it is joined from."""
    yield check
    if isinstance(check, (AllOf, AnyOf)):
        for part in check.checks:
            yield from _parts(part)
    elif isinstance(check, When):
        yield from _parts(check.then)


def _letter(found: Outlook, habits: Reminders) -> tuple[str | None, str | None]:
    """The commands that make the reminding letter and record it, where a step with such a paper can be done now."""
    status = {row.step: row.status for row in found.steps}
    for step in found.procedure.steps:
        if habits.letter in step.papers and status[step.id] in {"may", "must", "overdue"}:
            return _letter_command(found.case, habits), f"renda do {found.case.id} {step.title}"
    return None, None


def _letter_command(case: Case, habits: Reminders) -> str:
    return f"renda paper make {habits.letter} {case.id} -o {habits.letter}-{case.id}.docx"


def year_duties(engine: Engine, within: int) -> list[YearDuty]:
    """The duties of this year that still lack, where the year ends within so many days.

    Args:
        engine: whose congress.
        within: how many days ahead.
    """
    today = engine.today
    last = date(today.year, 12, 31)
    days = (last - today).days
    if days > within:
        return []
    rows = year_rows(engine, engine.record, today.year)
    return [YearDuty(row.finding, last, days) for row in rows if row.group == "todo"]


def due_calendar(town: str, found: Sequence[Due], habits: Reminders, today: date) -> bytes:
    """What falls due as the bytes of an .ics file.

    Args:
        town: whose calendar it is.
        found: from `falling_due`.
        habits: how long before it reminds.
        today: the day on which it was worked out.
    """
    return ics(f"{town}人大 到期提醒", map(_event, found), habits.days_before, today)


def _event(due: Due) -> WholeDay:
    late = f"已过 {-due.days} 日。" if due.days < 0 else ""
    lines = [f"{late}依据:{due.basis.placed.citation}(规则 {due.basis.placed.rule.id})", *due.basis.how]
    lines += [f"登记:{due.command}"]
    lines += [f"催办:{due.letter}"] if due.letter else []
    return WholeDay(
        f"{due.case.id}/{due.row.step}", due.day, f"最迟:{due.row.title} {due.case.title}", tuple(lines)
    )
