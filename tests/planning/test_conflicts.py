"""What cannot be kept, by which rule, and the nearest day on which it can."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planning.desk import TODAY, plan, planner, row

DAY = timedelta(days=1)


def test_a_day_that_leaves_no_time_names_the_nearest_that_does():
    made = plan("deputy-election", election_on="2026-12-10")
    assert [(one.kind, one.step) for one in made.conflicts] == [
        ("past", "publish-voters"),
        ("past", "publish-initial"),
    ]
    assert "最迟 2026年11月20日,到 2026年11月26日 已过 6 日" in made.conflicts[0].message
    (found,) = made.alternatives
    assert (found.label, found.given, found.day) == ("选举日", date(2026, 12, 10), date(2026, 12, 16))
    assert found.citation == "选举法第二十八条"


@settings(max_examples=6, deadline=None)
@given(ahead=st.integers(0, 40), province=st.sampled_from([None, "浙江", "重庆"]), wait=st.integers(0, 400))
def test_the_alternative_is_the_nearest_one(ahead, province, wait):
    today = TODAY + timedelta(days=wait)
    for name, fact in (("deputy-election", "election_on"), ("session", "opening_on")):
        made = plan(name, province, today, **{fact: (today + timedelta(days=ahead)).isoformat()})
        for found in made.alternatives:
            assert found.day > found.given
            for further in range((found.day - found.given).days):
                earlier = planner(name, {fact: (found.given + further * DAY).isoformat()}, province, today)
                assert earlier.conflicts()
            assert plan(name, province, today, **{fact: found.day.isoformat()}).conflicts == []
        assert bool(made.alternatives) is bool(made.conflicts)


def test_two_given_dates_that_contradict_each_other_are_both_named():
    made = plan("session", "浙江", opening_on="2027-01-20", notice_sent_on="2027-01-14", session_kind="例会")
    (found,) = made.conflicts
    assert found.kind == "contradiction"
    assert found.between == (
        ("会议通知日期", date(2027, 1, 14)),
        ("开幕日期", date(2027, 1, 20)),
    )
    assert [basis.rule for basis in found.because] == ["ZJ-20-1a"]
    assert found.conditions == ()
    (way,) = made.alternatives
    assert (way.label, way.day) == ("开幕日期", date(2027, 1, 21))


def test_one_day_more_and_they_agree():
    made = plan("session", "浙江", opening_on="2027-01-20", notice_sent_on="2027-01-13", session_kind="例会")
    assert made.conflicts == []


def test_the_order_of_steps_is_no_law_but_a_contradiction_all_the_same():
    made = plan(
        "deputy-election",
        election_on="2027-03-12",
        **{"review-voters": "2027-02-19", "fix-day": "2027-02-20"},
    )
    (found,) = made.conflicts
    assert [basis.citation for basis in found.because] == ["程序次序"]
    assert {label for label, _ in found.between} == {"确定选举日", "审查选民资格"}


def test_a_chain_of_days_between_two_dates_is_told_with_every_link():
    made = plan("deputy-election", election_on="2027-03-12", qualification_reviewed_on="2027-02-25")
    (found,) = made.conflicts
    assert {label for label, _ in found.between} == {"选民资格审查日期", "选举日"}
    assert "ELE-28-1" in {basis.rule for basis in found.because}
    (way,) = made.alternatives
    assert way.day == date(2027, 3, 17)


def test_what_has_gone_by_cannot_be_moved():
    made = plan("suggestion", handed_over_on="2026-03-10")
    (found,) = made.conflicts
    assert (found.kind, found.step) == ("past", "reply")
    assert made.alternatives == []


def test_the_last_day_itself_has_not_gone_by():
    today = date(2026, 6, 10)
    assert plan("suggestion", today=today, handed_over_on="2026-03-10").conflicts == []
    assert len(plan("suggestion", today=today + DAY, handed_over_on="2026-03-10").conflicts) == 1


def test_what_may_be_left_is_no_conflict_when_its_day_has_gone_by():
    made = plan(
        "session", opening_on="2026-11-26", decided_on="2026-11-01", materials_delivered_on="2026-11-20"
    )
    assert row(made, "会前听取意见(预算审查批准)").slack == -1
    assert made.conflicts == []


def test_open_conditions_bind_the_cautious_plan_and_say_so():
    made = plan("session", "浙江", opening_on="2027-01-20")
    notice = row(made, "通知代表")
    assert notice.latest.day == date(2027, 1, 13)
    assert notice.conditions == ("临时召集的会议为否",)
    assert [(one.condition, one.latest) for one in notice.otherwise] == [("会议类别:临时会议", None)]
    (question,) = [one for one in made.questions if one.fact == "session_kind"]
    assert "通知代表" in question.affects
    special = plan("session", "浙江", opening_on="2027-01-20", session_kind="临时会议")
    assert [one.title for one in special.rows if one.title == "通知代表"] == []
    regular = row(plan("session", "浙江", opening_on="2027-01-20", session_kind="例会"), "通知代表")
    assert (regular.latest.day, regular.conditions) == (date(2027, 1, 13), ())


def test_a_preset_shows_what_the_other_answer_would_change():
    reply = row(plan("suggestion", handed_over_on="2026-11-30"), "答复代表")
    assert (reply.latest.day, reply.conditions) == (date(2027, 2, 28), ())
    ((other),) = reply.otherwise
    assert (other.condition, other.latest, other.basis.rule) == (
        "涉及面广、处理难度大:是",
        date(2027, 5, 30),
        "DEP-51-2b",
    )


def test_the_stricter_of_two_rules_binds_and_the_other_is_shown():
    made = plan("session", "浙江", opening_on="2027-01-20", session_kind="例会")
    materials = row(made, "送达会议材料")
    assert materials.latest.day == date(2027, 1, 19)
    assert {materials.latest.rule, *(one.rule for one in materials.also)} == {"DEP-13-2a", "ZJ-20-1b"}


def test_advice_is_a_hint_and_binds_nothing():
    advised = row(plan("presidium-meeting", "江苏", last_held_on="2026-11-30"), "开会")
    assert advised.latest is None
    (hint,) = advised.hints
    assert hint.startswith("提示:")
    assert "最迟 2027年2月28日(江苏省" in hint
    bound = row(plan("presidium-meeting", "浙江", last_held_on="2026-11-30"), "开会")
    assert (bound.latest.day, bound.latest.rule, bound.hints) == (date(2027, 2, 28), "ZJ-24-1", ())


def test_the_time_before_is_another_day_than_this_one():
    activity = row(plan("deputy-group", "重庆", last_held_on="2026-11-30"), "开展小组活动")
    assert (activity.latest.day, activity.latest.rule) == (date(2027, 2, 28), "CQD-24-1")


def test_what_is_done_only_on_some_ways_is_listed_but_no_must():
    made = plan("suggestion", handed_over_on="2026-11-30")
    assert row(made, "答复代表").must
    assert not row(made, "再次答复").must


@pytest.mark.parametrize(
    ("name", "given_dates", "title", "last"),
    [
        ("budget-approval", {"approved_on": "2027-01-20"}, "公开预算", date(2027, 2, 9)),
        ("budget-execution", {"approved_on": "2027-01-20"}, "批复", date(2027, 2, 9)),
        ("deputy-recall", {"voted_on": "2027-01-20"}, "", date(2027, 1, 19)),
    ],
)
def test_money_and_recall(name, given_dates, title, last):
    made = plan(name, **given_dates)
    assert last in {one.latest.day for one in made.rows if one.latest and title in one.title}
