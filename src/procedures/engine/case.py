"""A case as the journal tells it: its acts, its stage, its facts so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date


@dataclass(slots=True)
class Act:
    """One recorded step.

    Attributes:
        number: the entry's number.
        step: id of the step.
        on: date of the act.
        facts: values recorded, typed.
        given: names of the facts that were stated by the user; the others were worked out.
        cleared: names of facts that the act made void.
        outcome: which result, for a step that leads to several stages.
        stage: where the case stood afterwards.
        irregular: reason, who accepted it, and the rules it broke; None for a regular act.
        findings: rule id, outcome and effect of every finding, as recorded.
        corrected: numbers of the entries that corrected it.
        papers: papers handed in: kind, file name and SHA-256; entry, where they came after the step.
    """

    number: int
    step: str
    on: date
    facts: dict[str, Any]
    given: tuple[str, ...]
    cleared: tuple[str, ...]
    outcome: str | None
    stage: str
    irregular: dict[str, Any] | None
    findings: list[dict[str, Any]]
    corrected: list[int] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Case:
    """One run of a procedure.

    Attributes:
        id: as in S19-6.
        procedure: id of the procedure.
        title: what staff call it.
        number: its number within the term or the year.
        within: id of the case around it, or None.
        opened_on: date of opening.
        start: the first stage.
        acts: what has been recorded, in order.
    """

    id: str
    procedure: str
    title: str
    number: int
    within: str | None
    opened_on: date
    start: str
    acts: list[Act] = field(default_factory=list)
    _facts: dict[str, Any] | None = None

    @property
    def stage(self) -> str:
        """Where the case stands."""
        return self.acts[-1].stage if self.acts else self.start

    @property
    def facts(self) -> dict[str, Any]:
        """The facts so far: of each name the latest that was not made void."""
        if self._facts is None:
            self._facts = facts_of(self.acts)
        return self._facts

    @property
    def last_entry(self) -> int:
        """Number of the last entry that touched the case; 0 before any act."""
        return max((max([act.number, *act.corrected]) for act in self.acts), default=0)

    def touch(self) -> None:
        """Forget what was worked out; the acts have changed."""
        self._facts = None

    def add(self, act: Act) -> None:
        """Append an act."""
        if self._facts is not None:
            for name in act.cleared:
                self._facts.pop(name, None)
            self._facts.update(act.facts)
        self.acts.append(act)

    def done(self, step: str) -> bool:
        """Whether the step has been recorded."""
        return any(act.step == step for act in self.acts)

    def before(self, act: Act) -> list[Act]:
        """The acts that were recorded before the given one."""
        return self.acts[: self.acts.index(act)]


def facts_of(acts: list[Act]) -> dict[str, Any]:
    """The facts after these acts."""
    facts: dict[str, Any] = {}
    for act in acts:
        for name in act.cleared:
            facts.pop(name, None)
        facts.update(act.facts)
    return facts
