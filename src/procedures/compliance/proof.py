"""What the exploration of a workflow proves, and what it finds wrong, in words.

Together with the rules: a step that must be done may fall away only where somebody chooses another way, or where a
rule asks for what the step would have recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from procedures.workflow.exploring import Explored, explore, forwards, skippable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procedures.law.facts import Fact
    from procedures.law.placed import Placed
    from procedures.library.reading import Location
    from procedures.workflow.model import Procedure, Step
    from procedures.workflow.shape import State


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a workflow, and where in its file."""

    at: Location
    message: str


@dataclass(frozen=True, slots=True)
class Proof:
    """All states of one procedure.

    Attributes:
        procedure: id.
        states, moves: how many were explored.
        may_be_left: titles of steps that must be done, but which nothing but `check` asks for once the case is closed.
        faults: what is wrong; empty where the procedure is sound.
    """

    procedure: str
    states: int
    moves: int
    may_be_left: tuple[str, ...]
    faults: tuple[Fault, ...]

    def figures(self) -> dict[str, Any]:
        """As the command line shows it."""
        return {"states": self.states, "moves": self.moves, "may_be_left": list(self.may_be_left)}


def prove(procedure: Procedure, vocabulary: Mapping[str, Fact], rules: Sequence[Placed]) -> Proof:
    """Explore a procedure whole.

    Args:
        procedure: a workflow whose stages and steps exist.
        vocabulary: the facts of the rules.
        rules: every rule of the library.
    """
    explored = explore(procedure, vocabulary)
    faults = [*_dead(procedure, explored), *_stuck(procedure, explored)]
    lost, left = _musts(procedure, explored, rules)
    return Proof(
        procedure.procedure, len(explored.states), len(explored.moves), tuple(left), (*faults, *lost)
    )


def _dead(procedure: Procedure, explored: Explored) -> list[Fault]:
    return [
        Fault(
            ("steps", place),
            f"步骤“{step.title}”永远办不到:走遍 {len(explored.states)} 种情形,没有一种能办它"
            f"{_waiting_for(procedure, step, explored)}。",
        )
        for place, step in enumerate(procedure.steps)
        if step.id not in explored.taken
    ]


def _waiting_for(procedure: Procedure, step: Step, explored: Explored) -> str:
    """Why a step is never possible, where the order of steps says so."""
    here = [state for state in explored.states if state.stage in step.from_]
    if not here:
        return ""
    never = [name for name in step.after if not any(name in state.done for state in here)]
    titles = "、".join(f"“{procedure.step(name).title}”" for name in never)
    return f"(after 要等的{titles}到不了这一步之前)" if never else ""


def _stuck(procedure: Procedure, explored: Explored) -> list[Fault]:
    stuck = [state for state in explored.states if state not in explored.ending]
    if not stuck:
        return []
    first = stuck[0]  # on a shortest way
    place = procedure.stages.index(first.stage)
    return [
        Fault(
            ("stages", place),
            f"有 {len(stuck)} 种情形走不到办结,例如{_way(procedure, explored, first)}以后(阶段“{first.stage}”)。",
        )
    ]


def _way(procedure: Procedure, explored: Explored, state: State) -> str:
    titles = [procedure.step(name).title for name in explored.way(state)]
    return "“" + " → ".join(titles) + "”" if titles else "刚立项"


def _musts(
    procedure: Procedure, explored: Explored, rules: Sequence[Placed]
) -> tuple[list[Fault], list[str]]:
    """Steps that must be done and can fall away: while the case is open a fault, with its end worth telling."""
    musts = [step for step in procedure.steps if step.modality == "must"]
    lost_by = {step.id: skippable(explored, step) for step in musts}
    by_name = {name: {move[1] for move in moves} for name, moves in lost_by.items()}
    faults: list[Fault] = []
    left: list[str] = []
    for step in musts:
        for source, name, target in lost_by[step.id]:
            other = procedure.step(name)
            either_or = step.id in by_name.get(name, ())
            if other.modality == "may" or either_or or _asked_for(procedure, step, other, explored, rules):
                continue
            if target.stage in procedure.final:
                left.append(step.title)
                continue
            way = _way(procedure, explored, source)
            message = (
                f"必办的“{step.title}”可能落空:{way}以后办了“{other.title}”,就再也不能办,也没有规则过问。"
            )
            faults.append(Fault(("steps", procedure.steps.index(step)), message))
            break
    return faults, list(dict.fromkeys(left))


def _asked_for(
    procedure: Procedure, step: Step, other: Step, explored: Explored, rules: Sequence[Placed]
) -> bool:
    """Whether a rule on the other step, on one that can follow it or on the year reads what only this one records."""
    elsewhere = {name for one in procedure.steps if one.id != step.id for name in (*one.facts, *one.derived)}
    own = ({*step.facts, *step.derived} - elsewhere) | {c.fact for c in procedure.counts if c.step == step.id}
    after = forwards({target for _, name, target in explored.moves if name == other.id}, explored.moves)
    asked = {other.id, *(name for source, name, _ in explored.moves if source in after)}
    return any(
        placed.rule.effect != "advise"
        and own & set(placed.rule.facts())
        and any(
            applies.on in {"year", "term"}
            or (
                applies.procedure == procedure.procedure
                and (applies.on == "close" or asked & set(applies.step))
            )
            for applies in placed.rule.applies
        )
        for placed in rules
    )


def waiting_faults(procedures: Mapping[str, Procedure], rules: Sequence[Placed]) -> list[tuple[str, Fault]]:
    """Where a step waits for the cases within, and one of these waits for what only comes with or after that step.

    A case within another moves by its own shape alone, and that it can always end is proved for it; what is left is
    a fact that it inherits and that a rule of effect void or bar asks for.

    Args:
        procedures: all of them, by id.
        rules: every rule of the library.

    Returns:
        The id of the procedure within, and its fault.
    """
    found = []
    for inner in procedures.values():
        for outer in (procedures[name] for name in inner.within if name in procedures):
            for waiting in (step for step in outer.steps if step.waits_for_cases):
                late = _only_after(outer, waiting) & set(inner.inherits) & _needed(inner.procedure, rules)
                own = {name for step in inner.steps for name in (*step.facts, *step.derived)}
                found += [
                    (
                        inner.procedure,
                        Fault(
                            ("inherits", inner.inherits.index(name)),
                            f"“{outer.title}”的“{waiting.title}”要等本程序办结,而 {name} 在它之后才登记,等不到。",
                        ),
                    )
                    for name in sorted(late - own)
                ]
    return found


def _needed(procedure: str, rules: Sequence[Placed]) -> set[str]:
    """Facts without which a step of the procedure is refused."""
    return {
        name
        for placed in rules
        if placed.rule.effect in {"void", "bar"}
        and any(applies.procedure == procedure for applies in placed.rule.applies)
        for name in placed.rule.facts()
    }


def _only_after(outer: Procedure, waiting: Step) -> set[str]:
    """Facts that a procedure records only with a step or after it."""
    reached, todo = set(outer.stages[:1]), list(outer.stages[:1])
    before: set[str] = set()
    while todo:
        current = todo.pop()
        for step in outer.steps:
            if current not in step.from_ or step.id == waiting.id:
                continue
            before |= {*step.facts, *step.derived}
            for stage in step.destinations().values():
                if stage not in reached:
                    reached.add(stage)
                    todo.append(stage)
    every = {name for step in outer.steps for name in (*step.facts, *step.derived)}
    return every - before
