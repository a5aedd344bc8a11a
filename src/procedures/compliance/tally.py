"""What walks came to, in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Tally:
    """What walks came to.

    Attributes:
        walks, tried, recorded, irregular, refused, slips: how many; slips are bad input.
        ended: walks whose case was closed.
        corrected: corrections that were written.
        rules: how often each rule was seen to come out how.
        passages: how often each step of a procedure left a case in which stage.
        untaken: steps, as procedure/step, of the procedures walked that no walk has taken.
    """

    walks: int = 0
    tried: int = 0
    recorded: int = 0
    irregular: int = 0
    refused: int = 0
    slips: int = 0
    ended: int = 0
    corrected: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    passages: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    untaken: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As the command line shows it."""
        seen = {
            outcome: len({rule for rule, how in self.rules if how == outcome})
            for outcome in ("pass", "breach", "pending", "not_applicable")
        }
        numbers = ("walks", "tried", "recorded", "irregular", "refused", "slips", "ended", "corrected")
        return {name: getattr(self, name) for name in numbers} | {
            "rules_seen": len({rule for rule, _ in self.rules}),
            "rules": seen,
            "steps": len({(procedure, step) for procedure, step, _ in self.passages}),
            "untaken": self.untaken,
        }
