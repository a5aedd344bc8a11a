"""The proof bites: a workflow that looks well stage by stage, broken in one place, is told with its line and a way there."""

import shutil

import pytest

from procedures.compliance.lint import lint_library
from procedures.library.places import Places, places, shipped

SESSION, BILL = "workflows/session.yaml", "workflows/bill.yaml"
ELECTION = "workflows/deputy-election.yaml"


@pytest.fixture
def broken(tmp_path):
    for folder in ("workflows", "rules", "papers", "reports"):
        shutil.copytree(shipped() / folder, tmp_path / folder)

    def change(file, old, new):
        path = tmp_path / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"no longer in {file}: {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return lint_library(Places((tmp_path,))).problems

    return change


FAULTS = [
    (BILL, "after: [deliberate]", "after: [vote]", "“表决议案”永远办不到", "steps"),
    (
        SESSION,
        "  after: [elect-presidium, adopt-agenda]\n",
        "  after: [elect-presidium, adopt-agenda, propose-special]\n",
        "走不到办结,例如“决定开会日期 → ",
        "stages",
    ),
    (
        ELECTION,
        "  title: 登记另加名额的决定\n  actor: county\n  from: [准备, 登记, 选举]\n",
        "  title: 登记另加名额的决定\n  actor: county\n  from: 准备\n",
        "必办的“登记另加名额的决定”可能落空",
        "确定选举日",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "words", "also"), FAULTS)
def test_each_fault_is_told_with_a_way_to_it(broken, file, old, new, words, also):
    problems = broken(file, old, new)
    told = [problem for problem in problems if words in problem.message]
    assert told, [problem.as_json() for problem in problems]
    assert told[0].where.partition(":")[0].endswith(file)
    assert int(told[0].where.rpartition(":")[2]) > 1
    assert also in told[0].message or also in {"steps", "stages"}


def test_a_case_that_waits_for_what_only_comes_after_its_parents_waiting_step_is_told(broken):
    """A rule of effect bar on the oath that reads the closing date: the closing waits for the oath, and so for ever."""
    rule = "- id: ORG-14-4\n"
    added = """- id: ORG-14-99
  article: 第十四条
  requirement: 试
  kind: 试
  applies: [{procedure: oath, step: [arrange]}]
  check: {kind: given, fact: closing_on}
  effect: bar
  refuse: 试
  remedy: 试
"""
    problems = broken("rules/national/ORG-organic-law-2022.yaml", rule, added + rule)
    assert ["closing_on 在它之后才登记" in problem.message for problem in problems] == [True]
    assert "oath.yaml:7" in problems[0].where


def test_the_figures_of_the_shipped_library():
    figures = {one["procedure"]: one for one in lint_library(places()).figures}
    assert all(one["states"] >= one["stages"] and one["moves"] >= one["steps"] for one in figures.values())
    assert figures["bill"]["states"] == 25
    assert figures["bill"]["moves"] == 40
    assert figures["bill"]["may_be_left"] == []
    assert figures["oath"]["may_be_left"] == ["举行宣誓仪式"]
