"""What is looked at before a session: the case, the day planned, what is known, and commands that mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from procedures.engine.context import known_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procedures.engine.case import Act, Case
    from procedures.engine.engine import Engine
    from procedures.engine.record import Record
    from procedures.workflow.expectations import Before, Done, Matching, OpenCases
    from procedures.workflow.model import Procedure, Step


@dataclass
class Scene:
    """One case on its way to the step that its workflow prepares for.

    Attributes:
        engine, record: whose congress.
        case: the case.
        procedure: its procedure.
        before: what the procedure expects.
    """

    engine: Engine
    record: Record
    case: Case
    procedure: Procedure
    before: Before

    @cached_property
    def step(self) -> Step:
        """The step that is prepared for."""
        return self.procedure.step(self.before.step)

    @cached_property
    def day(self) -> date | None:
        """The day planned for it; None where none has been fixed."""
        planned = self.case.facts.get(self.before.day)
        return planned if isinstance(planned, date) else None

    @cached_property
    def year(self) -> int:
        """The calendar year whose duties are looked at."""
        return (self.day or self.engine.today).year

    @cached_property
    def ready(self) -> bool:
        """Whether the step has been taken already."""
        return self.case.done(self.step.id)

    @cached_property
    def late(self) -> bool:
        """Whether the day planned is over."""
        return self.day is not None and self.engine.today > self.day

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Everything known: register, case, counts of the year."""
        known = known_facts(self.record, self.case, self.procedure, self.engine.today)
        return {**self.record.count_year(self.year), **known}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Chinese label of every fact."""
        return self.engine.labels(self.procedure)

    @cached_property
    def since(self) -> date | None:
        """When an earlier case of the procedure took the step last; None where none has."""
        days = [
            act.on
            for case in self.record.cases.values()
            if case.procedure == self.case.procedure and case.id != self.case.id
            for act in case.acts
            if act.step == self.step.id and (self.day is None or act.on < self.day)
        ]
        return max(days, default=None)

    def done_this_year(self, done: Done) -> bool:
        """Whether the act has been recorded for the year."""
        return any(self._of_year(done, case, act) for case, act in self._acts(done))

    def done_since(self, done: Done) -> list[tuple[Case, Act]]:
        """Such acts for the year, or since the earlier case took the step, with their cases."""
        return [
            (case, act)
            for case, act in self._acts(done)
            if self._of_year(done, case, act)
            or (done.year_of is None and (done.within or self.since is None or act.on > self.since))
        ]

    def last(self, done: Done) -> date | None:
        """The day of the last such act, up to today."""
        days = [act.on for _, act in self._acts(done) if act.on <= self.engine.today]
        return max(days, default=None)

    def _acts(self, done: Done) -> list[tuple[Case, Act]]:
        return [
            (case, act)
            for case in self.record.cases.values()
            if case.procedure == done.procedure and (not done.within or case.within == self.case.id)
            for act in case.acts
            if act.step == done.step and matches(done.where, {**case.facts, **act.facts})
        ]

    def _of_year(self, done: Done, case: Case, act: Act) -> bool:
        if done.year_of is None:
            return act.on.year == self.year
        named = case.facts.get(done.year_of)
        return (named.year if isinstance(named, date) else named) == self.year

    def open_cases(self, wanted: OpenCases) -> list[Case]:
        """The open cases of a kind, other than this one."""
        return [
            case
            for case in self.record.cases.values()
            if case.procedure in wanted.procedure
            and case.id != self.case.id
            and not self.record.closed(case)
            and (not wanted.stage or case.stage in wanted.stage)
            and (not wanted.left_over or (case.within is not None and case.within != self.case.id))
        ]

    def doing(self, step_id: str, case: Case | None = None, asking: Iterable[str] = ()) -> str:
        """The command that does a step of a case, of this one by default; with places for facts that are wanting."""
        about = case or self.case
        places = [f"{self.labels[name]}=…" for name in asking]
        return " ".join(["renda do", about.id, self.record.procedure(about).step(step_id).title, *places])

    def next_of(self, case: Case) -> str:
        """The command that takes an open case further."""
        for step in self.record.procedure(case).steps:
            if case.stage in step.from_ and step.to is not None and step.modality == "must":
                return self.doing(step.id, case)
        return f"renda next {case.id}"

    def reaching(self, done: Done) -> tuple[str | None, str]:
        """The case that is to record an act, if it is open already, and the command."""
        running = [
            case
            for case in self.record.cases.values()
            if case.procedure == done.procedure
            and not self.record.closed(case)
            and not case.done(done.step)
            and (not done.within or case.within == self.case.id)
        ]
        if running:
            return running[-1].id, self._towards(done.step, running[-1])
        return None, self.opening(done.procedure)

    def _towards(self, step_id: str, case: Case) -> str:
        """The command that does a step of an open case, or what has to come before it there."""
        step = self.record.procedure(case).step(step_id)
        if case.stage not in step.from_:
            return self.next_of(case)
        before = next((name for name in step.after if not case.done(name)), None)
        return self.doing(step_id, case) if before is None else self._towards(before, case)

    def opening(self, procedure_id: str, *, inside: bool = True) -> str:
        """The command that opens a case of a procedure, under a name for a start; within this one where it can run."""
        procedure = self.engine.shelf.procedure(procedure_id)
        within = f" --within {self.case.id}" if inside and self.case.procedure in procedure.within else ""
        return f"renda open {procedure.title} {self.year}年{procedure.title}{within}"


def matches(where: Matching, facts: dict[str, Any]) -> bool:
    """Whether each fact has one of its values."""
    return all(facts.get(name) in values for name, values in where.items())
