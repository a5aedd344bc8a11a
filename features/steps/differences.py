"""Local texts that differ from national law: what is said, from either side."""

from __future__ import annotations

from pytest_bdd import parsers, then, when

from features.steps.cases import verdict
from features.steps.office import BOOK, Office, table_facts
from features.steps.rules import attempt
from procedures.engine.outlook import outlook
from procedures.law.differences import difference, with_differences


@when(parsers.parse("在{province}拿{rule}试一试:"))
def try_in(office: Office, province: str, rule: str, datatable: list[list[str]]) -> None:
    attempt(office, rule, None, table_facts(datatable))
    assert office.finding is not None, office.error
    office.finding = with_differences([office.finding], BOOK, province, office.today)[0]


@then(parsers.parse("说明两法不同“{words}”"))
def says_that_they_differ(office: Office, words: str) -> None:
    assert office.finding is not None
    assert words in str(office.finding.conflict), office.finding.conflict


@then("没有说两法不同")
def says_nothing(office: Office) -> None:
    assert office.finding is not None
    assert office.finding.conflict is None


@then(parsers.parse("{rule}说明“{words}”"))
def shown_of_a_requirement(office: Office, rule: str, words: str) -> None:
    """What `renda rule show` says of a requirement that no rule decides."""
    item, statute = BOOK.without_rule(rule)[-1]
    assert words in str(difference(item, statute))


@then(parsers.parse("结论{rule}说明两法不同“{words}”"))
def verdict_says_that_they_differ(office: Office, rule: str, words: str) -> None:
    found = [f.conflict for f in verdict(office).findings if f.rule == rule]
    assert found, [f.rule for f in verdict(office).findings]
    assert all(words in str(text) for text in found), found


@then(parsers.parse("“{step}”的期限说明两法不同“{words}”"))
def step_says_that_they_differ(office: Office, step: str, words: str) -> None:
    rows = {row.title: row for row in outlook(office.engine, office.case).steps}
    assert words in str(rows[step].conflict), rows[step].conflict
