"""An extension that nobody has recorded gives no further days; the plan asks for it and says the days it would give."""

from datetime import date

import pytest

from procedures.planning import wording
from procedures.planning.conditions import open_ways
from tests.checks.reading import LABELS, read
from tests.planning.desk import plan, row


def asked(made):
    return {one.fact for one in made.questions}


def other_days(shown):
    return [(one.condition, one.latest, one.basis.rule) for one in shown.otherwise]


def test_a_consent_that_is_not_recorded_leaves_the_ordinary_period_and_is_asked_for():
    made = plan("suggestion", "重庆", handed_over_on="2027-01-20", difficult="是")
    reply = row(made, "答复代表")
    assert (reply.latest.day, reply.latest.rule, reply.conditions) == (date(2027, 3, 20), "CQ-16-1a", ())
    assert other_days(reply) == [("延期已获同意:是", date(2027, 5, 20), "CQ-16-1a")]
    (question,) = [one for one in made.questions if one.fact == "extension_approved"]
    assert (question.values, question.affects) == (("是", "否"), ("答复代表",))


@pytest.mark.parametrize(("consent", "last"), [("是", date(2027, 5, 20)), ("否", date(2027, 3, 20))])
def test_a_consent_that_is_answered_is_not_asked_for_again(consent, last):
    made = plan("suggestion", "重庆", handed_over_on="2027-01-20", difficult="是", extension_approved=consent)
    reply = row(made, "答复代表")
    assert reply.latest.day == last
    assert reply.otherwise == []
    assert "extension_approved" not in asked(made)


def test_the_stricter_of_two_laws_ends_the_extension():
    """Three months of the Deputies Law for a suggestion that is not difficult, though the province would give four."""
    reply = row(plan("suggestion", "重庆", handed_over_on="2027-01-20"), "答复代表")
    assert other_days(reply) == [("延期已获同意:是", date(2027, 4, 20), "DEP-51-2a")]


def test_a_preset_and_a_consent_that_extend_only_together_are_said_together():
    made = plan("suggestion", "山东", handed_over_on="2027-01-20")
    reply = row(made, "答复代表")
    assert (reply.latest.day, reply.latest.rule) == (date(2027, 4, 20), "DEP-51-2a")
    both = "涉及面广、处理难度大:是,而且延期已获同意:是"
    assert [(one.condition, one.latest) for one in reply.otherwise] == [(both, date(2027, 7, 20))]
    assert wording.other_way(reply.otherwise[0], reply).startswith(f"{both}的,最迟 2027-07-20(")
    assert "extension_approved" in asked(made)
    assert "difficult" not in asked(made)  # a preset is an answer; the other one is shown, and not asked for


def test_an_answer_that_moves_only_the_first_day_says_so():
    closing = row(plan("suggestion", "山东", replied_on="2027-01-20"), "闭幕日期")
    told = {wording.other_way(one, closing) for one in closing.otherwise}
    assert (closing.earliest.day, closing.latest.day) == (date(2026, 11, 20), date(2027, 1, 20))
    assert "有特殊情况:是的,最早 2026-09-20(山东省乡镇人民代表大会工作若干规定第十五条)" in told


def test_two_open_answers_that_extend_only_together_are_both_asked_for():
    made = plan("question", "上海", closing_on="2027-01-20")
    reply = row(made, "派人答复")
    assert reply.latest.day == date(2027, 1, 20)
    assert other_days(reply) == [
        ("涉及面广、处理难度大:是,而且延期已获同意:是", date(2027, 3, 20), "SHD-15-1")
    ]
    assert {"difficult", "extension_approved"} <= asked(made)
    halfway = row(plan("question", "上海", closing_on="2027-01-20", difficult="是"), "派人答复")
    assert other_days(halfway) == [("延期已获同意:是", date(2027, 3, 20), "SHD-15-1")]


def test_the_nation_has_no_such_consent_and_asks_for_none():
    made = plan("suggestion", handed_over_on="2027-01-20")
    assert "extension_approved" not in asked(made)


SAID, ASKED = ({"kind": "states", "fact": name} for name in ("said", "asked"))
ORDINARY, LONGER = (
    {"kind": "within_after", "act": "act_on", "event": "event_on", "days": days} for days in (20, 40)
)
BOTH = {"kind": "all_of", "checks": [SAID, ASKED, LONGER]}


@pytest.mark.parametrize(
    ("check", "known", "ways"),
    [
        (ORDINARY, {}, set()),
        (BOTH, {}, set()),  # no choice of ways: what it waits for is asked as it is
        ({"kind": "any_of", "checks": [ORDINARY, BOTH]}, {}, {(), ("asked", "said")}),
        ({"kind": "any_of", "checks": [ORDINARY, BOTH]}, {"said": True}, {(), ("asked",)}),
        ({"kind": "any_of", "checks": [ORDINARY, BOTH]}, {"said": False}, {()}),
        ({"kind": "not", "check": {"kind": "any_of", "checks": [ORDINARY, BOTH]}}, {"said": False}, {()}),
        (
            {"kind": "all_of", "checks": [SAID, {"kind": "any_of", "checks": [SAID, ASKED]}]},
            {},
            {("said",), ("asked",)},
        ),
        ({"kind": "when", "if": SAID, "then": ORDINARY}, {}, {("said",)}),
        (
            {"kind": "when", "if": SAID, "then": {"kind": "any_of", "checks": [SAID, ASKED]}},
            {"said": True},
            {(), ("asked",)},
        ),
    ],
)
def test_the_answers_that_each_way_waits_for(check, known, ways):
    found = open_ways(read(**check), known, LABELS)
    assert {tuple(sorted(way - {"act_on", "event_on"})) for way in found} == ways
