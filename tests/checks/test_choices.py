"""Answers: who, which, yes or no, what a list contains."""

from datetime import date

import pytest
from pydantic import ValidationError

from tests.checks.reading import LABELS, answer, read, truth

DONE = read("done_by", actor="who", by=["大会", "主席团"])
ONE = read("one_of", fact="who", values=["大会", "主席团"])
SAID = read("states", fact="said")
UNSAID = read("states", fact="said", **{"is": False})
SAME = read("same_answer", both=["said", "a"])
CONTAINS = read("contains", list="a", items=["甲", "乙"])


@pytest.mark.parametrize("check", [DONE, ONE])
def test_one_of_those_named(check):
    assert truth(check, who="大会") is True
    assert truth(check, who="主席团") is True
    found = answer(check, who="主席")
    assert found.truth is False
    assert found.needed == {"who": "大会或主席团"}
    assert found.shortfalls == ("决定机关为主席,应为大会或主席团",)
    assert answer(check).missing == ("who",)
    assert truth(check, who=True) is None
    assert check.facts() == ("who",)
    assert check.worded(LABELS) == "决定机关为大会或主席团"
    assert truth(check, who="大") is False  # part of a name is not the name


def test_yes_or_no():
    assert [truth(SAID, said=value) for value in (True, False)] == [True, False]
    assert [truth(UNSAID, said=value) for value in (True, False)] == [False, True]
    assert answer(SAID).missing == ("said",)
    assert truth(SAID, said=1) is None  # a number is no answer
    assert answer(SAID, said=False).needed == {"said": True}
    assert answer(UNSAID, said=True).needed == {"said": False}
    assert answer(UNSAID, said=True).shortfalls == ("已说明:是,应为否",)
    assert (SAID.worded(LABELS), UNSAID.worded(LABELS)) == ("已说明为是", "已说明为否")
    assert SAID.facts() == ("said",)


@pytest.mark.parametrize(
    ("said", "other", "holds"),
    [(True, True, True), (False, False, True), (True, False, False), (False, True, False)],
)
def test_the_same_answer(said, other, holds):
    assert truth(SAME, said=said, a=other) is holds
    assert bool(answer(SAME, said=said, a=other).shortfalls) is not holds


def test_the_same_answer_waits_for_both():
    assert answer(SAME, said=True).missing == ("a",)
    assert answer(SAME).missing == ("said", "a")
    assert truth(SAME, said=True, a=1) is None
    assert SAME.facts() == ("said", "a")
    assert SAME.worded(LABELS) == "已说明与甲数一致"


def test_a_list_contains_all():
    assert truth(CONTAINS, a=("乙", "丙", "甲")) is True
    found = answer(CONTAINS, a=("乙",))
    assert (found.truth, found.needed) == (False, {"a": ("甲",)})
    assert found.shortfalls == ("甲数缺:甲",)
    assert truth(CONTAINS, a=()) is False
    assert answer(CONTAINS).missing == ("a",)
    assert truth(CONTAINS, a="甲乙") is None  # a text is no list
    assert CONTAINS.worded(LABELS) == "甲数包括甲、乙"
    assert CONTAINS.facts() == ("a",)


@pytest.mark.parametrize("value", [0, False, "", (), "甲", date(2026, 1, 1)])
def test_whatever_is_given_is_given(value):
    check = read("given", fact="a")
    assert truth(check, a=value) is True
    assert truth(check, a=None) is False
    assert answer(check).shortfalls == ("甲数没有填",)
    assert check.worded(LABELS) == "填了甲数"
    assert check.facts() == ("a",)


@pytest.mark.parametrize("check", [DONE, ONE, SAID, SAME, CONTAINS])
def test_a_fact_that_is_none_is_unknown(check):
    assert check.evaluate(dict.fromkeys(check.facts()), LABELS).truth is None


def test_none_of_them_binds_a_date():
    for check in (DONE, ONE, SAID, SAME, CONTAINS):
        assert check.limits(check.facts()[0], {}, LABELS) == ()


def test_same_answer_takes_two():
    with pytest.raises(ValidationError):
        read("same_answer", both=["a"])


def test_labels_stand_in_where_there_are_none():
    assert read("states", fact="unlabelled").worded({}) == "unlabelled为是"
