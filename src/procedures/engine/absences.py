"""Who has missed sessions without approved leave, and what the rules say of it (两次缺席).

Counted is what has been recorded as such an absence, by sessions and not by days. Leave that was asked for and not
approved is shown beside it: whether the deputy stayed away is for the credentials committee to record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from procedures.law.finding import Finding, judge

if TYPE_CHECKING:
    from datetime import date

    from procedures.engine.case import Act, Case
    from procedures.engine.record import Record
    from procedures.law.book import LawBook

COUNT, ENDED = "unapproved_absences", "mandate_ended"
_LEAVE, _ON_LEAVE = "leave_approved", "absent_deputy"
_WHO, _WHICH = "deputy_concerned", "absent_session"


@dataclass(slots=True)
class Absent:
    """One deputy's absences in the term.

    Attributes:
        deputy: the name.
        sessions: the sessions missed without approved leave, each once.
        cases: ids of the cases in which they are recorded.
        refused_leave: sessions for which leave was asked and not approved, and no absence is recorded.
        in_office: whether the mandate runs.
        findings: the rules that apply to so many absences; empty where they are too few for any.
    """

    deputy: str
    sessions: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    refused_leave: list[str] = field(default_factory=list)
    in_office: bool = True
    findings: list[Finding] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """One deputy as the command line shows it."""
        return {
            "deputy": self.deputy,
            "unapproved_absences": len(self.sessions),
            "sessions": self.sessions,
            "cases": self.cases,
            "refused_leave": self.refused_leave,
            "in_office": self.in_office,
            "findings": [finding.as_json() for finding in self.findings],
        }


def absences(record: Record, book: LawBook, on: date) -> list[Absent]:
    """Everybody with an absence without approved leave, or with leave refused, in the term that runs.

    Args:
        record: the record.
        book: the rules.
        on: what was recorded of later days is not counted; also the day whose law counts.
    """
    congress = record.register.congress
    leave = {
        (applies.procedure, step)
        for placed in book.reading({_LEAVE}, on, congress.province)
        for applies in placed.rule.applies
        for step in applies.step
    }
    found: dict[str, Absent] = {}
    asked: dict[tuple[str, str], bool] = {}
    for case, act in _acts(record, on):
        if _WHICH in act.facts and _WHO in act.facts:
            one = found.setdefault(str(act.facts[_WHO]), Absent(str(act.facts[_WHO])))
            one.sessions.append(str(act.facts[_WHICH]))
            one.cases.append(case.id)
        elif _LEAVE in act.facts and _ON_LEAVE in act.facts and (case.procedure, act.step) in leave:
            key = (str(act.facts[_ON_LEAVE]), case.title)
            asked[key] = asked.get(key, False) or act.facts[_LEAVE] is True
    for (name, session), approved in asked.items():
        if not approved and session not in found.setdefault(name, Absent(name)).sessions:
            found[name].refused_leave.append(session)
    rules = book.reading({COUNT, ENDED}, on, congress.province)
    for one in found.values():
        one.sessions = list(dict.fromkeys(one.sessions))
        one.cases = list(dict.fromkeys(one.cases))
        one.in_office = record.register.is_deputy(one.deputy, on)
        facts = {COUNT: len(one.sessions), ENDED: not one.in_office}
        judged = [judge(placed.rule, placed.statute, facts, book.labels) for placed in rules]
        one.findings = [finding for finding in judged if finding.outcome in {"pass", "breach"}]
    return sorted((one for one in found.values() if one.sessions or one.refused_leave), key=_worst_first)


def _acts(record: Record, on: date) -> list[tuple[Case, Act]]:
    """The acts of the term that runs, up to the day."""
    since = record.register.congress.term_began
    return [
        (case, act)
        for case in record.cases.values()
        for act in case.acts
        if act.on <= on and (since is None or since <= act.on)
    ]


def _worst_first(one: Absent) -> tuple[int, int, str]:
    return -len(one.sessions), -len(one.refused_leave), one.deputy
