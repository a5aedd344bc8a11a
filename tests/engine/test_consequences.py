"""What follows from an act is executed; cases within a session hold it up or carry over."""

import pytest

from procedures.engine.founding import open_case
from procedures.engine.outlook import outlook
from procedures.errors import BadInput
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
)

OPENING = after(60)


@pytest.fixture
def engine():
    it = settled()
    yield it
    assert_whole(it)
    it.store.close()


@pytest.fixture
def session(engine):
    """A session in progress."""
    case = start(engine, "session")
    done(engine, case, "decide-date", {"session_kind": "例会", "opening_on": OPENING.isoformat()})
    done(engine, case, "publish-date", {}, after(1))
    done(engine, case, "deliver-materials", {}, after(50))
    done(engine, case, "elect-presidium", {"presidium_list": "、".join(names(7)), "votes_for": 24}, after(59))
    done(engine, case, "open", {"deputies_present": 24}, OPENING)
    done(engine, case, "adopt-agenda", {"presider": "代表1"}, OPENING)
    return case


VOTE = {
    "ballot_secret": True,
    "ballots_issued": 24,
    "ballots_returned": 24,
}


def election(engine, session, *, post="副镇长", seats=2, nominees=("代表10", "代表11", "代表12")):
    """An election up to its vote."""
    case = start(engine, "officer-election", within=session, on=OPENING)
    done(engine, case, "set-post", {"post": post, "seats": seats}, OPENING)
    method = {"surplus_fixed": 1, "votes_for": 24, "votes_against": 0, "abstentions": 0}
    done(engine, case, "adopt-method", method, OPENING)
    for person in nominees[:-1]:
        done(engine, case, "nominate", {"nominee": person, "nominated_by": "主席团"}, OPENING)
    joint = {"nominated_by": "代表联名", "signatories": "、".join(names(10)), "written": True}
    done(engine, case, "nominate", {"nominee": nominees[-1], **joint}, OPENING)
    done(engine, case, "submit-list", {}, OPENING)
    done(engine, case, "deliberate", {}, OPENING)
    done(engine, case, "fix-candidates", {"candidates_named": "、".join(nominees)}, OPENING)
    return case


def test_the_presidium_elected_sits_from_that_day(engine, session):
    act = next(act for act in engine.record.cases[session].acts if act.step == "elect-presidium")
    following = entries(engine)[act.number]
    assert following.kind == "presidium"
    assert following.body["because"] == act.number
    register = engine.record.register
    assert register.presidium(after(59)) == tuple(names(7))
    assert register.presidium(after(58)) == ()
    assert register.facts(OPENING)["presidium_members"] == 7


def test_who_is_elected_takes_office(engine, session):
    case = election(engine, session)
    told = done(engine, case, "vote", {**VOTE, "votes": "代表10:20、代表11:15、代表12:9"}, OPENING)
    assert told.result["elected"] == ("代表10", "代表11")
    assert told.stage == "任职"
    verdict = done(engine, case, "take-office", {"holds_administrative_post": False}, OPENING)
    assert [row["person"] for row in verdict.consequences] == ["代表10", "代表11"]
    office = engine.record.cases[case].facts["post"]
    assert engine.record.register.holders((office,), OPENING) == [("代表10", office), ("代表11", office)]
    assert engine.record.register.holders((office,), after(59)) == []
    kinds = [entry.kind for entry in entries(engine)[-3:]]
    assert kinds == ["step", "office", "office"]


def test_a_tie_across_the_last_seat_is_voted_again_among_the_tied(engine, session):
    case = election(engine, session)
    told = done(engine, case, "vote", {**VOTE, "votes": "代表10:20、代表11:14、代表12:14"}, OPENING)
    assert told.result["elected"] == ("代表10",)
    assert told.result["tied"] == ("代表11", "代表12")
    assert told.stage == "再次投票"
    before = head(engine)
    with pytest.raises(BadInput):
        do(engine, case, "revote", {**VOTE, "votes": "代表10:9、代表11:9、代表12:6"}, OPENING)
    assert head(engine) == before
    again = done(engine, case, "revote", {**VOTE, "votes": "代表11:9、代表12:8"}, OPENING)
    assert again.result["elected"] == ("代表11",)
    assert engine.record.cases[case].facts["elected_persons"] == ("代表10", "代表11")
    assert again.stage == "任职"


def test_a_seat_without_a_majority_stays_vacant(engine, session):
    case = election(engine, session)
    told = done(engine, case, "vote", {**VOTE, "votes": "代表10:20、代表11:12、代表12:12"}, OPENING)
    assert told.result["elected"] == ("代表10",)
    assert told.result["vacant"] == 1
    assert told.stage == "另行选举"


def test_nobody_is_elected_twice_to_one_office(engine, session):
    case = election(engine, session)
    done(engine, case, "vote", {**VOTE, "votes": "代表10:20、代表11:12、代表12:12"}, OPENING)
    done(engine, case, "decide-further", {"rerun_time": "本次会议", "rerun_seats": 1}, OPENING)
    source = engine.book.vocabulary["rerun_source"].values[0]
    facts = {"rerun_source": source, "candidates_named": "代表10、代表11"}
    done(engine, case, "fix-further-candidates", facts, OPENING)
    before = head(engine)
    with pytest.raises(BadInput) as told:
        do(engine, case, "further-vote", {**VOTE, "votes": "代表10:14、代表11:10"}, OPENING)
    assert "代表10" in told.value.message
    assert head(engine) == before


@pytest.mark.parametrize("announced", ["代表11", "代表10、代表12", "代表10、代表11、代表12"])
def test_another_result_than_counted_is_not_recorded(engine, session, announced):
    case = election(engine, session)
    before = head(engine)
    facts = {**VOTE, "votes": "代表10:20、代表11:15、代表12:9", "announced_elected": announced}
    verdict = do(engine, case, "vote", facts, OPENING)
    assert not verdict.allowed
    assert head(engine) == before
    assert do(engine, case, "vote", {**facts, "announced_elected": "代表11、代表10"}, OPENING).recorded


def test_an_open_case_holds_up_the_closing(engine, session):
    case = election(engine, session)
    verdict = do(engine, session, "close", {}, OPENING)
    assert not verdict.allowed
    assert any(case in finding.message for finding in verdict.findings)
    rows = {row.step: row for row in outlook(engine, session).steps}
    assert rows["close"].status == "not_yet"
    assert any(case in finding.message for finding in rows["close"].missing)
    done(engine, case, "vote", {**VOTE, "votes": "代表10:20、代表11:15、代表12:9"}, OPENING)
    done(engine, case, "take-office", {"holds_administrative_post": False}, OPENING)
    assert not any(case in f.message for f in do(engine, session, "close", {}, OPENING).findings)


def test_a_case_that_may_carry_over_does_not_hold_it_up(engine, session):
    case = election(engine, session)
    done(engine, case, "vote", {**VOTE, "votes": "代表10:20、代表11:12、代表12:12"}, OPENING)
    assert not do(engine, session, "close", {}, OPENING).allowed
    done(engine, case, "decide-further", {"rerun_time": "下次会议", "rerun_seats": 1}, OPENING)
    verdict = do(engine, session, "close", {}, OPENING)
    assert not any(case in finding.message for finding in verdict.findings)


def test_a_case_within_reads_the_facts_around_it(engine, session):
    case = start(engine, "budget-approval", within=session, on=OPENING)
    rows = {row.step: row for row in outlook(engine, case).steps}
    asked = {fact.fact.name: fact.required for fact in rows["submit"].facts}
    assert asked["opening_on"] is False
    alone = start(engine, "budget-approval", on=OPENING)
    rows = {row.step: row for row in outlook(engine, alone).steps}
    assert {fact.fact.name: fact.required for fact in rows["submit"].facts}["opening_on"] is True


@pytest.mark.parametrize("inner", ["session", "suggestion", "work-evaluation"])
def test_a_case_runs_only_within_what_its_procedure_allows(engine, session, inner):
    before = head(engine)
    with pytest.raises(BadInput):
        start(engine, inner, within=session)
    assert head(engine) == before


def test_numbers_are_not_given_twice(engine):
    first = open_case(engine, "suggestion", "一", on=OPENING, operator=CLERK, number=7)
    assert open_case(engine, "suggestion", "二", on=OPENING, operator=CLERK).number == 8
    before = head(engine)
    for number in (7, 0, -1):
        with pytest.raises(BadInput):
            open_case(engine, "suggestion", "三", on=OPENING, operator=CLERK, number=number)
    with pytest.raises(BadInput):
        open_case(engine, "suggestion", first.id, on=OPENING, operator=CLERK)
    assert head(engine) == before
