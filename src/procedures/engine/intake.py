"""What was typed becomes facts: names found, values read, presets filled in, what is missing said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from procedures.checks.base import shown
from procedures.errors import BadInput, UnknownName
from procedures.law.facts import Fact, read_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from procedures.checks.joined import Check
    from procedures.register.register import Register
    from procedures.workflow.model import Procedure, Step, StepFact


@dataclass(frozen=True, slots=True)
class Intake:
    """The facts of a proposed act.

    Attributes:
        facts: stated or preset values, typed.
        given: names of those that the user stated.
        missing: facts that the step needs and nobody stated.
        on: date of the act, which an act-date fact may have fixed.
    """

    facts: dict[str, Any]
    given: tuple[str, ...]
    missing: tuple[Fact, ...]
    on: date


class Reader:
    """Reads the facts of one step.

    Args:
        procedure, step: what is to be recorded.
        vocabulary: the facts of the rules.
        labels: Chinese label of each fact of the procedure.
    """

    def __init__(
        self, procedure: Procedure, step: Step, vocabulary: dict[str, Fact], labels: dict[str, str]
    ) -> None:
        self._step = step
        self._labels = labels
        self.facts = {name: procedure.fact(step, name, vocabulary) for name in step.facts}
        self._names = {fact.label: name for name, fact in self.facts.items()} | {
            name: name for name in self.facts
        }

    def read(
        self, given: Mapping[str, Any], known: Mapping[str, Any], register: Register, on: date, today: date
    ) -> Intake:
        """Read what was given.

        Args:
            given: values by fact name or label.
            known: facts of the case and the register so far, for conditions.
            register: for deputies' names.
            on: date of the act.
            today: for `today` in dates.

        Raises:
            BadInput: where a name is unknown or a value does not fit.
        """
        stated: dict[str, Any] = {}
        for name, value in given.items():
            fact = self._fact(name)
            if fact.name in stated:
                raise BadInput(f"{fact.label}写了两次。", where=fact.label, remedy="请只留一个。")
            stated[fact.name] = read_value(fact, value, today=today)
        on = self._act_date(stated, on)
        facts = dict(stated)
        for name, own in self._step.facts.items():
            if own.act and name not in facts and self._asked(own, facts, known):
                facts[name] = on
        for name, own in self._step.facts.items():
            if name not in facts and self._asked(own, facts, known):
                value = self._preset(own, facts, known)
                if value is not None:
                    facts[name] = value
        missing = tuple(
            self.facts[name]
            for name, own in self._step.facts.items()
            if name not in facts and not own.optional and self._asked(own, facts, known)
        )
        for name, value in facts.items():
            self._fits(name, value, {**known, **facts}, register, on)
        self._settled(facts, known)
        return Intake(facts, tuple(stated), missing, on)

    def _fact(self, name: str) -> Fact:
        key = self._names.get(name.strip())
        if key is None:
            wanted = "、".join(fact.label for fact in self.facts.values()) or "(本步骤不需要填写)"
            raise UnknownName(
                f"步骤“{self._step.title}”没有“{name}”这一项。", where=name, remedy=f"可填:{wanted}。"
            )
        return self.facts[key]

    def _act_date(self, stated: Mapping[str, Any], on: date) -> date:
        for name, own in self._step.facts.items():
            if own.act and name in stated:
                fixed: date = stated[name]
                return fixed
        return on

    def asks(self, name: str, facts: Mapping[str, Any]) -> bool:
        """Whether the step asks for the fact where these are known."""
        return self._asked(self._step.facts[name], facts, {})

    def _asked(self, own: StepFact, facts: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
        return own.if_ is None or self._true(own.if_, facts, known)

    def _true(self, check: Check, facts: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
        return check.evaluate({**known, **facts}, self._labels).truth is True

    def _preset(self, own: StepFact, facts: Mapping[str, Any], known: Mapping[str, Any]) -> Any:
        if own.preset_if is not None and self._true(own.preset_if.if_, facts, known):
            return own.preset_if.value
        return own.preset

    def _fits(self, name: str, value: Any, facts: Mapping[str, Any], register: Register, on: date) -> None:
        own, label = self._step.facts[name], self.facts[name].label
        persons = _persons(value) if self.facts[name].type in {"person", "persons", "votes"} else ()
        if own.deputy:
            for person in persons:
                if not register.is_deputy(person, on):
                    raise BadInput(
                        f"{label}里的“{person}”不是 {shown(on)} 在任的本级代表。",
                        where=label,
                        remedy="请核对姓名(同名的按名册加注,如 张伟(1968-07)),用 renda roster list 查看名册。",
                    )
                if register.is_suspended(person, on):
                    raise BadInput(
                        f"{label}里的“{person}”正在暂停执行代表职务。",
                        where=label,
                        remedy="暂停期间计入全体代表,但不能联名、表决或者被推选;请另填其他代表。",
                    )
        if own.of is not None:
            allowed = facts.get(own.of) or ()
            for person in persons:
                if person not in allowed:
                    raise BadInput(
                        f"{label}里的“{person}”不在已登记的名单中({shown(tuple(allowed))})。",
                        where=label,
                        remedy="请核对姓名,或者先登记提名。",
                    )
        if own.at_most is not None and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            most = own.at_most.work_out(facts)
            if most is not None and value > most:
                of = own.at_most.worded(self._labels)
                raise BadInput(
                    f"{label} {shown(value)},多于{of} {shown(most)}(截至 {on.isoformat()})。",
                    where=label,
                    remedy="请核对签到表或计票单;人数有变动的,先登记变动(补选结果、名册)。",
                )

    def _settled(self, facts: Mapping[str, Any], known: Mapping[str, Any]) -> None:
        for name, own in self._step.facts.items():
            if own.settled and name in facts and known.get(name) not in {None, facts[name]}:
                raise BadInput(
                    f"{self.facts[name].label}为 {shown(facts[name])},已登记的是 {shown(known[name])}。",
                    where=self.facts[name].label,
                    remedy=own.settled,
                )


def _persons(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(value)
