"""The exploration against hand-counted procedures, each with one trap."""

import pytest

from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.exploring import backwards, explore, forwards, skippable
from procedures.workflow.model import Procedure
from procedures.workflow.shape import KNOWN, OPEN, Shape
from procedures.workflow.shelf import Shelf

SHELF = Shelf(places())
VOCABULARY = LawBook(places()).vocabulary


def step(name, source, to=None, modality="must", **more):
    return {
        "id": name,
        "title": f"办{name}",
        "actor": "presidium",
        "from": source,
        "to": to,
        "modality": modality,
        **more,
    }


def procedure(*steps, stages=("甲", "乙", "丙"), final=("丙",)):
    return Procedure.model_validate(
        {
            "procedure": "sample",
            "title": "样本",
            "code": "Q",
            "numbering": "term",
            "stages": stages,
            "final": final,
            "steps": steps,
        }
    )


def found(*steps, **more):
    whole = procedure(*steps, **more)
    return whole, explore(whole, {})


def stuck(explored):
    return {state.stage for state in explored.states if state not in explored.ending}


def test_a_line_of_three_stages_has_three_states_and_two_moves():
    _, explored = found(step("one", "甲", "乙"), step("two", "乙", "丙"))
    assert (len(explored.states), len(explored.moves)) == (3, 2)
    assert explored.taken == {"one", "two"}
    assert explored.ending == set(explored.states)
    last = next(state for state in explored.states if state.stage == "丙")
    assert explored.way(last) == ["one", "two"]


def test_a_step_that_others_come_after_makes_states_of_its_own():
    _, explored = found(step("one", "甲"), step("two", "甲", "丙", after=["one"]))
    assert [(state.stage, sorted(state.done)) for state in explored.states] == [
        ("甲", []),
        ("甲", ["one"]),
        ("丙", ["one"]),
    ]


def test_what_nobody_waits_for_makes_none():
    _, explored = found(step("one", "甲", repeat=True), step("two", "甲", "丙"))
    assert len(explored.states) == 2
    assert [move[1] for move in explored.moves] == ["one", "two"]


def test_steps_that_wait_for_each_other_are_dead_and_the_case_is_stuck():
    _, explored = found(
        step("one", "甲", after=["two"]),
        step("two", "甲", after=["one"]),
        step("end", "甲", "丙", after=["two"]),
    )
    assert explored.taken == set()
    assert stuck(explored) == {"甲"}


def test_a_step_that_can_be_missed_for_ever_leaves_a_dead_end():
    """The stages alone look well: 甲 → 乙 → 丙. Only who forgot `one` in 甲 can never leave 乙."""
    whole, explored = found(
        step("one", "甲"), step("two", "甲", "乙"), step("end", "乙", "丙", after=["one"])
    )
    assert stuck(explored) == {"乙"}
    first = next(state for state in explored.states if state not in explored.ending)
    assert explored.way(first) == ["two"]
    assert [name for _, name, _ in skippable(explored, whole.step("one"))] == ["two"]


def test_what_is_cleared_and_can_be_recorded_once_only_is_a_dead_end():
    settled = {"day": {"type": "date", "settled": "先定日期"}}
    steps = (
        step("fix", "甲", facts={"day": {"type": "date"}}),
        step("drop", "甲", clears=["day"], repeat=True),
        step("open", "甲", "丙", facts=settled),
    )
    _, explored = found(*steps)
    assert len(stuck(explored)) == 1
    _, again = found({**steps[0], "repeat": True}, *steps[1:])
    assert not stuck(again)


CHOICE = {"type": "choice", "values": ["是", "否", "缓"]}


def test_a_choice_is_followed_value_by_value():
    only = {"kind": "one_of", "fact": "answer", "values": ["是"]}
    other = {"kind": "one_of", "fact": "answer", "values": ["否"]}
    _, explored = found(
        step("ask", "甲", "乙", facts={"answer": CHOICE}),
        step("yes", "乙", "丙", only_if=only),
        step("no", "乙", "丙", only_if=other),
    )
    assert [state.values for state in explored.states if state.stage == "乙"] == [("是",), ("否",), ("缓",)]
    assert [s.values for s in explored.states if s not in explored.ending] == [("缓",)]


def test_an_optional_fact_may_stay_open_and_an_open_condition_stands_in_nobodys_way():
    only = {"kind": "one_of", "fact": "answer", "values": ["是"]}
    _, explored = found(
        step("ask", "甲", "乙", facts={"answer": {**CHOICE, "optional": True}}),
        step("yes", "乙", "丙", only_if=only),
    )
    assert {state.values[0] for state in explored.states if state.stage == "乙"} == {OPEN, "是", "否", "缓"}
    assert {state.values[0] for state in explored.states if state.stage == "丙"} == {OPEN, "是"}


def test_a_branch_leads_where_the_value_says():
    _, explored = found(
        step("ask", "甲", {"by": "answer", "是": "乙", "否": "丙", "缓": "甲"}, facts={"answer": CHOICE}),
        step("again", "乙", "丙", only_if={"kind": "one_of", "fact": "answer", "values": ["是"]}),
    )
    assert {(state.stage, state.values) for state in explored.states} == {
        ("甲", (OPEN,)),
        ("甲", ("缓",)),
        ("乙", ("是",)),
        ("丙", ("否",)),
        ("丙", ("是",)),
    }


def test_a_condition_on_numbers_may_be_open_true_or_false():
    enough = {"kind": "between", "value": "number", "at_least": 2}
    _, explored = found(
        step("count", "甲", repeat=True, facts={"number": {"type": "count"}}),
        step("end", "甲", "丙", only_if=enough),
    )
    assert {state.values for state in explored.states if state.stage == "甲"} == {(OPEN,), (True,), (False,)}
    assert stuck(explored) == set()  # counted again, it may become enough
    _, once = found(
        step("count", "甲", facts={"number": {"type": "count"}}), step("end", "甲", "丙", only_if=enough)
    )
    assert {state.values for state in once.states if state not in once.ending} == {(False,)}


def test_a_result_derived_once_and_for_all_has_one_value():
    _, explored = found(
        step("begin", "甲", "乙", derived={"sworn": {"always": True}}),
        step("end", "乙", "丙", only_if={"kind": "states", "fact": "sworn"}),
        step("ask", "甲", modality="may", repeat=True, facts={"sworn": {"type": "yesno"}}),
    )
    assert {state.values for state in explored.states if state.stage == "乙"} == {(True,)}


def test_the_state_of_a_case_is_what_its_facts_say():
    only = {"kind": "between", "value": "number", "at_least": 2}
    whole = procedure(
        step("fix", "甲", facts={"day": {"type": "date"}, "number": {"type": "count"}}),
        step("open", "甲", "丙", facts={"day": {"settled": "先定日期", "type": "date"}}, only_if=only),
    )
    shape = Shape(whole, {})
    assert shape.followed == ("day", "?open")
    assert shape.state("甲", ["fix", "elsewhere"], {"day": 1, "number": 2}).values == (KNOWN, True)
    assert shape.state("甲", [], {"number": 1}).values == (OPEN, False)
    assert shape.state("甲", ["fix", "elsewhere"], {}).done == {"fix"}


def test_closures_go_both_ways():
    _, explored = found(step("one", "甲", "乙"), step("two", "乙", "丙"))
    first, middle, last = explored.states
    assert forwards({middle}, explored.moves) == {middle, last}
    assert backwards({middle}, explored.moves) == {first, middle}


@pytest.mark.parametrize("name", sorted(SHELF.paths))
def test_every_shipped_procedure_can_end_from_every_state_and_has_no_dead_step(name):
    whole = SHELF.procedure(name)
    explored = explore(whole, VOCABULARY)
    assert {state.stage for state in explored.states} == set(whole.stages)
    assert explored.taken == {one.id for one in whole.steps}
    assert [explored.way(state) for state in explored.states if state not in explored.ending] == []
