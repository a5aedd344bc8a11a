"""Ways through a procedure: from where a case stands to a step that leads to a stage, as the exploration found them."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from procedures.workflow.exploring import explore
from procedures.workflow.shape import Shape, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procedures.engine.case import Case
    from procedures.law.facts import Fact
    from procedures.workflow.model import Procedure

Passage = tuple[str, str]
"""A step, and the stage in which it leaves the case."""


class Chart:
    """All states of a procedure, and how to get from one to another.

    Args:
        procedure: the workflow.
        vocabulary: the facts of the rules.
    """

    def __init__(self, procedure: Procedure, vocabulary: Mapping[str, Fact]) -> None:
        self.procedure = procedure
        self.shape = Shape(procedure, vocabulary)
        self.explored = explore(procedure, vocabulary)
        moves = self.explored.moves
        self.passages: tuple[Passage, ...] = tuple(dict.fromkeys((name, to.stage) for _, name, to in moves))
        self._before: dict[State, list[tuple[State, str]]] = {}
        for source, name, target in moves:
            self._before.setdefault(target, []).append((source, name))
        self._ways: dict[Passage | None, dict[State, list[tuple[str, State]]]] = {}

    def state(self, case: Case) -> State:
        """Where a case stands."""
        return self.shape.state(case.stage, {act.step for act in case.acts}, case.facts)

    def way(self, goal: Passage | None) -> dict[State, list[tuple[str, State]]]:
        """From every state that leads to the goal, the next steps of its shortest ways and the states after them.

        Args:
            goal: a passage; None is the end of the case.
        """
        if goal not in self._ways:
            self._ways[goal] = self._backwards(goal)
        return self._ways[goal]

    def _backwards(self, goal: Passage | None) -> dict[State, list[tuple[str, State]]]:
        found: dict[State, list[tuple[str, State]]] = {}
        far: dict[State, int] = {}
        for source, name, target in self.explored.moves:
            if (target.stage in self.procedure.final) if goal is None else (name, target.stage) == goal:
                found.setdefault(source, []).append((name, target))
                far[source] = 1
        todo = deque(found)
        while todo:
            target = todo.popleft()
            for source, name in self._before.get(target, ()):
                if source not in far:
                    far[source] = far[target] + 1
                    todo.append(source)
                if far[source] == far[target] + 1:
                    found.setdefault(source, []).append((name, target))
        return found
