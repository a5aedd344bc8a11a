"""Published cases of real congresses, told: our outcome with the number that decides, beside the published one.

The cases stand in `examples/real_cases.yaml` (model in `published`) and are judged in `case_judging`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from procedures.checks.base import shown
from procedures.engine import votes
from procedures.law.book import LawBook
from procedures.law.finding import Finding, as_json
from procedures.library.places import Places
from procedures.training.case_judging import (
    CaseJudgement,
    Decider,
    ElectionJudgement,
    QuestionJudgement,
    Standing,
    SumJudgement,
    judge_case,
    judge_cases,
)
from procedures.training.published import Asked, RealCase, load_cases

__all__ = [
    "CaseJudgement",
    "case_lines",
    "judge_case",
    "judge_cases",
    "load_cases",
    "real_case_lines",
    "real_cases_json",
]

COLUMNS = 80

_PUBLISHED_WORDS = {"lawful": "合法", "breach": "不合法", "undecided": "不能判断"}
_OUTCOME_WORDS = {"pass": "合法", "breach": "不合法", "pending": "不能判断", "not_applicable": "不适用"}
_SIGNS = {"pass": "√", "breach": "×", "pending": "…", "not_applicable": "○"}
_NOT_HELD = "规则尚未收录"
_UNEXPLAINED = "没有说明"


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
        lines += _wrapped(f"按{shown(day)}有效的文本判断:{because}。", "  ")
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
    return lines + _wrapped(
        f"{said}。{_compared(asked.standing, question.difference, asked.problem)}", "    "
    )


def _why(asked: QuestionJudgement, finding: Finding) -> str:
    parts = [asked.decides.worded()] if asked.decides else []
    if asked.missing:
        parts = parts or list(asked.observed)
        parts.append(f"尚缺{'、'.join(asked.missing)}")
    return ";".join(parts) or finding.message.rstrip("。")


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
    return lines + _wrapped(
        f"{words}。{_compared(counted.standing, election.difference, counted.problem)}", "    "
    )


def _sum_lines(sums: tuple[SumJudgement, ...]) -> list[str]:
    lines: list[str] = []
    for checked in sums:
        total = checked.total
        sign = "√" if checked.problem is None else "×"
        ours = "票数相符" if checked.problem is None else checked.problem.rstrip("。")
        parts = "、".join(str(part) for part in total.parts)
        told = (
            f"{sign} 票数 {parts},到会 {total.total}:{ours}。{_compared(checked.standing, total.difference)}"
        )
        lines += _wrapped(told, "  ", "    ")
    return lines


def _compared(standing: Standing, difference: str | None, problem: str | None = None) -> str:
    if standing == "agrees":
        return "一致"
    if standing == "not_held":
        return "收录后自动判断"
    reasons = [difference] if difference else [problem, _UNEXPLAINED]
    return f"不一致:{','.join(reason for reason in reasons if reason)}"


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
        "date": case.when,
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


def _asked_json(
    asked: Asked, decides: Decider | None, standing: Standing, problem: str | None
) -> dict[str, Any]:
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


def _when(case: RealCase) -> str:
    if case.when is None:
        return "日期不详"
    words = [f"{int(part)}{unit}" for part, unit in zip(case.when.split("-"), "年月日", strict=False)]
    return "".join(words)


_NEVER_FIRST = set("、,。;:)”》!?")
_WORD = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[!-~]+|.", re.DOTALL)


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    """The text in lines of at most 80 columns, numbers and ids kept whole, no line beginning with a closing mark."""
    indent = rest if rest is not None else first
    pieces: list[str] = []
    for piece in _WORD.findall(text):
        if pieces and piece in _NEVER_FIRST:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    lines, line = [], first
    for piece in pieces:
        if line.strip() and _columns(line + piece.rstrip()) > COLUMNS:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]
