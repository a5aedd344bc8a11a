"""What the plan says and what the engine does: each step on its planned latest day is recorded clean, a day later not."""

from datetime import date, timedelta

import pytest

from procedures.planning.making import plan_case
from tests.engine.office import do, done, settled, start
from tests.planning.desk import latest, plan, row

DAY = timedelta(days=1)


def clean(verdict):
    """No rule has been broken, whatever its effect."""
    return [f.rule for f in verdict.findings if f.outcome == "breach" and f.effect != "advise"]


def refused_or_flagged(verdict, rule):
    """The named rule has been broken by the act."""
    return any(f.rule == rule and f.outcome == "breach" for f in verdict.findings)


@pytest.fixture
def office():
    engines = []

    def found(**body):
        engines.append(settled(today=date(2027, 12, 31), **body))
        return engines[-1]

    yield found
    for engine in engines:
        engine.store.close()


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("difficult", [False, True])
def test_a_reply(office, difficult, late):
    handed_over = date(2026, 11, 30)
    made = plan("suggestion", handed_over_on=handed_over.isoformat(), difficult="是" if difficult else "否")
    reply = row(made, "答复代表").latest
    engine = office()
    case = start(engine, "suggestion", on=handed_over)
    submitted = {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修整村道"}
    done(engine, case, "submit", submitted, latest(made, "提出建议"))
    facts = {"handler": "交通运输管理站", "difficult": difficult}
    done(engine, case, "hand-over", facts | ({"reason_stated": True} if difficult else {}), handed_over)
    facts = {"reply_class": "已解决"}
    verdict = done(engine, case, "reply", facts, reply.day + DAY if late else reply.day)
    assert refused_or_flagged(verdict, reply.rule) is late
    assert bool(clean(verdict)) is late


SESSION = {
    "decide-date": {"session_kind": "例会"},
    "publish-date": {},
    "notify": {"notice_items": "会议举行时间、会议事项"},
    "deliver-materials": {"pre_session_activity_on": "2027-01-19"},
}
TITLES = {
    "decide-date": "决定开会日期",
    "publish-date": "公布开会日期",
    "notify": "通知代表",
    "deliver-materials": "送达会议材料",
}


@pytest.mark.parametrize("late", [None, *SESSION])
def test_a_session(office, late):
    opening = date(2027, 1, 20)
    made = plan("session", "浙江", opening_on=opening.isoformat(), session_kind="例会")
    engine = office(province="浙江")
    case = start(engine, "session", on=date(2026, 11, 26))
    broken = set()
    days = {step: latest(made, TITLES[step]) for step in SESSION}
    if late is not None:
        days[late] += DAY
    if late == "decide-date":  # what follows it is done on the day itself, the notice late by its own rule
        days["notify"] = max(days["notify"], days["decide-date"])
    for step, facts in SESSION.items():
        own = {**facts, "opening_on": opening.isoformat()} if step == "decide-date" else facts
        verdict = do(engine, case, step, own, days[step])
        broken |= set(clean(verdict))
        if not verdict.recorded:
            break
    else:
        verdict = do(engine, case, "open", {"deputies_present": "24"}, opening)
        broken |= {
            f.rule for f in verdict.findings if f.blocks or (f.outcome == "breach" and f.effect == "flag")
        }
    if late is None:
        assert broken == set()
        assert verdict.recorded
    else:
        wanted = row(made, TITLES[late]).latest.rule or row(made, "通知代表").latest.rule
        assert wanted in broken


ELECTION = date(2027, 3, 12)


def registered(engine, on):
    """An election whose day has been fixed; its case."""
    case = start(engine, "deputy-election", on=on)
    done(engine, case, "appoint-committee", {}, on)
    quota = {"deputies_quota": "63", "population": "27000", "previous_quota": "63"}
    done(engine, case, "fix-quota", quota, on)
    done(engine, case, "draw-districts", {"district_count": "30", "allocated_seats": "63"}, on)
    done(engine, case, "fix-day", {"election_on": ELECTION.isoformat()}, on)
    return case


@pytest.mark.parametrize("late", [False, True])
def test_the_list_of_voters(office, late):
    made = plan("deputy-election", election_on=ELECTION.isoformat())
    published = row(made, "公布选民名单").latest
    engine = office()
    case = registered(engine, date(2027, 1, 4))
    review = latest(made, "审查选民资格")
    done(engine, case, "review-voters", {}, review)
    verdict = do(engine, case, "publish-voters", {}, published.day + DAY if late else published.day)
    assert verdict.recorded is not late
    assert refused_or_flagged(verdict, published.rule) is late


@pytest.mark.parametrize("late", [None, "decide-appeal", "record-suit", "record-judgment"])
def test_appeal_suit_and_judgment(office, late):
    listed = date(2027, 2, 20)
    made = plan(
        "deputy-election", election_on=ELECTION.isoformat(), voter_list_published_on=listed.isoformat()
    )
    engine = office()
    case = registered(engine, date(2027, 1, 4))
    done(engine, case, "review-voters", {}, listed)
    done(engine, case, "publish-voters", {}, listed)
    titles = {
        "decide-appeal": "处理选民名单申诉",
        "record-suit": "登记选民资格起诉",
        "record-judgment": "登记选民资格判决",
    }
    days = {step: latest(made, title) for step, title in titles.items()}
    if late is not None:
        days[late] += DAY
    decided = days["decide-appeal"].isoformat()
    facts = {
        "decide-appeal": {"appealed_on": latest(made, "申诉日期").isoformat(), "appeal_outcome": "维持名单"},
        "record-suit": {"decided_on": decided},
        "record-judgment": {"judgment_outcome": "驳回"},
    }
    broken = {}
    for step, own in facts.items():
        verdict = do(engine, case, step, own, days[step])
        broken[step] = clean(verdict)
    assert {step for step, rules in broken.items() if rules} == ({late} if late else set())
    if late:
        assert row(made, titles[late]).latest.rule in broken[late]


@pytest.mark.parametrize("late", [None, "publish-initial", "fix-final"])
def test_the_candidates_of_a_district(office, late):
    made = plan("deputy-election", election_on=ELECTION.isoformat())
    titles = {"publish-initial": "公布初步候选人(选区选举)", "fix-final": "公布正式候选人(选区选举)"}
    days = {step: latest(made, title) for step, title in titles.items()}
    if late is not None:
        days[late] += DAY
    engine = office()
    outer = registered(engine, date(2027, 1, 4))
    done(engine, outer, "review-voters", {}, date(2027, 2, 1))
    done(engine, outer, "publish-voters", {}, date(2027, 2, 1))
    case = start(engine, "district-vote", within=outer, on=date(2027, 2, 2))
    facts = {"district_name": "第一选区", "seats": "2", "voters_registered": "900"}
    done(engine, case, "register-district", facts, date(2027, 2, 2))
    people = ["甲一", "乙一", "丙一"]
    for person in people:
        nominated = {
            "nominee": person,
            "nominated_by": "选民联名",
            "signatories": "、".join(f"选民{person}{n}" for n in range(10)),
            "nomination_accepted": "是",
            "parts_stated": "身份、简历",
        }
        done(engine, case, "nominate", nominated, date(2027, 2, 3))
    listed = {
        "initial_candidates": "、".join(people),
        "nominees_all_listed": "是",
        "basic_info_published": "是",
    }
    verdict = do(engine, case, "publish-initial", listed, days["publish-initial"])
    assert refused_or_flagged(verdict, row(made, titles["publish-initial"]).latest.rule) is (
        late == "publish-initial"
    )
    if late == "publish-initial":
        assert not verdict.recorded
        return
    done(engine, case, "discuss", {"majority_opinion_recorded": "是"}, days["publish-initial"])
    final = {"candidates_named": "、".join(people), "basic_info_published": "是"}
    verdict = do(engine, case, "fix-final", final, days["fix-final"])
    assert refused_or_flagged(verdict, row(made, titles["fix-final"]).latest.rule) is (late == "fix-final")


def test_a_case_in_the_record_is_planned_from_what_has_been_done(office):
    engine = office()
    case = start(engine, "session", on=date(2026, 11, 26))
    done(engine, case, "decide-date", {"session_kind": "例会", "opening_on": "2027-01-20"}, date(2026, 12, 1))
    done(engine, case, "publish-date", {}, date(2026, 12, 2))
    made = plan_case(engine, case, {}, date(2026, 12, 3))
    told = {one.step: one for one in made.rows if one.part.place == 0 and not one.fact}
    assert (told["decide-date"].status, told["decide-date"].latest.day) == ("done", date(2026, 12, 1))
    assert told["publish-date"].status == "done"
    assert (told["open"].status, told["open"].latest.day) == ("fixed", date(2027, 1, 20))
    assert (told["deliver-materials"].status, told["deliver-materials"].slack) == ("open", 47)
    assert made.conflicts == []
    assert all(one.fact != "session_kind" for one in made.questions)
    late = plan_case(engine, case, {}, date(2027, 1, 20))
    assert [one.step for one in late.conflicts] == ["deliver-materials"]
    assert [(one.label, one.day) for one in late.alternatives] == [("开幕日期", date(2027, 1, 21))]


def test_what_lies_between_recorded_acts_is_history_and_no_conflict(office):
    engine = office()
    case = start(engine, "suggestion", on=date(2026, 3, 1))
    submitted = {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修整村道"}
    done(engine, case, "submit", submitted, date(2026, 3, 1))
    done(engine, case, "hand-over", {"handler": "交通运输管理站"}, date(2026, 3, 2))
    late = done(engine, case, "reply", {"reply_class": "已解决"}, date(2026, 6, 3))
    assert clean(late)
    made = plan_case(engine, case, {}, date(2026, 6, 4))
    assert made.conflicts == []
    assert row(made, "答复代表").status == "done"
