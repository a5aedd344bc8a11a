"""What is typed with a step: read, filled in, worked out, or refused with a reason; nothing half-written."""

from datetime import date
from decimal import Decimal

import pytest

from procedures.engine.asking import still_needed
from procedures.engine.verdict import Proposal
from procedures.errors import BadInput, ImpossibleDates, NoLaw, UnknownName
from tests.engine.office import (
    CLERK,
    START,
    SUBMITTED,
    after,
    assert_whole,
    do,
    done,
    head,
    names,
    settled,
    start,
    suggestion,
)


@pytest.fixture
def engine():
    it = settled()
    yield it
    assert_whole(it)
    it.store.close()


def refused(engine, case, step, facts, on=START, error=BadInput, **more):
    """The error; nothing was written."""
    before = head(engine)
    with pytest.raises(error) as told:
        do(engine, case, step, facts, on, **more)
    assert head(engine) == before
    assert told.value.remedy
    return told.value


class TestNames:
    def test_case_step_and_facts_answer_to_id_and_title(self, engine):
        start(engine, "代表建议、批评和意见办理")
        facts = {"提出时间": "会议期间", "领衔代表": "代表7", "submitted_to": "大会", "建议内容": "修路"}
        done(engine, "试办代表建议、批评和意见办理", "提出建议", facts)

    @pytest.mark.parametrize(
        ("case", "step", "facts"),
        [("J2026-9", "submit", {}), ("J2026-1", "开幕", {}), ("J2026-1", "submit", {"到会代表": 48})],
    )
    def test_what_is_unknown_is_named_with_what_there_is(self, engine, case, step, facts):
        start(engine, "suggestion")
        error = refused(engine, case, step, facts, error=UnknownName)
        assert error.where in {"J2026-9", "开幕", "到会代表"}

    def test_two_cases_of_one_title_have_to_be_told_apart(self, engine):
        first, second = start(engine, "suggestion"), start(engine, "suggestion")
        error = refused(engine, "试办suggestion", "submit", SUBMITTED, error=UnknownName)
        assert first in error.message
        assert second in error.message

    def test_a_fact_by_name_and_by_label_is_stated_twice(self, engine):
        case = start(engine, "suggestion")
        error = refused(engine, case, "submit", {"topic": "修路", "建议内容": "修桥"})
        assert "两次" in error.message


class TestValues:
    @pytest.mark.parametrize("value", ["很多", -1, 2.5, 1.0, True, None, "", [48], "1e3", "４８人次"])
    def test_a_count_is_a_whole_number(self, engine, value):
        case = session(engine)
        error = refused(engine, case, "open", {"deputies_present": value}, after(60))
        assert "到会代表" in error.message

    @pytest.mark.parametrize("value", ["48", "４８", 20, "20名", Decimal(20)])
    def test_counts_are_read_as_they_are_typed(self, engine, value):
        case = session(engine)
        if value in {"48", "４８"}:
            assert "48" in refused(engine, case, "open", {"deputies_present": value}, after(60)).message
        else:
            assert (
                engine.propose(proposal(case, "open", {"deputies_present": value}, after(60))).facts[
                    "deputies_present"
                ]
                == 20
            )

    @pytest.mark.parametrize(
        "value", ["2026-02-30", "2026-13-01", "去年", 20260101, "2026/1", ["2026-01-01"]]
    )
    def test_a_date_exists(self, engine, value):
        case = start(engine, "suggestion")
        refused(engine, case, "submit", {**SUBMITTED, "submitted_on": value})

    @pytest.mark.parametrize("value", ["大概", 2, "Y?", ["是"]])
    def test_yes_or_no(self, engine, value):
        case = suggestion(engine, until="submit")
        refused(engine, case, "hand-over", {"handler": "财政所", "difficult": value})

    @pytest.mark.parametrize("value", ["会议", ["会议期间"], True])
    def test_a_choice_is_one_of_its_values(self, engine, value):
        case = start(engine, "suggestion")
        error = refused(engine, case, "submit", {**SUBMITTED, "raised": value})
        assert "会议期间" in error.remedy

    @pytest.mark.parametrize("value", ["路人甲", "代表25"])
    def test_a_deputy_is_one_in_office(self, engine, value):
        case = start(engine, "suggestion")
        assert value in refused(engine, case, "submit", {**SUBMITTED, "lead_deputy": value}).message

    @pytest.mark.parametrize("value", [["代表3"], {"代表3": 1}, True, 3.5])
    def test_a_text_is_no_list(self, engine, value):
        case = start(engine, "suggestion")
        refused(engine, case, "submit", {**SUBMITTED, "topic": value})


def proposal(case, step, facts, on):
    return Proposal(case, step, facts, on, CLERK)


def session(engine, opening=60):
    """A session whose opening is decided, published and prepared."""
    case = start(engine, "session")
    done(engine, case, "decide-date", {"session_kind": "例会", "opening_on": after(opening).isoformat()})
    done(engine, case, "publish-date", {}, after(1))
    done(engine, case, "deliver-materials", {}, after(opening - 10))
    return case


class TestWhatIsMissing:
    def test_required_facts_are_named(self, engine):
        case = start(engine, "suggestion")
        error = refused(engine, case, "submit", {"topic": "修路"})
        assert all(label in error.message for label in ("提出时间", "领衔代表"))
        assert "submitted_on" not in error.message

    def test_one_is_asked_after_the_other(self, engine):
        case, given, asked = start(engine, "suggestion"), {}, []
        while (fact := still_needed(engine, case, "submit", given, START)[0]) is not None:
            asked.append(fact.name)
            given[fact.name] = SUBMITTED[fact.name]
        assert set(asked) == set(SUBMITTED)
        done(engine, case, "submit", given)

    def test_nothing_is_asked_for_a_step_that_cannot_be_done(self, engine):
        case = start(engine, "suggestion")
        assert still_needed(engine, case, "reply", {}, START) == (None, None)
        verdict = do(engine, case, "reply", {})
        assert not verdict.allowed
        assert "提出" in verdict.findings[0].message

    def test_an_optional_fact_may_stay_open(self, engine):
        case = suggestion(engine, until="reply")
        assert "opinion_text" not in done(engine, case, "opinion", {"satisfaction": "满意"}, after(20)).facts


class TestTheDayOfTheAct:
    def test_it_is_the_day_given_with_on(self, engine):
        case = start(engine, "suggestion")
        verdict = done(engine, case, "submit", SUBMITTED, after(3))
        assert verdict.on == verdict.facts["submitted_on"] == after(3)

    def test_a_fact_that_is_the_day_of_the_act_fixes_it(self, engine):
        case = start(engine, "suggestion")
        verdict = done(engine, case, "submit", {**SUBMITTED, "submitted_on": "2026年3月5日"}, after(30))
        assert verdict.on == date(2026, 3, 5)
        assert engine.record.cases[case].acts[0].on == date(2026, 3, 5)

    def test_today_is_the_engines_today(self, engine):
        case = start(engine, "suggestion")
        engine._today = after(9)
        assert done(engine, case, "submit", {**SUBMITTED, "submitted_on": "today"}, START).on == after(9)

    def test_an_act_does_not_go_back_behind_the_last_stage(self, engine):
        case = suggestion(engine, until="hand-over")
        assert "早于" in refused(engine, case, "reply", {}, after(3)).message

    def test_nor_behind_a_step_that_its_workflow_names(self, engine):
        """Handing over comes after submitting, which does not move the case on."""
        case = start(engine, "suggestion")
        done(engine, case, "submit", SUBMITTED, after(3))
        assert "早于" in refused(engine, case, "hand-over", {"handler": "财政所"}, after(2)).message
        done(engine, case, "hand-over", {"handler": "财政所"}, after(3))

    @pytest.mark.parametrize(("days", "recorded"), [(-1, True), (0, True), (1, False)])
    def test_only_what_has_happened_is_recorded(self, engine, days, recorded):
        case = start(engine, "suggestion")
        planned = proposal(case, "submit", SUBMITTED, after(days))
        assert engine.propose(planned).allowed  # whether it would be lawful may be asked of any day
        if recorded:
            assert engine.do(planned).recorded
            return
        before = head(engine)
        with pytest.raises(BadInput, match="还没有到") as problem:
            engine.do(planned)
        assert problem.value.where == "--on"
        assert head(engine) == before
        engine._today = after(days)
        assert engine.do(planned).recorded

    def test_a_day_that_an_act_fixes_for_later_is_no_act_of_that_day(self, engine):
        case = start(engine, "session")
        facts = {"session_kind": "例会", "opening_on": after(60).isoformat()}
        assert engine.do(proposal(case, "decide-date", facts, START)).recorded

    def test_a_period_cannot_end_before_it_begins(self, engine):
        case = session(engine)
        facts = {"deputies_present": 24, "opening_on": after(0).isoformat()}
        with pytest.raises((ImpossibleDates, BadInput)):
            do(engine, case, "open", facts)

    def test_a_day_before_every_text_held_here_is_not_guessed(self, engine):
        case = start(engine, "suggestion")
        error = refused(engine, case, "submit", SUBMITTED, date(1990, 1, 1), error=NoLaw)
        assert "1990" in error.message


class TestPresetsAndConditions:
    def test_a_preset_is_recorded_and_open_to_being_stated_otherwise(self, engine):
        case = suggestion(engine, until="submit")
        verdict = engine.propose(proposal(case, "hand-over", {"handler": "财政所"}, START))
        assert verdict.facts["handed_over_by"] == "主席团"
        assert verdict.facts["difficult"] is False
        other = engine.propose(
            proposal(case, "hand-over", {"handler": "财政所", "handed_over_by": "其他"}, START)
        )
        assert other.facts["handed_over_by"] == "其他"
        assert not other.allowed

    def test_a_stated_fact_is_marked_as_given_a_preset_is_not(self, engine):
        case = suggestion(engine, until="hand-over")
        act = engine.record.cases[case].acts[-1]
        assert act.given == ("handler",)
        assert act.facts["difficult"] is False

    def test_a_condition_asks_for_a_further_fact(self, engine):
        case = suggestion(engine, until="submit")
        error = refused(engine, case, "hand-over", {"handler": "财政所", "difficult": True})
        assert "尚缺" in error.message or "还缺" in error.message

    def test_a_preset_may_depend_on_another_fact(self, engine):
        case = start(engine, "session")
        facts = {
            "session_kind": "临时会议",
            "opening_on": after(40).isoformat(),
            "presidium_deems_necessary": True,
        }
        assert done(engine, case, "decide-date", facts).facts["convened_by"] == "主席团"
        other = start(engine, "session")
        facts = {"session_kind": "例会", "opening_on": after(40).isoformat()}
        assert done(engine, other, "decide-date", facts).facts["convened_by"] == "上次会议主席团"


class TestPlausibility:
    def test_nobody_is_present_who_is_not_in_office(self, engine):
        case = session(engine)
        error = refused(engine, case, "open", {"deputies_present": 25}, after(60))
        assert "24" in error.message
        assert "全体代表" in error.message

    def test_votes_are_not_more_than_voters(self, engine):
        case = session(engine)
        opened(engine, case, present=20)
        facts = {"resolution": "决议", "votes_for": 15, "votes_against": 5, "abstentions": 1}
        error = refused(engine, case, "vote-resolution", facts, after(60))
        assert "21" in error.message
        assert (
            done(engine, case, "vote-resolution", {**facts, "abstentions": 0}, after(60)).result["words"]
            == "通过"
        )

    def test_a_survey_adds_up(self, engine):
        case = start(engine, "work-evaluation")
        target = engine.book.vocabulary["target"].values[0]
        done(engine, case, "plan", {"target": target, "evaluated_unit": "财政所", "presidium_arranged": True})
        done(engine, case, "notify-unit", {}, after(1))
        asked = still_needed(engine, case, "investigate", {}, after(2))[0]
        done(engine, case, "investigate", {asked.name: 5} if asked else {}, after(2))
        done(engine, case, "receive-self-report", {}, after(3))
        asked = still_needed(engine, case, "open-meeting", {}, after(4))[0]
        done(engine, case, "open-meeting", {asked.name: 20} if asked else {}, after(4))
        counts = {"ballots_issued": 20, "ballots_returned": 20, "satisfied": 12, "basically_satisfied": 5}
        error = refused(engine, case, "ballot", {**counts, "dissatisfied": 4}, after(4))
        assert "21" in error.message
        verdict = done(engine, case, "ballot", {**counts, "dissatisfied": 3}, after(4))
        assert verdict.result["outcome"] == "counted"

    def test_the_opening_is_on_the_day_that_was_decided(self, engine):
        case = session(engine)
        error = refused(engine, case, "open", {"deputies_present": 24}, after(61))
        assert "改期" in error.remedy

    def test_a_number_that_contradicts_the_list_is_refused(self, engine):
        case = start(engine, "session")
        facts = {"signatories": "、".join(names(5)), "signers": 6, "special_matters": "抗旱"}
        error = refused(engine, case, "propose-special", facts)
        assert "6" in error.message
        assert "5" in error.message
        assert done(engine, case, "propose-special", {**facts, "signers": 5}).facts["signers"] == 5


def opened(engine, case, present=24):
    done(engine, case, "elect-presidium", {"presidium_list": "、".join(names(7)), "votes_for": 24}, after(60))
    done(engine, case, "open", {"deputies_present": present}, after(60))
    done(engine, case, "adopt-agenda", {"presider": "代表1"}, after(60))


class TestIrregularity:
    REASON = "列席人员误签到,会后才发现"
    SLIP = {"deputies_present": 24, "nonvoting_counted": True}

    @pytest.mark.parametrize(
        "more",
        [
            {"irregular": REASON},
            {"accepted_by": "主席团"},
            {"irregular": " ", "accepted_by": "主席团"},
            {"irregular": REASON, "accepted_by": ""},
        ],
    )
    def test_needs_a_reason_and_somebody_who_accepts_it(self, engine, more):
        case = session(engine)
        refused(engine, case, "open", self.SLIP, after(60), **more)

    def test_a_bar_is_refused_and_may_be_accepted(self, engine):
        case = session(engine)
        before = head(engine)
        verdict = do(engine, case, "open", self.SLIP, after(60))
        assert not verdict.allowed
        assert {finding.effect for finding in verdict.findings if finding.blocks} == {"bar"}
        assert head(engine) == before
        more = {"irregular": self.REASON, "accepted_by": "主席团"}
        marked = done(engine, case, "open", self.SLIP, after(60), **more)
        assert marked.irregular
        act = engine.record.cases[case].acts[-1]
        assert act.irregular["reason"] == self.REASON
        assert act.irregular["accepted_by"] == "主席团"
        assert set(act.irregular["rules"]) == {f.rule for f in marked.findings if f.blocks}

    def test_a_void_act_is_refused_whoever_accepts_it(self, engine):
        case = session(engine)
        before = head(engine)
        more = {"irregular": self.REASON, "accepted_by": "主席团"}
        verdict = do(engine, case, "open", {"deputies_present": 15}, after(60), **more)
        assert not verdict.allowed
        assert not verdict.irregular
        assert head(engine) == before

    def test_the_order_of_steps_is_not_waived(self, engine):
        case = suggestion(engine, until="submit")
        verdict = do(engine, case, "reply", {}, after(1), irregular="已经答复", accepted_by="主席团")
        assert not verdict.allowed

    def test_a_regular_act_is_not_marked(self, engine):
        case = session(engine)
        more = {"irregular": "以防万一", "accepted_by": "主席团"}
        verdict = done(engine, case, "open", {"deputies_present": 24}, after(60), **more)
        assert not verdict.irregular
        assert engine.record.cases[case].acts[-1].irregular is None


class TestPapers:
    def test_a_paper_is_kept_by_its_hash(self, engine, tmp_path):
        paper = tmp_path / "交办函.txt"
        paper.write_bytes(b"abc")
        case = suggestion(engine, until="submit")
        done(engine, case, "hand-over", {"handler": "财政所"}, papers=(("交办函", str(paper)),))
        (kept,) = engine.record.cases[case].acts[-1].papers
        assert kept["name"] == "交办函.txt"
        assert kept["sha256"].startswith("ba7816bf")

    def test_a_paper_that_cannot_be_read_records_nothing(self, engine, tmp_path):
        case = suggestion(engine, until="submit")
        missing = (("交办函", str(tmp_path / "没有.txt")),)
        refused(engine, case, "hand-over", {"handler": "财政所"}, papers=missing)
