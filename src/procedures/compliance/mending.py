"""What a clerk changes when he is refused: he tries values until the rule that refused him would be content.

Nothing here knows a rule: a rule says which facts it reads, its check bounds the dates among them, and whether other
values would do is asked of the rule itself. What the step itself cannot bring is wished for from other steps.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, product
from typing import TYPE_CHECKING, Any, TypeGuard

from procedures.engine.context import known_facts, persons_asked
from procedures.engine.derive import derive
from procedures.errors import ProceduresError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from random import Random

    from procedures.compliance.inventing import Inventor
    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.law.facts import Fact
    from procedures.law.finding import Finding
    from procedures.law.placed import Placed
    from procedures.workflow.model import Derivation, Procedure, Step

MOST = 240
"""So many combinations are tried for one rule."""


class Mender:
    """Changes what was stated until the rules that refused it would not.

    Args:
        engine: whose congress.
        inventor: where values come from that can only be thought up.
        chance: where choices come from.
        people: names of the deputies.
    """

    def __init__(self, engine: Engine, inventor: Inventor, chance: Random, people: list[str]) -> None:
        self._engine, self._inventor, self._chance, self._people = engine, inventor, chance, people

    def mend(
        self, case: Case, step: Step, given: dict[str, Any], blocking: list[Finding], on: date
    ) -> tuple[bool, set[str]]:
        """Change what was stated, in place.

        Args:
            case: whose act it is.
            step: its step.
            given: what was stated.
            blocking: why it was refused.
            on: day of the act.

        Returns:
            Whether anything was changed; and the facts that other steps would have to bring.
        """
        attempt = _Attempt(self._engine, case, step, on)
        changed, wishes = False, set[str]()
        for finding in blocking:
            if finding.rule not in attempt.rules:
                wishes |= set(finding.missing)
                for name in [name for name in given if step.facts[name].optional]:
                    given.pop(name)  # a result announced otherwise than counted
                    changed = True
                continue
            if not attempt.blocked(given, finding.rule):
                continue  # mended along with another
            better = self._better(attempt, given, finding)
            if better is None:
                wishes |= set(attempt.rules[finding.rule].rule.facts()) - set(step.facts)
                continue
            given.update(better)
            changed = True
        return changed, wishes

    def _better(self, attempt: _Attempt, given: dict[str, Any], finding: Finding) -> dict[str, Any] | None:
        """Other values with which the rule would not refuse; of one fact where one is enough."""
        names = attempt.own(finding.rule)
        self._chance.shuffle(names)
        values = {name: self._candidates(attempt, name, given, finding) for name in names}
        singles = ({name: value} for name in names for value in values[name])
        pairs = (
            {first: one, second: other}
            for place, first in enumerate(names)
            for second in names[place + 1 :]
            for one, other in product(values[first], values[second])
        )
        usual: dict[str, Any] | None = None
        for tried in (*islice(singles, MOST), *islice(pairs, MOST)):
            left = attempt.blocked({**given, **tried}, finding.rule)
            if left is False:
                if not attempt.worse({**given, **tried}, given):
                    return tried
                usual = usual or tried
        return usual

    def _candidates(
        self, attempt: _Attempt, name: str, given: Mapping[str, Any], finding: Finding
    ) -> list[Any]:
        fact = attempt.fact(name)
        needed = (finding.needed or {}).get(name)
        first = [] if needed is None else [list(needed) if isinstance(needed, tuple) else needed]
        kinds = {
            "count": self._numbers,
            "number": self._numbers,
            "money": self._numbers,
            "date": self._dates,
            "yesno": lambda *_: iter((True, False)),
            "choice": lambda *_: iter(fact.values),
            "names": lambda *_: iter([list(fact.values), *([one] for one in fact.values)]),
            "persons": self._groups,
            "person": self._persons,
        }
        ways = kinds.get(fact.type)
        more = list(ways(attempt, name, finding)) if ways else []
        if fact.type in {"person", "choice"}:
            self._chance.shuffle(more)
        if not more:
            step = attempt.step
            more = [
                self._inventor.value(fact, step, {**attempt.known, **given}, attempt.on) for _ in range(3)
            ]
        return [*first, *more]

    def _numbers(self, attempt: _Attempt, _name: str, finding: Finding) -> Iterator[Any]:
        told: list[int] = [value for value in (finding.needed or {}).values() if _is_number(value)]
        told += [value for value in finding.observed.values() if _is_number(value)]
        told += [value for name in ("deputies_in_office",) if _is_number(value := attempt.known.get(name))]
        for value in dict.fromkeys(told):
            yield from (value, value + 1, max(0, value - 1), value // 2 + 1, value // 2, -(-value * 2 // 3))
        yield from range(13)

    def _dates(self, attempt: _Attempt, name: str, finding: Finding) -> Iterator[Any]:
        check = attempt.rules[finding.rule].rule.check
        facts = {**attempt.known, **attempt.seen}
        without = {other: value for other, value in facts.items() if other != name}
        days = []
        for limit in check.limits(name, without, attempt.labels):
            days += [day for day in (limit.latest, limit.earliest) if day is not None]
        days += [value for value in finding.observed.values() if isinstance(value, date)]
        days += [attempt.on + timedelta(days=more) for more in (0, 1, -1, 8, 20, 31, 61, 90, -30)]
        far, first = timedelta(days=800), attempt.earliest if attempt.step.facts[name].act else date.min
        for day in dict.fromkeys(days):
            if first <= day and abs(day - attempt.on) < far:
                yield day.isoformat()

    def _groups(self, attempt: _Attempt, name: str, _finding: Finding) -> Iterator[Any]:
        for people in self._among(attempt, name):
            for many in range(1, min(len(people), 13) + 1):
                yield people[:many]

    def _persons(self, attempt: _Attempt, name: str, _finding: Finding) -> Iterator[Any]:
        people = [person for people in self._among(attempt, name) for person in people]
        yield from dict.fromkeys(people[:16])

    def _among(self, attempt: _Attempt, name: str) -> list[list[str]]:
        own = attempt.step.facts[name]
        if own.of is not None:
            return [list(attempt.seen.get(own.of) or attempt.known.get(own.of) or ())]
        known = [
            list(v) for v in attempt.known.values() if isinstance(v, tuple) and v and v[0] in self._people
        ]
        others = list(self._people)
        self._chance.shuffle(others)
        return [*known[:3], self._people, others]


class _Attempt:
    """One step of a case, asked again and again with other values."""

    def __init__(self, engine: Engine, case: Case, step: Step, on: date) -> None:
        self._engine, self._case, self.step, self.on = engine, case, step, on
        self._record = engine.record
        self._procedure: Procedure = engine.shelf.procedure(case.procedure)
        self._reader = engine.reader(self._procedure, step)
        self.labels = engine.labels(self._procedure)
        self.known = known_facts(self._record, case, self._procedure, on)
        governed = self.known.get(self._procedure.governed_by or "")
        placed = engine.judging.rules(self._procedure, step, on, governed)
        self.rules: dict[str, Placed] = {one.rule.id: one for one in placed}
        self.seen: dict[str, Any] = {}
        self.earliest = max((act.on for act in case.acts), default=date.min)

    def fact(self, name: str) -> Fact:
        """A fact of the step."""
        return self._reader.facts[name]

    def own(self, rule_id: str) -> list[str]:
        """The step's facts on which the rule depends, those from which others are derived among them."""
        names = set(self.rules[rule_id].rule.facts())
        names |= {
            source for name in names & set(self.step.derived) for source in _sources(self.step.derived[name])
        }
        names |= {each.persons for each in self.step.each if each.persons}
        return sorted(names & set(self.step.facts))

    def _findings(self, given: Mapping[str, Any], rules: list[Placed]) -> list[Finding] | None:
        try:
            register = self._record.register
            intake = self._reader.read(given, self.known, register, self.on, self._engine.today)
            derived = derive(self.step, self._case, intake.facts, self.known, intake.on)
            self.seen = {**self.known, **intake.facts, **derived}
            persons = persons_asked(self.step, self._record, self.seen, intake.on)
            return self._engine.judging.findings(
                rules, self.step, self._procedure, self.seen, persons, self.labels, intake.on
            )
        except ProceduresError:
            return None

    def blocked(self, given: Mapping[str, Any], rule_id: str) -> bool | None:
        """Whether the rule refuses these values; None where they cannot be read."""
        findings = self._findings(given, [self.rules[rule_id]])
        return None if findings is None else any(finding.blocks for finding in findings)

    def worse(self, given: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
        """Whether another rule refuses now that was content before."""
        rules = list(self.rules.values())
        now, then = self._findings(given, rules), self._findings(before, rules)
        if now is None or then is None:
            return now is None
        return bool({f.rule for f in now if f.blocks} - {f.rule for f in then if f.blocks})


def _sources(way: Derivation) -> set[str]:
    """The facts from which a fact is derived."""
    names = {way.count_of, way.copy_of, way.distinct, way.names_of, way.most_often, way.counting}
    names |= {*(way.same_names or ()), *way.where, way.same_as.fact if way.same_as else None}
    return {name for name in names if name}


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
