"""The pocket card, tallies and powers, worked out from the rules."""

from __future__ import annotations

from datetime import date

import pytest

from procedures.compliance.pocket import pocket_card, tally_votes
from procedures.compliance.powers import ask_power
from procedures.errors import NoLaw, UnknownName
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.shelf import Shelf

ON = date(2026, 12, 1)


@pytest.fixture(scope="module")
def book():
    return LawBook(places())


@pytest.fixture(scope="module")
def shelf():
    return Shelf(places())


@pytest.mark.parametrize(
    ("deputies", "quorum", "majority", "fifth"),
    [(72, 48, 37, 15), (71, 48, 36, 15), (70, 47, 36, 14), (75, 50, 38, 15)],
)
def test_thresholds_follow_the_number_of_deputies(book, deputies, quorum, majority, fifth):
    rows = {row["rule"]: row["number"] for row in pocket_card(book, deputies, None, ON)}
    assert rows["ORG-14-4"] == f"至少 {quorum}"
    assert rows["ORG-25-1a"] == f"至少 {majority}"
    assert rows["ORG-14-3a"] == f"至少 {fifth}"
    assert rows["ORG-22-2"] == "至少 5"
    assert rows["ORG-26-2"] == "至少 10"


def test_a_tie_across_the_last_seat_goes_to_a_revote(book, shelf):
    votes = {"甲": 58, "乙": 41, "丙": 37, "丁": 37, "戊": 20}
    told = tally_votes(book, shelf, "officer", votes, seats=3, base=72, on=ON)
    assert told["elected"] == ["甲", "乙"]
    assert told["tied"] == ["丙", "丁"]
    assert (told["vacant"], told["next"], told["needed"]) == (0, "revote", 37)
    assert any("第二十五条" in citation for citation in told["citations"])


def test_half_of_all_deputies_is_not_a_majority(book, shelf):
    told = tally_votes(book, shelf, "officer", {"甲": 36}, seats=1, base=72, on=ON)
    assert (told["elected"], told["vacant"], told["next"]) == ([], 1, "further_election")


def test_before_the_law_held_here_nothing_is_computed(book, shelf):
    with pytest.raises(NoLaw):
        tally_votes(book, shelf, "officer", {"甲": 37}, seats=1, base=72, on=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("who", "what", "may", "rule"),
    [
        ("大会", "批准预算", True, "BUD-21-3"),
        ("主席团", "批准预算", False, "BUD-21-3"),
        ("主席团", "决定开会日期", True, "ORG-14-1b"),
        ("主席", "决定开会日期", False, "ORG-14-1b"),
        ("本级政府", "交办建议", False, "DEP-51-1"),
    ],
)
def test_who_may_do_what(book, shelf, who, what, may, rule):
    answer = ask_power(book, shelf, who, what, ON, None)
    assert answer["may"] is may
    assert rule in {row["rule"] for row in answer["answers"]}
    assert all(row["citation"] and row["remedy"] for row in answer["answers"])


def test_unknown_actors_and_matters_are_told(book, shelf):
    with pytest.raises(UnknownName, match="村委会"):
        ask_power(book, shelf, "村委会", "批准预算", ON, None)
    with pytest.raises(UnknownName, match="没有找到"):
        ask_power(book, shelf, "主席团", "发射火箭", ON, None)
