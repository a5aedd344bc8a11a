"""What leaves the program: the same bytes for the same plan, read back by others' readers."""

import io
import re
from datetime import date, timedelta
from xml.dom.minidom import parseString

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from procedures.library.places import places
from procedures.planning.calendar_file import calendar_of
from procedures.planning.page import page
from procedures.planning.picture import picture
from procedures.planning.sheet import CHINESE_DATE, workbook
from procedures.workflow.reminders import reminders
from tests.planning.desk import plan

ALARMS = (30, 15, 3)


@pytest.fixture(scope="module")
def made():
    return plan("deputy-election", "浙江", election_on="2027-03-12")


def again():
    return plan("deputy-election", "浙江", election_on="2027-03-12")


@pytest.mark.parametrize(
    "write", [lambda p: calendar_of(p, ALARMS), workbook, page], ids=["ics", "xlsx", "html"]
)
def test_equal_plans_are_equal_bytes(made, write):
    assert write(made) == write(again())
    later = plan("deputy-election", "浙江", election_on="2027-03-13")
    assert write(made) != write(later)


def test_the_calendar_has_one_whole_day_for_every_latest_day(made):
    content = calendar_of(made, ALARMS)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    events = Calendar.from_ical(content).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        row.latest.day for row in made.rows if row.latest is not None
    ]
    for event in events:
        assert type(event.decoded("dtstart")) is date
        assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
        assert event.decoded("dtstamp").date() == made.today
        assert [alarm.decoded("trigger").days for alarm in event.walk("VALARM")] == [-30, -15, -3]
    assert len({str(event["uid"]) for event in events}) == len(events)
    (voters,) = [event for event in events if event["summary"] == "最迟:公布选民名单"]
    assert "选举法第二十八条" in str(voters["description"])


def test_an_event_that_moves_keeps_its_identity(made):
    def uids(plan_made):
        return {
            str(event["summary"]): str(event["uid"])
            for event in Calendar.from_ical(calendar_of(plan_made, ALARMS)).walk("VEVENT")
        }

    assert uids(made) == uids(plan("deputy-election", "浙江", election_on="2027-03-19"))


def test_the_workbook_holds_real_dates_and_prints_on_a4(made):
    book = load_workbook(io.BytesIO(workbook(made)))
    sheet = book["倒排工期"]
    assert (sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "A2",
        "landscape",
        9,
    )
    assert sheet.print_title_rows == "$1:$1"
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=2)}
    last = rows["公布选民名单"][3]
    assert (last.is_date, last.value.date()) == (True, date(2027, 2, 20))
    assert last.number_format == CHINESE_DATE
    assert rows["公布选民名单"][5].value == "未公布"
    assert len(rows) == len(made.rows)


def test_the_picture_is_well_formed_and_draws_every_dated_row(made):
    drawing = picture(made)
    tree = parseString(drawing.svg)  # noqa: S318 - our own picture
    words = [node.firstChild.data for node in tree.getElementsByTagName("text")]
    dated = [row for row in made.rows if row.day is not None]
    for row in dated:
        assert any(row.title.startswith(word.rstrip("…")) for word in words if len(word) > 2), row.title
    assert {"必须办", "可以办", "附条件", "2027年2月", "今天 11月26日"} <= set(words)
    width = int(tree.documentElement.getAttribute("width"))
    for box in tree.getElementsByTagName("rect"):
        left, wide = float(box.getAttribute("x")), float(box.getAttribute("width"))
        assert left >= 0
        assert wide > 0
        assert left + wide <= width
    assert "公布选民名单最迟 2027-02-20" in drawing.described


def test_the_page_needs_no_network_and_tells_every_row(made):
    content = page(made).decode("utf-8")
    assert not re.search(r"(?:src|href)=|@import|url\(", content)
    for row in made.rows:
        assert f">{row.title}<" in content or f"<b>{row.title}</b>" in content
    assert "landscape" in content


def test_the_reminders_are_those_of_the_last_folder(tmp_path):
    assert reminders(places()).days_before == ALARMS
    (tmp_path / "papers").mkdir()
    text = "days_before: [7]\nletter: 催办函\nletter_from: 7\n"
    (tmp_path / "papers" / "reminders.yaml").write_text(text, encoding="utf-8")
    own = reminders(places([tmp_path]))
    assert (own.days_before, own.level(7), own.level(8), own.level(0), own.level(-1)) == (
        (7,),
        7,
        None,
        7,
        None,
    )


def test_the_nearest_reminder_that_has_come():
    habits = reminders(places())
    found = {days: habits.level(days) for days in (31, 30, 16, 15, 4, 3, 0, -1)}
    assert found == {31: None, 30: 30, 16: 30, 15: 15, 4: 15, 3: 3, 0: 3, -1: None}
