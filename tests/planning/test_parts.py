"""Which steps every case goes through, which order binds, and what a condition comes to while a case lies ahead."""

import pytest
from pydantic import TypeAdapter

from procedures.checks.joined import Check
from procedures.planning.conditions import PRESENT, facts_at, planned, truth
from procedures.planning.given import parts_of
from procedures.planning.parts import Key
from procedures.planning.shape import precedences
from tests.engine.office import BOOK, SHELF
from tests.planning.desk import PROCEDURES

ADAPTER = TypeAdapter(Check)


def part(name):
    return parts_of(BOOK, SHELF, name)[0]


def test_only_what_lies_on_every_way_has_to_be_done():
    suggestion = part("suggestion")
    assert {"submit", "hand-over", "reply", "opinion", "report", "publish"} <= suggestion.always
    assert not {"reply-again", "decline", "return", "follow-up", "communicate"} & suggestion.always


def test_steps_that_undo_what_is_planned_are_left_out():
    ids = {step.id for step in part("session").steps}
    assert "reschedule" not in ids
    assert "fix-new-date" not in ids  # it only follows a rescheduling
    assert {"decide-date", "publish-date", "open"} <= ids


def test_order_is_that_of_every_way():
    found = {(first, second) for first, second, _ in precedences(part("suggestion"))}
    assert ("hand-over", "reply") in found
    assert ("submit", "hand-over") in found
    assert ("reply", "opinion") in found
    assert ("opinion", "reply-again") in found
    assert ("reply-again", "report") not in found
    assert ("follow-up", "reply") not in found  # it may come again after a second opinion


@pytest.mark.parametrize("name", PROCEDURES)
def test_no_order_runs_in_a_circle(name):
    after = {}
    for first, second, _ in precedences(part(name)):
        after.setdefault(first, set()).add(second)
    for begin in after:
        reached, todo = set(), [begin]
        while todo:
            fresh = after.get(todo.pop(), set()) - reached
            reached |= fresh
            todo += fresh
        assert begin not in reached, begin


def test_a_fact_is_led_back_to_the_step_whose_day_it_is():
    session = part("session")
    decide = session.step("decide-date")
    assert session.key(decide, "opening_on") == Key(0, "open")
    assert session.key(decide, "decided_on") == Key(0, "decide-date")
    election, *inner = parts_of(BOOK, SHELF, "deputy-election")
    (district,) = [one for one in inner if one.procedure.procedure == "district-vote"]
    assert district.case_key("election_on") == election.case_key("election_on")
    assert district.case_key("initial_candidates_published_on") == Key(district.place, "publish-initial")


def test_given_is_open_until_it_is_known():
    check = planned(ADAPTER.validate_python({"kind": "not", "check": {"kind": "given", "fact": "unit_name"}}))
    assert truth(check, {}, {}) is None
    assert truth(check, {PRESENT + "unit_name": True}, {}) is False
    assert truth(check, {PRESENT + "unit_name": False}, {}) is True


def test_presets_are_supposed_and_not_stated():
    suggestion = part("suggestion")
    reply = suggestion.step("reply")
    assert "difficult" not in facts_at(suggestion, reply, presets=False)
    assert facts_at(suggestion, reply, presets=True)["difficult"] is False
    suggestion.facts["difficult"] = True
    assert facts_at(suggestion, reply, presets=True)["difficult"] is True


def test_what_follows_from_an_answer_is_known_with_it():
    session = part("session")
    opening = session.step("open")
    assert "special_session" not in facts_at(session, opening, presets=True)
    session.facts["session_kind"] = "临时会议"
    assert facts_at(session, opening, presets=True)["special_session"] is True
