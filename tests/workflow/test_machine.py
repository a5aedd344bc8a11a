"""The state machine against the workflow file as it is written: every step leads where it says, and nowhere else."""

import pytest
import yaml

from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.machine import StageMachine
from procedures.workflow.model import Procedure
from procedures.workflow.shelf import Shelf

SHELF = Shelf(places())
VOCABULARY = LawBook(places()).vocabulary
PROCEDURES = sorted(SHELF.paths)


def as_written(name):
    """The YAML, read by another reader than the product's."""
    return yaml.load(SHELF.paths[name].read_bytes(), yaml.BaseLoader)  # noqa: S506 - plain text only


def sources(step):
    return [step["from"]] if isinstance(step["from"], str) else step["from"]


def moves(name):
    """(stage, step, outcome, stage after) of every move that the file writes."""
    for step in as_written(name)["steps"]:
        to = step.get("to")
        for source in sources(step):
            if to is None or isinstance(to, str):
                yield source, step["id"], None, to or source
            else:
                for outcome, stage in to.items():
                    if outcome != "by":
                        yield source, step["id"], outcome, stage


@pytest.mark.parametrize("name", PROCEDURES)
def test_every_step_leads_where_the_file_says(name):
    machine = SHELF.machine(name)
    assert machine.start == as_written(name)["stages"][0]
    written = list(moves(name))
    assert written
    for source, step, outcome, target in written:
        assert machine.allows(source, step)
        assert machine.move(source, step, outcome) == target, (source, step, outcome)


@pytest.mark.parametrize("name", PROCEDURES)
def test_a_step_from_a_wrong_stage_is_refused(name):
    machine, text = SHELF.machine(name), as_written(name)
    for step in text["steps"]:
        to = step.get("to")
        outcomes = [None] if not isinstance(to, dict) else [outcome for outcome in to if outcome != "by"]
        for stage in set(text["stages"]) - set(sources(step)):
            assert not machine.allows(stage, step["id"])
            for outcome in outcomes:
                with pytest.raises(ValueError, match="no move"):
                    machine.move(stage, step["id"], outcome)


@pytest.mark.parametrize("name", PROCEDURES)
def test_an_outcome_that_is_not_written_leads_nowhere(name):
    machine = SHELF.machine(name)
    for step in as_written(name)["steps"]:
        if isinstance(step.get("to"), dict):
            for outcome in (None, "by", "没有这种结果"):
                with pytest.raises(ValueError, match="no move"):
                    machine.move(sources(step)[0], step["id"], outcome)


@pytest.mark.parametrize("name", PROCEDURES)
def test_every_stage_is_reached_and_every_case_can_end(name):
    text, written = as_written(name), list(moves(name))
    reached = {text["stages"][0]}
    for _ in text["stages"]:
        reached |= {target for source, _, _, target in written if source in reached}
    assert reached == set(text["stages"])
    ending = set(text["final"])
    for _ in text["stages"]:
        ending |= {source for source, _, _, target in written if target in ending}
    assert ending == set(text["stages"])


@pytest.mark.parametrize("name", PROCEDURES)
def test_the_branch_is_a_choice_that_the_step_records(name):
    procedure = SHELF.procedure(name)
    for step in procedure.steps:
        if step.branch is None:
            continue
        assert step.branch in step.facts or step.branch in step.derived, step.id
        if step.branch in step.facts:
            fact = procedure.fact(step, step.branch, VOCABULARY)
            if fact.type == "choice":
                assert set(fact.values) == set(step.destinations()), step.id


def sample(**changes):
    step = {
        "id": "begin",
        "title": "开始",
        "actor": "presidium",
        "from": "甲",
        "to": "乙",
        "modality": "must",
    }
    text = {
        "procedure": "sample",
        "title": "样本",
        "code": "Y",
        "numbering": "year",
        "stages": ["甲", "乙"],
        "final": ["乙"],
    }
    return Procedure.model_validate({**text, "steps": [{**step, **changes}]})


def test_a_step_that_stays_stays_in_each_of_its_stages():
    machine = StageMachine(sample(**{"from": ["甲", "乙"], "to": None}))
    assert machine.move("甲", "begin") == "甲"
    assert machine.move("乙", "begin") == "乙"


def test_cases_do_not_disturb_one_another():
    machine = StageMachine(sample())
    assert [machine.move("甲", "begin") for _ in range(3)] == ["乙"] * 3
    with pytest.raises(ValueError, match="no move"):
        machine.move("乙", "begin")
    assert machine.move("甲", "begin") == "乙"


def test_a_step_with_outcomes():
    step = sample(to={"by": "listing", "留": "甲", "走": "乙"})
    machine = StageMachine(step)
    assert (machine.move("甲", "begin", "留"), machine.move("甲", "begin", "走")) == ("甲", "乙")
    assert step.steps[0].branch == "listing"
    assert step.steps[0].destinations() == {"留": "甲", "走": "乙"}
