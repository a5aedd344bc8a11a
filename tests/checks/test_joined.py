"""Checks joined: three values after Kleene, what is said together, and limits through the joints."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.checks.joined import Check
from procedures.errors import ImpossibleDates
from tests.checks.reading import ADAPTER, LABELS, answer, only, read, truth, within

DAY = timedelta(days=1)
VALUES = (True, False, None)


def states(name):
    return {"kind": "states", "fact": name}


def facts_of(**given):
    return {name: value for name, value in given.items() if value is not None}


def kleene_and(first, second):
    return False if False in (first, second) else None if None in (first, second) else True


def kleene_not(value):
    return None if value is None else not value


@pytest.mark.parametrize(("first", "second"), list(product(VALUES, VALUES)))
def test_three_values(first, second):
    facts = facts_of(a=first, b=second)
    missing = {name for name, value in (("a", first), ("b", second)) if value is None}
    both = read("all_of", checks=[states("a"), states("b")])
    either = read("any_of", checks=[states("a"), states("b")])
    when = read("when", **{"if": states("a"), "then": states("b")})
    expected = {
        both: kleene_and(first, second),
        either: kleene_not(kleene_and(kleene_not(first), kleene_not(second))),
        when: kleene_not(kleene_and(first, kleene_not(second))),
    }
    for check, wanted in expected.items():
        found = answer(check, **facts)
        assert found.truth is wanted, check.kind
        assert set(found.missing) == (missing if wanted is None else set()), check.kind
        assert bool(found.shortfalls) is (wanted is False), check.kind
        assert check.facts() == ("a", "b")


@pytest.mark.parametrize("value", VALUES)
def test_not(value):
    check = read("not", check=states("a"))
    assert truth(check, **facts_of(a=value)) is kleene_not(value)
    assert check.facts() == ("a",)
    assert answer(check).missing == ("a",)
    assert answer(check, a=True).shortfalls == ("不应为:甲数为是",)


@pytest.mark.parametrize("kind", ["all_of", "any_of"])
def test_a_part_that_is_open_is_never_taken_for_decided(kind):
    parts = [
        {"kind": "between", "value": "a", "at_least": 1},
        {"kind": "between", "value": "b", "at_least": 1},
    ]
    check = read(kind, checks=parts)
    decided = 5 if kind == "all_of" else 0
    assert truth(check, a="五", b=decided) is None  # a value of the wrong type leaves its part open
    assert answer(check, a="五", b=decided).missing == ("a",)


expressions = st.recursive(
    st.sampled_from("abc").map(states),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"kind": "all_of", "checks": parts}),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: {"kind": "any_of", "checks": parts}),
        inner.map(lambda part: {"kind": "not", "check": part}),
        st.tuples(inner, inner).map(lambda two: {"kind": "when", "if": two[0], "then": two[1]}),
    ),
    max_leaves=8,
)


def naive(check, facts):
    match check["kind"]:
        case "states":
            return facts.get(check["fact"])
        case "not":
            return kleene_not(naive(check["check"], facts))
        case "when":
            return kleene_not(kleene_and(naive(check["if"], facts), kleene_not(naive(check["then"], facts))))
    values = [naive(part, facts) for part in check["checks"]]
    if check["kind"] == "any_of":
        values = [kleene_not(value) for value in values]
    result = False if False in values else None if None in values else True
    return kleene_not(result) if check["kind"] == "any_of" else result


@settings(deadline=None)
@given(expressions, st.fixed_dictionaries({}, optional={name: st.booleans() for name in "abc"}))
def test_any_nesting_against_a_naive_reading(written, facts):
    check = ADAPTER.validate_python(written)
    found = answer(check, **facts)
    assert found.truth is naive(written, facts)
    if found.truth is None:
        assert found.missing
        assert not set(found.missing) & set(facts)
    assert check.worded(LABELS)
    assert ADAPTER.validate_python(check.model_dump(by_alias=True)) == check


# --- what is said together


def test_all_parts_that_fail_are_told_the_first_gives_the_number():
    check = read(
        "all_of",
        checks=[
            {"kind": "between", "value": "a", "at_least": 5},
            states("said"),
            {"kind": "between", "value": "b", "at_most": 2},
            {"kind": "between", "value": "a", "at_least": 3},
        ],
    )
    found = answer(check, a=1, said=False, b=4)
    assert found.shortfalls == (
        "甲数为 1,不少于 5",
        "已说明:否,应为是",
        "乙数为 4,不超过 2",
        "甲数为 1,不少于 3",
    )
    assert found.allowed == (5, None)
    assert found.needed == {"a": 5, "said": True, "b": 2}


def test_the_strictest_of_all_and_the_widest_of_any_binds():
    act, event = date(2026, 1, 10), date(2026, 1, 12)
    parts = [{"kind": "days_before", "act": "act_on", "event": "event_on", "days": days} for days in (3, 7)]
    all_of = answer(read("all_of", checks=parts), act_on=act, event_on=event)
    any_of = answer(read("any_of", checks=parts), act_on=act, event_on=event)
    assert (all_of.latest, all_of.earliest) == (event - 7 * DAY, act + 7 * DAY)
    assert (any_of.latest, any_of.earliest) == (event - 3 * DAY, act + 3 * DAY)
    assert any_of.shortfalls[0].startswith("以下各项都不符合:")
    assert len(any_of.shortfalls) == 1


def test_an_impossible_date_is_said_wherever_it_stands():
    reply = {"kind": "within_after", "act": "act_on", "event": "event_on", "days": 20}
    facts = {"act_on": date(2026, 1, 1), "event_on": date(2026, 1, 2), "said": True}
    for check in (
        read("all_of", checks=[states("said"), reply]),
        read("any_of", checks=[states("said"), reply]),
        read("when", **{"if": states("said"), "then": reply}),
        read("not", check=reply),
    ):
        with pytest.raises(ImpossibleDates):
            answer(check, **facts)
    assert truth(read("when", **{"if": states("said"), "then": reply}), **{**facts, "said": False}) is True


# --- limits through the joints

EVENT = date(2026, 3, 10)
ORDINARY = {"kind": "within_after", "act": "act_on", "event": "event_on", "days": 20}
DIFFICULT = {"kind": "all_of", "checks": [states("said"), {**ORDINARY, "days": 40}]}
HELD = {"kind": "in_order", "dates": ["held_on", "act_on"]}


def test_limits_of_all_are_the_limits_of_each():
    check = read("all_of", checks=[ORDINARY, HELD, states("said")])
    limits = check.limits("act_on", {"event_on": EVENT, "held_on": EVENT + 5 * DAY}, LABELS)
    assert [(limit.earliest, limit.latest) for limit in limits] == [
        (EVENT, EVENT + 20 * DAY),
        (EVENT + 5 * DAY, None),
    ]


@pytest.mark.parametrize(("said", "days"), [(True, 40), (False, 20), (None, 20)])
def test_limits_of_any_are_the_widest_that_waits_for_nothing_else(said, days):
    check = read("any_of", checks=[ORDINARY, DIFFICULT])
    limit = only(check, "act_on", event_on=EVENT, **facts_of(said=said))
    assert (limit.earliest, limit.latest) == (EVENT, EVENT + days * DAY)
    assert limit.how


def test_limits_of_any_are_none_where_one_way_is_unbound():
    check = read("any_of", checks=[ORDINARY, states("said")])
    assert check.limits("act_on", {"event_on": EVENT, "said": True}, LABELS) == ()
    assert only(check, "act_on", event_on=EVENT).latest == EVENT + 20 * DAY  # what nobody said lifts no limit
    assert only(check, "act_on", event_on=EVENT, said=False).latest == EVENT + 20 * DAY


def test_limits_of_any_where_every_way_waits_are_the_widest_of_them():
    longer = {"kind": "all_of", "checks": [states("a"), {**ORDINARY, "days": 60}]}
    check = read("any_of", checks=[DIFFICULT, longer])
    assert only(check, "act_on", event_on=EVENT).latest == EVENT + 60 * DAY
    assert only(check, "act_on", event_on=EVENT, said=True).latest == EVENT + 40 * DAY


def test_limits_of_any_are_none_where_no_way_is_open():
    closed = {"kind": "all_of", "checks": [states("said"), ORDINARY]}
    check = read("any_of", checks=[closed, closed])
    assert check.limits("act_on", {"event_on": EVENT, "said": False}, LABELS) == ()


def test_limits_of_any_with_one_side_open():
    late = {"kind": "in_order", "dates": ["event_on", "act_on"]}
    early = {"kind": "in_order", "dates": ["act_on", "held_on"]}
    check = read("any_of", checks=[late, {"kind": "all_of", "checks": [late, early]}])
    limit = only(check, "act_on", event_on=EVENT, held_on=EVENT + DAY)
    assert (limit.earliest, limit.latest) == (EVENT, None)
    limit = only(read("any_of", checks=[late, early]), "act_on", event_on=EVENT, held_on=EVENT + DAY)
    assert (limit.earliest, limit.latest) == (None, None)


def test_limits_of_any_over_ways_of_several_limits():
    ways = [
        {"kind": "all_of", "checks": [ORDINARY, {**ORDINARY, "days": 10}, HELD]},
        {"kind": "all_of", "checks": [{**ORDINARY, "days": 5}, {**HELD, "strictly": True}, ORDINARY]},
    ]
    limit = only(read("any_of", checks=ways), "act_on", event_on=EVENT, held_on=EVENT + 3 * DAY)
    assert (limit.earliest, limit.latest) == (EVENT + 3 * DAY, EVENT + 10 * DAY)
    assert "10日" in "".join(limit.how)


@pytest.mark.parametrize(("said", "bound"), [(True, True), (False, False), (None, False)])
def test_limits_of_when_bind_only_where_the_condition_is_known_to_hold(said, bound):
    check = read("when", **{"if": states("said"), "then": ORDINARY})
    assert bool(check.limits("act_on", facts_of(event_on=EVENT, said=said), LABELS)) is bound
    assert check.worded(LABELS) == "如果已说明为是,则办理日在起算日起20日内"


def test_limits_of_not_are_none():
    assert read("not", check=ORDINARY).limits("act_on", {"event_on": EVENT}, LABELS) == ()


parts = st.one_of(
    st.builds(lambda days: {**ORDINARY, "days": days}, st.integers(0, 15)),
    st.builds(
        lambda days: {"kind": "days_before", "act": "act_on", "event": "held_on", "days": days},
        st.integers(0, 15),
    ),
    st.builds(lambda strictly: {**HELD, "strictly": strictly}, st.booleans()),
)


@settings(deadline=None)
@given(st.lists(parts, min_size=1, max_size=4), st.integers(-5, 30))
def test_inside_all_limits_passes_and_outside_fails(parts, gap):
    check = read("all_of", checks=parts)
    others = {"event_on": EVENT, "held_on": EVENT + gap * DAY}
    limits = check.limits("act_on", others, LABELS)
    for offset in range(-25, 50):
        day = EVENT + offset * DAY
        try:
            holds = truth(check, act_on=day, **others)
        except ImpossibleDates:
            holds = False
        assert holds is within(limits, day), (offset, limits)


@settings(deadline=None)
@given(st.lists(st.integers(0, 30), min_size=2, max_size=4))
def test_inside_the_limits_of_any_passes_and_outside_fails(lengths):
    check = read("any_of", checks=[{**ORDINARY, "days": days} for days in lengths])
    limits = check.limits("act_on", {"event_on": EVENT}, LABELS)
    for offset in range(40):
        day = EVENT + offset * DAY
        assert truth(check, act_on=day, event_on=EVENT) is within(limits, day)


# --- the vocabulary as a whole


def test_every_kind_of_the_vocabulary_is_tested_here():
    kinds = {member.model_fields["kind"].annotation.__args__[0] for member in Check.__args__[0].__args__}
    assert kinds == {
        *("at_least_fraction", "at_most_fraction", "more_than_half", "between", "at_least_often"),
        *("days_before", "within_after", "in_order", "same_day", "same_year", "calendar_day"),
        "day_of_month",
        *("by_end_of_month", "age_reached"),
        *("done_by", "one_of", "states", "same_answer", "contains", "given"),
        *("all_of", "any_of", "not", "when"),
    }


def filled(fact):
    return {"kind": "given", "fact": fact}


def negated(check):
    return {"kind": "not", "check": check}


ANY = {
    "kind": "any_of",
    "checks": [negated(filled("a")), {"kind": "one_of", "fact": "b", "values": ["会前"]}],
}
ALL = {"kind": "all_of", "checks": [states("said"), filled("a")]}


def test_words_of_joined_checks():
    assert read("all_of", checks=[states("said"), states("a")]).worded(LABELS) == "已说明为是;甲数为是"
    assert read("any_of", checks=[states("said"), states("a")]).worded(LABELS) == "已说明为是,或者甲数为是"
    assert read("not", check=states("said")).worded(LABELS) == "已说明为否"


def test_joined_checks_read_as_people_say_it():
    assert read(**ANY).worded(LABELS) == "没有填甲数,或者乙数为会前"
    assert read(**negated(ANY)).worded(LABELS) == "填了甲数,并且乙数不是会前"
    assert read(**negated(ALL)).worded(LABELS) == "已说明为否,或者没有填甲数"
    assert read(**negated(negated(ALL))).worded(LABELS) == "已说明为是,并且填了甲数"
    assert read(**negated(negated(ANY))).denied(LABELS) == read(**negated(ANY)).worded(LABELS)


def test_brackets_stand_only_where_two_ways_of_joining_meet():
    assert (
        read("any_of", checks=[ALL, filled("b")]).worded(LABELS) == "(已说明为是,并且填了甲数),或者填了乙数"
    )
    assert (
        read("any_of", checks=[ANY, filled("a")]).worded(LABELS) == "没有填甲数,或者乙数为会前,或者填了甲数"
    )
    assert read("any_of", checks=[negated(ALL), filled("b")]).worded(LABELS) == (
        "已说明为否,或者没有填甲数,或者填了乙数"
    )
    assert read("any_of", checks=[negated(ANY), filled("b")]).worded(LABELS) == (
        "(填了甲数,并且乙数不是会前),或者填了乙数"
    )
    assert read("all_of", checks=[ANY, filled("a")]).denied(LABELS) == (
        "(填了甲数,并且乙数不是会前),或者没有填甲数"
    )


def test_words_of_a_condition_and_of_its_breach():
    check = read("when", **{"if": ANY, "then": ALL})
    assert check.worded(LABELS) == "如果没有填甲数,或者乙数为会前,则已说明为是,并且填了甲数"
    assert check.denied(LABELS) == "(没有填甲数,或者乙数为会前),但是(已说明为否,或者没有填甲数)"
    simple = read("when", **{"if": filled("a"), "then": states("said")})
    assert read("all_of", checks=[simple.model_dump(by_alias=True), filled("b")]).denied(LABELS) == (
        "(填了甲数,但是已说明为否),或者没有填乙数"
    )
    assert read("not", check=simple.model_dump(by_alias=True)).worded(LABELS) == "填了甲数,但是已说明为否"


@pytest.mark.parametrize(
    ("kind", "keys", "words"),
    [
        ("done_by", {"actor": "a", "by": ["主席", "大会"]}, "甲数不是主席或大会"),
        ("states", {"fact": "said", "is": False}, "已说明为是"),
        ("same_answer", {"both": ["a", "b"]}, "甲数与乙数不一致"),
        ("contains", {"list": "a", "items": ["甲"]}, "甲数没有包括甲"),
        ("contains", {"list": "a", "items": ["甲", "乙"]}, "甲数没有都包括甲、乙"),
        ("at_least_fraction", {"part": "a", "whole": "b", "fraction": "2/3"}, "甲数少于乙数的三分之二"),
        ("at_most_fraction", {"part": "a", "whole": "b", "fraction": "1/2"}, "甲数超过乙数的一半"),
        ("more_than_half", {"part": "a", "whole": "b"}, "甲数不超过乙数的一半"),
        ("between", {"value": "a", "at_least": 3, "at_most": 5}, "甲数少于3或者超过5"),
        ("between", {"value": "a", "more_than": 3}, "甲数不多于3"),
        ("between", {"value": "a", "less_than": 3}, "甲数不少于3"),
        ("between", {"value": "a", "exactly": 3}, "甲数不等于3"),
        ("at_least_often", {"count": "a", "times": 2}, "甲数少于 2"),
        ("days_before", {"act": "a", "event": "b", "days": 7}, "甲数离乙数不足 7 日"),
        ("in_order", {"dates": ["a", "b"]}, "甲数晚于乙数"),
        ("in_order", {"dates": ["a", "b"], "strictly": True}, "甲数不早于乙数"),
        ("in_order", {"dates": ["a", "b", "said"]}, "不符合“甲数不晚于乙数不晚于已说明”"),
        ("same_day", {"dates": ["a", "b"]}, "不符合“甲数与乙数为同一日”"),
    ],
)
def test_words_of_what_does_not_hold(kind, keys, words):
    assert read(kind, **keys).denied(LABELS) == words
