"""The number that a rule fixes is the least that the rule itself calls enough."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from procedures.checks.joined import Check
from procedures.law.book import LawBook
from procedures.law.thresholds import number_fixed, share
from procedures.library.places import places

BOOK = LawBook(places())
DAY = date(2026, 2, 5)


@pytest.mark.parametrize(
    ("rule", "of_72", "of_73", "of_1"),
    [
        ("ORG-14-4", 48, 49, 1),  # two thirds, the fraction itself is enough
        ("ORG-25-1", 37, 37, 1),  # more than half
        ("ORG-14-3a", 15, 15, 1),  # one fifth
        ("ORG-26-2", 10, 10, 10),  # ten
    ],
)
def test_numbers_of_the_law(rule, of_72, of_73, of_1):
    check = BOOK.rule(rule, DAY).rule.check
    numbers = [number_fixed(check, {"deputies_in_office": n}) for n in (72, 73, 1)]
    assert numbers == [of_72, of_73, of_1]


def test_nothing_is_fixed_where_the_whole_is_not_known():
    assert number_fixed(BOOK.rule("ORG-14-4", DAY).rule.check, {"population": 41000}) is None
    assert number_fixed(BOOK.rule("ORG-28-1", DAY).rule.check, {"deputies_in_office": 72}) is None


CHECK = TypeAdapter(Check)


@given(st.integers(1, 300), st.fractions(Fraction(1, 100), 1))
def test_one_fewer_is_not_enough(whole, fraction):
    check = CHECK.validate_python(
        {
            "kind": "at_least_fraction",
            "part": "signers",
            "whole": "deputies_in_office",
            "fraction": f"{fraction.numerator}/{fraction.denominator}",
        }
    )
    number = number_fixed(check, {"deputies_in_office": whole})
    facts = {"deputies_in_office": whole}
    assert check.evaluate({**facts, "signers": number}, {}).truth is True
    assert check.evaluate({**facts, "signers": number - 1}, {}).truth is False


@given(st.integers(1, 300))
def test_more_than_half(whole):
    check = CHECK.validate_python(
        {"kind": "more_than_half", "part": "votes_for", "whole": "deputies_in_office"}
    )
    assert number_fixed(check, {"deputies_in_office": whole}) == whole // 2 + 1
    assert share(check, {}) is None


def test_the_greatest_where_there_is_no_least():
    check = CHECK.validate_python(
        {"kind": "at_most_fraction", "part": "observers", "whole": "deputies_in_office", "fraction": "1/2"}
    )
    assert number_fixed(check, {"deputies_in_office": 73}) == 36
    between = CHECK.validate_python({"kind": "between", "value": "vice_chairs", "at_most": "2"})
    assert number_fixed(between, {}) == 2
    within = CHECK.validate_python(
        {"kind": "between", "value": "presidium_members", "at_least": "population // 10000"}
    )
    assert number_fixed(within, {"population": 41000}) == 4
    assert number_fixed(within, {}) is None
