"""What a fact may be, and what an evaluated check answers.

A fact that is not given is unknown: the answer is then neither yes nor no. Three values (Kleene):
"all of" is no as soon as one part is no, "any of" is yes as soon as one part is yes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Value = bool | int | Decimal | str | date | tuple[str, ...]
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcome of one check on some facts.

    Attributes:
        truth: True, False, or None where a missing fact decides.
        missing: names of the facts that would decide.
        needed: what would have been enough, by fact name: a least number, or a latest or earliest date.
        allowed: the numbers that the law leaves open, least and greatest; None is open-ended.
        latest: the last lawful day of what was too late.
        earliest: the first lawful day of what was too early.
        shortfalls: one plain Chinese sentence for each part that is not fulfilled.
        remark: what else must be said of a breach (late only because the last day was a holiday); None for nothing.
    """

    truth: bool | None
    missing: tuple[str, ...] = ()
    needed: Mapping[str, Value] = field(default_factory=dict)
    allowed: tuple[int | Decimal | None, int | Decimal | None] | None = None
    latest: date | None = None
    earliest: date | None = None
    shortfalls: tuple[str, ...] = ()
    remark: str | None = None


YES = Answer(truth=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """When an act may lawfully happen, seen from the other dates that are known.

    Attributes:
        earliest: first lawful day, or None.
        latest: last lawful day, or None.
        how: plain Chinese lines on how the day was counted.
    """

    earliest: date | None = None
    latest: date | None = None
    how: tuple[str, ...] = ()


def unknown(*names: str) -> Answer:
    """The answer that waits for the named facts."""
    return Answer(truth=None, missing=tuple(dict.fromkeys(names)))
