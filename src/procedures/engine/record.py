"""The record of one congress, folded from its journal: register and cases."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.engine.case import Act, Case
from procedures.engine.encoding import restore
from procedures.errors import UnknownName
from procedures.journal.entry import EMPTY, Entry, Head
from procedures.library.likeness import asked_back
from procedures.register.register import KINDS, Register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from procedures.law.facts import Fact
    from procedures.workflow.model import Count, Procedure
    from procedures.workflow.shelf import Shelf


class Record:
    """What the journal has told so far.

    Args:
        shelf: the workflows, for the types of facts.
        vocabulary: the facts of the rules.
        register: an empty register to fold into.
    """

    def __init__(self, shelf: Shelf, vocabulary: dict[str, Fact], register: Register) -> None:
        self._shelf = shelf
        self._vocabulary = vocabulary
        self.register = register
        self.cases: dict[str, Case] = {}
        self.head: Head = EMPTY
        self._types: dict[str, dict[str, str]] = {}

    def apply(self, entries: Iterable[Entry]) -> None:
        """Take in further entries, in order."""
        for entry in entries:
            self._apply(entry)
            self.head = Head(entry.number, entry.hash, entry.recorded_at)

    def _apply(self, entry: Entry) -> None:
        body = entry.body
        if entry.kind in KINDS:
            self.register.apply(entry.kind, entry.on, body, entry.congress)
        elif entry.kind == "open":
            assert entry.case is not None
            self.cases[entry.case] = Case(
                id=entry.case,
                procedure=body["procedure"],
                title=body["title"],
                number=body["number"],
                within=body.get("within"),
                opened_on=entry.on,
                start=body["stage"],
            )
        elif entry.kind == "step":
            case = self.cases[str(entry.case)]
            case.add(self._act(case, entry.number, str(entry.step), entry.on, body))
        elif entry.kind == "correction":
            self._correct(entry)
        elif entry.kind == "papers":
            act = next(act for act in self.cases[str(entry.case)].acts if act.number == body["of"])
            act.papers = [*act.papers, *({**paper, "entry": entry.number} for paper in body["papers"])]

    def _act(self, case: Case, number: int, step: str, on: date, body: Any) -> Act:
        types = self.types(case.procedure)
        return Act(
            number=number,
            step=step,
            on=on,
            facts={name: restore(value, types.get(name)) for name, value in body["facts"].items()},
            given=tuple(body["given"]),
            cleared=tuple(body.get("cleared", ())),
            outcome=body.get("outcome"),
            stage=body["stage"],
            irregular=body.get("irregular"),
            findings=list(body["findings"]),
            papers=list(body.get("papers", ())),
        )

    def _correct(self, entry: Entry) -> None:
        case, body = self.cases[str(entry.case)], entry.body
        place = next(i for i, act in enumerate(case.acts) if act.number == body["corrects"])
        old = case.acts[place]
        act = self._act(case, old.number, old.step, date.fromisoformat(body["on"]), body)
        act.corrected = [*old.corrected, entry.number]
        act.irregular, act.papers = act.irregular or old.irregular, old.papers
        case.acts[place] = act
        case.touch()

    def types(self, procedure_id: str) -> dict[str, str]:
        """Type of every fact that a case of the procedure may hold."""
        if procedure_id not in self._types:
            procedure = self._shelf.procedure(procedure_id)
            types: dict[str, str] = {name: fact.type for name, fact in self._vocabulary.items()}
            for step in procedure.steps:
                for name in step.facts:
                    types[name] = procedure.fact(step, name, self._vocabulary).type
            self._types[procedure_id] = types
        return self._types[procedure_id]

    def case(self, name: str) -> Case:
        """The case with that id or title.

        Raises:
            UnknownName: where there is none, or where several have the title.
        """
        typed = unicodedata.normalize("NFKC", name).strip().upper()
        for key in (name, typed):
            if key in self.cases:
                return self.cases[key]
        found = [case for case in self.cases.values() if case.title == name]
        if len(found) == 1:
            return found[0]
        if found:
            ids = "、".join(case.id for case in found)
            raise UnknownName(
                f"有 {len(found)} 个事项叫“{name}”:{ids}。", where=name, remedy="请用编号指明是哪一个。"
            )
        told = {
            word: f"{case.id} {case.title}" for case in self.cases.values() for word in (case.id, case.title)
        }
        raise UnknownName(
            f"没有编号或名称为“{name}”的事项。",
            where=name,
            remedy=f"{asked_back(typed, told)}用 renda cases 查看全部事项。",
        )

    def children(self, case: Case) -> list[Case]:
        """The cases that run within a case."""
        return [other for other in self.cases.values() if other.within == case.id]

    def procedure(self, case: Case) -> Procedure:
        """The procedure that the case runs."""
        return self._shelf.procedure(case.procedure)

    def closed(self, case: Case) -> bool:
        """Whether the case has reached a final stage."""
        return case.stage in self.procedure(case).final

    def count_year(self, year: int, wanted: Callable[[str], bool] = lambda _name: True) -> dict[str, int]:
        """Facts about a year that follow from the recorded steps: how often each was recorded.

        Args:
            year: calendar year of the acts.
            wanted: which facts to count.
        """
        counts: dict[str, int] = {}
        for procedure_id in self._shelf.paths:
            for count in self._shelf.procedure(procedure_id).counts:
                if count.fact is None or not wanted(count.fact):
                    continue
                cases = [case for case in self.cases.values() if case.procedure == procedure_id]
                if not count.least:
                    counts[count.fact] = counts.get(count.fact, 0) + _times(count, cases, year)
                elif running := [case for case in cases if self._ran(case, year)]:
                    counts[count.fact] = min(_times(count, [case], year) for case in running)
        return counts

    def _ran(self, case: Case, year: int) -> bool:
        """Whether the case was open at some time of the year."""
        return case.opened_on.year <= year and (not self.closed(case) or case.acts[-1].on.year >= year)


_MONTHS = {"month": 1, "quarter": 3, "half_year": 6}


def _times(count: Count, cases: Iterable[Case], year: int) -> int:
    """How many acts, or how many months, quarters or half-years in which there was one."""
    acts = [
        act
        for case in cases
        for act in case.acts
        if act.step == count.step
        and act.on.year == year
        and (not count.months or act.on.month in count.months)
        and _matches(count.where, {**case.facts, **act.facts})
    ]
    if count.per == "act":
        return len(acts)
    return len({(act.on.month - 1) // _MONTHS[count.per] for act in acts})


def _matches(where: dict[str, tuple[str, ...]], facts: dict[str, Any]) -> bool:
    return all(facts.get(name) in values for name, values in where.items())
