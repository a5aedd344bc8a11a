"""Checks over a case and a year, what falls due, and the verification of the record."""

from __future__ import annotations

from datetime import date

import pytest

from features.steps.office import Office, deputy_names
from procedures.compliance import report
from procedures.compliance.archive_check import verify
from procedures.compliance.before import check_before
from procedures.engine.founding import open_case, record_deputies
from procedures.engine.verdict import Proposal


@pytest.fixture
def office():
    it = Office()
    it.found()
    rows = [{"name": name} for name in deputy_names(60)]
    record_deputies(it.engine, rows, {"name": "名册"}, on=it.today, operator="秘书")
    yield it
    it.engine.store.close()


def do(office, case, step, day, **facts):
    office.engine.turn_to(
        max(office.engine.today, date.fromisoformat(day))
    )  # only what has happened is recorded
    verdict = office.engine.do(Proposal(case, step, facts, date.fromisoformat(day), "秘书"))
    assert verdict.recorded, verdict.as_json()


def at(office, day):
    office.engine._today = date.fromisoformat(day)


def handed_over(office, day="2026-01-10"):
    at(office, day)
    case = open_case(office.engine, "suggestion", "修路", on=date.fromisoformat(day), operator="秘书").id
    facts = {"提出时间": "闭会期间", "领衔代表": "王一", "提交对象": "主席团", "建议内容": "修路"}
    do(office, case, "提出建议", day, **facts)
    do(office, case, "交办", day, 承办单位="镇交通办公室")
    return case


def groups(found):
    return {(row.group, row.finding.rule) for row in found.rows}


def test_an_overdue_duty_is_a_flaw_until_it_is_done_and_the_breach_stays(office):
    case = handed_over(office)
    at(office, "2026-04-10")
    assert report.check_case(office.engine, case).verdict == "in_order"
    at(office, "2026-04-11")
    found = report.check_case(office.engine, case)
    assert found.verdict == "flagged"
    assert ("flawed", "DEP-51-2a") in groups(found)
    do(office, case, "答复代表", "2026-04-11")
    found = report.check_case(office.engine, case)
    assert found.verdict == "flagged"
    assert any("记录" in row.finding.message for row in found.rows if row.group == "flawed")


def test_an_irregular_act_is_a_breach_in_every_later_check(office):
    at(office, "2026-01-10")
    case = open_case(office.engine, "work-evaluation", "评议", on=date(2026, 1, 10), operator="秘书").id
    facts = {"对象": "本级政府", "被评议单位": "镇政府", "有主席团安排": "否"}
    refused = office.engine.do(Proposal(case, "确定评议方案", facts, date(2026, 1, 10), "秘书"))
    assert not refused.recorded
    accepted = Proposal(case, "确定评议方案", facts, date(2026, 1, 10), "秘书", "已经布置", "主席团")
    assert office.engine.do(accepted).irregular
    found = report.check_case(office.engine, case)
    assert found.verdict == "breach"
    assert ("breach", "ORG-18-3a") in groups(found)


def test_yearly_duties_wait_until_the_year_is_over(office):
    at(office, "2026-12-31")
    found = report.check_year(office.engine, 2026)
    assert ("todo", "ORG-14-1") in groups(found)
    assert found.verdict == "in_order"
    at(office, "2027-01-01")
    found = report.check_year(office.engine, 2026)
    assert ("flawed", "ORG-14-1") in groups(found)
    assert ("advice", "ORG-14-1a") in groups(found)
    assert found.verdict == "flagged"


def test_a_special_session_does_not_count_as_the_yearly_one(office):
    for number, kind in ((1, "临时会议"), (2, "例会")):
        at(office, "2026-01-10")
        case = open_case(
            office.engine, "session", kind, on=date(2026, 1, 10), operator="秘书", number=number
        ).id
        facts = {"会议类别": kind, "开幕日期": "2026-02-05"}
        if kind == "临时会议":
            facts["主席团认为必要"] = "是"
        do(office, case, "决定开会日期", "2026-01-10", **facts)
        do(office, case, "公布开会日期", "2026-01-12")
        do(office, case, "送达会议材料", "2026-01-20")
        do(office, case, "开幕", "2026-02-05", 到会代表="60")
        expected = 0 if kind == "临时会议" else 1
        assert office.engine.record.count_year(2026)["sessions_in_year"] == expected


def test_before_a_session_open_cases_elsewhere_are_shown(office):
    suggestion = handed_over(office)
    at(office, "2026-05-01")
    session = open_case(office.engine, "session", "会议", on=date(2026, 5, 1), operator="秘书").id
    found = check_before(office.engine, session)
    assert {row.case for row in found.rows if row.group == "flawed"} == {suggestion}
    assert any(row.case == session and row.group == "todo" for row in found.rows)


def test_verify_names_missing_papers_and_gaps_in_numbers(office):
    at(office, "2026-01-10")
    for number in (1, 4):
        open_case(
            office.engine, "session", f"会议{number}", on=date(2026, 1, 10), operator="秘书", number=number
        )
    found = verify(office.engine)
    assert found.original == []
    assert found.continuous == ["S19-1 至 S19-4 之间缺:S19-2、S19-3"]
    assert found.complete == {}
