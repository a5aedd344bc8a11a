"""The rules that read dates, for each step in the version of its day, made ready for questions that are open."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.engine.judging import Judging
from procedures.errors import NoLaw
from procedures.law.rule import NATIONAL
from procedures.planning.conditions import asked_whether_given, planned

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from procedures.law.book import LawBook
    from procedures.law.placed import Placed
    from procedures.planning.parts import Part
    from procedures.workflow.model import Step

    Practice = Callable[[date], Collection[str]]


@dataclass(frozen=True, slots=True)
class Dated:
    """A rule that reads dates, with every `given` in it made a question.

    Attributes:
        placed: the rule.
        check, when: its check and its condition.
        places: the conditions of the places where it is asked on the step; None for one without.
        asked: names of the facts whose being there is asked.
        read: names of all facts that it reads.
        dates: names of the date facts that its check reads.
        written: the conditions of the places as they are written.
    """

    placed: Placed
    check: Any
    when: Any
    places: tuple[Any, ...]
    asked: frozenset[str]
    read: frozenset[str]
    dates: tuple[str, ...]
    written: tuple[Any, ...]


def _dated(part: Part, step: Step, placed: Placed) -> Dated | None:
    """The rule made ready, or None where it reads no date."""
    check = planned(placed.rule.check)
    dates = tuple(name for name in check.facts() if part.is_date(name))
    if not dates:
        return None
    when = planned(placed.rule.when) if placed.rule.when else None
    written = tuple(
        applies.where
        for applies in placed.rule.applies
        if applies.procedure == part.procedure.procedure
        and (step.id in applies.step or applies.on == "close")
    )
    places = tuple(planned(where) if where else None for where in written)
    all_of_it = [one for one in (check, when, *places) if one is not None]
    read = frozenset(name for one in all_of_it for name in one.facts())
    return Dated(placed, check, when, places, frozenset(asked_whether_given(all_of_it)), read, dates, written)


class Lawyer:
    """Finds the rules of each step for the day that picks the law.

    Args:
        book: the rules.
        province: whose local rules apply; None for the national ones only.
        practice: ids of the local good practice that is switched on on a day.
    """

    def __init__(self, book: LawBook, province: str | None, practice: Practice) -> None:
        self._book = book
        self._province = province or NATIONAL
        self._judging = Judging(book, self._province, practice)
        self._turns: dict[str, list[date]] = {}
        self._reading: dict[str, set[str]] = {}
        self._found: dict[tuple[str, str, date, date | None], list[Dated] | NoLaw] = {}

    def rules(self, part: Part, step: Step, on: date, governed: date | None) -> list[Dated]:
        """The rules on the step that read dates, in force on the day that picks the law.

        Raises:
            NoLaw: where no text of that day is held.
        """
        procedure = part.procedure
        if step.id not in self._steps_with_dates(part):
            return []
        key = (procedure.procedure, step.id, self._turn(part, on), governed and self._turn(part, governed))
        if key not in self._found:
            try:
                rules = self._judging.rules(procedure, step, on, governed)
                self._found[key] = [dated for placed in rules if (dated := _dated(part, step, placed))]
            except NoLaw as problem:
                self._found[key] = problem
        found = self._found[key]
        if isinstance(found, NoLaw):
            raise found
        return found

    def _steps_with_dates(self, part: Part) -> set[str]:
        """The steps of which some rule, of whatever version, reads a date."""
        name = part.procedure.procedure
        if name not in self._reading:
            dated = [
                p
                for p in self._book.about(name, self._province)
                if any(map(part.is_date, p.rule.check.facts()))
            ]
            asked = [
                applies for placed in dated for applies in placed.rule.applies if applies.procedure == name
            ]
            self._reading[name] = {step for applies in asked for step in applies.step}
            if any(applies.on == "close" for applies in asked):
                self._reading[name] |= {step.id for step in part.steps}
        return self._reading[name]

    def _turn(self, part: Part, on: date) -> date:
        """The last day up to `on` on which the law of the procedure changed: between two turns it is one law."""
        name = part.procedure.procedure
        if name not in self._turns:
            days = {date.min}
            for placed in self._book.about(name, self._province):
                spans = (
                    placed.rule.in_force,
                    placed.rule.until,
                    placed.statute.in_force,
                    placed.statute.until,
                )
                days.update(day for day in spans if day is not None)
            self._turns[name] = sorted(days)
        days_sorted = self._turns[name]
        return days_sorted[bisect_right(days_sorted, on) - 1]
