"""A planner asks for the rules of a part again only where something changed for it, and says the same as a new one."""

from datetime import date, timedelta

import pytest

from procedures.planning import planner as module
from procedures.planning.answers import add_answers
from tests.engine.office import BOOK
from tests.planning.desk import planner

GIVEN = {
    "session": {"opening_on": "2027-01-20"},
    "deputy-election": {"election_on": "2027-01-20"},
    "bill": {},
}


def said(of):
    """What a planner says: rows, conflicts and the rest of the plan."""
    return repr(of.rows()), repr(of.conflicts())


@pytest.mark.parametrize("name", GIVEN)
def test_after_any_answer_a_used_planner_says_what_a_new_one_says(name):
    used, fresh = (planner(name, GIVEN[name], "浙江") for _ in range(2))
    before = said(used)
    part = used.frame.parts[0]
    for fact in [fact for step in part.steps for fact in step.facts if part.types.get(fact) == "yesno"][:6]:
        known = dict(part.facts)
        for answer in (True, False):
            fresh = planner(name, GIVEN[name], "浙江")
            for one in (used, fresh):
                one.frame.parts[0].facts[fact] = answer
            assert said(used) == said(fresh), (fact, answer)
        part.facts.clear()
        part.facts.update(known)
        assert said(used) == before


def test_after_a_date_has_moved_a_used_planner_says_what_a_new_one_says():
    used = planner("session", GIVEN["session"], "浙江")
    (key,) = used.frame.fixed
    for days in (0, 40, -30, 40, 0):
        frame = used.moved(key, date(2027, 1, 20) + timedelta(days=days))
        fresh = planner(
            "session", {"opening_on": (date(2027, 1, 20) + timedelta(days=days)).isoformat()}, "浙江"
        )
        fresh.frame.parts[0].facts["opening_on"] = used.frame.parts[0].facts["opening_on"]
        assert repr(used.work(frame).solution) == repr(fresh.work().solution), days


@pytest.fixture
def asked(monkeypatch):
    """The places of the parts for which rules are asked, in order."""
    places, ask = [], module.rule_bounds

    def noted(part, *more):
        places.append(part.place)
        return ask(part, *more)

    monkeypatch.setattr(module, "rule_bounds", noted)
    return places


def test_the_same_is_not_asked_twice(asked):
    made = planner("session", GIVEN["session"])
    made.work()
    once = len(asked)
    assert once >= len(made.frame.parts)
    made.work()
    assert len(asked) == once


def test_an_answer_asks_again_only_for_its_own_part(asked):
    made = planner("session", GIVEN["session"])
    made.work()
    asked.clear()
    inner = made.frame.parts[3]
    inner.facts["no_such_fact"] = True  # read by no rule, so no day moves
    made.work()
    assert set(asked) == {inner.place}


def test_an_answer_that_is_inherited_asks_again_for_those_that_inherit_it(asked):
    made = planner("session", GIVEN["session"])
    made.work()
    asked.clear()
    main, *inner = made.frame.parts
    name = next(name for part in inner for name in part.procedure.inherits if name not in main.facts)
    main.facts[name] = None
    made.work()
    assert {part.place for part in inner if name in part.procedure.inherits} <= set(asked)


def test_what_is_remembered_stays_small():
    made = planner("session", GIVEN["session"])
    (key,) = made.frame.fixed
    for days in range(12):
        made.work(made.moved(key, date(2027, 1, 20) + timedelta(days=days)))
    assert {len(states) for states in made._bounds.values()} <= set(range(1, module.REMEMBERED + 1))


def test_the_open_questions_are_added_without_asking_for_everything_each_time(asked):
    made = planner("session", GIVEN["session"])
    plan = made.plan()
    once = len(asked)
    add_answers(plan, made, BOOK)
    assert any(row.otherwise for row in plan.rows)
    assert len(asked) - once < 4 * len(made.frame.parts)


def test_other_days_of_the_steps_are_asked_anew_for_their_law_may_be_another(asked):
    made = planner("suggestion", {})
    (part, *_) = made.frame.parts
    old, new = (
        made._rule_bounds(part, lambda _key, day=day: day, {})
        for day in (date(2025, 3, 11), date(2025, 3, 12))
    )
    assert asked == [part.place, part.place]
    versions = [{rule.placed.statute.version for rule in bounds} for bounds, _ in (old, new)]
    assert versions[0] != versions[1]
