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
    for folder in ("workflows", "rules", "papers", "reports"):
        shutil.copytree(shipped() / folder, tmp_path / folder)
    return tmp_path


BILL, ORG = "workflows/bill.yaml", "rules/national/ORG-organic-law-2022.yaml"
SESSION, SUGGESTION, YEAR = "workflows/session.yaml", "workflows/suggestion.yaml", "reports/year.yaml"

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
    # expectations before a session
    (SESSION, "  step: open\n  day:", "  step: begin\n  day:", "before 写的 begin 不是步骤"),
    (SESSION, "day: opening_on", "day: agenda_items", "不是“开幕”登记的事实"),
    (SESSION, "latest: [draft-agenda,", "latest: [drafting,", "latest 写的 drafting"),
    (SESSION, "requirement: ELE-47-1b", "requirement: ELE-147-1b", "没有编号为 ELE-147-1b 的要求"),
    (SESSION, "powers: [ORG-12-1-9]\n  - kind", "powers: [ORG-12-1-99]\n  - kind", "没有编号为 ORG-12-1-99"),
    (
        SESSION,
        "if: &regular {kind: one_of, fact: session_kind",
        "if: &regular {kind: one_of, fact: kind_of",
        "kind_of",
    ),
    (SESSION, "step: consult}", "step: listen}", "budget-approval 没有步骤 listen"),
    (
        SESSION,
        "procedure: budget-approval, step: consult",
        "procedure: budget, step: consult",
        "budget 不是程序",
    ),
    (SESSION, "year_of: fiscal_year", "year_of: fiscal_date", "funding 没有步骤登记 fiscal_date"),
    (SESSION, "where: {budget_result: [通过]}", "where: {budget_end: [通过]}", "没有步骤登记 budget_end"),
    (SESSION, "named_in: elected_reviewed", "named_in: elected_ones", "没有步骤登记 elected_ones"),
    (SESSION, "procedure: suggestion, stage: 待报告", "procedure: suggestion, stage: 等报告", "阶段“等报告”"),
    (SESSION, "lists: &agenda [agenda_items,", "lists: &agenda [agenda,", "没有步骤登记 agenda"),
    (
        SESSION,
        "items: [政府工作报告]\n    step: draft-agenda",
        "items: [政府工作报告]\n    step: agenda",
        "agenda 不是步骤",
    ),
    (SESSION, "{deputies_in_office} 名", "{deputies_present_now} 名", "{deputies_present_now} 不是事实"),
    (
        SESSION,
        "step: publish-deputies, within: true",
        "step: publish, within: true",
        "first-session 没有步骤 publish",
    ),
    (
        SESSION,
        "step: publish, where: {review_kind",
        "step: publish, within: true, where: {review_kind",
        "不能放在 session 里办",
    ),
    (
        SESSION,
        "next_held_on: {today: true}",
        "held_now_on: {today: true}",
        "held_now_on 不在 rules/facts.yaml",
    ),
    (SESSION, "requirement: ORG-19-2\n", "requirement: ORG-14-1\n", "没有一条规则在这些步骤检查"),
    (
        SESSION,
        "procedure: officer-by-election\n    powers: [ORG-12-1-6]",
        "procedure: filling\n    powers: [ORG-12-1-6]",
        "filling 不是程序",
    ),
    (SESSION, "    by: {kind: states, fact: has_election}\n", "", "by 和 step 要一起写"),
    (SESSION, "next_held_on: {today: true}", "next_held_on: {}", "写且只写 last 或 today"),
    (SESSION, "facts: [is_deputy]", "facts: [is_voter]", "没有一条规则在这些步骤检查"),
    (
        SESSION,
        "facts: [is_deputy]\n    by: draft-agenda",
        "facts: [is_deputy]\n    by: draft",
        "draft 不是步骤",
    ),
    (SESSION, "lists: [presidium_list,", "lists: [presidium_names,", "没有步骤登记 presidium_names"),
    (
        "workflows/oath.yaml",
        "all_sworn: {names_of: sworn}\n    oath_taken: {same_names: [oath_persons, all_sworn], without: not_taking}",
        "all_sworn: {names_of: sworn}\n    oath_taken: {same_names: [oath_persons, all_sworn], without: gone}",
        "算 oath_taken 用到的 gone 没有步骤登记",
    ),
    # counts and outlines of reports
    (SESSION, "months: [1, 2, 3, 4, 5, 6]", "months: [0, 2]", "months"),
    (SUGGESTION, "{step: hand-over, label", "{step: hand, label", "counts 写的 hand 不是步骤"),
    (SUGGESTION, "by: satisfaction", "by: topic", "topic 不是“登记代表意见”登记的选项"),
    (SUGGESTION, "named: [不满意]", "named: [不高兴]", "“不高兴”不是 satisfaction 的值"),
    (SUGGESTION, "powers: [ORG-42-3a]", "powers: [ORG-42-33]", "counts 写的要求 ORG-42-33 不存在"),
    (SUGGESTION, "label: 交办, powers: [ORG-42-2, ORG-19-2e]", "label: 交办", "label 和 powers 要一起写"),
    (SUGGESTION, "label: 提出建议, powers: [ORG-42-2]", "where: {}", "要写 fact 或者 label"),
    (
        "workflows/bill.yaml",
        "where: {bill_result: [通过]}",
        "where: {result: [通过]}",
        "counts 用到的 result",
    ),
    (YEAR, "[ORG-12-1-10]", "[ORG-12-1-100]", "提纲写的要求 ORG-12-1-100 不存在"),
    (YEAR, "none: 本年没有登记执法检查", "noon: 本年没有登记执法检查", "缺少 none"),
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
