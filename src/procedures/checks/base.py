"""What every kind of check can do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from procedures.checks.values import Answer, Facts, Limit, Value

Labels = dict[str, str]


class Declared(BaseModel):
    """Something written in a library file: exact keys, never changed."""

    # built only when first used: most models are parts of a file's model, which is built once as a whole
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        arbitrary_types_allowed=True,
        defer_build=True,
    )


class BaseCheck(Declared):
    """One requirement of the small vocabulary."""

    def facts(self) -> tuple[str, ...]:
        """Names of all facts that the check reads."""
        raise NotImplementedError

    def evaluate(self, facts: Facts, labels: Labels) -> Answer:
        """Answer the check.

        Args:
            facts: the values known.
            labels: Chinese label of each fact, for the sentences in the answer.

        Raises:
            ImpossibleDates: where a period would end before it starts.
        """
        raise NotImplementedError

    def worded(self, labels: Labels) -> str:
        """The requirement in Chinese."""
        raise NotImplementedError

    def denied(self, labels: Labels) -> str:
        """In Chinese, that the requirement does not hold."""
        return f"不符合“{self.worded(labels)}”"

    def limits(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        """When the date `name` may lie, seen from the other facts; empty where the check does not bind it."""
        return ()

    def limits_of_opposite(self, name: str, facts: Facts, labels: Labels) -> tuple[Limit, ...]:
        """When the date `name` may lie where the check must not hold; empty where that does not bind it."""
        return ()


def shown(value: Value | None) -> str:
    """A value as staff write it."""
    if value is None:
        return "(未填)"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, tuple):
        return "、".join(value) if value else "无"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
