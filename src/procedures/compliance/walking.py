"""Walks: an invented clerk wanders through a procedure on a record in memory, and whatever he tries must hold.

Mostly he has an aim, a step that few walks have taken; sometimes he is careless, at times absurd. He fills in what is needed, and
where he is refused mostly does as the refusal says. Everything he does follows from a seed. What is checked on the way:

- what is called possible is possible, and asking never fails;
- an act is recorded only where no rule of effect void is broken or open, and none of effect bar that nobody accepted;
  the rules are asked once more on the facts as the journal has them;
- a refusal names what stands in the way and what to do, and writes nothing;
- the stage moves as the machine allows, to a state that the exploration has found and from which the case can end;
- at the end the journal's chain holds, and folded from its beginning it tells what the engine knows.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from procedures.compliance.charting import Chart
from procedures.compliance.clerk import START, Clerk
from procedures.compliance.setting import TOWN
from procedures.compliance.tally import Tally
from procedures.compliance.weighing import must_hold, whole
from procedures.engine.engine import Engine
from procedures.journal.store import open_store
from procedures.law.rule import NATIONAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procedures.engine.case import Case
    from procedures.law.book import LawBook
    from procedures.workflow.shelf import Shelf

STEPS = 100


def walk_all(
    shelf: Shelf,
    book: LawBook,
    walks: int,
    seed: int = 0,
    procedures: Iterable[str] | None = None,
    tally: Tally | None = None,
) -> Tally:
    """Walk through every procedure in turn.

    Args:
        shelf: the workflows.
        book: the rules.
        walks: how many walks altogether.
        seed: the same seed walks the same ways.
        procedures: ids; all where none are given.
        tally: where to count; so far as it came where something does not hold.

    Raises:
        Broken: where something does not hold, with the seed of the walk and everything that was tried.
    """
    names = sorted(shelf.paths if procedures is None else procedures)
    tally = Tally() if tally is None else tally
    walker = Walker(shelf, book)
    for number in range(walks):
        walker.walk(names[number % len(names)], f"{seed}/{number}", tally)
    taken = {(procedure, step) for procedure, step, _ in tally.passages}
    steps = [(name, step.id) for name in names for step in shelf.procedure(name).steps]
    tally.untaken = [f"{name}/{step}" for name, step in steps if (name, step) not in taken]
    return tally


class Walker:
    """Makes walks through the procedures of a library.

    Args:
        shelf: the workflows.
        book: the rules.
    """

    def __init__(self, shelf: Shelf, book: LawBook) -> None:
        self.shelf, self.book = shelf, book
        self._charts: dict[str, Chart] = {}
        held = {statute.jurisdiction for statute in map(book.statute, book.paths)} - {NATIONAL}
        self.provinces = [*sorted(held), NATIONAL]

    def chart(self, procedure: str) -> Chart:
        """All states of a procedure, found once."""
        if procedure not in self._charts:
            self._charts[procedure] = Chart(self.shelf.procedure(procedure), self.book.vocabulary)
        return self._charts[procedure]

    def walk(self, procedure: str, seed: str, tally: Tally, steps: int = STEPS) -> None:
        """One walk: a congress of its own, one case (and a session around it, where the procedure has one)."""
        chance = Random(f"{procedure} {seed}")  # noqa: S311 - no secret, and repeatable
        store = open_store(None)
        try:
            engine = Engine(store, TOWN, self.shelf, self.book, today=START)
            clerk = Clerk(engine, procedure, chance, tally, self.provinces, seed, self.chart, self._can_end)
            clerk.go(steps)
            whole(engine, clerk.trail)
            for _ in range(2):
                clerk.put_right()
            whole(engine, clerk.trail)
        finally:
            store.close()
        tally.walks += 1

    def _can_end(self, case: Case, trail: list[Any]) -> None:
        """The case stands where the exploration has been, and can end from there."""
        explored, state = self.chart(case.procedure).explored, self.chart(case.procedure).state(case)
        must_hold(state in explored.states, f"走到了穷尽走查没有走到的情形 {state}", trail)
        must_hold(state in explored.ending, f"从这里走不到办结 {state}", trail)
