"""Papers checked: a text in, findings out."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_bdd import given, parsers, then, when

from features.steps.office import BOOK, Office
from procedures.library.places import places
from procedures.papers.checking.desk import Desk
from procedures.papers.checking.finding import PaperFinding
from procedures.papers.checking.paper import Paper, Passage
from procedures.papers.checking.registry import check_paper
from procedures.papers.checking.subject import Subject

DESK = Desk(places(), BOOK)
SEVERITIES = {"错误": "error", "提醒": "warning"}


@pytest.fixture
def checked_paper() -> dict[str, Any]:
    return {"lines": [], "findings": []}


@given("一份文书:")
def a_paper(checked_paper: dict[str, Any], docstring: str) -> None:
    checked_paper["lines"] = [line.strip() for line in docstring.splitlines() if line.strip()]


@when("检查这份文书")
def check(checked_paper: dict[str, Any], office: Office) -> None:
    passages = tuple(
        Passage(line, f"第 {n} 段", "body", n) for n, line in enumerate(checked_paper["lines"], 1)
    )
    checked_paper["findings"] = check_paper(Subject(Paper("文书", "文书", passages), DESK, office.today))


@then(parsers.parse("检查出{severity}“{code}”,在{place},说明“{words}”"))
def found(checked_paper: dict[str, Any], severity: str, code: str, place: str, words: str) -> None:
    findings: list[PaperFinding] = checked_paper["findings"]
    same = [one for one in findings if (one.code, one.place) == (code, place)]
    assert same, findings
    assert same[0].severity == SEVERITIES[severity]
    assert words in same[0].message + same[0].proposal, same[0]


@then(parsers.parse("一共检查出 {number:d} 处"))
def number_found(checked_paper: dict[str, Any], number: int) -> None:
    assert len(checked_paper["findings"]) == number, checked_paper["findings"]


@then("文书没有问题")
def nothing_found(checked_paper: dict[str, Any]) -> None:
    assert checked_paper["findings"] == []
