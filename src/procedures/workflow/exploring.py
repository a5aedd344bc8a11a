"""All states of a procedure explored one by one: the proof that a case can always end (states: `shape.py`)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from procedures.workflow.shape import Shape, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from procedures.law.facts import Fact
    from procedures.workflow.model import Procedure, Step


@dataclass(slots=True)
class Explored:
    """All states of a procedure, and what they prove.

    Attributes:
        states: every state that can be reached, with the state and step before it on a shortest way.
        moves: every move: state, step, state.
        ending: the states from which a case can end.
        taken: the steps that can be done somewhere.
    """

    states: dict[State, tuple[State, str] | None] = field(default_factory=dict)
    moves: list[tuple[State, str, State]] = field(default_factory=list)
    ending: set[State] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def way(self, state: State) -> list[str]:
        """The steps of a shortest way to a state."""
        steps: list[str] = []
        before = self.states[state]
        while before is not None:
            steps.insert(0, before[1])
            before = self.states[before[0]]
        return steps


def explore(procedure: Procedure, vocabulary: Mapping[str, Fact]) -> Explored:
    """Go to every state that the shape allows.

    Args:
        procedure: the workflow; its stages and steps exist.
        vocabulary: the facts of the rules.
    """
    shape = Shape(procedure, vocabulary)
    found = Explored({shape.state(procedure.stages[0], (), {}): None})
    todo = deque(found.states)
    while todo:
        state = todo.popleft()
        if state.stage in procedure.final:
            continue
        for step in procedure.steps:
            if not shape.possible(state, step):
                continue
            found.taken.add(step.id)
            for following in dict.fromkeys(shape.after(state, step)):
                found.moves.append((state, step.id, following))
                if following not in found.states:
                    found.states[following] = (state, step.id)
                    todo.append(following)
    found.ending = backwards({s for s in found.states if s.stage in procedure.final}, found.moves)
    return found


def forwards(starts: set[State], moves: Iterable[tuple[State, str, State]]) -> set[State]:
    """The states that can be reached from one of these, these included."""
    return _closure(starts, ((source, target) for source, _step, target in moves))


def backwards(goals: set[State], moves: Iterable[tuple[State, str, State]]) -> set[State]:
    """The states from which one of the goals can be reached, the goals included."""
    return _closure(goals, ((target, source) for source, _step, target in moves))


def _closure(starts: set[State], pairs: Iterable[tuple[State, State]]) -> set[State]:
    following: dict[State, list[State]] = {}
    for source, target in pairs:
        following.setdefault(source, []).append(target)
    reached, todo = set(starts), list(starts)
    while todo:
        for target in following.get(todo.pop(), ()):
            if target not in reached:
                reached.add(target)
                todo.append(target)
    return reached


def skippable(explored: Explored, step: Step) -> list[tuple[State, str, State]]:
    """The moves by which a step that could be done, and had not been, becomes impossible for good.

    Args:
        explored: all states of the procedure.
        step: which step.
    """
    starts = {state for state, before in explored.states.items() if before is None}
    without = forwards(starts, (move for move in explored.moves if move[1] != step.id))
    sources = {source for source, name, _ in explored.moves if name == step.id}
    still = backwards(sources, explored.moves)
    return [
        (source, name, target)
        for source, name, target in explored.moves
        if source in without and source in sources and name != step.id and target not in still
    ]
