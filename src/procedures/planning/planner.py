"""Makes plans: from a procedure, or a case, and its fixed dates to rows, conflicts and a lawful alternative."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.planning.constraints import Lawyer, RuleBound, order_bounds, rule_bounds
from procedures.planning.parts import Key, Part
from procedures.planning.plan import Alternative, Basis, Conflict, Plan, Row, basis_of
from procedures.planning.solve import SIDES, Bound, Crossing, Solution, needed_by, rule_offers, solve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from procedures.law.book import LawBook

FARTHEST = 800  # days: beyond two years a session or an election is another one
PASSES = 3  # the law of a day picks rules that may move the day into another law; more is chasing


@dataclass(frozen=True, slots=True)
class Worked:
    """A plan as it is worked out: what binds, and the days found."""

    rules: tuple[RuleBound, ...]
    solution: Solution
    told: tuple[str, ...]


class Planner:
    """Plans one procedure or case.

    Args:
        book: the rules.
        parts: the procedure that is planned first, then those within it.
        fixed: the dates that are given or recorded.
        recorded: those of them that have happened and cannot be moved.
        province: whose local rules apply.
        today: the day against which slack is counted.
    """

    def __init__(
        self,
        book: LawBook,
        parts: Sequence[Part],
        fixed: Mapping[Key, date],
        recorded: frozenset[Key],
        province: str | None,
        today: date,
    ) -> None:
        self.parts = parts
        self.fixed = dict(fixed)
        self.province = province
        self.today = today
        self._recorded = recorded
        self._lawyer = Lawyer(book, province)
        self._orders = tuple(bound for part in parts for bound in order_bounds(part))

    def work(self, fixed: Mapping[Key, date]) -> Worked:
        """Work out the days from these fixed dates; the law of each step is that of its own day."""
        days: dict[Key, date] = dict(fixed)
        around = max(fixed.values(), default=self.today)
        worked: Worked | None = None
        for _ in range(PASSES):
            told: list[str] = []
            rules = tuple(
                bound
                for part in self.parts
                for bound in rule_bounds(part, self._lawyer, partial(_day_of, days, around), fixed, told)
            )
            binding = [rule for rule in rules if not rule.advises]
            solution = solve(fixed, binding, self._orders, self.parts)
            worked = Worked(rules, solution, (*told, *solution.told))
            found = {key: bound.day for key, bound in {**solution.earliest, **solution.latest}.items()}
            if found == days:
                break
            days = found
        assert worked is not None
        return worked

    def plan(self) -> Plan:
        """The plan; without the answers to open questions, which `answers` adds."""
        main = self.parts[0]
        worked = self.work(self.fixed)
        plan = Plan(
            title=main.title,
            procedure=main.procedure.procedure,
            today=self.today,
            province=self.province,
            case=main.case,
            fixed=tuple(
                (self.name(key), day)
                for key, day in sorted(self.fixed.items(), key=lambda item: item[1])
                if key not in self._recorded
            ),
            told=list(dict.fromkeys(worked.told)),
        )
        plan.rows = self.rows(worked)
        plan.conflicts = self.conflicts(worked)
        if plan.conflicts:
            plan.alternatives = [self._nearest(key, plan.conflicts) for key in self.movable(plan.conflicts)]
        return plan

    def name(self, key: Key) -> str:
        """What a date is called on screen."""
        part = self.parts[key.part]
        if key.fact:
            labels = part.labels if key.step else part.plain
            return labels.get(key.fact, key.fact)
        step = part.step(key.step)
        assert step is not None
        given = next(
            (
                name
                for name, own in step.facts.items()
                if own.act and name in part.facts and key in self.fixed
            ),
            None,
        )
        return part.labels.get(given, given) if given else step.title

    def rows(self, worked: Worked) -> list[Row]:
        """One row for each date that has to be kept or is bound by a rule: by latest day, then by the steps' order."""
        rows = [row for part in self.parts for row in self._part_rows(part, worked)]
        places = self._places(worked)
        return sorted(rows, key=lambda row: (row.latest is None, places.get(row.key, date.max)))

    def _places(self, worked: Worked) -> dict[Key, date]:
        """Where each date stands in the list: on its latest day, else after the steps that come before it."""
        known = worked.solution
        days = {key: bound.day for key, bound in {**known.earliest, **known.latest}.items()}
        for _ in self._orders:
            moved = False
            for order in self._orders:
                first, second = days.get(order.first), days.get(order.second)
                if (
                    first is not None
                    and order.second not in known.latest
                    and (second is None or second < first)
                ):
                    days[order.second], moved = first, True
            if not moved:
                break
        return days

    def _part_rows(self, part: Part, worked: Worked) -> Iterator[Row]:
        known = worked.solution
        needed, perhaps = self._needed(worked), self._perhaps(worked)
        keys = [Key(part.place, step.id) for step in part.steps]
        keys += sorted(
            (key for key in {*known.earliest, *known.latest} if key.part == part.place and key.fact),
            key=lambda key: (key.step, key.fact),
        )
        for key in keys:
            low, high = known.earliest.get(key), known.latest.get(key)
            if_so = high is not None and bool(high.conditions) and key in perhaps
            must = if_so or key in needed or (key.step in part.always and not key.fact)
            main = part.place == 0
            sides = (low, high) if main else (high,)
            ruled = any(bound is not None and isinstance(bound.by, RuleBound) for bound in sides)
            step = part.step(key.step)
            listed = main and (must or (step is not None and step.modality == "must" and not key.fact))
            if ruled or key in self.fixed or listed:
                yield self._row(key, low, high, worked, must=must)

    def _row(self, key: Key, low: Bound | None, high: Bound | None, worked: Worked, *, must: bool) -> Row:
        part = self.parts[key.part]
        done = key.step in part.done and not key.fact
        chosen = [bound for bound in (low, high) if bound is not None and isinstance(bound.by, RuleBound)]
        used = {id(bound.by) for bound in chosen}
        fixed = key in self.fixed
        return Row(
            key=key,
            part=part,
            step=key.step or key.fact,
            title=self._title(key),
            fact=key.fact or None,
            status="done" if done else "fixed" if fixed else "open",
            must=must,
            earliest=basis_of(low, self.name) if low else None,
            latest=basis_of(high, self.name) if high else None,
            slack=(high.day - self.today).days if high else None,
            also=() if fixed else tuple(self._also(key, worked, used)),
            hints=() if fixed else tuple(self._hints(key, worked)),
        )

    def _title(self, key: Key) -> str:
        part = self.parts[key.part]
        step = part.step(key.step)
        title = self.name(key) if key.fact or step is None else step.title
        return title if part.place == 0 else f"{title}({part.title})"

    def _needed(self, worked: Worked) -> set[Key]:
        """The dates without which a step of the procedure that has to be done would be refused."""
        return needed_by(rule for rule in _of_main(worked) if not rule.conditions)

    def _perhaps(self, worked: Worked) -> set[Key]:
        """The same, with the dates that are needed only under conditions."""
        return needed_by(_of_main(worked))

    def _also(self, key: Key, worked: Worked, used: set[int]) -> Iterator[Basis]:
        """What further binding rules say of the date."""
        rules = [rule for rule in worked.rules if not rule.advises and id(rule) not in used]
        for bound in self._offered(key, worked, rules):
            yield basis_of(bound, self.name)

    def _hints(self, key: Key, worked: Worked) -> Iterator[str]:
        """Advice, and local practice, on the date; neither binds."""
        for rule in worked.rules:
            if not rule.advises or rule.check is None:
                continue
            kind = "本地惯例" if rule.placed.statute.level == "practice" else "提示"
            for side in SIDES:
                offers = rule_offers(worked.solution, rule, side, self.parts, self.fixed, every=True)
                days = [bound.day for found, bound in offers if found == key]
                if days:
                    words = "最迟" if side == "latest" else "最早"
                    asked = f"{rule.placed.rule.requirement},{words} {chinese_date(days[0])}"
                    yield f"{kind}:{asked}({rule.placed.citation})"
                    break

    def _offered(self, key: Key, worked: Worked, rules: Sequence[RuleBound]) -> Iterator[Bound]:
        for rule in rules:
            if rule.check is None or key not in rule.dates.values():
                continue
            for side in SIDES:
                for found, bound in rule_offers(
                    worked.solution, rule, side, self.parts, self.fixed, every=True
                ):
                    if found == key and bound.via is not None and not bound.conditions:
                        yield bound

    def conflicts(self, worked: Worked) -> list[Conflict]:
        """Fixed dates that stand against each other, and days that have gone by."""
        found = [self._contradiction(crossing) for crossing in worked.solution.crossings]
        needed, perhaps = self._needed(worked), self._perhaps(worked)
        for key, bound in worked.solution.latest.items():
            if key in self.fixed or bound.day >= self.today or not isinstance(bound.by, RuleBound):
                continue
            part = self.parts[key.part]
            if not part.certain:
                continue
            if (
                key in needed
                or (bound.conditions and key in perhaps)
                or (key.step in part.always and not key.fact)
            ):
                found.append(self._past(key, bound))
        return found

    def _contradiction(self, crossing: Crossing) -> Conflict:
        low, high = crossing.earliest, crossing.latest
        roots = sorted(low.roots | high.roots, key=lambda key: (self._day(key), key.step))
        because = tuple(
            basis_of(bound, self.name) for bound in _chain(low) + _chain(high) if bound.by is not None
        )
        rules = [bound.by for bound in _chain(low) + _chain(high) if isinstance(bound.by, RuleBound)]
        between = tuple((self.name(key), self._day(key)) for key in roots)
        named = "与".join(f"{label} {chinese_date(day)}" for label, day in between)
        where = self._title(crossing.key)
        if crossing.key in self.fixed and len(because) == 1:
            message = f"{named}合不上:{because[0].requirement}"
        else:
            message = f"{named}合不上:“{where}”最早 {chinese_date(low.day)},最迟只到 {chinese_date(high.day)}"
        conditions = tuple(dict.fromkeys(low.conditions + high.conditions))
        remedy = rules[0].placed.rule.remedy if rules else None
        return Conflict(
            "contradiction",
            crossing.key.step,
            where,
            message,
            between,
            because,
            conditions,
            remedy,
            high.roots,
        )

    def _past(self, key: Key, bound: Bound) -> Conflict:
        assert isinstance(bound.by, RuleBound)
        where = self._title(key)
        message = (
            f"“{where}”最迟 {chinese_date(bound.day)},到 {chinese_date(self.today)} 已过"
            f" {(self.today - bound.day).days} 日"
        )
        roots = sorted(bound.roots, key=lambda root: (self._day(root), root.step))
        between = tuple((self.name(root), self._day(root)) for root in roots)
        because = (basis_of(bound, self.name),)
        remedy = f"已经办过的,把日期写上再排,如 {self.name(key)}=日期;没有办的:{bound.by.placed.rule.remedy}"
        return Conflict(
            "past", key.step, where, message, between, because, bound.conditions, remedy, bound.roots
        )

    def _day(self, key: Key) -> date:
        return self.fixed[key]

    def movable(self, conflicts: Sequence[Conflict]) -> list[Key]:
        """The fixed dates, neither recorded nor gone by, that may resolve every conflict by being later.

        Every bound moves in one direction with the dates it is counted from, so a later date helps only where it
        sets a latest day that is too early.
        """
        return [
            key
            for key, day in self.fixed.items()
            if key not in self._recorded and day >= self.today and all(key in one.moves for one in conflicts)
        ]

    def _nearest(self, key: Key, conflicts: Sequence[Conflict]) -> Alternative:
        """The nearest later day of one fixed date on which nothing stands against the plan."""
        given, before = self.fixed[key], conflicts
        for further in range(1, FARTHEST + 1):
            day = given + timedelta(days=further)
            moved = self.moved(key, day)
            now = moved.conflicts(moved.work(moved.fixed))
            if not now:
                return Alternative(self.name(key), given, day, before[0].because[0].citation)
            if not all(key in one.moves for one in now):
                break  # what stands against it now no later day resolves
            before = now
        return Alternative(self.name(key), given, None, None)

    def moved(self, key: Key, day: date) -> Planner:
        """The same plan with one date moved."""
        other = copy(self)
        other.fixed = {**self.fixed, key: day}
        return other


def _of_main(worked: Worked) -> Iterator[RuleBound]:
    """The binding rules of the procedure that is planned itself."""
    return (rule for rule in worked.rules if not rule.advises and rule.part.place == 0)


def _day_of(days: Mapping[Key, date], otherwise: date, key: Key) -> date:
    """The day of a date as far as it is known; its law is asked for."""
    return days.get(key, otherwise)


def _chain(bound: Bound) -> list[Bound]:
    """The bound and those it was counted from, up to the fixed date."""
    return [bound] + (_chain(bound.via[1]) if bound.via else [])
