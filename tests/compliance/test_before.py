"""What has to be in order before a session: every kind of expectation, met and not met, and the days on which it turns."""

from datetime import date, timedelta

import pytest

from procedures.compliance.before import check_before
from procedures.compliance.report import check_case
from procedures.engine.founding import record_deputies, set_office
from procedures.errors import BadInput
from procedures.journal.entry import Draft
from tests.engine.office import CLERK, START, done, settled, start, suggestion

OPENING = START + timedelta(days=30)
AGENDA = ("政府工作报告", "主席团工作报告", "本级预算", "上年预算执行情况报告")


def dated(engine, opening=OPENING, kind="例会", on=START):
    """A session whose day has been decided."""
    case = start(engine, "session", on=on)
    facts = {"session_kind": kind, "opening_on": opening.isoformat()}
    if kind == "临时会议":
        facts["presidium_deems_necessary"] = "是"
    if kind == "本届第一次会议":
        facts["election_completed_on"] = START.isoformat()
    done(engine, case, "decide-date", facts, on)
    return case


def draft(engine, case, items, on=START, *, election="否", **more):
    facts = {"agenda_items": "、".join(items) or "其他", "has_election": election, **more}
    done(engine, case, "draft-agenda", facts, on)


def checked(engine, case, today=START):
    engine._today = today
    return check_before(engine, case)


def rows(report, rule):
    return [row for row in report.rows if row.finding.rule == rule]


def one(report, rule):
    (row,) = rows(report, rule)
    return row


def test_a_report_that_the_year_has_not_heard_is_expected_in_the_agenda():
    engine = settled()
    case = dated(engine)
    draft(engine, case, [item for item in AGENDA if item != "主席团工作报告"])
    row = one(checked(engine, case), "ORG-19-2f")
    assert (row.group, row.owed, row.until, row.step) == ("todo", True, OPENING, "draft-agenda")
    assert row.command == f"renda do {case} 提出议程草案"
    assert row.powers == ("ORG-12-1-9",)
    assert row.finding.citation == "地方组织法第十九条第二款"
    assert row.finding.remedy
    draft(engine, case, AGENDA)
    assert [row.group for row in rows(checked(engine, case), "ORG-19-2f") if row.owed] == []


def test_items_that_are_missing_are_told_one_by_one():
    engine = settled()
    case = dated(engine)
    draft(engine, case, ["上年预算执行情况报告"])
    report = checked(engine, case)
    missing = {row.finding.rule for row in report.rows if row.step == "draft-agenda" and row.owed}
    assert missing == {"ORG-69-1", "ORG-19-2f", "BUD-21-3"}


def test_without_an_agenda_its_items_are_told_once():
    engine = settled()
    report = checked(engine, dated(engine))
    (row,) = [row for row in report.rows if row.step == "draft-agenda" and row.group == "todo"]
    assert "政府工作报告、主席团工作报告、本级预算" in row.finding.message
    assert (row.owed, row.until) == (True, OPENING)


def test_what_the_year_has_heard_is_not_expected_again():
    engine = settled()
    first, day = dated(engine), OPENING
    for step, facts, on in (
        ("publish-date", {}, START),
        ("deliver-materials", {}, START),
        ("open", {"deputies_present": "20", "government_leaders_attend": "是"}, day),
        ("hear-report", {"report": "政府工作报告"}, day),
    ):
        done(engine, first, step, facts, on)
    later = dated(engine, OPENING + timedelta(days=100), on=day)
    draft(engine, later, ["半年度政府工作报告"], day)
    report = checked(engine, later, day)
    owed = {row.finding.rule for row in report.rows if row.step == "draft-agenda" and row.owed}
    assert owed == {"ORG-19-2f", "BUD-21-3", "BUD-77-3"}  # the accounts, as it is not the first of the year
    next_year = dated(engine, date(2027, 1, 20), on=day)
    draft(engine, next_year, ["半年度政府工作报告"], day)
    again = checked(engine, next_year, day)
    assert {row.finding.rule for row in again.rows if row.step == "draft-agenda" and row.owed} == {
        "ORG-69-1",
        "ORG-19-2f",
        "BUD-21-3",
    }


def test_a_special_session_is_not_asked_for_the_regular_reports():
    engine = settled()
    case = dated(engine, kind="临时会议")
    report = checked(engine, case)
    assert not [row for row in report.rows if row.step == "draft-agenda" and row.owed]
    assert {row.group for row in rows(report, "BUD-45-1")} == {"not_applicable"}


def test_the_hearing_of_voters_and_the_funds_are_expected_with_the_budget():
    engine = settled()
    case = dated(engine)
    report = checked(engine, case)
    heard, funds = one(report, "BUD-45-1"), one(report, "DEP-42-1")
    assert heard.command == f"renda open 预算审查批准 2026年预算审查批准 --within {case}"
    assert funds.command == "renda open 人大经费 2026年人大经费"
    assert (heard.owed, funds.owed) == (True, True)
    assert heard.until == OPENING - timedelta(days=1)  # before the session, not on its day
    assert funds.until == OPENING
    money = start(engine, "funding")
    done(
        engine,
        money,
        "request",
        {"fiscal_year": "2027", "deputies_funds": "1000", "election_in_year": "否"},
    )
    done(engine, money, "check-lines", {"budget_lines": "代表活动", "earmarked": "是"})
    assert one(checked(engine, case), "DEP-42-1").owed  # the funds of another year
    right = start(engine, "funding")
    done(
        engine,
        right,
        "request",
        {"fiscal_year": "2026", "deputies_funds": "1000", "election_in_year": "否"},
    )
    assert one(checked(engine, case), "DEP-42-1").command == f"renda do {right} 核对预算草案列项"
    done(engine, right, "check-lines", {"budget_lines": "代表活动", "earmarked": "是"})
    assert one(checked(engine, case), "DEP-42-1").group == "in_order"


def test_what_is_owed_turns_into_a_flaw_the_day_after_the_opening():
    engine = settled()
    case = dated(engine)
    assert one(checked(engine, case, OPENING), "DEP-42-1").group == "todo"
    late = checked(engine, case, OPENING + timedelta(days=1))
    row = one(late, "DEP-42-1")
    assert (row.group, row.owed, row.finding.outcome) == ("flawed", False, "breach")
    assert late.verdict == "flagged"


@pytest.mark.parametrize(
    ("began", "named"), [(START - timedelta(days=1), True), (START, False), (None, False)]
)
def test_a_deputy_seated_after_the_term_began_has_to_be_examined(began, named):
    engine = settled(**({"term_began": began} if began else {}))
    seated = {"name": "新代表", "seated_on": START}
    record_deputies(engine, [seated], {"name": "补选"}, on=START, operator=CLERK)
    case = dated(engine)
    report = checked(engine, case)
    owed = [row for row in rows(report, "ELE-47-1b") if row.owed]
    assert bool(owed) is named
    if named:
        assert owed[0].finding.message.startswith("新代表当选以后")


def test_an_examination_counts_when_the_presidium_has_confirmed():
    engine = settled(term_began=date(2022, 4, 1))
    record_deputies(engine, [{"name": "新代表", "seated_on": START}], {"name": "x"}, on=START, operator=CLERK)
    case = dated(engine)
    review = start(engine, "credentials-review")
    points = "代表的基本条件、选举程序、破坏选举等当选无效情形"
    facts = {
        "review_kind": "补选当选代表",
        "elected_reviewed": "新代表",
        "elected_count": "1",
        "review_points": points,
    }
    done(engine, review, "review", facts)
    done(engine, review, "report")
    row = one(checked(engine, case), "ELE-47-1b")
    assert (row.owed, row.command) == (True, f"renda do {review} 确认代表资格")
    done(engine, review, "confirm", {"confirmed_count": "1"})
    assert not [row for row in rows(checked(engine, case), "ELE-47-1b") if row.owed]


def test_offices_without_a_holder_are_filled_at_the_session():
    engine = settled()
    case = dated(engine)
    row = next(row for row in rows(checked(engine, case), "ORG-70-3") if row.group == "todo")
    assert row.finding.message == "没有登记镇长由谁担任;确实出缺的,由本次会议补选。"
    assert (
        row.command == f"renda open 补选本级国家机关领导人员 2026年补选本级国家机关领导人员 --within {case}"
    )
    assert "ORG-12-1-7" in row.powers
    assert "补选" in row.finding.remedy  # what to do for a vacancy, not for a wrong number of posts
    filling = start(engine, "officer-by-election", within=case)
    done(engine, filling, "set-post", {"post": "镇长", "seats": "1", "midterm_vacancy": "是"})
    assert not [row for row in rows(checked(engine, case), "ORG-70-3") if row.group == "todo"]


def test_where_no_office_is_recorded_it_cannot_be_told():
    engine = settled()
    for office, person in (("主席", "代表1"), ("副主席", "代表2")):
        set_office(engine, office, person, on=START, operator=CLERK, ends=True)
    row = one(checked(engine, dated(engine)), "ORG-18-1")
    assert (row.group, row.owed) == ("pending", False)


@pytest.mark.parametrize(("kind", "expected"), [("乡", "乡长"), ("民族乡", "乡长"), ("镇", "镇长")])
def test_the_head_of_the_township_is_called_by_the_kind_of_unit(kind, expected):
    engine = settled(unit_kind=kind)
    found = [row for row in rows(checked(engine, dated(engine)), "ORG-70-3") if row.group == "todo"]
    assert [row.finding.message[4:6] for row in found] == [expected]


def test_a_chairperson_in_the_administration_is_found_in_the_register():
    engine = settled()
    case = dated(engine)
    assert not [row for row in rows(checked(engine, case), "ORG-18-2") if row.group == "breach"]
    with engine.writing() as (writer, _record):
        body = {"office": "副镇长", "person": "代表1", "until": None, "ends": False}
        entries = writer.append([Draft("office", START, CLERK, body)])
    engine.entered(entries)
    found = [row for row in rows(checked(engine, case), "ORG-18-2") if row.group == "breach"]
    assert [row.finding.message for row in found] == ["代表1:当选人现任国家行政机关职务,不能同时担任主席。"]


def test_vacant_seats_are_said_and_not_held_against_anyone():
    engine = settled(quota=25)
    row = one(checked(engine, dated(engine)), "ORG-45-1")
    assert (row.group, row.owed, row.finding.effect) == ("advice", False, "advise")
    assert "实有代表 24 名,代表名额 25 名" in row.finding.message
    full = settled(quota=24)
    assert one(checked(full, dated(full)), "ORG-45-1").group == "in_order"


def test_suggestions_are_handed_over_and_reported():
    engine = settled()
    waiting = start(engine, "suggestion")
    done(
        engine,
        waiting,
        "submit",
        {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修路"},
    )
    case = dated(engine)
    row = next(row for row in checked(engine, case).rows if row.finding.rule == "ORG-42-2" and row.owed)
    assert (row.case, row.command) == (waiting, f"renda do {waiting} 交办")
    assert "试办suggestion" in row.finding.message
    draft(engine, case, AGENDA)
    assert not [row for row in rows(checked(engine, case), "ORG-42-3") if row.owed]
    suggestion(engine, until="opinion")
    assert one(checked(engine, case), "ORG-42-3").owed
    draft(engine, case, AGENDA, START + timedelta(days=29), other_items="代表建议办理情况报告")
    report = checked(engine, case, START + timedelta(days=29))
    assert not [row for row in rows(report, "ORG-42-3") if row.owed]


@pytest.mark.parametrize(("today", "group"), [(date(2026, 5, 20), "in_order"), (date(2026, 5, 21), "flawed")])
def test_the_presidium_is_asked_whether_it_has_met_in_time(today, group):
    """Three months from the 20th of February; the last day is in time. The rule is Zhejiang's own."""
    engine = settled(province="浙江", today=date(2026, 2, 20))
    meeting = start(engine, "presidium-meeting", on=date(2026, 2, 20))
    facts = {"meeting_on": "2026-02-20", "topics": "筹备"}
    done(engine, meeting, "convene", facts, date(2026, 2, 20))
    members = {"presidium_present": "7", "presidium_members": "9"}
    done(engine, meeting, "open", members, date(2026, 2, 20))
    case = dated(engine, date(2026, 6, 20), on=date(2026, 2, 21))
    row = one(checked(engine, case, today), "ZJ-24-1")
    assert row.group == group
    if group == "flawed":
        assert "最迟应于 2026年5月20日" in row.finding.message
        assert row.command == "renda open 主席团会议 2026年主席团会议"


def test_without_a_rule_of_the_province_nothing_is_asked_about_meetings():
    engine = settled()
    assert not [row for row in checked(engine, dated(engine)).rows if row.finding.rule.startswith("ZJ")]


@pytest.mark.parametrize(("sent", "group"), [(7, "in_order"), (6, "breach")])
def test_the_notice_is_judged_for_the_day_planned(sent, group):
    engine = settled(province="浙江")
    case = dated(engine)
    assert one(checked(engine, case), "ZJ-20-1a").until == OPENING - timedelta(days=7)
    day = OPENING - timedelta(days=sent)
    done(engine, case, "notify", {"notice_items": "会议举行时间、会议事项"}, day)
    report = checked(engine, case, day)
    assert one(report, "ZJ-20-1a").group == group
    assert report.verdict == ("breach" if group == "breach" else "in_order")


@pytest.mark.parametrize(("days", "group"), [(7, "todo"), (6, "flawed")])
def test_a_notice_not_yet_sent_is_to_be_done_until_its_last_day(days, group):
    engine = settled(province="浙江")
    case = dated(engine)
    row = one(checked(engine, case, OPENING - timedelta(days=days)), "ZJ-20-1a")
    assert (row.group, row.step, row.command) == (group, "notify", f"renda do {case} 通知代表 通知内容=…")


def test_a_local_rule_speaks_for_the_national_one_it_refines():
    engine = settled(province="浙江")
    case = dated(engine)
    done(engine, case, "deliver-materials", {}, OPENING)
    report = checked(engine, case, OPENING)
    assert rows(report, "DEP-13-2a") == []
    assert one(report, "ZJ-20-1b").also == ("代表法第十三条第二款",)


def test_only_the_last_draft_is_judged_but_an_accepted_irregularity_stays():
    engine = settled(province="浙江")
    case = dated(engine)
    draft(engine, case, ["本级预算"], session_slot="年初", session_days="1")
    assert one(checked(engine, case), "ZJ-17-1").group == "flawed"
    draft(engine, case, AGENDA, session_slot="年初", session_days="1")
    assert {row.group for row in rows(checked(engine, case), "ZJ-17-1")} == {"in_order"}
    assert [row.group for row in check_case(engine, case).rows if row.finding.rule == "ZJ-17-1"] == [
        "flawed",
        "in_order",
    ]  # over the case itself, every act is judged


def test_a_vote_that_would_be_refused_is_seen_before_the_session():
    engine = settled()
    case = dated(engine)
    budget = start(engine, "budget-approval", within=case)
    facts = {"hearing_forms": "1", "voters_heard": "是"}
    done(engine, budget, "consult", facts)
    row = one(checked(engine, case), "BUD-45-1")
    assert (row.group, row.owed, row.case) == ("todo", True, budget)
    assert "方式 1 种" in row.finding.message


def test_once_the_session_has_opened_nothing_is_expected_any_more():
    engine = settled()
    case = dated(engine)
    done(engine, case, "publish-date")
    done(engine, case, "deliver-materials")
    done(engine, case, "open", {"deputies_present": "20", "government_leaders_attend": "是"}, OPENING)
    report = checked(engine, case, OPENING)
    assert rows(report, "DEP-42-1") == []
    assert not any(row.owed for row in report.rows)


def test_a_first_session_of_a_term_publishes_its_deputies_first():
    engine = settled()
    case = dated(engine, kind="本届第一次会议")
    row = one(checked(engine, case), "ELE-47-2b")
    assert row.command == f"renda open 本届第一次会议法定事项 2026年本届第一次会议法定事项 --within {case}"
    regular = dated(engine)
    assert one(checked(engine, regular), "ELE-47-2b").group == "not_applicable"


@pytest.mark.parametrize(("opening", "group"), [(date(2026, 6, 30), "todo"), (date(2026, 7, 1), "in_order")])
def test_this_session_counts_for_the_half_of_the_year_in_which_it_opens(opening, group):
    engine = settled(province="北京")
    first = dated(engine, START + timedelta(days=10))
    for step in ("publish-date", "deliver-materials", "preparatory-meeting"):
        done(engine, first, step, {}, START)
    done(engine, first, "open", {"deputies_present": "24"}, START + timedelta(days=10))
    second = dated(engine, opening, on=START + timedelta(days=11))
    assert one(checked(engine, second, START + timedelta(days=11)), "BJ-5-1a").group == group


def test_this_session_counts_towards_the_year():
    engine = settled()
    report = checked(engine, dated(engine))
    assert one(report, "ORG-14-1").group == "in_order"
    special = checked(engine, dated(engine, kind="临时会议"))
    assert one(special, "ORG-14-1").group == "todo"


def test_without_a_day_its_decision_is_owed_and_the_expectations_wait():
    engine = settled()
    case = start(engine, "session")
    report = checked(engine, case)
    assert report.day is None
    owed = [row for row in report.rows if row.owed and row.case == case]
    assert [(row.step, row.until) for row in owed] == [("decide-date", None), ("deliver-materials", None)]


def test_a_procedure_without_expectations_says_so():
    engine = settled()
    case = start(engine, "bill")
    with pytest.raises(BadInput, match="没有会前检查") as told:
        check_before(engine, case)
    assert f"renda check {case}" in told.value.remedy


def test_persons_on_the_proposed_list_are_looked_up_in_the_register():
    engine = settled(province="浙江")
    set_office(engine, "副镇长", "代表9", on=START, operator=CLERK)
    case = dated(engine)
    draft(engine, case, AGENDA, presidium_proposed="代表1、代表2、外人、代表9")
    report = checked(engine, case)
    stranger, official = one(report, "ZJ-8-1"), one(report, "ZJ-38-1")
    assert stranger.finding.message.startswith("主席团成员名单中的外人:")
    assert official.finding.message.startswith("主席团成员名单中的代表9:")
    for row in (stranger, official):
        assert (row.group, row.owed, row.until) == ("todo", True, OPENING)
        assert row.command == f"renda do {case} 提出议程草案"
    late = checked(engine, case, OPENING + timedelta(days=1))
    assert {one(late, rule).group for rule in ("ZJ-8-1", "ZJ-38-1")} == {"flawed"}
    draft(engine, case, AGENDA, presidium_proposed="代表1、代表2、代表3")
    again = checked(engine, case)
    assert not [row for row in again.rows if row.finding.rule in {"ZJ-8-1", "ZJ-38-1"}]


def test_persons_are_not_held_against_a_province_without_such_a_rule():
    engine = settled()
    case = dated(engine)
    draft(engine, case, AGENDA, presidium_proposed="外人")
    assert not [row for row in checked(engine, case).rows if "外人" in row.finding.message]


def held(engine, day):
    """A session decided a day earlier and opened that day."""
    case = dated(engine, day, on=day - timedelta(days=1))
    done(engine, case, "publish-date", {}, day - timedelta(days=1))
    done(engine, case, "deliver-materials", {}, day - timedelta(days=1))
    done(engine, case, "open", {"deputies_present": "20", "government_leaders_attend": "是"}, day)


@pytest.mark.parametrize(
    ("heard", "group"),
    [(date(2026, 7, 20), "todo"), (date(2026, 7, 21), "in_order"), (date(2026, 12, 20), "in_order")],
)
def test_what_was_done_since_the_last_session_counts_for_the_next_year(heard, group):
    engine = settled()
    held(engine, date(2026, 7, 20))
    budget = start(engine, "budget-approval", on=heard)
    done(engine, budget, "consult", {"hearing_forms": "2", "voters_heard": "是"}, heard)
    case = dated(engine, date(2027, 1, 20), on=date(2026, 12, 21))
    assert rows(checked(engine, case, date(2026, 12, 21)), "BUD-45-1")[-1].group == group


@pytest.mark.parametrize(("opening", "owed"), [(date(2026, 6, 8), False), (date(2026, 6, 9), True)])
def test_what_falls_due_elsewhere_by_the_opening_is_owed(opening, owed):
    """Handed over on the 9th of March: the reply is due on the 9th of June."""
    engine = settled()
    late = suggestion(engine, until="hand-over")
    case = dated(engine, opening, on=date(2026, 3, 10))
    report = checked(engine, case, date(2026, 3, 10))
    found = [row for row in report.rows if row.case == late]
    assert [(row.owed, row.until) for row in found] == ([(True, date(2026, 6, 9))] if owed else [])


def test_a_reply_that_is_late_is_a_flaw_before_any_session():
    engine = settled()
    late = suggestion(engine, until="hand-over")
    case = dated(engine, date(2026, 7, 1), on=date(2026, 3, 10))
    for today, group in ((date(2026, 6, 9), "todo"), (date(2026, 6, 10), "flawed")):
        assert [row.group for row in checked(engine, case, today).rows if row.case == late] == [group]
