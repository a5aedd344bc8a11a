"""One state machine per procedure, serving all its cases. The only module that knows `transitions`.

The machine moves last: rules have been asked before, and the slot is thrown away where anything fails. A guard must
return a real bool and a failed one is a silent False, so the outcome is checked here, not left to the library.
"""

from __future__ import annotations

from typing import Any

from transitions import Machine

from procedures.workflow.model import Procedure


class _Slot:
    """The stage of one case while it moves."""

    __slots__ = ("state",)

    def __init__(self, stage: str) -> None:
        self.state = stage


class StageMachine:
    """The stages and steps of a procedure as a state machine.

    Args:
        procedure: a workflow that has passed the soundness checks.
    """

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._moves: dict[tuple[str, str, str | None], str] = {}
        transitions: list[dict[str, Any]] = []
        for step in procedure.steps:
            for source in step.from_:
                for outcome, stage in (step.destinations() or {None: source}).items():
                    transition: dict[str, Any] = {"trigger": step.id, "source": source, "dest": stage}
                    if outcome is not None:
                        transition["conditions"] = [_is(outcome)]
                    transitions.append(transition)
        self._machine = Machine(
            model=None,
            states=list(procedure.stages),
            transitions=transitions,
            initial=procedure.stages[0],
            auto_transitions=False,
            send_event=False,
        )

    @property
    def start(self) -> str:
        """The stage in which a case begins."""
        return self.procedure.stages[0]

    def allows(self, stage: str, step_id: str) -> bool:
        """Whether the step leaves from that stage."""
        return stage in self.procedure.step(step_id).from_

    def move(self, stage: str, step_id: str, outcome: str | None = None) -> str:
        """The stage after the step.

        Args:
            stage: where the case stands.
            step_id: the step recorded.
            outcome: for a step that leads to several stages: which result.

        Raises:
            ValueError: where the machine has no such move; the caller has checked before.
        """
        known = self._moves.get((stage, step_id, outcome))
        if known is not None:
            return known
        slot = _Slot(stage)
        if not self.allows(stage, step_id) or not self._machine.events[step_id].trigger(slot, outcome):
            raise ValueError(f"no move {stage} --{step_id}[{outcome}]-->")
        self._moves[(stage, step_id, outcome)] = slot.state
        return slot.state


def _is(wanted: str) -> Any:
    def condition(outcome: str | None) -> bool:
        return outcome == wanted

    return condition
