"""The proof that a workflow is sound, by exhaustive exploration of its stages."""

from __future__ import annotations

from collections.abc import Iterable

from procedures.workflow.model import Procedure


def _moves(procedure: Procedure) -> set[tuple[str, str]]:
    return {
        (source, target)
        for step in procedure.steps
        for source in step.from_
        for target in step.destinations().values() or (source,)
    }


def _closure(starts: Iterable[str], moves: set[tuple[str, str]]) -> set[str]:
    reached, todo = set(starts), list(starts)
    while todo:
        current = todo.pop()
        for source, target in moves:
            if source == current and target not in reached:
                reached.add(target)
                todo.append(target)
    return reached


def reachable_stages(procedure: Procedure, backwards_from: Iterable[str] | None = None) -> set[str]:
    """Stages that can be reached from the first one; or, backwards, from which the given ones can be reached."""
    moves = _moves(procedure)
    if backwards_from is not None:
        return _closure(list(backwards_from), {(target, source) for source, target in moves})
    return _closure([procedure.stages[0]], moves)


def stages_that_can_end(procedure: Procedure) -> set[str]:
    """Stages from which a final one can be reached."""
    return reachable_stages(procedure, backwards_from=procedure.final)


def paths_through(procedure: Procedure) -> int:
    """How many different ways lead from the first stage to a final one without coming to a stage twice."""
    moves = _moves(procedure)

    def count(stage: str, seen: frozenset[str]) -> int:
        if stage in procedure.final:
            return 1
        following = {target for source, target in moves if source == stage and target not in seen}
        return sum(count(target, seen | {target}) for target in following)

    return count(procedure.stages[0], frozenset({procedure.stages[0]}))
