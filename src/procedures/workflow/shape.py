"""The states that a case can come to, as far as its shape goes, and what can be done in each.

What the rules say is left out, so such a state may never occur; what the shape itself forbids is kept. A state is the stage, the steps done of those that others come after or that can be done once only, and what is known
of the facts on which the shape depends (conditions under which a step exists, dates that must have been settled).
A fact with few values (a choice, yes or no) is followed value by value. A condition on numbers is followed as open,
true or false, each of them possible whenever a step records one of its facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from procedures.checks.choices import Given, OneOf, States
from procedures.checks.joined import AllOf, AnyOf, Not

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from procedures.checks.base import BaseCheck
    from procedures.law.facts import Fact
    from procedures.workflow.model import Procedure, Step

OPEN = None
"""A fact that is not known, a condition that cannot be answered yet."""
KNOWN = "(known)"
"""A fact of which only that it is known matters."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a case stands, as far as the shape is concerned.

    Attributes:
        stage: its stage.
        done: those steps that bear on what can be done next.
        values: of each followed fact or condition its value, in the order of `Shape.followed`.
    """

    stage: str
    done: frozenset[str]
    values: tuple[Any, ...]


class Shape:
    """What can follow what in a procedure, the rules left out.

    Args:
        procedure: the workflow; its stages and steps exist.
        vocabulary: the facts of the rules.
    """

    def __init__(self, procedure: Procedure, vocabulary: Mapping[str, Fact]) -> None:
        self.procedure = procedure
        self._vocabulary = dict(vocabulary)
        self._conditions = {step.id: step.only_if for step in procedure.steps if step.only_if is not None}
        exact = {name for name, check in self._conditions.items() if self._exact(check)}
        self._judged = {name: f"?{name}" for name in self._conditions if name not in exact}
        read = {fact for name in exact for fact in self._conditions[name].facts()}
        settled = {name for step in procedure.steps for name, own in step.facts.items() if own.settled}
        self._domains: dict[str, tuple[Any, ...]] = {name: self._domain(name) for name in sorted(read)}
        self._domains |= dict.fromkeys(sorted(settled - read), (KNOWN,))
        self._domains |= dict.fromkeys(self._judged.values(), (True, False))
        self.followed = tuple(self._domains)
        self._place = {name: place for place, name in enumerate(self.followed)}
        later = {name for step in procedure.steps for name in step.after}
        once = {step.id for step in procedure.steps if step.to is None and not step.repeat}
        self._relevant = frozenset(later | once)
        self._once = once

    def _exact(self, check: BaseCheck) -> bool:
        """Whether the check reads only what has few values, or only whether something is known."""
        if isinstance(check, (AllOf, AnyOf)):
            return all(self._exact(part) for part in check.checks)
        if isinstance(check, Not):
            return self._exact(check.check)
        if isinstance(check, (OneOf, States)):
            return self._domain(check.fact) != (KNOWN,)
        return isinstance(check, Given)

    def _domain(self, name: str) -> tuple[Any, ...]:
        known = self._vocabulary.get(name)
        own = next((step.facts[name] for step in self.procedure.steps if name in step.facts), None)
        kind = own.type if own is not None and own.type is not None else known.type if known else None
        if kind == "yesno":
            return (True, False)
        values = (own.values if own is not None else ()) or (known.values if known else ())
        return values if kind == "choice" and values else (KNOWN,)

    def state(self, stage: str, done: Iterable[str], facts: Mapping[str, Any]) -> State:
        """The state of a case with these steps done and these facts recorded."""
        values = tuple(self._value(name, facts) for name in self.followed)
        return State(stage, self._relevant.intersection(done), values)

    def _value(self, name: str, facts: Mapping[str, Any]) -> Any:
        if name.startswith("?"):
            return self._conditions[name[1:]].evaluate(facts, {}).truth
        if name not in facts:
            return OPEN
        return KNOWN if self._domains[name] == (KNOWN,) else facts[name]

    def possible(self, state: State, step: Step) -> bool:
        """Whether the shape lets the step be done."""
        if state.stage not in step.from_ or not state.done.issuperset(step.after):
            return False
        if step.id in self._once and step.id in state.done:
            return False
        if any(own.settled and state.values[self._place[name]] is OPEN for name, own in step.facts.items()):
            return False
        return self._holds(state, step) is not False

    def _holds(self, state: State, step: Step) -> bool | None:
        if step.only_if is None:
            return True
        if step.id in self._judged:
            judged: bool | None = state.values[self._place[self._judged[step.id]]]
            return judged
        known = {
            name: value
            for name, value in zip(self.followed, state.values, strict=True)
            if value is not OPEN and not name.startswith("?")
        }
        return step.only_if.evaluate(known, {}).truth

    def after(self, state: State, step: Step) -> Iterator[State]:
        """The states to which the step may lead."""
        done = state.done | ({step.id} & self._relevant)
        cleared = [OPEN if name in step.clears else value for name, value in self._valued(state)]
        choices = [self._recorded(name, step, cleared[place]) for place, name in enumerate(self.followed)]
        by = self._place.get(step.branch or "")
        for values in product(*choices):
            for outcome, stage in (step.destinations() or {None: state.stage}).items():
                if by is not None and values[by] != outcome:
                    continue
                yield State(stage, done, values)

    def _valued(self, state: State) -> Iterator[tuple[str, Any]]:
        return zip(self.followed, state.values, strict=True)

    def _recorded(self, name: str, step: Step, before: Any) -> tuple[Any, ...]:
        """What a fact or condition may be after the step."""
        if name.startswith("?"):
            check = self._conditions[name[1:]]
            bears = set(check.facts()) & (_brought(step) | set(step.clears))
            return (OPEN, True, False) if bears else (before,)
        if name not in _brought(step):
            return (before,)
        own = step.facts.get(name)
        domain = self._domains[name]
        way = step.derived.get(name)
        if way is not None and way.always is not None and own is None and domain != (KNOWN,):
            return (way.always,)
        if own is not None and own.values:
            domain = own.values
        if own is not None and not own.optional and own.if_ is None:
            return domain
        return tuple(dict.fromkeys((before, *domain)))


def _brought(step: Step) -> set[str]:
    """Names of the facts that the step may record; a vote's counts and result among them."""
    names = set(step.facts) | set(step.derived)
    if step.vote is not None:
        names |= {"elected", "elected_persons", "tied_persons", "tied_at_cutoff", "preselected"}
        names.add(getattr(step.vote, "result", ""))
    return names
