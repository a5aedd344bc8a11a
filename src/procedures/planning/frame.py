"""What rows and conflicts of a plan are made from: its parts, its fixed dates, and the days found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.planning.solve import needed_by

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from procedures.planning.constraints import OrderBound, RuleBound
    from procedures.planning.parts import Key, Part
    from procedures.planning.solve import Bound, Solution


@dataclass(frozen=True, slots=True)
class Worked:
    """A plan as it is worked out.

    Attributes:
        rules: the rules that read its dates, advice among them.
        solution: the days found.
        told: what could not be counted or judged.
    """

    rules: tuple[RuleBound, ...]
    solution: Solution
    told: tuple[str, ...]

    def needed(self) -> set[Key]:
        """The dates without which a step of the procedure that has to be done would be refused."""
        return needed_by(rule for rule in self._of_main() if not rule.conditions)

    def perhaps(self) -> set[Key]:
        """The same, with the dates that are needed only under conditions."""
        return needed_by(self._of_main())

    def _of_main(self) -> list[RuleBound]:
        return [rule for rule in self.rules if not rule.advises and rule.part.place == 0]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a plan starts from.

    Attributes:
        parts: the procedure that is planned first, then those within it.
        fixed: the dates that are given or recorded.
        recorded: those of them that have happened and cannot be moved.
        orders: the order of the steps.
        today: the day against which slack is counted.
    """

    parts: Sequence[Part]
    fixed: Mapping[Key, date]
    recorded: frozenset[Key]
    orders: tuple[OrderBound, ...]
    today: date

    def name(self, key: Key) -> str:
        """What a date is called on screen: a given fact by its label, a step's day by the step."""
        part = self.parts[key.part]
        step = part.step(key.step)
        if key.fact:
            own = step.facts.get(key.fact) if step is not None else None
            return (
                own.label
                if own is not None and own.label
                else part.plain.get(key.fact, part.labels[key.fact])
            )
        assert step is not None
        for name, own in step.facts.items():
            if own.act and name in part.facts and key in self.fixed:
                return own.label or part.plain.get(name, name)
        return step.title

    def title(self, key: Key) -> str:
        """What a date is called in the list: a step's day by the step, with the part that it belongs to."""
        part = self.parts[key.part]
        step = part.step(key.step)
        title = self.name(key) if key.fact or step is None else step.title
        return title if part.place == 0 else f"{title}({part.title})"

    def must(self, key: Key, latest: Bound | None, needed: set[Key], perhaps: set[Key]) -> bool:
        """Whether a date has to be kept: every case has it, or a step that every case has is refused without.

        Args:
            key: which date.
            latest: its latest day.
            needed: as from `Worked`.
            perhaps: as from `Worked`.
        """
        if_so = latest is not None and bool(latest.conditions) and key in perhaps
        return if_so or key in needed or (key.step in self.parts[key.part].always and not key.fact)
