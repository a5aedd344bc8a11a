"""What belongs to one act beside the rules: its slips of the pen, its papers, the body of its entry."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procedures.engine.encoding import keep
from procedures.errors import BadInput, why
from procedures.law.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from procedures.engine.case import Act, Case
    from procedures.engine.intake import Intake
    from procedures.engine.verdict import Proposal
    from procedures.law.placed import Placed
    from procedures.workflow.model import Step


def act_body(
    step: Step,
    intake: Intake,
    facts: dict[str, Any],
    outcome: str | None,
    stage: str,
    findings: list[Finding],
    rules: list[Placed],
    irregular: dict[str, Any] | None,
    papers: list[dict[str, str]],
) -> dict[str, Any]:
    """The body of a step's entry: facts, verdict and the rule versions used."""
    return {
        "facts": {name: keep(value) for name, value in facts.items()},
        "given": list(intake.given),
        "cleared": list(step.clears),
        "outcome": outcome,
        "stage": stage,
        "irregular": irregular,
        "findings": [
            {
                "rule": finding.rule,
                "outcome": finding.outcome,
                "effect": finding.effect,
                "message": finding.message,
            }
            for finding in findings
        ],
        "law": {placed.rule.id: placed.statute.version for placed in rules},
        "papers": papers,
    }


def is_about_count(finding: Finding) -> bool:
    """Whether the finding speaks of the count itself; any other that blocks leaves the votes without force."""
    return finding.rule.startswith("count/") or finding.effect == "bar"


def announced(step: Step, facts: dict[str, Any], told: dict[str, Any]) -> list[Finding]:
    """A result announced otherwise than counted is refused."""
    said, counted = None, None
    if "announced_result" in facts:
        said, counted = facts["announced_result"], told.get("words")
    elif "announced_elected" in facts:
        said, counted = "、".join(sorted(facts["announced_elected"])), "、".join(sorted(told["elected"]))
    if said == counted:
        return []
    return [
        Finding(
            rule=f"count/{step.id}",
            outcome="breach",
            effect="void",
            citation="票数",
            message=f"宣布的结果是“{said}”,按票数应为“{counted or '无人当选'}”。",
            remedy="请按票数重新宣布;票数有误的先改正票数。",
            observed={},
            needed=None,
            jurisdiction="全国",
        )
    ]


def check_irregular(reason: str | None, accepted_by: str | None) -> None:
    """An irregularity needs a written reason and somebody who accepts it."""
    if (reason is None) != (accepted_by is None):
        raise BadInput(
            "带瑕疵记录要同时写明理由和由谁认可。",
            where="--irregular",
            remedy="写成 --irregular 理由 --accepted-by 姓名或机关。",
        )
    if reason is not None and not (reason.strip() and str(accepted_by).strip()):
        raise BadInput(
            "带瑕疵记录的理由和认可人不能是空的。", where="--irregular", remedy="请写明理由和认可人。"
        )


def check_order(case: Case, on: date) -> None:
    """Acts follow one another; a day before the last act that moved the case on is a slip of the pen."""
    stages = [case.start, *(act.stage for act in case.acts)]
    moved = [act for act, before in zip(case.acts, stages, strict=False) if act.stage != before]
    if moved:
        _not_before(moved[-1], on)


def check_named_order(case: Case, step: Step, on: date) -> None:
    """A day before the first act of a step that this one comes after is one too, unless a rule has more to say."""
    named = [next((act for act in case.acts if act.step == name), None) for name in step.after]
    last = max((act for act in named if act), key=lambda act: act.on, default=None)
    if last is not None:
        _not_before(last, on)


def _not_before(act: Act, on: date) -> None:
    if on < act.on:
        raise BadInput(
            f"日期 {on.isoformat()} 早于已登记的上一步(记录 {act.number},{act.on.isoformat()})。",
            where="--on",
            remedy="请核对日期;上一步的日期有误的,先用 renda correct 更正。",
        )


def check_happened(on: date, today: date) -> None:
    """Only what has happened is recorded; a day still to come is a slip of the pen, or too early.

    Days that an act fixes for later (of a session, of a vote) are its facts, not its date.
    """
    if on > today:
        raise BadInput(
            f"日期 {on.isoformat()} 还没有到,今天是 {today.isoformat()}。",
            where="--on",
            remedy="请核对日期,等办了以后再登记;只想先看合不合法的用 --dry-run,培训、试验用 --today 另定今天。",
        )


def taken_in(proposal: Proposal) -> list[dict[str, str]]:
    """Papers handed in: name and SHA-256; the originals stay where they are.

    Raises:
        BadInput: where one cannot be read.
    """
    return hashed(proposal.papers, where="--paper")


def hashed(papers: Iterable[tuple[str, str]], *, where: str) -> list[dict[str, str]]:
    """Papers with the SHA-256 of their bytes.

    Args:
        papers: kind and path of each.
        where: the option or argument that named them, for what is said.

    Raises:
        BadInput: where one cannot be read.
    """
    taken = []
    for kind, name in papers:
        path = Path(name)
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as problem:
            raise BadInput(
                f"文件 {name} 读不出来({why(problem)})。", where=where, remedy="请核对路径。"
            ) from problem
        taken.append({"kind": kind, "name": path.name, "sha256": digest})
    return taken
