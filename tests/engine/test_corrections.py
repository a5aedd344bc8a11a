"""A wrong entry is corrected by a further one: with a reason, judged again, and both stay in the journal."""

import pytest

from procedures.engine.correcting import correct
from procedures.errors import BadInput, UnknownName
from tests.engine.office import (
    CLERK,
    after,
    assert_whole,
    do,
    done,
    entries,
    head,
    names,
    settled,
    start,
    suggestion,
)

REASON = "登记时看错了原件"


@pytest.fixture
def engine():
    it = settled()
    yield it
    assert_whole(it)
    it.store.close()


def put_right(engine, case, step, changes, **more):
    number = (
        engine.record.cases[case].acts[[a.step for a in engine.record.cases[case].acts].index(step)].number
    )
    return correct(engine, case, number, changes, **{"reason": REASON, "operator": CLERK, **more})


def test_the_facts_change_and_both_entries_stay(engine):
    case = suggestion(engine, until="hand-over")
    before = entries(engine)
    told = put_right(engine, case, "hand-over", {"承办单位": "财政所"})
    assert told.verdict.recorded
    assert told.no_longer == []
    act = engine.record.cases[case].acts[1]
    assert act.facts["handler"] == engine.record.cases[case].facts["handler"] == "财政所"
    assert act.facts["handed_over_on"] == after(7)
    assert act.corrected == [told.verdict.entry]
    now = entries(engine)
    assert now[:-1] == before
    assert now[-1].kind == "correction"
    assert now[-1].body["reason"] == REASON
    assert now[-1].body["corrects"] == act.number
    assert before[-1].body["facts"]["handler"] == "交通运输管理站"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_needs_a_reason(engine, reason):
    case = suggestion(engine, until="hand-over")
    before = head(engine)
    with pytest.raises(BadInput):
        put_right(engine, case, "hand-over", {"handler": "财政所"}, reason=reason)
    assert head(engine) == before


def test_only_an_act_of_the_case_is_corrected(engine):
    case, other = suggestion(engine, until="hand-over"), suggestion(engine, until="submit")
    foreign = engine.record.cases[other].acts[0].number
    for number in (1, foreign, 9999):
        with pytest.raises(UnknownName):
            correct(engine, case, number, {"topic": "修桥"}, reason=REASON, operator=CLERK)


def test_what_does_not_fit_is_refused_as_it_is_with_a_step(engine):
    case = suggestion(engine, until="submit")
    before = head(engine)
    for changes in (
        {"lead_deputy": "路人甲"},
        {"raised": "平时"},
        {"到会代表": 3},
        {"submitted_on": "2026-02-30"},
    ):
        with pytest.raises(BadInput):
            put_right(engine, case, "submit", changes)
    assert head(engine) == before


def test_a_correction_that_the_law_refuses_is_not_written(engine):
    case = suggestion(engine, until="hand-over")
    before = head(engine)
    told = put_right(engine, case, "hand-over", {"handed_over_by": "其他"})
    assert not told.verdict.allowed
    assert not told.verdict.recorded
    assert head(engine) == before
    assert engine.record.cases[case].facts["handed_over_by"] == "主席团"


def test_a_dry_run_writes_nothing(engine):
    case = suggestion(engine, until="hand-over")
    before = head(engine)
    told = put_right(engine, case, "hand-over", {"handler": "财政所"}, dry_run=True)
    assert told.verdict.allowed
    assert not told.verdict.recorded
    assert head(engine) == before


def test_another_outcome_moves_the_stage(engine):
    case = suggestion(engine, until="opinion")
    told = put_right(engine, case, "opinion", {"satisfaction": "不满意"})
    assert told.verdict.recorded
    assert told.verdict.stage == engine.record.cases[case].stage == "重新办理"
    assert engine.record.cases[case].facts["dissatisfied_on"] == after(21)
    assert told.no_longer == []
    done(engine, case, "reply-again", {}, after(30))


def test_a_fact_that_is_no_longer_asked_for_does_not_stay(engine):
    """Satisfied after all: there is no day on which the deputy was dissatisfied."""
    case = suggestion(engine, until="reply")
    done(engine, case, "opinion", {"satisfaction": "不满意"}, after(20))
    assert put_right(engine, case, "opinion", {"satisfaction": "满意"}).verdict.recorded
    assert engine.record.cases[case].stage == "待报告"
    assert "dissatisfied_on" not in engine.record.cases[case].facts


def test_what_was_preset_for_the_old_facts_is_preset_anew(engine):
    """An ordinary session is convened by the last presidium, a special one by the presidium."""
    case = start(engine, "session")
    facts = {"session_kind": "例会", "opening_on": after(60).isoformat()}
    assert done(engine, case, "decide-date", facts).facts["convened_by"] == "上次会议主席团"
    told = put_right(
        engine, case, "decide-date", {"session_kind": "临时会议", "presidium_deems_necessary": True}
    )
    assert told.verdict.recorded
    assert engine.record.cases[case].facts["convened_by"] == "主席团"


def test_what_was_stated_stays_as_stated(engine):
    case = start(engine, "session")
    facts = {"session_kind": "例会", "opening_on": after(60).isoformat(), "convened_by": "上次会议主席团"}
    done(engine, case, "decide-date", facts)
    told = put_right(engine, case, "decide-date", {"opening_on": after(61).isoformat()})
    assert told.verdict.facts["convened_by"] == "上次会议主席团"
    assert "convened_by" in engine.record.cases[case].acts[0].given


def test_an_act_that_has_lost_its_ground_is_not_corrected_but_said(engine):
    case = suggestion(engine, until="report")
    put_right(engine, case, "opinion", {"satisfaction": "不满意"})
    before = head(engine)
    with pytest.raises(BadInput) as told:
        put_right(engine, case, "report", {"reported_to": "大会"})
    assert "重新办理" in told.value.message
    assert head(engine) == before


def test_a_day_that_makes_a_later_period_impossible_is_refused(engine):
    case = suggestion(engine, until="reply")
    before = head(engine)
    with pytest.raises(BadInput):
        put_right(engine, case, "hand-over", {"handed_over_on": after(30).isoformat()})
    assert head(engine) == before


def test_a_step_that_loses_its_ground_is_named(engine):
    case = suggestion(engine, until="report")
    told = put_right(engine, case, "opinion", {"satisfaction": "不满意"})
    assert told.no_longer[0]["step"] == "report"
    assert told.no_longer[0]["entry"] == engine.record.cases[case].acts[-1].number
    assert entries(engine)[-1].body["no_longer"][0]["entry"] == told.no_longer[0]["entry"]


def test_later_acts_are_judged_again_on_the_corrected_facts(engine):
    """Handed over earlier than was written: the reply, in time so far, was late."""
    case = start(engine, "suggestion")
    facts = {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修整村道"}
    done(engine, case, "submit", facts)
    done(engine, case, "hand-over", {"handler": "财政所"}, after(30))
    reply = done(engine, case, "reply", {}, after(100))
    assert {f.outcome for f in reply.findings if f.rule == "DEP-51-2a"} == {"pass"}
    told = put_right(engine, case, "hand-over", {"handed_over_on": after(1).isoformat()})
    assert told.verdict.recorded
    assert ("reply", "DEP-51-2a") in {(row["step"], row["rule"]) for row in told.no_longer}
    assert engine.record.cases[case].acts[1].on == after(1)


def test_a_correction_can_be_corrected(engine):
    case = suggestion(engine, until="hand-over")
    first = put_right(engine, case, "hand-over", {"handler": "财政所"})
    second = put_right(engine, case, "hand-over", {"handler": "水利站"})
    act = engine.record.cases[case].acts[1]
    assert act.corrected == [first.verdict.entry, second.verdict.entry]
    assert act.facts["handler"] == "水利站"


def test_counts_are_worked_out_again(engine):
    case = start(engine, "session")
    done(engine, case, "propose-special", {"signatories": "、".join(names(5)), "special_matters": "抗旱"})
    told = put_right(engine, case, "propose-special", {"signatories": "、".join(names(6))})
    assert told.verdict.facts["signers"] == 6
    assert engine.record.cases[case].facts["signers"] == 6


def test_a_vote_is_counted_again(engine):
    case = start(engine, "bill")
    facts = {"proposed_by": "代表联名", "signatories": "、".join(names(6)), "within_competence": True}
    parts = engine.book.vocabulary["parts_stated"].values
    done(engine, case, "submit", {**facts, "parts_stated": "、".join(parts)})
    done(engine, case, "decide-listing", {"listing": "列入议程"}, after(1))
    done(engine, case, "deliberate", {}, after(2))
    counts = {"deputies_present": 24, "votes_for": 12, "votes_against": 10, "abstentions": 2}
    verdict = done(engine, case, "vote", counts, after(3))
    assert verdict.result["words"] == "未通过"
    told = put_right(engine, case, "vote", {"votes_for": 13, "votes_against": 9})
    assert told.verdict.result["words"] == "通过"
    assert engine.record.cases[case].stage == told.verdict.stage == "已通过"
    assert engine.record.cases[case].facts["bill_result"] == "通过"


def test_the_last_entry_that_touched_the_case_is_the_correction(engine):
    case = suggestion(engine, until="hand-over")
    seen = engine.record.cases[case].last_entry
    told = put_right(engine, case, "submit", {"topic": "修桥"})
    assert engine.record.cases[case].last_entry == told.verdict.entry > seen
    assert do(engine, case, "reply", {}, after(9), seen=told.verdict.entry).recorded
