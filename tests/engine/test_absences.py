"""The two-absence counter."""

from __future__ import annotations

from datetime import date

import pytest

from features.steps.office import Office, deputy_names
from procedures.engine.absences import absences
from procedures.engine.founding import open_case, record_deputies
from procedures.engine.verdict import Proposal

TODAY = date(2026, 12, 1)


@pytest.fixture
def office():
    it = Office()
    it.found(term_began="2022-01-10")
    rows = [{"name": name} for name in deputy_names(60)]
    record_deputies(it.engine, rows, {"name": "名册"}, on=date(2022, 1, 10), operator="秘书")
    yield it
    it.engine.store.close()


def do(office, case, step, day, **facts):
    verdict = office.engine.do(Proposal(case, step, facts, date.fromisoformat(day), "秘书"))
    assert verdict.recorded, verdict.as_json()


def absence_case(office, name, *sessions):
    on = date(2024, 1, 20)
    case = open_case(office.engine, "credentials-review", f"{name}缺席", on=on, operator="秘书").id
    for day, session in sessions:
        do(office, case, "登记未经批准缺席", day, 被审查的代表=name, 缺席的会议=session)
    return case


def found(office, on=TODAY):
    return absences(office.engine.record, office.engine.book, on)


def test_one_absence_has_no_consequence_yet(office):
    absence_case(office, "李一", ("2024-01-20", "十九届三次会议"))
    (one,) = found(office)
    assert (one.deputy, one.sessions, one.findings, one.in_office) == ("李一", ["十九届三次会议"], [], True)


def test_two_days_of_one_session_are_one_absence(office):
    absence_case(office, "李一", ("2024-01-20", "十九届三次会议"), ("2024-01-21", "十九届三次会议"))
    (one,) = found(office)
    assert len(one.sessions) == 1


def test_two_sessions_end_the_mandate_by_law(office):
    sessions = ("2024-01-20", "十九届三次会议"), ("2025-01-20", "十九届四次会议")
    case = absence_case(office, "李一", *sessions)
    (one,) = found(office)
    (finding,) = one.findings
    assert (finding.outcome, finding.citation) == ("breach", "代表法第六十二条第一款第三项")
    assert "缺席 2 次" in finding.message
    assert one.as_json()["unapproved_absences"] == 2
    assert found(office, date(2024, 12, 31))[0].findings == []
    do(office, case, "认定两次缺席资格终止", "2025-02-01")
    (one,) = found(office)
    assert [finding.outcome for finding in one.findings] == ["pass"]
    assert not one.in_office


def test_absences_recorded_in_two_cases_are_added(office):
    absence_case(office, "李一", ("2024-01-20", "十九届三次会议"))
    absence_case(office, "李一", ("2025-01-20", "十九届四次会议"))
    (one,) = found(office)
    assert (len(one.sessions), len(one.cases)) == (2, 2)


def test_absences_before_the_term_do_not_count(office):
    absence_case(office, "李一", ("2021-01-20", "十八届六次会议"))
    assert found(office) == []
    absence_case(office, "张一", ("2022-01-10", "十九届一次会议"))
    assert [one.deputy for one in found(office)] == ["张一"]


def test_leave_once_approved_stays_approved(office):
    case = open_case(office.engine, "session", "十九届五次会议", on=TODAY, operator="秘书").id
    do(office, case, "登记代表请假", "2026-12-01", 请假代表="王一", 请假已批准="是")
    do(office, case, "登记代表请假", "2026-12-01", 请假代表="王一", 请假已批准="否")
    assert found(office) == []


def test_leave_that_was_not_approved_is_shown_and_not_counted(office):
    case = open_case(office.engine, "session", "十九届五次会议", on=TODAY, operator="秘书").id
    do(office, case, "登记代表请假", "2026-12-01", 请假代表="李一", 请假已批准="否")
    do(office, case, "登记代表请假", "2026-12-01", 请假代表="王一", 请假已批准="否")
    do(office, case, "登记代表请假", "2026-12-01", 请假代表="王一", 请假已批准="是")
    do(office, case, "登记代表请假", "2026-12-01", 请假代表="张一", 请假已批准="是")
    (one,) = found(office)
    assert (one.deputy, one.sessions, one.refused_leave) == ("李一", [], ["十九届五次会议"])
    absence_case(office, "李一", ("2026-12-01", "十九届五次会议"))
    (one,) = found(office)
    assert (one.sessions, one.refused_leave) == (["十九届五次会议"], [])
