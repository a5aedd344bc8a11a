"""What a correction changes of the consequences that its act has had: the difference, as further entries.

The register is folded twice: as the journal has it, and as it would stand had the act been recorded as corrected (with
the acts after it in its case, which rest on its facts; those that lost their ground brought nothing with them). Where the two differ, an entry sets right what the register says from that day on; nothing is taken out of the journal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.engine.case import Act, Case, facts_of
from procedures.engine.encoding import keep
from procedures.engine.following import Following
from procedures.journal.entry import Draft
from procedures.register.register import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from procedures.engine.engine import Engine
    from procedures.engine.verdict import Verdict
    from procedures.journal.entry import Entry
    from procedures.register.people import Deputy


class Amending:
    """Finds the difference that a correction makes to the register.

    Args:
        engine: whose congress.
        entries: its whole journal.
        case: the case as recorded so far.
        place: which of its acts is corrected.
        corrected: that act as corrected.
        verdict: on it; what changes is told in it.
        operator: who corrects.
    """

    def __init__(
        self,
        engine: Engine,
        entries: Sequence[Entry],
        case: Case,
        place: int,
        corrected: Act,
        verdict: Verdict,
        operator: str,
    ) -> None:
        self._engine = engine
        self._verdict = verdict
        self._operator = operator
        self._cause = entries[-1].number + 1
        self._drafts: list[Draft] = []
        self._procedure = engine.shelf.procedure(case.procedure)
        later = case.acts[place:]
        causes = {number for act in later for number in (act.number, *act.corrected)}
        self._now, self._should = engine.empty_register(), engine.empty_register()
        self._touched: list[Entry | Draft] = []
        days = {corrected.on}
        acts = [*case.acts[:place], corrected, *case.acts[place + 1 :]]
        standing = self._standing(acts, place)
        for entry in entries:
            if entry.kind in KINDS:
                self._now.apply(entry.kind, entry.on, entry.body, entry.congress)
                if entry.body.get("because") in causes:
                    self._touched.append(entry)
                else:
                    self._should.apply(entry.kind, entry.on, entry.body, entry.congress)
                if entry.number > corrected.number:
                    days.add(entry.on)
            elif entry.number in standing:
                for draft in self._wanted(acts, standing[entry.number]):
                    self._should.apply(draft.kind, draft.on, draft.body, engine.congress)
                    self._touched.append(draft)
        self._days = sorted(days)

    def _standing(self, acts: list[Act], place: int) -> dict[int, int]:
        """Place by number of the acts from the corrected one on that still follow one another."""
        stage = acts[place].stage
        found = {acts[place].number: place}
        for number, act in enumerate(acts[place + 1 :], start=place + 1):
            if stage not in self._procedure.step(act.step).from_:
                break  # this act and those after it have lost their ground
            found[act.number] = number
            stage = act.stage
        return found

    def _wanted(self, acts: list[Act], place: int) -> list[Draft]:
        """What an act brings with it on the corrected facts."""
        act = acts[place]
        facts = {**facts_of(acts[:place]), **act.facts}
        silent = replace(self._verdict, on=act.on, consequences=[])
        following = Following(self._should, silent, facts, act.number, self._operator, self._engine.offices)
        for then in self._procedure.step(act.step).then:
            if then.where is None or then.where.evaluate(facts, {}).truth is True:
                following.add(then)
        return following.drafts

    def difference(self) -> list[Draft]:
        """The entries that set the register right."""
        if self._touched:
            for day in self._days:
                self._presidium(day)
                self._offices(day)
            for name in self._deputies():
                self._deputy(name)
        return self._drafts

    def _record(self, kind: str, on: date, body: dict[str, Any], message: str, **told: Any) -> None:
        self._now.apply(kind, on, body, self._engine.congress)
        caused = {**body, "because": self._cause}
        self._drafts.append(Draft(kind, on, self._operator, caused, case=self._verdict.case))
        self._verdict.consequences.append({"kind": kind, **told, "message": message})

    def _presidium(self, day: date) -> None:
        sits, should = self._now.presidium(day), self._should.presidium(day)
        if set(sits) == set(should):
            return
        parts = [f"由 {len(should)} 人组成(原登记 {len(sits)} 人)"]
        for word, persons in (("不再有", [p for p in sits if p not in should]),
                              ("加上", [p for p in should if p not in sits])):  # fmt: skip
            if persons:
                parts.append(f"{word}{'、'.join(persons)}")
        message = f"更正后,自 {day.isoformat()} 起主席团{','.join(parts)}。"
        self._record("presidium", day, {"persons": list(should)}, message, persons=list(should))

    def _offices(self, day: date) -> None:
        holds = {(h.office, h.person, h.until) for h in self._now.offices(day)}
        should = {(h.office, h.person, h.until) for h in self._should.offices(day)}
        for office, person, _until in sorted(holds - should, key=str):
            body = {"office": office, "person": person, "ends": True}
            message = f"更正后,{person}自 {day.isoformat()} 起不担任{office}。"
            self._record("office", day, body, message, office=office, person=person)
        for office, person, until in sorted(should - holds, key=str):
            body = {"office": office, "person": person, "until": keep(until)}
            message = f"更正后,{person}自 {day.isoformat()} 起担任{office}。"
            self._record("office", day, body, message, office=office, person=person)

    def _deputies(self) -> list[str]:
        rows = [row for one in self._touched if one.kind == "roster" for row in one.body["deputies"]]
        return list(dict.fromkeys(row["name"] for row in rows))

    def _deputy(self, name: str) -> None:
        is_, should = self._now.known(name), self._should.known(name)
        if is_ == should or is_ is None:
            if is_ is None and should is not None:
                self._row(should, f"更正后,{name}任本级代表。")
            return
        if should is None:
            self._row(
                is_.changed(ended_on=is_.seated_on or self._verdict.on), f"更正后,{name}没有当选本级代表。"
            )
        else:
            self._row(should, f"更正后,{name}{_standing(should)}。")

    def _row(self, deputy: Deputy, message: str) -> None:
        row = {
            "name": deputy.name,
            "seated_on": keep(deputy.seated_on),
            "ended_on": keep(deputy.ended_on),
            "suspended": deputy.suspended,
            "details": dict(deputy.details),
        }
        self._record("roster", self._verdict.on, {"deputies": [row]}, message, person=deputy.name)


def _standing(deputy: Deputy) -> str:
    if deputy.ended_on is not None:
        return f"的代表资格自 {deputy.ended_on.isoformat()} 起终止"
    since = f"自 {deputy.seated_on.isoformat()} 起" if deputy.seated_on else ""
    return f"{since}暂停执行代表职务" if deputy.suspended else f"{since}是在任代表,没有暂停执行职务"
