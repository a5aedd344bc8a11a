"""What falls due: levels, letters, days on which a duty hangs, duties of the year, and the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from icalendar import Calendar

from features.steps.office import Office, deputy_names
from procedures.compliance.due import due_calendar, falling_due, year_duties
from procedures.engine.founding import open_case, record_deputies
from procedures.library.places import places
from procedures.workflow.reminders import reminders
from tests.compliance.test_report import at, do, handed_over

HABITS = reminders(places())
GROUP = {"编组依据": "居民地区", "所在地区或者单位": "东片", "小组成员": "王一、李一、张一"}
ACTIVITY = {"活动形式": "调研", "参加代表人数": "3", "活动内容": "看道路"}


def office_in(province):
    it = Office()
    it.found(province=province) if province else it.found()
    rows = [{"name": name} for name in deputy_names(60)]
    record_deputies(it.engine, rows, {"name": "名册"}, on=it.today, operator="秘书")
    return it


@pytest.fixture
def office():
    it = office_in(None)
    yield it
    it.engine.store.close()


def due(office, within=30):
    return falling_due(office.engine, within, HABITS)


def test_a_reply_falls_due_three_months_after_the_handing_over_and_not_before(office):
    handed_over(office)
    at(office, "2026-03-10")
    assert due(office) == []
    (row,) = due(office, 31)
    assert (row.day, row.days, row.level, row.as_json()["overdue"]) == (date(2026, 4, 10), 31, None, False)
    at(office, "2026-04-11")
    (row,) = due(office, 0)
    assert (row.days, row.level, row.as_json()["overdue"]) == (-1, None, True)


@pytest.mark.parametrize(
    ("day", "level", "letter"),
    [
        ("2026-03-11", 30, False),
        ("2026-03-25", 30, False),
        ("2026-03-26", 15, True),
        ("2026-04-07", 3, True),
        ("2026-04-10", 3, True),
        ("2026-04-11", None, True),
    ],
)
def test_levels_and_the_letter_that_is_ready(office, day, level, letter):
    case = handed_over(office)
    at(office, day)
    (row,) = due(office)
    assert row.level == level
    wanted = f"renda paper make 催办函 {case} -o 催办函-{case}.docx" if letter else None
    assert (row.letter, row.follow_up) == (wanted, f"renda do {case} 督办" if letter else None)
    assert row.command == f"renda do {case} 答复代表"


def test_a_procedure_without_such_a_letter_names_none(office):
    at(office, "2026-01-10")
    case = open_case(office.engine, "session", "例会", on=date(2026, 1, 10), operator="秘书").id
    do(office, case, "决定开会日期", "2026-01-10", 会议类别="例会", 开幕日期="2026-02-05")
    at(office, "2026-02-03")
    rows = due(office)
    assert {row.row.step for row in rows} == {"publish-date", "deliver-materials"}
    assert all(row.letter is None for row in rows)


def test_a_step_that_may_be_left_is_told_where_a_later_one_hangs_on_its_day():
    office = office_in("浙江")
    at(office, "2026-01-10")
    case = open_case(office.engine, "session", "例会", on=date(2026, 1, 10), operator="秘书").id
    do(office, case, "决定开会日期", "2026-01-10", 会议类别="例会", 开幕日期="2026-02-05")
    found = {row.row.step: row for row in due(office)}
    assert found["notify"].day == date(2026, 1, 29)
    assert found["deliver-materials"].duty == "must"
    assert found["notify"].basis.placed.rule.id == "ZJ-20-1a"
    office.engine.store.close()


def test_a_period_that_runs_for_a_step_that_is_no_must_is_told_and_marked():
    office = office_in("重庆")
    at(office, "2026-01-10")
    case = open_case(office.engine, "deputy-group", "第一小组", on=date(2026, 1, 10), operator="秘书").id
    step = office.engine.shelf.procedure("deputy-group").step("activity")
    assert step.modality == "may"
    do(office, case, "编组", "2026-01-12", **GROUP)
    do(office, case, step.title, "2026-01-31", **ACTIVITY)
    at(office, "2026-04-01")
    (row,) = due(office)
    assert (row.row.step, row.duty, row.day, row.letter) == ("activity", "may", date(2026, 4, 30), None)
    assert row.basis.placed.rule.id == "CQD-24-1"
    office.engine.store.close()


def test_the_rows_stand_by_date(office):
    for day in ("2026-01-20", "2026-01-10", "2026-01-15"):
        handed_over(office, day)
    at(office, "2026-04-15")
    days = [row.day for row in due(office)]
    assert days == [date(2026, 4, 10), date(2026, 4, 15), date(2026, 4, 20)]


def test_the_duties_of_the_year_are_told_towards_its_end(office):
    at(office, "2026-11-30")
    assert year_duties(office.engine, 30) == []
    at(office, "2026-12-01")
    found = year_duties(office.engine, 30)
    assert "ORG-14-1" in {duty.finding.rule for duty in found}
    assert {(duty.day, duty.days) for duty in found} == {(date(2026, 12, 31), 30)}


def test_the_calendar_is_the_same_for_the_same_day(office):
    case = handed_over(office)
    at(office, "2026-04-01")
    content = due_calendar("清溪镇", due(office), HABITS, office.engine.today)
    assert content == due_calendar("清溪镇", due(office), HABITS, office.engine.today)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 4, 10)
    assert str(event["summary"]) == "最迟:答复代表 修路"
    assert f"renda paper make 催办函 {case}" in str(event["description"])
    assert len(event.walk("VALARM")) == 3
