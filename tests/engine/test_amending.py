"""A correction sets right what its act has brought with it: the register stands as if it had been recorded so at once."""

import pytest

from procedures.engine.correcting import correct
from procedures.engine.founding import set_office
from procedures.engine.verdict import Proposal
from procedures.errors import BadInput
from tests.engine.office import (
    CLERK,
    START,
    after,
    assert_whole,
    done,
    entries,
    folded,
    head,
    names,
    settled,
    start,
)

OPENING = after(60)
PRESIDIUM = after(59)
VOTE = {"ballot_secret": True, "ballots_issued": 24, "ballots_returned": 24}


@pytest.fixture
def engine():
    it = settled()
    yield it
    assert_whole(it)
    it.store.close()


@pytest.fixture
def session(engine):
    """A session whose presidium has been elected: seven persons."""
    case = start(engine, "session")
    done(engine, case, "decide-date", {"session_kind": "例会", "opening_on": OPENING.isoformat()})
    done(engine, case, "publish-date", {}, after(1))
    done(engine, case, "deliver-materials", {}, after(50))
    done(engine, case, "elect-presidium", {"presidium_list": "、".join(names(7)), "votes_for": 24}, PRESIDIUM)
    return case


def put_right(engine, case, step, changes, **more):
    acts = engine.record.cases[case].acts
    number = next(act.number for act in reversed(acts) if act.step == step)
    return correct(engine, case, number, changes, **{"reason": "抄错了", "operator": CLERK, **more})


def messages(told):
    return [row["message"] for row in told.verdict.consequences]


class TestThePresidium:
    def test_a_shorter_list_seats_fewer(self, engine, session):
        told = put_right(engine, session, "elect-presidium", {"presidium_list": "、".join(names(5))})
        assert told.verdict.recorded
        assert engine.record.register.presidium(PRESIDIUM) == tuple(names(5))
        assert engine.record.register.facts(OPENING)["presidium_members"] == 5
        correction, entry = entries(engine)[-2:]
        assert (correction.kind, entry.kind) == ("correction", "presidium")
        assert entry.body == {"persons": names(5), "because": correction.number}
        assert entry.on == PRESIDIUM
        assert messages(told) == [
            f"更正后,自 {PRESIDIUM.isoformat()} 起主席团由 5 人组成(原登记 7 人),不再有代表6、代表7。"
        ]

    def test_a_longer_one_seats_more_and_a_second_correction_rests_on_the_first(self, engine, session):
        put_right(engine, session, "elect-presidium", {"presidium_list": "、".join(names(5))})
        told = put_right(engine, session, "elect-presidium", {"presidium_list": "、".join(names(9))})
        assert engine.record.register.presidium(OPENING) == tuple(names(9))
        assert "加上代表6、代表7、代表8、代表9" in messages(told)[0]

    def test_another_fact_changes_nobodys_seat(self, engine, session):
        before = head(engine).number
        told = put_right(engine, session, "elect-presidium", {"votes_for": 23})
        assert told.verdict.recorded
        assert messages(told) == []
        assert head(engine).number == before + 1

    def test_a_dry_run_tells_and_writes_nothing(self, engine, session):
        before = head(engine)
        changes = {"presidium_list": "、".join(names(5))}
        told = put_right(engine, session, "elect-presidium", changes, dry_run=True)
        assert len(messages(told)) == 1
        assert head(engine) == before
        assert engine.record.register.presidium(OPENING) == tuple(names(7))


@pytest.fixture
def elected(engine, session):
    """代表10 and 代表11 have been elected deputy heads and have taken office."""
    done(engine, session, "open", {"deputies_present": 24}, OPENING)
    done(engine, session, "adopt-agenda", {"presider": "代表1"}, OPENING)
    case = start(engine, "officer-election", within=session, on=OPENING)
    done(engine, case, "set-post", {"post": "副镇长", "seats": 2}, OPENING)
    method = {"surplus_fixed": 1, "votes_for": 24, "votes_against": 0, "abstentions": 0}
    done(engine, case, "adopt-method", method, OPENING)
    for person in ("代表10", "代表11"):
        done(engine, case, "nominate", {"nominee": person, "nominated_by": "主席团"}, OPENING)
    joint = {"nominated_by": "代表联名", "signatories": "、".join(names(10)), "written": True}
    done(engine, case, "nominate", {"nominee": "代表12", **joint}, OPENING)
    done(engine, case, "submit-list", {}, OPENING)
    done(engine, case, "deliberate", {}, OPENING)
    done(engine, case, "fix-candidates", {"candidates_named": "代表10、代表11、代表12"}, OPENING)
    done(engine, case, "vote", {**VOTE, "votes": "代表10:20、代表11:15、代表12:9"}, OPENING)
    done(engine, case, "take-office", {"holds_administrative_post": False}, OPENING)
    return case


def holders(engine, on=OPENING):
    return sorted(person for person, _ in engine.record.register.holders(("副镇长",), on))


class TestOffices:
    def test_who_was_not_elected_after_all_does_not_hold_the_office(self, engine, elected):
        assert holders(engine) == ["代表10", "代表11"]
        told = put_right(engine, elected, "vote", {"votes": "代表10:20、代表11:9、代表12:15"})
        assert told.verdict.recorded
        assert holders(engine) == holders(engine, after(400)) == ["代表10", "代表12"]
        day = OPENING.isoformat()
        assert messages(told) == [
            f"更正后,代表11自 {day} 起不担任副镇长。",
            f"更正后,代表12自 {day} 起担任副镇长。",
        ]
        correction, *following = entries(engine)[-3:]
        assert {entry.body["because"] for entry in following} == {correction.number}

    def test_a_later_departure_stays(self, engine, elected):
        set_office(engine, "副镇长", "代表10", on=after(90), operator=CLERK, ends=True)
        put_right(engine, elected, "vote", {"votes": "代表10:20、代表11:9、代表12:15"})
        assert holders(engine, after(89)) == ["代表10", "代表12"]
        assert holders(engine, after(90)) == ["代表12"]

    def test_an_act_that_lost_its_ground_brought_nothing_with_it(self, engine, elected):
        """Nobody had a majority: the case stood at a further election, and no one has taken office."""
        told = put_right(engine, elected, "vote", {"votes": "代表10:12、代表11:9、代表12:3"})
        assert told.verdict.recorded
        assert told.no_longer
        assert holders(engine) == []

    def test_correcting_back_restores(self, engine, elected):
        votes = "代表10:20、代表11:15、代表12:9"
        put_right(engine, elected, "vote", {"votes": "代表10:12、代表11:9、代表12:3"})
        put_right(engine, elected, "vote", {"votes": votes})
        assert holders(engine) == ["代表10", "代表11"]

    def test_the_journal_alone_tells_the_same(self, engine, elected):
        put_right(engine, elected, "vote", {"votes": "代表10:20、代表11:9、代表12:15"})
        assert folded(engine).register.offices(OPENING) == engine.record.register.offices(OPENING)


class TestIrregular:
    """A correction to facts that the law bars: what has happened must be recordable as it happened."""

    @pytest.fixture
    def handed_over(self, engine):
        case = start(engine, "suggestion")
        facts = {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修整村道"}
        done(engine, case, "submit", facts)
        done(engine, case, "hand-over", {"handler": "财政所"})
        return case

    CHANGE = {"handed_over_by": "本级政府"}
    ACCEPTED = {"irregular": "政府已经转办", "accepted_by": "主席团"}

    def test_it_is_refused_without_and_written_with_somebodys_acceptance(self, engine, handed_over):
        before = head(engine)
        told = put_right(engine, handed_over, "hand-over", self.CHANGE)
        assert {f.effect for f in told.verdict.findings if f.blocks} == {"bar"}
        assert not told.verdict.allowed
        assert head(engine) == before
        told = put_right(engine, handed_over, "hand-over", self.CHANGE, **self.ACCEPTED)
        assert told.verdict.recorded
        assert told.verdict.irregular
        act = engine.record.cases[handed_over].acts[-1]
        assert act.irregular["reason"] == "政府已经转办"
        assert act.irregular["accepted_by"] == "主席团"
        assert set(act.irregular["rules"]) == {f.rule for f in told.verdict.findings if f.blocks}

    @pytest.mark.parametrize(
        "given",
        [{"irregular": "理由"}, {"accepted_by": "主席团"}, {"irregular": " ", "accepted_by": "主席团"}],
    )
    def test_reason_and_person_go_together(self, engine, handed_over, given):
        before = head(engine)
        with pytest.raises(BadInput, match="瑕疵"):
            put_right(engine, handed_over, "hand-over", self.CHANGE, **given)
        assert head(engine) == before

    def test_what_is_void_stays_refused(self, engine, session):
        before = head(engine)
        told = put_right(engine, session, "elect-presidium", {"votes_for": 3}, **self.ACCEPTED)
        void = [f for f in told.verdict.findings if f.blocks and f.effect == "void"]
        if not void:
            pytest.fail(f"no void rule here any more: {told.verdict.findings}")
        assert not told.verdict.allowed
        assert head(engine) == before

    def test_where_nothing_is_barred_it_is_said_that_nobody_need_accept(self, engine, handed_over):
        told = put_right(engine, handed_over, "hand-over", {"handler": "水利站"}, **self.ACCEPTED)
        assert told.verdict.recorded
        assert not told.verdict.irregular
        assert engine.record.cases[handed_over].acts[-1].irregular is None
        assert told.verdict.consequences[0]["kind"] == "note"

    def test_what_was_accepted_once_does_not_cover_another_breach(self, engine):
        """An act recorded as an irregularity may be corrected in other facts; a further bar needs a further acceptance."""
        case = start(engine, "suggestion")
        facts = {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修整村道"}
        done(engine, case, "submit", facts)
        taken = Proposal(
            case, "hand-over", {"handler": "财政所", **self.CHANGE}, START, CLERK, **self.ACCEPTED
        )
        assert engine.do(taken).irregular
        assert put_right(engine, case, "hand-over", {"handler": "水利站"}).verdict.recorded
        act = engine.record.cases[case].acts[-1]
        act.irregular["rules"] = act.irregular["rules"][:-1]  # as if one of them had not been accepted
        assert not put_right(engine, case, "hand-over", {"handler": "农技站"}, dry_run=True).verdict.allowed
        engine._record = engine._empty()

    def test_a_day_still_to_come_is_no_correction(self, engine, handed_over):
        before = head(engine)
        with pytest.raises(BadInput, match="还没有到"):
            put_right(engine, handed_over, "hand-over", {"handed_over_on": after(1).isoformat()})
        assert head(engine) == before
