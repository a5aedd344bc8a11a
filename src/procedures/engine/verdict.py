"""What the engine says of a proposed act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from procedures.law.finding import Finding, as_json

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act that somebody wants to record.

    Attributes:
        case: id or title of the case.
        step: id or title of the step.
        given: facts by name or label, as typed or as JSON values.
        on: date of the act.
        operator: who records.
        irregular: written reason for recording an act that was barred; None for a regular act.
        accepted_by: who accepted the irregularity.
        papers: kind and path of each paper handed in.
        seen: number of the case's last entry that the operator had before him; None does not ask.
    """

    case: str
    step: str
    given: dict[str, Any]
    on: date
    operator: str
    irregular: str | None = None
    accepted_by: str | None = None
    papers: tuple[tuple[str, str], ...] = ()
    seen: int | None = None


@dataclass(slots=True)
class Verdict:
    """Whether an act may be recorded, and why.

    Attributes:
        case, step: ids.
        title: the step's title.
        on: date of the act.
        allowed: whether it may be recorded (as an irregularity, where irregular is set).
        recorded: whether it was.
        entry: number of the entry; None where nothing was written.
        irregular: recorded with a breach that somebody accepted.
        stage: where the case stands now (after the act, where it was recorded or would be).
        findings: all findings of the rules and of the shape.
        consequences: what follows, in words, and what the engine does about it.
        result: what the votes came to, for a step with a vote.
        facts: what was or would be recorded, typed.
    """

    case: str
    step: str
    title: str
    on: date
    allowed: bool
    stage: str
    findings: list[Finding]
    recorded: bool = False
    entry: int | None = None
    irregular: bool = False
    consequences: list[dict[str, Any]] = field(default_factory=list)
    result: dict[str, Any] | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The verdict object that the command line promises."""
        result = None
        if self.result is not None:
            result = {name: as_json(value) for name, value in self.result.items()}
        return {
            "case": self.case,
            "step": self.step,
            "on": self.on.isoformat(),
            "allowed": self.allowed,
            "recorded": self.recorded,
            "entry": self.entry,
            "irregular": self.irregular,
            "stage": self.stage,
            "findings": [finding.as_json() for finding in self.findings],
            "consequences": self.consequences,
            "result": result,
        }
