"""Consequences: what an act brings with it in the register, as further entries that name the act as their cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.engine.encoding import keep
from procedures.errors import BadInput
from procedures.journal.entry import Draft
from procedures.register.people import Deputy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procedures.engine.verdict import Verdict
    from procedures.law.offices import Office
    from procedures.register.register import Register
    from procedures.workflow.model import Consequence


class Following:
    """Collects the entries that follow from one act.

    Args:
        register: as it stood before the act.
        verdict: on the act; consequences are told in it.
        facts: of the case, the act included.
        cause: number of the act's entry.
        operator: who records.
        offices: the offices, and what goes with them.
    """

    def __init__(
        self,
        register: Register,
        verdict: Verdict,
        facts: Mapping[str, Any],
        cause: int,
        operator: str,
        offices: Sequence[Office],
    ) -> None:
        self._register = register
        self._verdict = verdict
        self._facts = facts
        self._cause = cause
        self._operator = operator
        self._offices = {one.title: one for one in offices}
        self.drafts: list[Draft] = []

    def add(self, then: Consequence) -> None:
        """Add what one declared consequence brings."""
        if then.seat_presidium is not None:
            self._seat_presidium(self._persons(then.seat_presidium))
        office = str(self._facts.get(then.post or "", ""))
        for person in self._persons(then.take_office):
            self._succeed(office)
            body = {"office": office, "person": person, "until": keep(self._facts.get("mandate_ends_on"))}
            self._record("office", body, f"{person}任{office}。", office=office, person=person)
        for person in self._persons(then.leave_office):
            self._leave(person, office)
        for person in self._persons(then.seat):
            self._deputy(Deputy(person, seated_on=self._verdict.on), f"{person}任本级代表。")
        for person in self._persons(then.end_mandate):
            self._end_mandate(person)
        for name, suspended in ((then.suspend, True), (then.restore, False)):
            for person in self._persons(name):
                words = "暂停执行代表职务" if suspended else "恢复执行代表职务"
                self._deputy(self._known(person).changed(suspended=suspended), f"{person}{words}。")

    def _persons(self, name: str | None) -> tuple[str, ...]:
        value = self._facts.get(name) if name is not None else None
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(value)

    def _known(self, person: str) -> Deputy:
        deputy = self._register.known(person)
        if deputy is None:
            raise BadInput(
                f"名册里没有“{person}”。",
                where="姓名",
                remedy="请核对姓名(同名的按名册加注);用 renda roster list 查看名册。",
            )
        return deputy

    def _record(self, kind: str, body: dict[str, Any], message: str, **told: Any) -> None:
        caused = {**body, "because": self._cause}
        self.drafts.append(Draft(kind, self._verdict.on, self._operator, caused, case=self._verdict.case))
        self._verdict.consequences.append({"kind": kind, **told, "message": message})

    def _seat_presidium(self, persons: tuple[str, ...]) -> None:
        message = f"主席团由 {len(persons)} 人组成,自当日起。"
        self._record("presidium", {"persons": list(persons)}, message, persons=list(persons))

    def _leave(self, person: str, office: str) -> None:
        if (person, office) in self._register.holders((office,), self._verdict.on):
            body = {"office": office, "person": person, "ends": True}
            self._record("office", body, f"{person}不再担任{office}。", office=office, person=person)

    def _succeed(self, office: str) -> None:
        """Where one person holds the office, the predecessor leaves it."""
        if office in self._offices and self._offices[office].single:
            for holder, _ in self._register.holders((office,), self._verdict.on):
                self._leave(holder, office)

    def _deputy(self, deputy: Deputy, message: str) -> None:
        row = {
            "name": deputy.name,
            "seated_on": keep(deputy.seated_on),
            "ended_on": keep(deputy.ended_on),
            "suspended": deputy.suspended,
            "details": dict(deputy.details),
        }
        self._record("roster", {"deputies": [row]}, message, person=deputy.name)

    def _end_mandate(self, person: str) -> None:
        self._deputy(self._known(person).changed(ended_on=self._verdict.on), f"{person}的代表资格终止。")
        ending = tuple(title for title, office in self._offices.items() if office.needs_mandate)
        for holder, office in self._register.holders(ending, self._verdict.on):
            if holder == person:
                self._leave(person, office)
