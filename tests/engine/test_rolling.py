"""Last days roll on over a holiday only by a local decision, only after an event, only from its day on."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.calendar.explain import carried_over
from procedures.calendar.holidays import is_working_day
from procedures.checks.dates import ROLLING
from procedures.compliance.due import falling_due
from procedures.compliance.report import check_case
from procedures.engine.outlook import outlook
from procedures.engine.rolling import decide_rolling
from procedures.errors import BadInput
from procedures.library.places import places
from procedures.workflow.reminders import reminders
from tests.checks.reading import LABELS, read
from tests.engine.office import CLERK, SUBMITTED, assert_whole, do, done, entries, head, settled, start

HABITS = reminders(places())

DAY = timedelta(days=1)
BASIS = "某县人大常委会2026年3月1日决定"
DECIDED = date(2026, 3, 1)
HANDED = date(2026, 7, 1)  # three months end on 2026-10-01, the first day of a holiday
LAST, CARRIED = date(2026, 10, 1), date(2026, 10, 8)


def decide(engine, basis=BASIS, on=DECIDED):
    return decide_rolling(engine, basis, on=on, operator=CLERK)


def handed_over(engine):
    case = start(engine, "suggestion", on=HANDED)
    done(engine, case, "submit", SUBMITTED, HANDED)
    done(engine, case, "hand-over", {"handler": "某站"}, HANDED)
    return case


def reply(engine, day):
    verdict = do(engine, handed_over(engine), "reply", {}, day)
    return next(finding for finding in verdict.findings if finding.rule == "DEP-51-2a")


def test_the_days_of_the_example():
    assert not is_working_day(LAST)
    assert not is_working_day(CARRIED - DAY)
    assert is_working_day(CARRIED)


@pytest.mark.parametrize(
    ("decided", "day", "outcome"),
    [
        (False, LAST, "pass"),
        (False, LAST + DAY, "breach"),
        (False, CARRIED, "breach"),
        (True, LAST + DAY, "pass"),
        (True, CARRIED, "pass"),
        (True, CARRIED + DAY, "breach"),
    ],
)
def test_the_last_day_moves_only_where_it_was_decided(decided, day, outcome):
    engine = settled(today=date(2026, 10, 20))
    if decided:
        decide(engine)
    finding = reply(engine, day)
    assert finding.outcome == outcome
    if outcome == "breach":
        assert ("2026年10月8日" in str(finding.message)) is (decided or day <= CARRIED)
        assert finding.needed["replied_on"] == (CARRIED if decided else LAST)


def test_what_falls_due_says_by_which_decision():
    engine = settled(today=date(2026, 9, 20))
    case = handed_over(engine)
    assert [due.row.due for due in falling_due(engine, 30, HABITS)] == [LAST]
    decide(engine)
    (due,) = falling_due(engine, 30, HABITS)
    assert due.row.due == CARRIED
    assert (
        f"依当地决定({BASIS})比照民法典第二百零三条,最后一日顺延到2026年10月8日(星期四)。"
        in due.as_json()["how"]
    )
    engine._today = CARRIED
    assert next(row.status for row in outlook(engine, case).steps if row.step == "reply") == "must"
    engine._today = CARRIED + DAY
    assert next(row.status for row in outlook(engine, case).steps if row.step == "reply") == "overdue"


def test_the_act_s_day_picks_the_decision():
    engine = settled(today=date(2026, 10, 20))
    decide(engine, on=LAST + DAY)
    decide(engine, None, on=LAST + 5 * DAY)
    assert reply(engine, LAST + DAY).outcome == "pass"
    assert reply(engine, LAST + 4 * DAY).outcome == "pass"
    assert reply(engine, LAST + 5 * DAY).outcome == "breach"
    for case in engine.record.cases.values():
        found = [
            row.finding.outcome for row in check_case(engine, case.id).rows if row.finding.rule == "DEP-51-2a"
        ]
        assert found[0] == ("breach" if case.acts[-1].on == LAST + 5 * DAY else "pass")


def test_it_is_an_entry_with_its_basis():
    engine = settled()
    assert engine.record.register.rolling(DECIDED) is None
    number = decide(engine)
    last = entries(engine)[-1]
    assert (last.number, last.kind, dict(last.body)) == (number, "rolling", {"basis": BASIS})
    assert engine.record.register.rolling(DECIDED - DAY) is None
    assert engine.record.register.rolling(DECIDED) == BASIS
    before = head(engine)
    assert decide(engine) is None
    with pytest.raises(BadInput, match="不能再登记更早的"):
        decide(engine, None, on=DECIDED - DAY)
    for nothing in ("", "  "):
        with pytest.raises(BadInput, match="要写明依据"):
            decide(engine, nothing)
    assert head(engine) == before
    assert decide(engine, None, on=DECIDED + DAY)
    assert engine.record.register.rolling(DECIDED + DAY) is None
    assert_whole(engine)


WITHIN = [{"days": 20}, {"months": 3}, {"years": 1}]
KNOWN = st.dates(date(2021, 1, 1), date(2024, 6, 30))


@settings(deadline=None, max_examples=60)
@given(KNOWN, st.integers(0, 500), st.sampled_from(WITHIN))
def test_the_limit_is_the_last_day_that_passes(event, later, length):
    check = read("within_after", act="act_on", event="event_on", **length)
    facts = {"event_on": event, ROLLING: BASIS}
    (limit,) = check.limits("act_on", facts, LABELS)
    plain = check.period.after(event)
    assert limit.latest >= plain
    assert limit.latest == carried_over(plain)
    assert is_working_day(limit.latest) or limit.latest == plain
    act = event + later * DAY
    assert check.evaluate({**facts, "act_on": act}, LABELS).truth is (act <= limit.latest)
    (events,) = check.limits("event_on", {"act_on": act, ROLLING: BASIS}, LABELS)
    assert check.evaluate({"event_on": events.earliest, "act_on": act, ROLLING: BASIS}, LABELS).truth is True
    too_early = {"event_on": events.earliest - DAY, "act_on": act, ROLLING: BASIS}
    assert check.evaluate(too_early, LABELS).truth is False


@settings(deadline=None, max_examples=60)
@given(KNOWN, st.integers(0, 60))
def test_nothing_before_an_event_and_no_working_days_roll(event, amount):
    decided = {"event_on": event, ROLLING: BASIS}
    before = read("days_before", act="act_on", event="event_on", days=amount)
    worked = read("within_after", act="act_on", event="event_on", working_days=amount)
    for check in (before, worked):
        assert check.limits("act_on", decided, LABELS) == check.limits("act_on", {"event_on": event}, LABELS)


def test_a_year_without_published_holidays_does_not_roll():
    far = date(2090, 10, 1)
    assert carried_over(far) == far
