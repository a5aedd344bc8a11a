"""Checks on answers: done by whom, one of these, yes or no, what a list contains."""

from typing import Literal

from pydantic import Field

from procedures.checks.base import BaseCheck, Labels, shown
from procedures.checks.values import YES, Answer, Facts, unknown


def _label(labels: Labels, name: str) -> str:
    return labels.get(name, name)


class DoneBy(BaseCheck):
    """The act was done by one of those who have the power to do it."""

    kind: Literal["done_by"]
    actor: str
    by: tuple[str, ...]

    def facts(self) -> tuple[str, ...]:
        return (self.actor,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = facts.get(self.actor)
        if not isinstance(value, str):
            return unknown(self.actor)
        if value in self.by:
            return YES
        wanted = "或".join(self.by)
        return Answer(
            truth=False,
            needed={self.actor: wanted},
            shortfalls=(f"{_label(labels, self.actor)}为{value},应为{wanted}",),
        )

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.actor)}为{'或'.join(self.by)}"

    def denied(self, labels: Labels) -> str:
        return f"{_label(labels, self.actor)}不是{'或'.join(self.by)}"


class OneOf(BaseCheck):
    """A choice is one of these values."""

    kind: Literal["one_of"]
    fact: str
    values: tuple[str, ...]

    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = facts.get(self.fact)
        if not isinstance(value, str):
            return unknown(self.fact)
        if value in self.values:
            return YES
        wanted = "或".join(self.values)
        return Answer(
            truth=False,
            needed={self.fact: wanted},
            shortfalls=(f"{_label(labels, self.fact)}为{value},应为{wanted}",),
        )

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.fact)}为{'或'.join(self.values)}"

    def denied(self, labels: Labels) -> str:
        return f"{_label(labels, self.fact)}不是{'或'.join(self.values)}"


class States(BaseCheck):
    """A yes/no fact has the answer asked for."""

    kind: Literal["states"]
    fact: str
    is_: bool = Field(default=True, alias="is")

    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = facts.get(self.fact)
        if not isinstance(value, bool):
            return unknown(self.fact)
        if value is self.is_:
            return YES
        sentence = f"{_label(labels, self.fact)}:{shown(value)},应为{shown(self.is_)}"
        return Answer(truth=False, needed={self.fact: self.is_}, shortfalls=(sentence,))

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.fact)}为{shown(self.is_)}"

    def denied(self, labels: Labels) -> str:
        return f"{_label(labels, self.fact)}为{shown(not self.is_)}"


class SameAnswer(BaseCheck):
    """Two yes/no facts have the same answer."""

    kind: Literal["same_answer"]
    both: tuple[str, str]

    def facts(self) -> tuple[str, ...]:
        return self.both

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        values = [facts.get(name) for name in self.both]
        missing = [name for name, value in zip(self.both, values, strict=True) if not isinstance(value, bool)]
        if missing:
            return unknown(*missing)
        if values[0] == values[1]:
            return YES
        first, second = (_label(labels, name) for name in self.both)
        sentence = f"{first}:{shown(values[0])},而{second}:{shown(values[1])},两者应当一致"
        return Answer(truth=False, shortfalls=(sentence,))

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.both[0])}与{_label(labels, self.both[1])}一致"

    def denied(self, labels: Labels) -> str:
        return f"{_label(labels, self.both[0])}与{_label(labels, self.both[1])}不一致"


class Contains(BaseCheck):
    """A list contains all of these items."""

    kind: Literal["contains"]
    list: str
    items: tuple[str, ...]

    def facts(self) -> tuple[str, ...]:
        return (self.list,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        value = facts.get(self.list)
        if not isinstance(value, tuple):
            return unknown(self.list)
        lacking = tuple(item for item in self.items if item not in value)
        if not lacking:
            return YES
        return Answer(
            truth=False,
            needed={self.list: lacking},
            shortfalls=(f"{_label(labels, self.list)}缺:{'、'.join(lacking)}",),
        )

    def worded(self, labels: Labels) -> str:
        return f"{_label(labels, self.list)}包括{'、'.join(self.items)}"

    def denied(self, labels: Labels) -> str:
        every = "都" if len(self.items) > 1 else ""
        return f"{_label(labels, self.list)}没有{every}包括{'、'.join(self.items)}"


class Given(BaseCheck):
    """A fact is known; never unknown itself. For conditions on steps, not for requirements of the law."""

    kind: Literal["given"]
    fact: str

    def facts(self) -> tuple[str, ...]:
        return (self.fact,)

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        if facts.get(self.fact) is not None:
            return YES
        return Answer(truth=False, shortfalls=(f"{_label(labels, self.fact)}没有填",))

    def worded(self, labels: Labels) -> str:
        return f"填了{_label(labels, self.fact)}"

    def denied(self, labels: Labels) -> str:
        return f"没有填{_label(labels, self.fact)}"
