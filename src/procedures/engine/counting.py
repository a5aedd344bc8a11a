"""Counts the votes of a step: the workflow says what kind of vote, the deciding rules say which majority."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.engine import votes
from procedures.engine.votes import Count
from procedures.errors import BadInput, LibraryError
from procedures.law.finding import Finding
from procedures.workflow.model import DecisionVote, ElectionVote, PreselectionVote, Step, SurveyVote

if TYPE_CHECKING:
    from procedures.checks.base import Labels

Judge = Callable[[Mapping[str, Any]], list[Finding]]


def count(
    step: Step, facts: Mapping[str, Any], known: Mapping[str, Any], deciding: Judge, labels: Labels
) -> Count | None:
    """What the votes of a step come to; None for a step without a vote.

    Args:
        step: which step.
        facts: the facts of this act.
        known: those, and what was known before.
        deciding: asks the rules that decide on this step, with the given facts.
        labels: Chinese label of each fact.

    Raises:
        BadInput: where the counts do not reconcile.
    """
    vote = step.vote
    if vote is None:
        return None
    if isinstance(vote, DecisionVote):
        return _decision(vote, facts, known, deciding)
    if isinstance(vote, ElectionVote):
        return _election(vote, facts, known, deciding)
    if isinstance(vote, PreselectionVote):
        return _preselection(vote, facts, known)
    return _survey(vote, facts, labels)


def _passes(findings: Sequence[Finding]) -> bool:
    """By rule, never by default: at least one rule decides, and all that decide are fulfilled.

    Raises:
        LibraryError: where no rule decides.
    """
    asked = [finding for finding in findings if finding.outcome != "not_applicable"]
    if not asked:
        raise LibraryError(
            "没有规则决定这项表决的结果,不能得出通过或者当选。",
            where="rules",
            remedy="请维护人员在 rules 中为这个步骤写明 decides: true 的规则。",
        )
    return all(finding.outcome == "pass" for finding in asked)


def _decision(
    vote: DecisionVote, facts: Mapping[str, Any], known: Mapping[str, Any], deciding: Judge
) -> Count:
    votes.reconcile_decision(facts, known.get("deputies_present"), known.get("deputies_in_office"))
    findings = deciding(known)
    outcome = votes.PASSED if _passes(findings) else votes.FAILED
    words = votes.DECISION_WORDS[outcome]
    told = {"outcome": outcome, "words": words}
    return Count(outcome, {vote.result: words}, told, findings)


def _election(
    vote: ElectionVote, facts: Mapping[str, Any], known: Mapping[str, Any], deciding: Judge
) -> Count:
    counted: dict[str, int] = facts["votes"]
    seats = vote.seats.work_out(known)
    before = int(known.get("elected") or 0)
    if seats is None:
        # the first round of a post: nobody has been elected yet
        seats = vote.seats.work_out({**known, "elected": before})
    assert isinstance(seats, int)
    votes.reconcile_ballots(facts, known.get("deputies_present"))
    votes.reconcile_election(facts, counted, seats)
    _only_candidates(vote, facts, known, counted)
    asked: dict[str, list[Finding]] = {}

    def has_majority(name: str) -> bool:
        asked[name] = deciding({**known, "votes_for": counted[name], "chosen_by_votes": True})
        return _passes(asked[name])

    result = votes.elect(counted, seats, has_majority)
    elected_before = tuple(known.get("elected_persons") or ())
    recorded = {
        "elected": before + len(result.elected),
        "elected_persons": elected_before + result.elected,
        "tied_persons": result.tied,
        "tied_at_cutoff": bool(result.tied),
        "chosen_by_votes": True,
    }
    told = {
        "outcome": result.outcome,
        "elected": result.elected,
        "tied": result.tied,
        "vacant": result.vacant,
        "votes": dict(counted),
        "projects": vote.of_projects,
    }
    findings = [
        replace(finding, message=f"{name}:{finding.message}") for name in asked for finding in asked[name]
    ]
    return Count(result.outcome, recorded, told, findings)


def _only_candidates(
    vote: ElectionVote, facts: Mapping[str, Any], known: Mapping[str, Any], counted: Mapping[str, int]
) -> None:
    candidates = tuple(known.get(vote.candidates) or ())
    written_in = tuple(facts.get("write_ins") or ())
    for name in counted:
        if name not in candidates and name not in written_in:
            raise BadInput(
                f"“{name}”不是本轮{'候选项目' if vote.of_projects else '候选人'}({'、'.join(candidates)})。",
                where="各人得票",
                remedy="请核对姓名;确是另选他人的,同时写进“另选他人”;再次投票只就同票的几人进行。",
            )
        if name in (known.get("elected_persons") or ()):
            raise BadInput(
                f"“{name}”在前面的投票中已经当选。",
                where="各人得票",
                remedy="另行选举只选缺额;请先用 renda correct 更正候选人名单,去掉已经当选的人。",
            )
    _all_named(candidates, counted)


def _all_named(candidates: Sequence[str], counted: Mapping[str, int]) -> None:
    for name in candidates:
        if name not in counted:
            raise BadInput(
                f"没有写“{name}”的得票。", where="各人得票", remedy="每名候选人都要写,没有得票的写 0。"
            )


def _preselection(vote: PreselectionVote, facts: Mapping[str, Any], known: Mapping[str, Any]) -> Count:
    counted: dict[str, int] = facts["votes"]
    votes.reconcile_ballots(facts, None)
    votes.reconcile_election(facts, counted, len(counted))
    _all_named(known.get(vote.candidates) or (), counted)
    size = vote.list_size.work_out(known)
    assert isinstance(size, int)
    chosen = votes.cut(counted, size, tuple(facts.get("tie_settled") or ()))
    return Count(None, {"preselected": chosen}, {"outcome": "preselected", "preselected": chosen})


def _survey(vote: SurveyVote, facts: Mapping[str, Any], labels: Labels) -> Count:
    votes.reconcile_ballots(facts, None)
    counted = {option: int(facts[option]) for option in vote.options}
    total = sum(counted.values()) + int(facts.get("ballots_void") or 0)
    if total != facts["ballots_returned"]:
        raise BadInput(
            f"各项票数和废票合计 {total},不等于收回的 {facts['ballots_returned']} 张。",
            where="票数",
            remedy=votes.RECOUNT,
        )
    best = max(counted.values())
    leading = tuple(labels[option] for option, number in counted.items() if number == best)
    named = {labels[option]: number for option, number in counted.items()}
    return Count(
        None,
        {vote.result: leading},
        {"outcome": "counted", "words": "、".join(leading), "leading": leading, "votes": named},
    )
