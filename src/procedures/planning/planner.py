"""Makes plans: from the parts of a procedure and its fixed dates to rows, conflicts and the way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from procedures.planning.conflicts import conflicts_of
from procedures.planning.constraints import order_bounds, rule_bounds
from procedures.planning.frame import Frame, Worked
from procedures.planning.lawyer import Lawyer
from procedures.planning.parts import Key
from procedures.planning.plan import Alternative, Plan
from procedures.planning.rows import rows_of
from procedures.planning.solve import solve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from procedures.law.book import LawBook
    from procedures.planning.constraints import RuleBound
    from procedures.planning.lawyer import Practice
    from procedures.planning.parts import Part
    from procedures.planning.plan import Conflict, Row

    Bounds = tuple[tuple[RuleBound, ...], tuple[str, ...]]

FARTHEST = 800  # days: beyond two years a session or an election is another one
REMEMBERED = 8  # states of a part; an answer concerns one part, so the others are soon met again
PASSES = 3  # the law of a day picks rules that may move the day into another law; more is chasing


class Planner:
    """Plans one procedure or case.

    Args:
        book: the rules.
        parts: the procedure that is planned first, then those within it.
        fixed: the dates that are given or recorded.
        recorded: those of them that have happened and cannot be moved.
        province: whose local rules apply.
        today: the day against which slack is counted.
        practice: ids of the local good practice that is switched on on a day.
    """

    def __init__(
        self,
        book: LawBook,
        parts: Sequence[Part],
        fixed: Mapping[Key, date],
        recorded: frozenset[Key],
        province: str | None,
        today: date,
        practice: Practice = lambda _day: (),
    ) -> None:
        orders = tuple(bound for part in parts for bound in order_bounds(part))
        self.frame = Frame(parts, dict(fixed), recorded, orders, today)
        self._province = province
        self._lawyer = Lawyer(book, province, practice)
        self._bounds: dict[int, list[tuple[tuple[Any, ...], Bounds]]] = {}

    def work(self, frame: Frame | None = None) -> Worked:
        """Work out the days; the law of each step is that of its own day.

        Args:
            frame: other fixed dates than the plan's own.
        """
        frame = frame or self.frame
        days: dict[Key, date] = dict(frame.fixed)
        around = max(frame.fixed.values(), default=frame.today)
        for _ in range(PASSES):
            day_of = partial(_day_of, days, around)
            found_here = [self._rule_bounds(part, day_of, frame.fixed) for part in frame.parts]
            rules = tuple(bound for bounds, _ in found_here for bound in bounds)
            told = [sentence for _, sentences in found_here for sentence in sentences]
            binding = [rule for rule in rules if not rule.advises]
            solution = solve(frame.fixed, binding, frame.orders, frame.parts)
            worked = Worked(rules, solution, (*told, *solution.told))
            found = {key: bound.day for key, bound in {**solution.earliest, **solution.latest}.items()}
            if found == days:
                break
            days = found
        return worked

    def _rule_bounds(self, part: Part, day_of: Callable[[Key], date], fixed: Mapping[Key, date]) -> Bounds:
        """The rules of a part, and what has to be told; made once for all that they depend on.

        An answer or a moved date changes one part or a few days, and the plan is made again under each.
        """
        days = [day_of(Key(part.place, step.id)) for step in part.steps]
        around = part.around.facts if part.around is not None else {}
        inherited = {name: around[name] for name in part.procedure.inherits if name in around}
        known = (part.facts, inherited, days, fixed)
        made = self._bounds.setdefault(part.place, [])
        for before, bounds in made:
            if before == known:
                return bounds
        told: list[str] = []
        bounds = tuple(rule_bounds(part, self._lawyer, day_of, fixed, told)), tuple(told)
        made.append(((dict(part.facts), inherited, days, dict(fixed)), bounds))
        del made[:-REMEMBERED]
        return bounds

    def rows(self) -> list[Row]:
        """The rows as the parts' facts are now."""
        return rows_of(self.frame, self.work())

    def conflicts(self, frame: Frame | None = None) -> list[Conflict]:
        """What cannot be kept, with the plan's fixed dates or others."""
        return conflicts_of(frame or self.frame, self.work(frame))

    def plan(self) -> Plan:
        """The plan; the answers to open questions are added by `answers`."""
        frame, main = self.frame, self.frame.parts[0]
        worked = self.work()
        given = ((key, day) for key, day in frame.fixed.items() if key not in frame.recorded)
        plan = Plan(
            title=main.title,
            procedure=main.procedure.procedure,
            today=frame.today,
            province=self._province,
            case=main.case,
            fixed=tuple((frame.name(key), day) for key, day in sorted(given, key=lambda item: item[1])),
            rows=rows_of(frame, worked),
            conflicts=conflicts_of(frame, worked),
            told=list(dict.fromkeys(worked.told)),
        )
        if plan.conflicts:
            plan.alternatives = [self._nearest(key, plan.conflicts) for key in self._movable(plan.conflicts)]
        return plan

    def _movable(self, conflicts: Sequence[Conflict]) -> list[Key]:
        """The fixed dates, neither recorded nor gone by, that may resolve every conflict by being later.

        Every bound moves in one direction with the dates it is counted from, so a later date helps only where it
        sets a latest day that is too early.
        """
        frame = self.frame
        return [
            key
            for key, day in frame.fixed.items()
            if key not in frame.recorded and day >= frame.today and all(key in one.moves for one in conflicts)
        ]

    def _nearest(self, key: Key, conflicts: Sequence[Conflict]) -> Alternative:
        """The nearest later day of one fixed date on which nothing stands against the plan."""
        given, before = self.frame.fixed[key], conflicts
        for further in range(1, FARTHEST + 1):
            day = given + timedelta(days=further)
            now = self.conflicts(self.moved(key, day))
            if not now:
                return Alternative(self.frame.name(key), given, day, before[0].because[0].citation)
            if not all(key in one.moves for one in now):
                break  # what stands against it now no later day resolves
            before = now
        return Alternative(self.frame.name(key), given, None, None)

    def moved(self, key: Key, day: date) -> Frame:
        """The plan's dates with one of them moved."""
        return replace(self.frame, fixed={**self.frame.fixed, key: day})


def _day_of(days: Mapping[Key, date], otherwise: date, key: Key) -> date:
    """The day of a date as far as it is known; its law is asked for."""
    return days.get(key, otherwise)
