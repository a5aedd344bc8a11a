"""Published cases of real congresses, judged by the rules and set beside what was published about them.

The file `examples/real_cases.yaml` carries figures and dates of each case, the rules it is asked, and what the
published judgement says. Nothing is decided here: rules judge, `engine.votes` counts and reconciles. A difference
between our outcome and the published one is explained in the file, or it is told as unexplained.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from procedures.calendar.dates import parse_date
from procedures.checks.base import Declared, shown
from procedures.checks.values import Value
from procedures.engine import votes
from procedures.errors import BadInput, LibraryError, NoLaw, UnknownName
from procedures.law.book import LawBook, Placed
from procedures.law.facts import read_value
from procedures.law.finding import Finding, as_json, judge
from procedures.library.places import Places
from procedures.library.reading import Document, read_as

FILE = "real_cases.yaml"
COLUMNS = 80

Published = Literal["lawful", "breach", "undecided"]
Standing = Literal["agrees", "differs", "not_held"]

_PUBLISHED_AS = {"pass": "lawful", "breach": "breach", "pending": "undecided"}
_PUBLISHED_WORDS = {"lawful": "合法", "breach": "不合法", "undecided": "不能判断"}
_OUTCOME_WORDS = {"pass": "合法", "breach": "不合法", "pending": "不能判断", "not_applicable": "不适用"}
_SIGNS = {"pass": "√", "breach": "×", "pending": "…", "not_applicable": "○"}
_NOT_HELD = "规则尚未收录"
_UNEXPLAINED = "没有说明"
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_BEYOND = 10**12


class Bounds(Declared):
    """What the law leaves open: a least and a greatest number, or a first and a last day."""

    at_least: int | date | None = None
    at_most: int | date | None = None

    @field_validator("at_least", "at_most", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return _day_or_number(value)

    @model_validator(mode="after")
    def _has_a_bound(self) -> Bounds:
        if self.at_least is None and self.at_most is None:
            raise ValueError("threshold 要写 at_least 或 at_most")
        return self

    def fits(self, ours: Decider | None) -> bool:
        """Whether our bounds are the published ones, as far as the published judgement names them."""
        if ours is None:
            return False
        pairs = ((self.at_least, ours.at_least), (self.at_most, ours.at_most))
        return all(published is None or published == our for published, our in pairs)

    def worded(self) -> str:
        """The bounds in Chinese."""
        return _bounds_worded(self.at_least, self.at_most)


class _Asked(Declared):
    """What a question and an election have in common.

    Attributes:
        rule: id of the rule asked.
        on: the date of the act, where it is not the date of the case.
        judged_by: a date whose text is applied instead, as the published judgement does.
        because: why.
        facts: facts of this question only, beside those of the case.
        assumed: facts that the report does not give and that are taken for granted here.
        assumption: why they may be.
        threshold: the number or date that the published judgement goes by.
        difference: why our outcome is not the published one.
    """

    rule: str
    on: date | None = None
    judged_by: date | None = None
    because: str | None = None
    facts: dict[str, Any] = {}
    assumed: dict[str, Any] = {}
    assumption: str | None = None
    threshold: Bounds | None = None
    difference: str | None = None

    @field_validator("on", "judged_by", mode="before")
    @classmethod
    def _day(cls, value: object) -> object:
        return _day_or_number(value)

    @model_validator(mode="after")
    def _explained(self) -> _Asked:
        if self.judged_by is not None and not self.because:
            raise ValueError("写了 judged_by 就要写 because")
        if self.assumed and not self.assumption:
            raise ValueError("写了 assumed 就要写 assumption")
        return self


class Question(_Asked):
    """A rule asked on the facts of a case.

    Attributes:
        what: which of several like questions.
        source: where the published judgement has it; `from` in the file.
        published: what it says.
    """

    what: str | None = None
    source: Literal["check", "reasoning"] = Field(alias="from")
    published: Published


class ElectionResult(Declared):
    """What a count came to, as published."""

    elected: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    vacant: int = 0


class Election(_Asked):
    """Votes to be counted.

    Attributes:
        post: the post to be filled.
        seats: how many.
        voters: how many could be counted; nobody can have more votes.
        votes: votes by (invented) name.
        published: what the count came to.
    """

    post: str
    seats: int = Field(ge=1)
    voters: int
    votes: dict[str, int] = Field(min_length=1)
    published: ElectionResult


class Sum(Declared):
    """Votes that must reconcile.

    Attributes:
        check: name of the published check.
        kind: for, against and abstentions of a decision, or the answers of a survey.
        parts: the votes.
        total: those present.
        published: whether the published judgement finds them in order.
        difference: why our outcome is not the published one.
    """

    check: str
    kind: Literal["decision", "survey"]
    parts: tuple[int, ...]
    total: int
    published: Literal["lawful", "breach"] = "lawful"
    difference: str | None = None

    @model_validator(mode="after")
    def _three_parts(self) -> Sum:
        if self.kind == "decision" and len(self.parts) != 3:
            raise ValueError("decision 的 parts 要写赞成、反对、弃权三个数")
        return self


class LeftOut(Declared):
    """A published check without a rule: nothing is judged."""

    check: str
    why: str


class RealCase(Declared):
    """One published case.

    Attributes:
        id, place, province, source: which case, and where it was published.
        date: as far as it is known: day, month or year.
        inferred: which of place, province and date the report does not state.
        kind: what the case is about.
        published: the published judgement as a whole.
        facts: facts that rules read, by the names of the vocabulary.
        figures: other numbers and dates.
        questions, elections, sums, left_out: what is judged, and what is not.
        note: what to know about the case.
    """

    id: str
    place: str
    province: str
    date: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    inferred: tuple[Literal["place", "province", "date"], ...] = ()
    source: str
    kind: tuple[str, ...]
    published: Published
    facts: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    questions: tuple[Question, ...] = ()
    elections: tuple[Election, ...] = ()
    sums: tuple[Sum, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _dated(self) -> RealCase:
        for asked in (*self.questions, *self.elections):
            if asked.judged_by is None and asked.on is None and self.day is None:
                raise ValueError(f"{asked.rule} 没有日期:请写 on,或者写 judged_by 和 because")
        return self

    @property
    def day(self) -> date | None:
        """The date, where the day is known."""
        known = self.date is not None and _FULL_DATE.fullmatch(self.date)
        return date.fromisoformat(self.date) if known and self.date else None


class RealCases(Declared):
    """The file as a whole."""

    cases: tuple[RealCase, ...]


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
        return f"{self.label} {_short(self.value)},{_bounds_worded(self.at_least, self.at_most)}"

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
    """

    question: Question
    finding: Finding | None
    decides: Decider | None
    standing: Standing
    problem: str | None = None


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
        told = [(f"{self.case.id} {j.question.rule}", j.standing, j.question.difference) for j in self.questions]
        told += [(f"{self.case.id} {j.election.post}", j.standing, j.election.difference) for j in self.elections]
        told += [(f"{self.case.id} {j.total.check}", j.standing, j.total.difference) for j in self.sums]
        return told


def load_cases(places: Places) -> tuple[RealCase, ...]:
    """The cases of the library.

    Raises:
        LibraryError: where a file is broken or a case stands there twice.
    """
    found: dict[str, RealCase] = {}
    for path in places.files("examples", FILE):
        document = Document(path)
        for place, case in enumerate(read_as(document, RealCases).cases):
            if case.id in found:
                raise LibraryError(f"案例 {case.id} 写了两次。", where=document.where(("cases", place)))
            found[case.id] = case
    return tuple(found.values())


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
    except NoLaw as problem:
        return QuestionJudgement(question, None, None, "differs", problem.message)
    if placed is None:
        return QuestionJudgement(question, None, None, "not_held")
    finding = judge(placed.rule, placed.statute, facts, book.labels)
    decides = _decider(placed, facts, book)
    problem = None
    if question.threshold is not None and not question.threshold.fits(decides):
        problem = "门槛不同"
    same = _PUBLISHED_AS.get(finding.outcome) == question.published and problem is None
    return QuestionJudgement(question, finding, decides, "agrees" if same else "differs", problem)


def _judge_election(book: LawBook, case: RealCase, election: Election) -> ElectionJudgement:
    facts = _facts(book, case, election)
    votes.reconcile_election({"ballots_returned": election.voters}, election.votes, election.seats)
    try:
        placed = _placed(book, case, election)
    except NoLaw as problem:
        return ElectionJudgement(election, None, None, "differs", problem=problem.message)
    if placed is None:
        return ElectionJudgement(election, None, None, "not_held")

    def has_majority(name: str) -> bool:
        counted = {**facts, "votes_for": election.votes[name], "chosen_by_votes": True}
        return judge(placed.rule, placed.statute, counted, book.labels).outcome == "pass"

    result = votes.elect(election.votes, election.seats, has_majority)
    best = max(election.votes.values())
    decides = _decider(placed, {**facts, "votes_for": best}, book)
    problem = None
    if election.threshold is not None and not election.threshold.fits(decides):
        problem = "门槛不同"
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


def _placed(book: LawBook, case: RealCase, asked: _Asked) -> Placed | None:
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


def _facts(book: LawBook, case: RealCase, asked: _Asked) -> dict[str, Any]:
    given = {**case.facts, **asked.facts, **asked.assumed}
    today = case.day or date.max
    facts: dict[str, Any] = {}
    for name, value in given.items():
        fact = book.vocabulary.get(name)
        if fact is None:
            raise LibraryError(f"事实 {name} 不在词汇表中。", where=f"{FILE} {case.id}", remedy="不为规则所读的写在 figures 里。")
        facts[name] = read_value(fact, value, today=today, where=f"{FILE} {case.id} {name}")
    return facts


def _decider(placed: Placed, facts: Mapping[str, Any], book: LawBook) -> Decider | None:
    """The number or date that decides, asked of the check itself: what it would need if the fact were amiss."""
    check, labels = placed.rule.check, book.labels
    for name in check.facts():
        label, value = labels.get(name, name), facts.get(name)
        for limit in check.limits(name, facts, labels):
            if limit.earliest is not None or limit.latest is not None:
                first = limit.earliest if value is None and limit.latest != limit.earliest else None
                first = None if limit.earliest in facts.values() else first
                return Decider(name, label, value, first, limit.latest)
        if book.vocabulary[name].type not in {"count", "number", "money"}:
            continue
        for amiss in (0, _BEYOND):
            answer = check.evaluate({**facts, name: amiss}, labels)
            if answer.truth is False and name in answer.needed and answer.allowed is not None:
                return Decider(name, label, value, *answer.allowed)
    return None


def real_case_lines(app_book: LawBook, places: Places) -> list[str]:
    """The cases for the screen: a block for each, and the totals."""
    judgements = judge_cases(app_book, places)
    lines: list[str] = []
    for judgement in judgements:
        lines += [*case_lines(judgement), ""]
    return lines + _total_lines(judgements)


def case_lines(judgement: CaseJudgement) -> list[str]:
    """One case for the screen."""
    case = judgement.case
    inferred = [{"place": "地名", "province": "省份", "date": "日期"}[what] for what in case.inferred]
    marked = f"({'、'.join(inferred)}为推断)" if inferred else ""
    lines = _wrapped(f"{case.id}  {case.place}  {case.province}  {_when(case)}{marked}", "", "        ")
    lines += _wrapped(f"公布的总判断:{_PUBLISHED_WORDS[case.published]}。", "  ")
    for asked in judgement.questions:
        lines += _question_lines(asked)
    for counted in judgement.elections:
        lines += _election_lines(counted)
    lines += _sum_lines(judgement.sums)
    texts = dict.fromkeys((a.judged_by, a.because) for a in (*case.questions, *case.elections) if a.judged_by)
    for day, because in texts:
        lines += _wrapped(f"所用文本:{shown(day)}施行的;{because}。", "  ")
    for why in dict.fromkeys(a.assumption for a in (*case.questions, *case.elections) if a.assumption):
        lines += _wrapped(f"推定:{why}。", "  ")
    for why in dict.fromkeys(left.why for left in case.left_out):
        lines += _wrapped(f"不作判断:{why}。", "  ")
    if case.note:
        lines += _wrapped(f"说明:{case.note}", "  ")
    return lines


def _question_lines(asked: QuestionJudgement) -> list[str]:
    question, finding = asked.question, asked.finding
    what = f"({question.what})" if question.what else ""
    said = f"公布的:{_PUBLISHED_WORDS[question.published]}"
    if question.threshold is not None:
        said += f",{question.threshold.worded()}"
    if finding is None:
        ours = _NOT_HELD if asked.standing == "not_held" else asked.problem
        lines = _wrapped(f"○ {question.rule}{what} {ours}", "  ", "    ")
    else:
        outcome = f"{_SIGNS[finding.outcome]} {finding.citation}({question.rule}){what}:{_OUTCOME_WORDS[finding.outcome]}"
        lines = _wrapped(f"{outcome};{_why(asked, finding)}", "  ", "    ")
    return lines + _wrapped(f"{said}。{_compared(asked.standing, question.difference)}", "    ")


def _why(asked: QuestionJudgement, finding: Finding) -> str:
    parts = [asked.decides.worded()] if asked.decides else []
    if finding.missing:
        parts.append(f"尚缺{'、'.join(_missing_labels(finding))}")
    elif not parts:
        parts.append(finding.message.rstrip("。"))
    return ";".join(parts)


def _missing_labels(finding: Finding) -> list[str]:
    """The labels of what is missing, as the finding's own sentence names them."""
    return finding.message.rpartition("尚缺:")[2].rstrip("。").split("、")


def _election_lines(counted: ElectionJudgement) -> list[str]:
    election, result = counted.election, counted.result
    got = "、".join(f"{name} {number} 票" for name, number in election.votes.items())
    head = f"{election.post}选举({election.rule}),应选 {election.seats} 名,{got}"
    if result is None:
        ours = _NOT_HELD if counted.standing == "not_held" else counted.problem
        lines = _wrapped(f"○ {head}:{ours}", "  ", "    ")
    else:
        sign = "√" if result.outcome == votes.FILLED else "×"
        needed = f";{counted.decides.worded()}" if counted.decides else ""
        ours = _result_worded(result.elected, result.tied, result.vacant)
        lines = _wrapped(f"{sign} {head}:{ours}{needed}", "  ", "    ")
    said = election.published
    words = f"公布的:{_result_worded(said.elected, said.tied, said.vacant)}"
    if election.threshold is not None:
        words += f",{election.threshold.worded()}"
    return lines + _wrapped(f"{words}。{_compared(counted.standing, election.difference)}", "    ")


def _sum_lines(sums: tuple[SumJudgement, ...]) -> list[str]:
    lines: list[str] = []
    for checked in sums:
        total = checked.total
        sign = "√" if checked.problem is None else "×"
        ours = "票数相符" if checked.problem is None else checked.problem.rstrip("。")
        parts = "、".join(str(part) for part in total.parts)
        told = f"{sign} 票数 {parts},到会 {total.total}:{ours}。{_compared(checked.standing, total.difference)}"
        lines += _wrapped(told, "  ", "    ")
    return lines


def _compared(standing: Standing, difference: str | None) -> str:
    if standing == "agrees":
        return "一致"
    if standing == "not_held":
        return "收录后自动判断"
    return f"不一致:{difference or _UNEXPLAINED}"


def _result_worded(elected: tuple[str, ...], tied: tuple[str, ...], vacant: int) -> str:
    parts = [f"当选 {len(elected)} 名"]
    if tied:
        parts.append(f"{'、'.join(tied)}同票")
    if vacant:
        parts.append(f"空缺 {vacant} 名")
    return ",".join(parts)


def _total_lines(judgements: Iterable[CaseJudgement]) -> list[str]:
    totals = _totals(judgements)
    lines = [f"合计:案例 {totals['cases']} 个。"]
    for key, word in (("questions", "问规则"), ("elections", "计票"), ("sums", "核对票数")):
        part = totals[key]
        told = (
            f"{word} {part['asked']} 项:一致 {part['agrees']},不一致 {part['differs']}"
            f"(没有说明的 {part['unexplained']}),{_NOT_HELD} {part['not_held']}"
        )
        lines += _wrapped(told, "  ")
    if totals["rules_not_held"]:
        lines += _wrapped(f"{_NOT_HELD}的编号:{'、'.join(totals['rules_not_held'])}", "  ")
    return lines + _wrapped(f"没有规则可问的纯算术,不作判断:{totals['left_out']} 项", "  ")


def _totals(judgements: Iterable[CaseJudgement]) -> dict[str, Any]:
    kept = list(judgements)
    parts: dict[str, list[tuple[Standing, str | None]]] = {
        "questions": [(j.standing, j.question.difference) for c in kept for j in c.questions],
        "elections": [(j.standing, j.election.difference) for c in kept for j in c.elections],
        "sums": [(j.standing, j.total.difference) for c in kept for j in c.sums],
    }
    totals: dict[str, Any] = {"cases": len(kept)}
    for key, told in parts.items():
        counted = Counter(standing for standing, _ in told)
        totals[key] = {
            "asked": len(told),
            "agrees": counted["agrees"],
            "differs": counted["differs"],
            "unexplained": sum(standing == "differs" and not why for standing, why in told),
            "not_held": counted["not_held"],
        }
    waiting = [j.question.rule for c in kept for j in c.questions if j.standing == "not_held"]
    waiting += [j.election.rule for c in kept for j in c.elections if j.standing == "not_held"]
    totals["rules_not_held"] = sorted(set(waiting))
    totals["left_out"] = sum(len(c.case.left_out) for c in kept)
    return totals


def real_cases_json(book: LawBook, places: Places) -> dict[str, Any]:
    """The cases for scripts."""
    judgements = judge_cases(book, places)
    return {"cases": [_case_json(judgement) for judgement in judgements], "totals": _totals(judgements)}


def _case_json(judgement: CaseJudgement) -> dict[str, Any]:
    case = judgement.case
    return {
        "id": case.id,
        "place": case.place,
        "province": case.province,
        "date": case.date,
        "inferred": list(case.inferred),
        "source": case.source,
        "kind": list(case.kind),
        "published": case.published,
        "facts": case.facts,
        "figures": case.figures,
        "questions": [_question_json(asked) for asked in judgement.questions],
        "elections": [_election_json(counted) for counted in judgement.elections],
        "sums": [_sum_json(checked) for checked in judgement.sums],
        "left_out": [left.model_dump() for left in case.left_out],
        "note": case.note,
    }


def _asked_json(asked: _Asked, decides: Decider | None, standing: Standing, problem: str | None) -> dict[str, Any]:
    return {
        "rule": asked.rule,
        "judged_by": as_json(asked.judged_by),
        "because": asked.because,
        "assumed": asked.assumed,
        "assumption": asked.assumption,
        "decides": decides.as_json() if decides else None,
        "threshold": asked.threshold.model_dump(mode="json") if asked.threshold else None,
        "standing": standing,
        "difference": asked.difference if standing == "differs" else None,
        "problem": problem,
    }


def _question_json(asked: QuestionJudgement) -> dict[str, Any]:
    question = asked.question
    return {
        "what": question.what,
        "from": question.source,
        **_asked_json(question, asked.decides, asked.standing, asked.problem),
        "finding": asked.finding.as_json() if asked.finding else None,
        "published": question.published,
    }


def _election_json(counted: ElectionJudgement) -> dict[str, Any]:
    election, result = counted.election, counted.result
    ours = None
    if result is not None:
        ours = {"elected": list(result.elected), "tied": list(result.tied), "vacant": result.vacant}
    return {
        "post": election.post,
        "seats": election.seats,
        "votes": election.votes,
        **_asked_json(election, counted.decides, counted.standing, counted.problem),
        "citation": counted.citation,
        "result": ours,
        "published": election.published.model_dump(mode="json"),
    }


def _sum_json(checked: SumJudgement) -> dict[str, Any]:
    told = checked.total.model_dump(mode="json", exclude={"difference"})
    difference = checked.total.difference if checked.standing == "differs" else None
    return {**told, "standing": checked.standing, "difference": difference, "problem": checked.problem}


def _day_or_number(value: object) -> object:
    """A date written as text as a date; anything else as it is."""
    if isinstance(value, str):
        try:
            return parse_date(value, date.max)
        except BadInput as problem:
            raise ValueError(problem.message) from problem
    return value


def _when(case: RealCase) -> str:
    if case.date is None:
        return "日期不详"
    words = [f"{int(part)}{unit}" for part, unit in zip(case.date.split("-"), "年月日", strict=False)]
    return "".join(words)


def _short(value: Value | None) -> str:
    return "未知" if value is None else shown(value)


def _bounds_worded(low: Value | None, high: Value | None) -> str:
    if isinstance(low, date) or isinstance(high, date):
        first = [f"不早于 {shown(low)}"] if low is not None else []
        last = [f"不晚于 {shown(high)}"] if high is not None else []
        return "、".join(first + last)
    if low is not None and high is not None:
        return f"应为 {shown(low)} 至 {shown(high)}"
    return f"至少 {shown(low)}" if low is not None else f"至多 {shown(high)}"


_NEVER_FIRST = set("、,。;:)”》!?")
_WORD = re.compile(r"[!-~]+|.", re.DOTALL)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    """The text in lines of at most 80 columns, numbers and ids kept whole, no line beginning with a closing mark."""
    indent = rest if rest is not None else first
    lines, line, started = [], first, False
    pieces: list[str] = []
    for piece in _WORD.findall(text):
        if pieces and piece in _NEVER_FIRST:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    for piece in pieces:
        if started and _columns(line + piece.rstrip()) > COLUMNS:
            lines.append(line.rstrip())
            line, piece = indent, piece.lstrip()
        line, started = line + piece, True
    return [*lines, line.rstrip()]
