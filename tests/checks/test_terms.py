"""Terms: whole numbers, names and + - * //; nothing else, and nothing is evaluated."""

from decimal import Decimal
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from procedures.checks.terms import TermField, parse_term

FACTS = {"seats": 3, "surplus": 1, "population": 2999, "money": Decimal("12.50")}
LABELS = {"seats": "名额", "surplus": "差额", "population": "人口"}


class Holder(BaseModel):
    term: TermField


@pytest.mark.parametrize(
    ("text", "number", "facts"),
    [
        ("5", 5, ()),
        ("seats", 3, ("seats",)),
        (" seats ", 3, ("seats",)),
        ("seats + surplus", 4, ("seats", "surplus")),
        ("seats - surplus - 1", 1, ("seats", "surplus")),
        ("45 + population // 1500", 46, ("population",)),
        ("(seats + 1) * 2", 8, ("seats",)),
        ("seats + 1 * 2", 5, ("seats",)),
        ("seats - (surplus + 1)", 1, ("seats", "surplus")),
        ("surplus - seats", -2, ("surplus", "seats")),
        ("(surplus - 4) // 2", -2, ("surplus",)),
        ("seats * seats", 9, ("seats",)),
        ("money * 2", 25, ("money",)),
        ("money // 5", 2, ("money",)),
    ],
)
def test_arithmetic(text, number, facts):
    term = parse_term(text)
    assert term.work_out(FACTS) == number
    assert term.facts() == facts
    assert parse_term(term.text).work_out(FACTS) == number


@pytest.mark.parametrize(
    "text",
    [
        "a / 2",
        "a % 2",
        "a ** 2",
        "a @ b",
        "a | b",
        "a << 1",
        "-a",
        "-5",
        "+5",
        "~a",
        "not a",
        "a and b",
        "a < b",
        "a if b else c",
        "f(a)",
        "a.b",
        "a[0]",
        "[a]",
        "(a, b)",
        "{a}",
        "{}",
        "lambda: 1",
        "a := 1",
        "(a := 1)",
        "1.5",
        "1e3",
        "1j",
        "'a'",
        "b'a'",
        "f'{a}'",
        "True",
        "None",
        "...",
        "*a",
        "a b",
        "a +",
        "",
        "   ",
        "a; b",
        "a = 1",
        "import os",
        "__import__('os')",
        "await a",
        "a //",
        "1 + x.__class__",
        "[x for x in a]",
    ],
)
def test_everything_else_is_refused_with_a_message(text):
    with pytest.raises(ValueError, match=r"里只能有整数、事实名和 \+ - \* //|读不懂的算式") as caught:
        parse_term(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize("text", ["a // 0", "a // b", "a // (1 + 1)", "1 // 0"])
def test_nothing_is_divided_by_what_may_be_nothing(text):
    with pytest.raises(ValueError, match="只能除以不是零的整数"):
        parse_term(text)


@pytest.mark.parametrize("value", [True, False, 1.5, None, [1], {"a": 1}, Decimal(1)])
def test_a_field_takes_whole_numbers_and_text_only(value):
    with pytest.raises(ValidationError, match="应为整数、事实名或算式"):
        Holder(term=value)


def test_a_field_takes_numbers_and_text():
    assert Holder(term=5).term == parse_term("5")
    assert Holder(term="seats").term == parse_term("seats")
    assert Holder(term=parse_term("seats")).term.name == "seats"
    assert Holder(term="seats+1").model_dump() == {"term": "seats + 1"}


def test_a_missing_fact_makes_the_whole_unknown():
    term = parse_term("seats + other * 0")
    assert term.work_out(FACTS) is None
    assert term.missing(FACTS) == ("other",)
    assert term.missing({}) == ("seats", "other")
    assert parse_term("seats").missing({"seats": "三"}) == ("seats",)
    assert parse_term("seats").work_out({"seats": "三"}) is None
    assert parse_term("5").missing({}) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("45 + population // 1500", "45加人口除以(取整)1500"),
        ("seats - surplus", "名额减差额"),
        ("seats - surplus - 1", "名额减差额减1"),
        ("seats - (surplus + 1)", "名额减(差额加1)"),
        ("(seats + surplus) * 2", "(名额加差额)乘以2"),
        ("seats + surplus * 2", "名额加差额乘以2"),
        ("unknown + 1", "unknown加1"),
    ],
)
def test_a_term_in_chinese(text, words):
    assert parse_term(text).worded(LABELS) == words


numbers = st.integers(-(10**12), 10**12)


@settings(deadline=None)
@given(numbers, numbers, st.integers(1, 10**6))
def test_arithmetic_is_that_of_whole_numbers(first, second, divisor):
    facts = {"a": first, "b": second}
    for sign, result in (("+", first + second), ("-", first - second), ("*", first * second)):
        assert parse_term(f"a {sign} b").work_out(facts) == result
    quotient = parse_term(f"a // {divisor}").work_out(facts)
    assert quotient == first // divisor
    assert type(quotient) is int


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=2), st.integers(1, 999))
def test_whole_division_of_money_rounds_down_as_that_of_whole_numbers(money, divisor):
    cents = int(money * 100)
    assert parse_term(f"a // {divisor}").work_out({"a": money}) == floor(cents // (100 * divisor))
