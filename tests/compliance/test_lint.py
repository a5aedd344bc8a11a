"""The lint bites: each fault, put alone into a copy of the library, is told with its file and words."""

from __future__ import annotations

import shutil

import pytest

from procedures.compliance.lint import lint_library
from procedures.library.places import Places, places, shipped


@pytest.fixture(scope="module")
def sound():
    return lint_library(places())


def test_the_shipped_library_is_sound(sound):
    assert [problem.as_json() for problem in sound.problems] == []
    assert all(figure["paths"] >= 1 for figure in sound.figures)


@pytest.fixture
def copied(tmp_path):
    for folder in ("workflows", "rules", "papers"):
        shutil.copytree(shipped() / folder, tmp_path / folder)
    return tmp_path


BILL, ORG = "workflows/bill.yaml", "rules/national/ORG-organic-law-2022.yaml"

FAULTS = [
    (BILL, "  from: 处理\n", "  from: 提出\n", "走不到"),
    (BILL, "  actor: deputies\n  from: 提出", "  actor: villagers\n  from: 提出", "不认识的主体 villagers"),
    (
        BILL,
        "  from: [未列入议程, 未通过]\n  to: 办结",
        "  from: [未列入议程, 未通过]\n  to: 未通过",
        "走不到办结",
    ),
    (BILL, "不列入议程: 未列入议程}", "退回: 未列入议程}", "一一对应"),
    (BILL, "to: {passed: 已通过, failed: 未通过}", "to: {passed: 已通过, rejected: 未通过}", "failed"),
    (BILL, "  code: B\n", "", ""),
    (BILL, "code: B\n", "code: S\n", "代号"),
    (BILL, "within: [session]", "within: [assembly]", "within 写的 assembly"),
    (ORG, "step: [submit]", "step: [hand-in]", "不存在的步骤"),
    (
        ORG,
        "whole: deputies_in_office, fraction: 2/3",
        "whole: deputies_at_large, fraction: 2/3",
        "deputies_at_large",
    ),
    (ORG, "procedure: bill,", "procedure: motion,", "不存在的程序 motion"),
    (ORG, "{signers}", "{signatures}", "{signatures}"),
    (BILL, "papers: [撤回申请]", "papers: [撤回便条]", "材料“撤回便条”没有保管期限"),
    ("papers/retention.yaml", "class: '1.3'", "class: '1.4'", "class 写的 1.4"),
    ("papers/continuity.yaml", "receive-voters", "receive", "不存在的步骤 deputy-contact/receive"),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), [fault for fault in FAULTS if fault[3]])
def test_each_fault_is_told(copied, file, old, new, words):
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the fault no longer fits {file}: {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = lint_library(Places((copied,))).problems
    assert any(words in problem.message for problem in problems), [p.as_json() for p in problems]
    assert all(":" in p.where or p.where.endswith(".yaml") for p in problems)


def test_a_rule_that_reads_what_no_step_records_is_told(copied):
    path = copied / BILL
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    within_competence: {}\n", ""), encoding="utf-8")
    messages = [problem.message for problem in lint_library(Places((copied,))).problems]
    assert any("within_competence 没有步骤登记" in message for message in messages)


def test_a_repeated_id_is_told(copied):
    path = copied / ORG
    text = path.read_text(encoding="utf-8")
    start = text.index("- id: ORG-14-4\n")
    rule = text[start : text.index("- id:", start + 5)]
    path.write_text(text.replace(rule, rule + rule), encoding="utf-8")
    assert any("重复" in problem.message for problem in lint_library(Places((copied,))).problems)
