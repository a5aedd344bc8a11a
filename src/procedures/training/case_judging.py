"""Published cases judged: rules judge, `engine.votes` counts and reconciles, and both stand beside what was published.

A difference between our outcome and the published one is explained in the file, or it is told as unexplained.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from procedures.checks.base import shown
from procedures.checks.values import Value
from procedures.engine import votes
from procedures.errors import BadInput, LibraryError, NoLaw, UnknownName
from procedures.law.book import LawBook
from procedures.law.facts import read_value
from procedures.law.finding import Finding, as_json, judge
from procedures.law.placed import Placed
from procedures.library.places import Places
from procedures.training.published import (
    FILE,
    Asked,
    Bounds,
    Election,
    ElectionResult,
    Question,
    RealCase,
    Sum,
    bounds_worded,
    load_cases,
)

Standing = Literal["agrees", "differs", "not_held"]

_PUBLISHED_AS = {"pass": "lawful", "breach": "breach", "pending": "undecided"}
_OTHER_THRESHOLD = "门槛不同"
_BEYOND = 10**12  # more than any count can be


@dataclass(frozen=True, slots=True)
class Decider:
    """The number or date that decides a rule.

    Attributes:
        name, label: the fact that is measured.
        value: what it is; None where it is not known.
        at_least, at_most: what the law leaves open.
    """

    name: str
    label: str
    value: Value | None
    at_least: Value | None
    at_most: Value | None

    def worded(self) -> str:
        """The measured fact beside its bounds, in Chinese."""
        return f"{self.label} {'未知' if self.value is None else shown(self.value)},{bounds_worded(self.at_least, self.at_most)}"

    def as_json(self) -> dict[str, Any]:
        """The decider for scripts."""
        return {
            "fact": self.name,
            "value": as_json(self.value),
            "at_least": as_json(self.at_least),
            "at_most": as_json(self.at_most),
        }


@dataclass(frozen=True, slots=True)
class QuestionJudgement:
    """Our answer to a question, beside the published one.

    Attributes:
        question: what was asked.
        finding: our outcome; None where no rule or no text of the law is held.
        decides: the number or date that decides.
        standing: agrees, differs, or the rule is not held yet.
        problem: why there is no outcome (no text for that day), or how the outcomes differ where the words agree.
        observed: the facts that the rule saw, in words.
        missing: labels of the facts that are missing.
    """

    question: Question
    finding: Finding | None
    decides: Decider | None
    standing: Standing
    problem: str | None = None
    observed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElectionJudgement:
    """Our count of an election, beside the published one."""

    election: Election
    result: votes.Elected | None
    decides: Decider | None
    standing: Standing
    citation: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class SumJudgement:
    """The engine's reconciliation of some votes, beside the published one."""

    total: Sum
    standing: Standing
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class CaseJudgement:
    """All that was judged of a case."""

    case: RealCase
    questions: tuple[QuestionJudgement, ...]
    elections: tuple[ElectionJudgement, ...]
    sums: tuple[SumJudgement, ...]

    def unexplained(self) -> list[str]:
        """Differences without an explanation in the file."""
        explained = self._told()
        return [name for name, standing, difference in explained if standing == "differs" and not difference]

    def left_over(self) -> list[str]:
        """Explanations of differences that are none."""
        return [name for name, standing, difference in self._told() if standing == "agrees" and difference]

    def _told(self) -> list[tuple[str, Standing, str | None]]:
        told = [
            (f"{self.case.id} {j.question.rule}", j.standing, j.question.difference) for j in self.questions
        ]
        told += [
            (f"{self.case.id} {j.election.post}", j.standing, j.election.difference) for j in self.elections
        ]
        told += [(f"{self.case.id} {j.total.check}", j.standing, j.total.difference) for j in self.sums]
        return told


def judge_cases(book: LawBook, places: Places) -> list[CaseJudgement]:
    """Judge every published case of the library.

    Raises:
        BadInput: where a figure in the file cannot be.
    """
    return [judge_case(book, case) for case in load_cases(places)]


def judge_case(book: LawBook, case: RealCase) -> CaseJudgement:
    """Judge one published case.

    Raises:
        BadInput: where one of its figures cannot be.
    """
    return CaseJudgement(
        case,
        tuple(_judge_question(book, case, question) for question in case.questions),
        tuple(_judge_election(book, case, election) for election in case.elections),
        tuple(_judge_sum(total) for total in case.sums),
    )


def _judge_question(book: LawBook, case: RealCase, question: Question) -> QuestionJudgement:
    facts = _facts(book, case, question)
    try:
        placed = _placed(book, case, question)
    except NoLaw as no_law:
        return QuestionJudgement(question, None, None, "differs", no_law.message)
    if placed is None:
        return QuestionJudgement(question, None, None, "not_held")
    finding = judge(placed.rule, placed.statute, facts, book.labels)
    decides = _decider(placed, facts, book)
    problem = _compare(question.threshold, decides)
    same = _PUBLISHED_AS.get(finding.outcome) == question.published and problem is None
    observed = tuple(f"{book.labels[name]} {shown(value)}" for name, value in finding.observed.items())
    missing = tuple(book.labels[name] for name in finding.missing)
    standing: Standing = "agrees" if same else "differs"
    return QuestionJudgement(question, finding, decides, standing, problem, observed, missing)


def _judge_election(book: LawBook, case: RealCase, election: Election) -> ElectionJudgement:
    facts = _facts(book, case, election)
    votes.reconcile_election({"ballots_returned": election.voters}, election.votes, election.seats)
    try:
        placed = _placed(book, case, election)
    except NoLaw as no_law:
        return ElectionJudgement(election, None, None, "differs", problem=no_law.message)
    if placed is None:
        return ElectionJudgement(election, None, None, "not_held")

    def has_majority(name: str) -> bool:
        counted = {**facts, "votes_for": election.votes[name], "chosen_by_votes": True}
        return judge(placed.rule, placed.statute, counted, book.labels).outcome == "pass"

    result = votes.elect(election.votes, election.seats, has_majority)
    best = max(election.votes.values())
    decides = _decider(placed, {**facts, "votes_for": best}, book)
    problem = _compare(election.threshold, decides)
    ours = ElectionResult(elected=result.elected, tied=result.tied, vacant=result.vacant)
    same = ours == election.published and problem is None
    standing: Standing = "agrees" if same else "differs"
    return ElectionJudgement(election, result, decides, standing, placed.citation, problem)


def _judge_sum(total: Sum) -> SumJudgement:
    problem = None
    try:
        if total.kind == "decision":
            names = ("votes_for", "votes_against", "abstentions")
            votes.reconcile_decision(dict(zip(names, total.parts, strict=True)), total.total, None)
        else:
            counts = {"ballots_returned": total.total, "ballots_valid": sum(total.parts), "ballots_void": 0}
            votes.reconcile_ballots(counts, total.total)
    except BadInput as refused:
        problem = refused.message
    same = (problem is None) == (total.published == "lawful")
    return SumJudgement(total, "agrees" if same else "differs", problem)


def _compare(published: Bounds | None, ours: Decider | None) -> str | None:
    """What is amiss where our bounds are not the published ones, as far as the published judgement names them."""
    if published is None:
        return None
    pairs = [(published.at_least, ours.at_least), (published.at_most, ours.at_most)] if ours else []
    same = bool(pairs) and all(said is None or said == our for said, our in pairs)
    return None if same else _OTHER_THRESHOLD


def _placed(book: LawBook, case: RealCase, asked: Asked) -> Placed | None:
    """The rule in the text that is applied; None where no file holds it yet.

    Raises:
        NoLaw: where the rule is held, but no text of that day.
    """
    on = asked.judged_by or asked.on or case.day
    assert on is not None
    try:
        return book.rule(asked.rule, on, case.province)
    except UnknownName:
        return None


def _facts(book: LawBook, case: RealCase, asked: Asked) -> dict[str, Any]:
    given = {**case.facts, **asked.facts, **asked.assumed}
    today = case.day or date.max
    facts: dict[str, Any] = {}
    for name, value in given.items():
        fact = book.vocabulary.get(name)
        if fact is None:
            raise LibraryError(
                f"事实 {name} 不在词汇表中。",
                where=f"{FILE} {case.id}",
                remedy="不为规则所读的写在 figures 里。",
            )
        facts[name] = read_value(fact, value, today=today, where=f"{FILE} {case.id} {name}")
    return facts


def _decider(placed: Placed, facts: Mapping[str, Any], book: LawBook) -> Decider | None:
    """The number or date that decides, asked of the check itself: what it would need if the fact were amiss."""
    check, labels = placed.rule.check, book.labels
    for name in check.facts():
        label, value = labels.get(name, name), facts.get(name)
        for limit in check.limits(name, facts, labels):
            # a bound that is only the other date of the period says nothing new
            first, last = (None if day in facts.values() else day for day in (limit.earliest, limit.latest))
            if first is not None or last is not None:
                return Decider(name, label, value, first, last)
        if book.vocabulary[name].type not in {"count", "number", "money"}:
            continue
        for amiss in (0, _BEYOND):
            answer = check.evaluate({**facts, name: amiss}, labels)
            if answer.truth is False and name in answer.needed and answer.allowed is not None:
                return Decider(name, label, value, *answer.allowed)
    return None
