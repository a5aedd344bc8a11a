"""What the scenarios have shown of the rules, and that a run in which something is lacking fails."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from features.boundaries import BEYOND_CHECK, BEYOND_CONDITION, boundaries, turns_at
from features.steps.office import BOOK, Office
from features.taught import (
    APPLIES,
    APPLIES_NOT,
    BROKEN,
    FULFILLED,
    INSIDE,
    OUTSIDE,
    PLAYED,
    asked_of,
    lacking,
    played,
    shown_by,
)
from features.teaching import FEATURE, SHOWN, Teaching, attach
from procedures.law.finding import judge
from procedures.library.places import places, short_path

QUORUM = {"deputies_in_office": 72, "deputies_present": 48}


def placed(rule: str, on: date = date(2026, 12, 1)) -> Any:
    return BOOK.rule(rule, on)


def words(rule: str, on: date = date(2026, 12, 1)) -> list[str]:
    return [bound.words for bound in boundaries(placed(rule, on), BOOK.labels)]


def finding(rule: str, facts: dict[str, Any]) -> Any:
    version = placed(rule)
    return judge(version.rule, version.statute, facts, BOOK.labels)


def kinds(shown: set[str]) -> list[str]:
    return sorted(what.split(": ", 1)[1].split(":", 1)[0] for what in shown)


# --- which bounds a rule has


def test_a_fraction_is_one_bound():
    assert words("ORG-14-4") == ["到会代表不少于全体代表的三分之二(含)"]


def test_two_sides_are_two_bounds():
    assert words("ORG-27-1b") == [
        "候选人数减应选名额不少于1",
        "候选人数减应选名额不超过3",
        "候选人数减应选名额等于规定的差额数",
    ]


def test_three_dates_in_order_are_two_bounds_and_the_condition_has_its_own():
    assert words("ELE-32-1e") == [
        "有效提名人数多于应选名额乘以2",
        "审议酝酿日期不晚于预选日期",
        "预选日期不晚于正式候选人公布日期",
    ]
    beyond = [bound.beyond for bound in boundaries(placed("ELE-32-1e"), BOOK.labels)]
    assert beyond == [BEYOND_CONDITION, BEYOND_CHECK, BEYOND_CHECK]


def test_a_plain_answer_has_no_bound():
    assert words("ORG-19-2e") == []


def test_bounds_within_joined_checks_are_found():
    assert words("BUD-35-3") == ["新增举债等于0"]  # any_of
    assert words("SHE-37-1") == ["选举日不晚于投票截止日期", "选举日在投票截止日期至少 3 日以前"]  # not


# --- who stands exactly at a bound


@pytest.mark.parametrize(
    ("present", "whole", "at"),
    [
        (48, 72, True),
        (47, 72, True),
        (49, 72, False),
        (46, 72, False),
        (47, 70, True),
        (46, 70, True),
        (48, 70, False),
    ],
)
def test_a_count_stands_at_its_bound(present, whole, at):
    facts = {"deputies_in_office": whole, "deputies_present": present}
    version = placed("ORG-14-4")
    (bound,) = boundaries(version, BOOK.labels)
    assert turns_at(version, bound, facts, BOOK.labels) is at


@pytest.mark.parametrize(
    ("replied", "at"),
    [
        (date(2026, 6, 9), False),
        (date(2026, 6, 10), True),
        (date(2026, 6, 11), True),
        (date(2026, 6, 12), False),
    ],
)
def test_a_date_stands_at_its_bound(replied, at):
    facts = {"difficult": False, "handed_over_on": date(2026, 3, 10), "replied_on": replied}
    version = placed("DEP-51-2a")
    (bound,) = boundaries(version, BOOK.labels)
    assert turns_at(version, bound, facts, BOOK.labels) is at


def test_a_bound_that_does_not_decide_is_not_shown():
    """A reply in time, but without the reason that six months need: a day more or less changes nothing."""
    version = placed("DEP-51-2b")
    (bound,) = boundaries(version, BOOK.labels)
    facts = {"difficult": True, "handed_over_on": date(2026, 3, 10), "replied_on": date(2026, 9, 10)}
    assert turns_at(version, bound, {**facts, "reason_stated": True}, BOOK.labels)
    assert not turns_at(version, bound, {**facts, "reason_stated": False}, BOOK.labels)


def test_a_day_before_the_period_starts_is_no_neighbour():
    facts = {"difficult": False, "handed_over_on": date(2026, 3, 10), "replied_on": date(2026, 3, 10)}
    version = placed("DEP-51-2a")
    (bound,) = boundaries(version, BOOK.labels)
    assert not turns_at(version, bound, facts, BOOK.labels)


@pytest.mark.parametrize(
    ("absences", "ended", "kind"),
    [
        (2, True, [APPLIES, FULFILLED]),
        (2, False, [APPLIES, BROKEN]),
        (1, False, [APPLIES_NOT]),
        (3, False, [BROKEN]),
        (0, False, []),
    ],
)
def test_a_condition_has_two_sides(absences, ended, kind):
    said = finding("DEP-62-1-3", {"unapproved_absences": absences, "mandate_ended": ended})
    assert kinds(shown_by(said, told=True, book=BOOK)) == sorted(kind)


# --- what a finding shows


def test_fulfilled_and_inside():
    assert kinds(shown_by(finding("ORG-14-4", QUORUM), told=False, book=BOOK)) == sorted([FULFILLED, INSIDE])


def test_broken_counts_only_where_its_words_are_named():
    said = finding("ORG-14-4", {**QUORUM, "deputies_present": 47})
    assert kinds(shown_by(said, told=True, book=BOOK)) == sorted([BROKEN, OUTSIDE])
    assert kinds(shown_by(said, told=False, book=BOOK)) == [OUTSIDE]


def test_what_waits_for_a_fact_shows_nothing():
    assert shown_by(finding("ORG-14-4", {"deputies_in_office": 72}), told=True, book=BOOK) == set()


def test_each_version_is_shown_on_its_own():
    old, new = placed("DEP-51-2b", date(2025, 3, 11)), placed("DEP-51-2b", date(2025, 3, 12))
    facts = {
        "difficult": True,
        "reason_stated": True,
        "handed_over_on": date(2024, 3, 10),
        "replied_on": date(2024, 9, 11),
    }
    said = judge(old.rule, old.statute, facts, BOOK.labels)
    shown = shown_by(said, told=True, book=BOOK)
    assert shown
    assert shown <= set(asked_of(old, BOOK))
    assert not shown & set(asked_of(new, BOOK))


def test_what_is_asked_is_asked_once():
    asked = [what for version in BOOK.all() for what in asked_of(version, BOOK)]
    assert len(asked) == len(set(asked))
    assert len(asked) > 2 * len(BOOK.all())


# --- what is lacking


def everything() -> set[str]:
    asked = {what for version in BOOK.all() for what in asked_of(version, BOOK)}
    return asked | played(item.id for item, _statute in BOOK.otherwise())


def test_nothing_is_lacking_where_all_is_shown():
    assert lacking(BOOK, everything()) == []


def test_what_is_lacking_is_named_with_its_place():
    version = placed("ORG-14-4")
    gone = [what for what in everything() if what.startswith("ORG-14-4 ")]
    found = lacking(BOOK, everything() - set(gone))
    assert sorted(found) == sorted(f"{version.where}: {what}" for what in gone)
    assert len(gone) == 4


def test_what_the_workflow_keeps_must_be_played():
    lines = lacking(BOOK, everything() - played(["DEP-29-3a"]))
    assert sorted(lines) == [  # once for each version of the law
        f"代表法第二十九条第三款: DEP-29-3a: {PLAYED}",
        f"代表法第二十二条第三款: DEP-29-3a: {PLAYED}",
    ]


def test_guidance_need_not_be_played():
    guidance = next(item.id for item, _statute in BOOK.otherwise() if item.by == "guidance")
    assert lacking(BOOK, everything() - played([guidance])) == []


# --- the plugin


def report(*, passed: bool = True, when: str = "call", **properties: Any) -> Any:
    return SimpleNamespace(when=when, passed=passed, user_properties=list(properties.items()))


def run(reports: list[Any], **options: Any) -> tuple[Teaching, Any]:
    teaching = Teaching(BOOK)
    session = SimpleNamespace(
        exitstatus=pytest.ExitCode.OK,
        config=SimpleNamespace(getoption=lambda name, default=None: options.get(name, default)),
    )
    for one in reports:
        teaching.pytest_runtest_logreport(one)
    teaching.pytest_sessionfinish(session)
    return teaching, session


def all_features() -> list[Any]:
    return [report(**{FEATURE: short_path(path)}) for path in places().files("features", "**/*.feature")]


def test_a_run_that_shows_all_passes():
    teaching, session = run([*all_features(), report(**{SHOWN: sorted(everything())})])
    assert teaching.lacking == []
    assert session.exitstatus == pytest.ExitCode.OK


def test_a_run_in_which_something_is_lacking_fails_and_says_it():
    gap = min(everything())
    teaching, session = run([*all_features(), report(**{SHOWN: sorted(everything() - {gap})})])
    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED
    lines: list[str] = []
    reporter = SimpleNamespace(section=lambda title, **_: lines.append(title), write_line=lines.append)
    teaching.pytest_terminal_summary(reporter)
    assert lines[0] == "场景还缺 1 处"
    assert lines[1].endswith(gap)


@pytest.mark.parametrize("how", [{"passed": False}, {"when": "teardown"}])
def test_only_scenarios_that_pass_count(how):
    _, session = run([*all_features(), report(**{SHOWN: sorted(everything())}, **how)])
    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED


def test_a_part_of_the_features_is_not_judged():
    assert run(all_features()[1:])[1].exitstatus == pytest.ExitCode.OK


@pytest.mark.parametrize("option", ["keyword", "markexpr", "lf", "deselect"])
def test_a_chosen_part_is_not_judged(option):
    assert run(all_features(), **{option: "x"})[1].exitstatus == pytest.ExitCode.OK


def test_only_the_rules_in_the_tags_are_shown():
    office = Office()
    try:
        office.heard = [finding("ORG-14-4", QUORUM), finding("DEP-13-1a", {"leave_approved": True})]
        node = SimpleNamespace(user_properties=[])
        request: Any = SimpleNamespace(getfixturevalue=lambda _name: office, node=node)
        feature = SimpleNamespace(tags=set(), filename="features/a.feature")
        attach(request, feature, SimpleNamespace(tags={"ORG-14-4"}, rule=None), BOOK)
    finally:
        office.engine.store.close()
    shown = dict(node.user_properties)[SHOWN]
    assert {what.split(maxsplit=1)[0].rstrip(":") for what in shown} == {"ORG-14-4"}
    assert any(FULFILLED in what for what in shown)
