"""Rules tried on facts alone, without any case: would this be lawful?"""

from __future__ import annotations

from typing import Any

from pytest_bdd import parsers, then, when

from features.steps.office import BOOK, Office, table_facts
from procedures.errors import ProceduresError
from procedures.law.facts import read_value
from procedures.law.finding import Finding, judge

OUTCOMES = {
    "合法": "pass",
    "不合法": "breach",
    "合惯例": "pass",
    "不合惯例": "breach",  # never a violation of law
    "还不能判断": "pending",
    "不适用": "not_applicable",
}


def attempt(office: Office, rule: str, day: str | None, facts: dict[str, str]) -> None:
    """Apply one rule to facts given by label or name."""
    on = office.day(day) if day else office.today
    names = {fact.label: fact for fact in BOOK.vocabulary.values()} | BOOK.vocabulary
    values: dict[str, Any] = {}
    office.finding, office.error = None, None
    try:
        for name, text in facts.items():
            fact = names[name]
            values[fact.name] = read_value(fact, text, today=office.today)
        placed = BOOK.rule(rule, on)
        office.finding = judge(placed.rule, placed.statute, values, BOOK.labels)
        office.heard.append(office.finding)
    except ProceduresError as error:
        office.error = error


@when(parsers.parse("拿{rule}试一试:"))
def try_rule(office: Office, rule: str, datatable: list[list[str]]) -> None:
    attempt(office, rule, None, table_facts(datatable))


@when(parsers.parse("按 {day}的法律拿{rule}试一试:"))
def try_rule_on(office: Office, day: str, rule: str, datatable: list[list[str]]) -> None:
    attempt(office, rule, day, table_facts(datatable))


def outcome_is(office: Office, word: str) -> Finding:
    """What the rule said, which has to be this; good practice is never called lawful or unlawful."""
    assert office.error is None, office.error
    assert office.finding is not None
    assert office.finding.outcome == OUTCOMES[word], office.finding
    if office.finding.outcome == "breach":
        assert office.finding.remedy
    practice = office.finding.level == "practice"
    assert ("惯例" in word) == practice or word in {"还不能判断", "不适用"}, "惯例不说合法不合法"
    return office.finding


@then(parsers.parse("{word},因为“{words}”"))
def judged_because(office: Office, word: str, words: str) -> None:
    finding = outcome_is(office, word)
    assert office.said(words, [finding]), finding.message


@then(parsers.re("(?P<word>合法|不合法|合惯例|不合惯例|还不能判断|不适用)$"))
def judged(office: Office, word: str) -> None:
    outcome_is(office, word)


@then(parsers.parse("不能这样填“{words}”"))
def cannot_be(office: Office, words: str) -> None:
    assert office.error is not None
    assert words in office.error.message
