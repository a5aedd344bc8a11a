"""Votes counted by the engine and by brute force: every order in which ties could be broken."""

from itertools import combinations, pairwise, permutations, product

import pytest

from procedures.engine.votes import FILLED, SHORT, TIED, cut, elect, reconcile_ballots, reconcile_election
from procedures.errors import BadInput

PEOPLE = "甲乙丙丁"


def orders(votes):
    """All rankings by votes, ties broken in every way."""
    return [order for order in permutations(votes) if all(votes[a] >= votes[b] for a, b in pairwise(order))]


def small_votes(most, people=4):
    for count in range(1, people + 1):
        for numbers in product(range(most + 1), repeat=count):
            yield dict(zip(PEOPLE, numbers, strict=False))


@pytest.mark.parametrize("seats", [1, 2, 3])
@pytest.mark.parametrize("majority", [0, 2, 3])
def test_elected_are_those_who_win_however_ties_are_broken(seats, majority):
    for votes in small_votes(4):
        able = {name: number for name, number in votes.items() if number >= majority}
        winners = [set(order[:seats]) for order in orders(able)]
        sure = set.intersection(*winners)
        perhaps = set.union(*winners) - sure
        result = elect(votes, seats, lambda name, least=majority, all_votes=votes: all_votes[name] >= least)
        assert set(result.elected) == sure, votes
        assert set(result.tied) == perhaps, votes
        assert result.vacant == max(0, seats - len(able)), votes
        assert result.outcome == (TIED if perhaps else SHORT if len(able) < seats else FILLED), votes
        assert list(result.elected) == sorted(result.elected, key=lambda name, v=votes: -v[name])
        assert len(result.elected) + result.vacant + (seats - len(sure) if perhaps else 0) == seats


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_list_is_cut_by_votes_and_a_tie_across_the_cut_must_be_settled(size):
    for votes in small_votes(3):
        kept = [set(order[:size]) for order in orders(votes)]
        sure = set.intersection(*kept)
        tied = set.union(*kept) - sure
        for count in range(len(votes) + 1):
            for settled in combinations(votes, count):
                fits = set(settled) <= tied and len(settled) == size - len(sure)
                if not tied:
                    assert set(cut(votes, size, settled)) == sure, votes
                elif fits:
                    assert set(cut(votes, size, settled)) == sure | set(settled), votes
                else:
                    with pytest.raises(BadInput) as told:
                        cut(votes, size, settled)
                    assert all(name in told.value.message for name in tied)


def test_the_order_of_the_list_follows_the_votes():
    assert cut({"甲": 3, "乙": 9, "丙": 5}, 2, ()) == ("乙", "丙")


def test_somebody_settled_twice_does_not_fill_two_places():
    with pytest.raises(BadInput):
        cut({"甲": 3, "乙": 3, "丙": 3}, 2, ("甲", "甲"))


def test_ballots_reconcile_exactly_where_they_add_up():
    for present, issued, returned, valid, void in product((2, 3), range(5), range(5), range(4), range(3)):
        facts = {
            "ballots_issued": issued,
            "ballots_returned": returned,
            "ballots_valid": valid,
            "ballots_void": void,
        }
        right = issued <= present and returned <= issued and valid + void == returned
        if right:
            reconcile_ballots(facts, present)
        else:
            with pytest.raises(BadInput):
                reconcile_ballots(facts, present)


def test_nobody_has_more_votes_than_there_are_ballots():
    for votes in small_votes(4, people=3):
        for ballots, seats in product(range(5), (1, 2)):
            right = max(votes.values()) <= ballots and sum(votes.values()) <= ballots * seats
            if right:
                reconcile_election({"ballots_returned": ballots}, votes, seats)
            else:
                with pytest.raises(BadInput):
                    reconcile_election({"ballots_returned": ballots}, votes, seats)
