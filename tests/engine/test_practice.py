"""Good practice: off until it is switched on, from its day on, and never held against anyone."""

from datetime import date, timedelta

import pytest

from procedures.compliance.due import falling_due
from procedures.compliance.report import check_case, check_year, year_rows
from procedures.engine.engine import Engine
from procedures.engine.founding import found_congress
from procedures.engine.outlook import outlook
from procedures.engine.practice import practice_named, switch_practice
from procedures.errors import BadInput, LibraryError, UnknownName
from procedures.journal.store import open_store
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.reminders import reminders
from procedures.workflow.shelf import Shelf
from tests.engine.office import (
    BOOK,
    CLERK,
    START,
    TOWN,
    assert_whole,
    do,
    done,
    entries,
    head,
    settled,
    start,
)

HABITS = reminders(places())

DAY = timedelta(days=1)
ALL = tuple(placed.rule.id for placed in BOOK.practices("江西"))

COUNTY = """\
statute: {id: county-habits, prefix: XG, short: 某县做法, title: 某县乡镇人大工作做法, version: 2024年, level: practice,
  jurisdiction: 江西, in_force: 2026-03-10, verified: 2026-01-01}
rules:
- id: XG-1
  article: (一个月内答复)
  requirement: 建议在交办后一个月内答复
  kind: deadline_after
  applies: {procedure: suggestion, step: reply}
  check: {kind: within_after, act: replied_on, event: handed_over_on, months: 1}
  effect: advise
  refuse: 最迟 {latest} 答复
  remedy: 请承办单位早些答复。
"""


def switch(engine, *ids, on=START, switch_on=True):
    return switch_practice(engine, ids, switch_on=switch_on, on=on, operator=CLERK)


def visits(engine, day):
    case = start(engine, "deputy-contact")
    done(engine, case, "plan", {"contact_plan": "分片"})
    return case, done(engine, case, "visit-voters", {"visiting_deputies": "代表3"}, day)


def about(verdict, rule):
    return [finding for finding in verdict.findings if finding.rule == rule]


def test_nothing_is_asked_until_it_is_switched_on():
    engine = settled()
    assert engine.record.register.practice(START) == frozenset()
    case, verdict = visits(engine, START)
    assert not {f.rule for f in verdict.findings} & set(ALL)
    assert not {row.finding.rule for row in check_year(engine, 2026).rows} & set(ALL)
    assert not {row.finding.rule for row in check_case(engine, case).rows} & set(ALL)


def test_no_step_and_no_year_asks_practice_by_itself():
    for procedure in Shelf(places()).paths:
        for step in Shelf(places()).procedure(procedure).steps:
            assert all(p.asked(()) for p in BOOK.for_step(procedure, step.id, START, "江西"))
    assert all(p.asked(()) for p in BOOK.for_period("year", START, "江西"))
    assert {p.rule.id for p in BOOK.for_period("year", START, "江西", ALL)} >= {"PS-1-1", "PD-1-2"}


def test_a_switch_is_an_entry_of_its_own_and_holds_from_its_day():
    engine = settled()
    before = head(engine).number
    switched = switch(engine, "PD-1-1")
    assert (switched.entry, switched.changed, switched.practice) == (before + 1, ("PD-1-1",), ("PD-1-1",))
    last = entries(engine)[-1]
    assert (last.kind, last.case, dict(last.body)) == ("practice", None, {"practice": ["PD-1-1"]})
    register = engine.record.register
    assert register.practice(START - DAY) == frozenset()
    assert register.practice(START) == {"PD-1-1"}
    assert_whole(engine)


def test_an_act_before_the_switch_is_not_judged_by_it():
    engine = settled(today=START + 30 * DAY)
    switch(engine, "PD-1-1", on=START + 10 * DAY)
    case, early = visits(engine, START + 9 * DAY)
    assert about(early, "PD-1-1") == []
    late = done(engine, case, "visit-voters", {"visiting_deputies": "代表3"}, START + 10 * DAY)
    (finding,) = about(late, "PD-1-1")
    assert (finding.outcome, finding.effect, finding.level, finding.blocks) == (
        "breach",
        "advise",
        "practice",
        False,
    )
    rows = [row for row in check_case(engine, case).rows if row.finding.rule == "PD-1-1"]
    assert [row.group for row in rows] == ["advice"]
    assert check_case(engine, case).verdict == "in_order"


def test_what_a_congress_begins_with_holds_for_all_that_it_records():
    engine = settled(practice=["PD"])
    deputies = {one for one in ALL if one.startswith("PD-")}
    assert engine.record.register.practice(date(2016, 1, 1)) == deputies
    switch(engine, "PD-1-1", switch_on=False, on=START)
    assert engine.record.register.practice(START) == deputies - {"PD-1-1"}
    assert engine.record.register.practice(START - DAY) == deputies
    assert_whole(engine)


def test_a_new_term_keeps_what_is_switched_on_unless_it_says_otherwise():
    engine = settled(practice=["PD-1-1"])
    body = {"name": TOWN, "unit_kind": "镇", "province": "江西", "term": 20}
    found_congress(engine, body, on=START, operator=CLERK)
    assert engine.record.register.practice(START) == {"PD-1-1"}
    found_congress(engine, {**body, "term": 21, "practice": ["PS-1-1"]}, on=START + DAY, operator=CLERK)
    assert engine.record.register.practice(START) == {"PD-1-1"}
    assert engine.record.register.practice(START + DAY) == {"PS-1-1"}


def test_switching_what_is_so_already_writes_nothing():
    engine = settled()
    switch(engine, "PD-1-1")
    before = head(engine)
    assert switch(engine, "PD-1-1").entry is None
    assert switch(engine, "PS-1-1", switch_on=False).entry is None
    assert head(engine) == before


def test_a_switch_before_the_last_one_is_refused():
    engine = settled()
    switch(engine, "PD-1-1", on=START)
    before = head(engine)
    with pytest.raises(BadInput, match="不能再登记更早的") as caught:
        switch(engine, "PS-1-1", on=START - DAY)
    assert caught.value.remedy
    assert head(engine) == before
    assert switch(engine, "PS-1-1", on=START).practice == ("PD-1-1", "PS-1-1")


@pytest.mark.parametrize(
    ("name", "error"), [("XX-1", UnknownName), ("ORG-14-4", BadInput), ("ORG", UnknownName)]
)
def test_only_practice_can_be_switched(name, error):
    engine = settled()
    before = head(engine)
    for switch_on in (True, False):
        with pytest.raises(error) as caught:
            switch(engine, name, switch_on=switch_on)
        assert caught.value.remedy
    with pytest.raises(error):
        settled(practice=[name])
    assert head(engine) == before


def test_the_beginning_of_the_ids_means_the_whole_file():
    assert practice_named(BOOK, ["PS"], "江西") == tuple(one for one in ALL if one.startswith("PS-"))
    assert practice_named(BOOK, ["PS-1-1", "PS"], "江西")[0] == "PS-1-1"
    with pytest.raises(UnknownName):
        practice_named(BOOK, ["P"], "江西")


# --- years


def test_a_year_that_is_not_over_says_what_is_still_to_come_and_nothing_worse():
    engine = settled(practice=list(ALL))
    rows = [row for row in year_rows(engine, engine.record, 2026) if row.finding.rule in ALL]
    assert len(rows) > 8
    assert {row.group for row in rows} <= {"advice", "in_order", "not_applicable"}
    over = settled(practice=list(ALL), today=date(2027, 2, 1))
    found = check_year(over, 2026)
    assert {row.group for row in found.rows if row.finding.rule in ALL} == {"advice", "not_applicable"}
    plain = check_year(settled(today=date(2027, 2, 1)), 2026)
    assert found.verdict == plain.verdict


@pytest.mark.parametrize(
    ("days", "months", "quarters"),
    [
        (["2026-03-31"], 1, 1),
        (["2026-03-31", "2026-03-02"], 1, 1),
        (["2026-03-31", "2026-04-01"], 2, 2),
        (["2026-10-01", "2026-12-31"], 2, 1),
    ],
)
def test_months_and_quarters_are_counted_once(days, months, quarters):
    engine = settled(today=date(2026, 12, 31))
    case = start(engine, "deputy-group", on=START)
    done(
        engine,
        case,
        "form",
        {"group_basis": "居民地区", "group_area": "东片", "group_members": "代表3、代表4、代表5"},
    )
    for day in days:
        facts = {"activity_kind": "学习", "participants": "3", "activity_topic": "学习"}
        done(engine, case, "activity", facts, date.fromisoformat(day))
    counted = engine.record.count_year(2026)
    assert counted["least_group_study_months"] == months
    assert counted["least_group_activity_quarters"] == quarters
    assert engine.record.count_year(2027)["least_group_study_months"] == 0
    assert "least_group_study_months" not in engine.record.count_year(2025)  # no group yet: nothing to say
    other = start(engine, "deputy-group")
    assert engine.record.count_year(2026)["least_group_study_months"] == 0
    assert engine.record.cases[other].acts == []


@pytest.mark.parametrize(
    ("days", "halves"),
    [
        (["2026-01-20", "2026-06-30"], (2, 0)),
        (["2026-06-30", "2026-07-01"], (1, 1)),
        (["2026-07-01", "2026-12-31"], (0, 2)),
    ],
)
def test_sessions_are_counted_by_the_half_of_the_year(days, halves):
    engine = settled(today=date(2026, 1, 4))
    for day in map(date.fromisoformat, days):
        case = start(engine, "session", on=day)
        for step, facts in (
            ("decide-date", {"session_kind": "例会", "opening_on": day.isoformat()}),
            ("publish-date", {}),
            ("deliver-materials", {}),
        ):
            done(engine, case, step, facts, day - DAY)
        done(engine, case, "open", {"deputies_present": "24"}, day)
    counted = engine.record.count_year(2026)
    assert (counted["sessions_in_first_half"], counted["sessions_in_second_half"]) == halves


# --- a county's own


@pytest.fixture
def county(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "XG-county.yaml").write_text(COUNTY, encoding="utf-8")
    book = LawBook(places([tmp_path]))
    engine = Engine(open_store(None), TOWN, Shelf(places()), book, today=START)
    found_congress(
        engine, {"name": TOWN, "unit_kind": "镇", "province": "江西", "term": 19}, on=START, operator=CLERK
    )
    return engine


SUBMITTED = {"raised": "闭会期间", "submitted_to": "主席团", "topic": "修路", "lead_deputy": "代表7"}


def test_a_county_s_own_practice_is_asked_alike(county):
    from procedures.engine.founding import record_deputies

    record_deputies(county, [{"name": "代表7"}], {"name": "名册"}, on=START, operator=CLERK)
    assert switch(county, "XG").changed == ("XG-1",)
    case = start(county, "suggestion")
    done(county, case, "submit", SUBMITTED)  # before the file's first day: a habit has no earlier text
    done(county, case, "hand-over", {"handler": "某站"}, date(2026, 3, 12))
    county._today = date(2026, 4, 20)
    row = next(row for row in outlook(county, case).steps if row.step == "reply")
    assert (row.due, row.status) == (date(2026, 6, 12), "must")  # the law's day; the habit's has passed
    late = do(county, case, "reply", {}, date(2026, 4, 20))
    (finding,) = about(late, "XG-1")
    assert late.recorded
    assert (finding.outcome, finding.jurisdiction, finding.level) == ("breach", "江西", "practice")
    assert "2026年4月12日" in finding.message


def test_a_habit_s_last_day_reminds_and_is_never_overdue(county, tmp_path):
    text = COUNTY.replace(
        "act: replied_on, event: handed_over_on, months: 1", "act: arranged_on, event: day, days: 5"
    )
    text = text.replace("procedure: suggestion, step: reply", "procedure: deputy-contact, step: plan")
    facts = "facts:\n" + "".join(
        f"- {{name: {name}, type: date, label: {label}, meaning: 一天。}}\n"
        for name, label in (("arranged_on", "安排日期"), ("day", "起始日"))
    )
    (tmp_path / "rules" / "facts.yaml").write_text(facts, encoding="utf-8")
    (tmp_path / "rules" / "XG-county.yaml").write_text(
        text.replace("in_force: 2026-03-10", "in_force: 2026-01-01"), encoding="utf-8"
    )
    flow = (places().folders[0] / "workflows" / "deputy-contact.yaml").read_text(encoding="utf-8")
    flow = flow.replace(
        "steps:\n",
        "steps:\n- {id: begin, title: 起始, actor: presidium, from: 安排, modality: may, facts: {day: {act: true}}}\n",
        1,
    )
    (tmp_path / "workflows").mkdir()
    (tmp_path / "workflows" / "deputy-contact.yaml").write_text(flow, encoding="utf-8")
    folders = places([tmp_path])
    engine = Engine(county.store, TOWN, Shelf(folders), LawBook(folders), today=START)
    switch(engine, "XG-1")
    case = start(engine, "deputy-contact")
    done(engine, case, "begin")
    engine._today = START + 6 * DAY
    row = next(row for row in outlook(engine, case).steps if row.step == "plan")
    assert (row.due, row.status) == (START + 5 * DAY, "must")
    assert [due.as_json()["overdue"] for due in falling_due(engine, 30, HABITS)] == [False]
    assert {row.group for row in check_case(engine, case).rows} == {"todo"}


def test_a_file_of_practice_may_only_advise(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "XG-county.yaml").write_text(
        COUNTY.replace("effect: advise", "effect: flag"), encoding="utf-8"
    )
    with pytest.raises(LibraryError, match="只能写 effect: advise,XG-1 写的是 flag") as caught:
        LawBook(places([tmp_path])).all()
    assert "XG-county.yaml" in caught.value.where


def test_shipped_practice_is_practice():
    for placed in BOOK.practices(None):
        assert placed.rule.effect == "advise"
        assert placed.citation.startswith("好做法(")
        assert "rules/practice/" in placed.where
    assert {p.rule.id for p in BOOK.all() if "/practice/" in p.where} == set(ALL)
