"""What the order of a procedure says of its days: not before the step that leads here, not after the one that leaves.

Only what every way through the procedure has in common is said: a step waits for another where no way leads to its
stage without that one, and precedes another where every way to the end takes that one and none leads back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.planning.parts import reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procedures.planning.parts import Part


def precedences(part: Part) -> Iterator[tuple[str, str, bool]]:
    """Pairs of steps of which the first is never done after the second.

    Args:
        part: the part of the plan.

    Yields:
        First, second, and whether the second cannot be done without the first; otherwise every way through the
        procedure takes the second, and the first can only be done before.
    """
    procedure, steps = part.procedure, part.steps
    names = {step.id for step in steps}
    moving = [step for step in steps if step.to is not None]
    start = procedure.stages[0]
    ways = {step.id: reached(steps, {start}, without=step.id) for step in moving}
    for step in steps:
        for before in step.after:
            if before in names:
                yield before, step.id, True
        for other in moving:
            if other.id == step.id:
                continue
            if not ways[other.id] & set(step.from_):
                yield other.id, step.id, True
            elif not ways[other.id] & set(procedure.final):
                beyond = reached(steps, set(other.destinations().values()))
                if not beyond & set(step.from_):
                    yield step.id, other.id, False
