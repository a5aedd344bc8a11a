"""The parts of a plan: the procedure itself and those that run within it; and which date is which.

A date that a plan bounds is either the day of a step (a step has one day; its act-date facts are that day) or a date
that a step records without being its day (the opening day that the presidium decides on). One name may stand for one
date across a whole case, so a fact is led back to the step whose day it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from procedures.checks.base import Labels
    from procedures.law.facts import Fact
    from procedures.workflow.model import Procedure, Step


@dataclass(frozen=True, slots=True)
class Key:
    """One date of the plan.

    Attributes:
        part: place of the part in the plan; 0 is the procedure that is planned.
        step: the step whose day it is, or that records it; empty for a date that comes from elsewhere.
        fact: the fact that holds it; empty for a step's own day.
    """

    part: int
    step: str
    fact: str = ""


@dataclass(slots=True)
class Part:
    """One procedure in the plan.

    Attributes:
        place: its number; 0 is the procedure that is planned.
        procedure: its workflow.
        labels: Chinese label of each fact in this procedure.
        plain: Chinese label of each fact of the rules' vocabulary.
        types: type of each fact that the rules or the steps know.
        facts: what is known, typed; dates among them.
        done: the last day of each step that has been recorded.
        case: id of the case, for one that has been opened.
        title: what it is called on screen.
        around: the part that it runs within.
        steps: the steps that the plan goes through.
        always: ids of the steps that every case has to go through.
    """

    place: int
    procedure: Procedure
    labels: Labels
    plain: Labels
    types: Mapping[str, str]
    facts: dict[str, Any] = field(default_factory=dict)
    done: dict[str, date] = field(default_factory=dict)
    case: str | None = None
    title: str = ""
    around: Part | None = None
    steps: tuple[Step, ...] = ()
    always: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Leave out the steps that undo what is planned, and those that only follow them."""
        self.title = self.title or self.procedure.title
        self.steps = _planned(self.procedure, self.done)
        self.always = frozenset(step.id for step in self.steps if _on_every_way(step, self))

    @property
    def certain(self) -> bool:
        """Whether a plan has to reckon with the part: it is the main one, opened, or has to end within that around."""
        if self.around is None or self.case is not None:
            return True
        waited_for = any(step.waits_for_cases for step in self.around.steps)
        return waited_for and self.procedure.carries_over is None

    def step(self, step_id: str) -> Step | None:
        """The planned step of that id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def key(self, step: Step, name: str) -> Key:
        """Which date a fact means where a step's rules read it.

        Args:
            step: the step on which the rule is asked.
            name: a date fact.
        """
        own = step.facts.get(name)
        if own is not None and own.act:
            return Key(self.place, step.id)
        way = step.derived.get(name)
        if way is not None and way.act_date:
            return Key(self.place, step.id)
        if way is not None and way.copy_of is not None and way.copy_of != name:
            source = self.key(step, way.copy_of)
            if source != Key(self.place, step.id):  # else the day of the time before, which is another
                return source
        return self.case_key(name, step if own is not None else None)

    def case_key(self, name: str, recorder: Step | None = None) -> Key:
        """Which date a fact means in the case as a whole.

        Args:
            name: a date fact.
            recorder: a step that records it without its being the step's day.
        """
        if self.around is not None and name in self.procedure.inherits and self.around.knows(name):
            return self.around.case_key(name)
        if self.around is None and name in self.procedure.inherits:
            return Key(self.place, "", name)
        days = [step for step in self.steps if _is_day_of(step, name)]
        if days:
            chosen = next((step for step in days if step.modality == "must"), days[0])
            return Key(self.place, chosen.id)
        recorders = [step for step in self.steps if name in step.facts]
        first = recorders[0] if recorders else recorder
        return Key(self.place, first.id if first else "", name)

    def knows(self, name: str) -> bool:
        """Whether the fact is known in this part, or a step of it records it."""
        return (
            name in self.facts
            or any(name in step.facts or name in step.derived for step in self.steps)
            or (self.around is not None and name in self.procedure.inherits and self.around.knows(name))
        )

    def is_date(self, name: str) -> bool:
        """Whether the fact holds a date."""
        return self.types.get(name) == "date"

    def sure(self, key: Key) -> bool:
        """Whether the date is certain to come: its step is done, or must be done."""
        return key.step in self.always or (key.step in self.done and self.step(key.step) is not None)


def reached(
    steps: Iterable[Step], stages: set[str], *, without: str = "", past: frozenset[str] = frozenset()
) -> set[str]:
    """The stages that can be come to from the given ones, those included.

    Args:
        steps: the steps that lead from stage to stage.
        stages: where to begin.
        without: id of a step that is not taken.
        past: stages that are not entered.
    """
    found = stages - past
    todo = list(found)
    kept = [step for step in steps if step.id != without]
    while todo:
        stage = todo.pop()
        for step in kept:
            if stage in step.from_:
                fresh = set(step.destinations().values()) - found - past
                found |= fresh
                todo += fresh
    return found


def _on_every_way(step: Step, part: Part) -> bool:
    """Whether every case has to go through the step: a must without a condition, on every way of musts to the end."""
    if step.modality != "must" or step.may_if is not None or step.only_if is not None:
        return False
    start, final = {part.procedure.stages[0]}, set(part.procedure.final)
    musts = [one for one in part.steps if one.modality == "must"]
    ways = musts if reached(musts, start) & final else list(part.steps)
    if step.to is not None:
        return not reached(ways, start, without=step.id) & final
    return not reached(ways, start, past=frozenset(step.from_)) & final


def types_of(procedure: Procedure, vocabulary: Mapping[str, Fact]) -> dict[str, str]:
    """Type of every fact that the procedure's rules and steps may read."""
    types: dict[str, str] = {name: fact.type for name, fact in vocabulary.items()}
    for step in procedure.steps:
        types.update({name: own.type for name, own in step.facts.items() if own.type is not None})
    return types


def _is_day_of(step: Step, name: str) -> bool:
    own, way = step.facts.get(name), step.derived.get(name)
    return (own is not None and own.act) or (way is not None and way.act_date)


def _planned(procedure: Procedure, done: Mapping[str, date]) -> tuple[Step, ...]:
    """The steps that a plan goes through: none that makes a planned fact void, none that only follows such a one."""
    out = {
        step.id for step in procedure.steps if step.clears and step.modality == "may" and step.id not in done
    }
    while True:
        more = {
            step.id
            for step in procedure.steps
            if step.id not in out and step.id not in done and out & set(step.after)
        }
        if not more:
            return tuple(step for step in procedure.steps if step.id not in out)
        out |= more
