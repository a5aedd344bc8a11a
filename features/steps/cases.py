"""Cases: opening one, doing its steps, and what the verdict says."""

from __future__ import annotations

from datetime import date

from pytest_bdd import given, parsers, then, when

from features.steps.office import Office, table_facts
from procedures.checks.base import shown
from procedures.engine.correcting import correct
from procedures.engine.founding import open_case
from procedures.engine.outlook import outlook
from procedures.engine.verdict import Proposal, Verdict
from procedures.errors import ProceduresError

STATUS = {
    "必须": "must",
    "可以": "may",
    "尚不能": "not_yet",
    "已完成": "done",
    "已关闭": "closed",
    "逾期": "overdue",
}


@given(parsers.parse("开始办理“{procedure}”,名称“{title}”"))
@when(parsers.parse("开始办理“{procedure}”,名称“{title}”"))
def start(office: Office, procedure: str, title: str) -> None:
    case = open_case(office.engine, procedure, title, on=office.today, operator="秘书")
    office.case = case.id


@given(parsers.parse("在“{around}”中开始办理“{procedure}”,名称“{title}”"))
@when(parsers.parse("在“{around}”中开始办理“{procedure}”,名称“{title}”"))
def start_within(office: Office, around: str, procedure: str, title: str) -> None:
    case = open_case(office.engine, procedure, title, on=office.today, operator="秘书", within=around)
    office.case = case.id


@when(parsers.parse("想办理“{procedure}”"))
def start_unsure(office: Office, procedure: str) -> None:
    """Somebody looks for a procedure under a name that may not exist."""
    office.error = None
    try:
        start(office, procedure, procedure)
    except ProceduresError as error:
        office.error = error


@given(parsers.parse("转到事项“{title}”"))
@when(parsers.parse("转到事项“{title}”"))
def turn_to(office: Office, title: str) -> None:
    office.case = office.engine.record.case(title).id


def do(
    office: Office,
    day: str,
    step: str,
    facts: dict[str, str],
    reason: str | None = None,
    today: date | None = None,
) -> None:
    proposal = Proposal(
        office.case,
        step,
        facts,
        office.day(day),
        "秘书",
        irregular=reason,
        accepted_by="主席团" if reason else None,
    )
    office.verdict, office.error = None, None
    office.engine._today = max(today or proposal.on, office.today)  # noqa: SLF001 - the clock goes on by itself
    try:
        office.verdict = office.engine.do(proposal)
        office.heard += office.verdict.findings
    except ProceduresError as error:
        office.error = error
    office.engine._today = office.today  # noqa: SLF001


@given(parsers.parse("已于 {day}“{step}”:"))
def was_done_with(office: Office, day: str, step: str, datatable: list[list[str]]) -> None:
    do(office, day, step, table_facts(datatable))
    _must_be_recorded(office)


@given(parsers.parse("已于 {day}“{step}”"))
def was_done(office: Office, day: str, step: str) -> None:
    do(office, day, step, {})
    _must_be_recorded(office)


def _must_be_recorded(office: Office) -> None:
    assert office.error is None, office.error
    assert office.verdict is not None
    assert office.verdict.recorded, [(f.rule, f.message) for f in office.verdict.findings if f.blocks]


@when(parsers.parse("于 {day}“{step}”:"))
def do_with(office: Office, day: str, step: str, datatable: list[list[str]]) -> None:
    do(office, day, step, table_facts(datatable))


@when(parsers.parse("于 {day}“{step}”"))
def do_plain(office: Office, day: str, step: str) -> None:
    do(office, day, step, {})


@when(parsers.parse("还没有到 {day},先登记“{step}”:"))
def do_early(office: Office, day: str, step: str, datatable: list[list[str]]) -> None:
    do(office, day, step, table_facts(datatable), today=office.today)


@when(parsers.parse("于 {day}带瑕疵“{step}”,理由“{reason}”:"))
def do_irregular(office: Office, day: str, step: str, reason: str, datatable: list[list[str]]) -> None:
    do(office, day, step, table_facts(datatable), reason)


def verdict(office: Office) -> Verdict:
    assert office.error is None, office.error
    assert office.verdict is not None
    return office.verdict


def put_right(
    office: Office, step: str, facts: dict[str, str], reason: str, accepted: str | None = None
) -> None:
    """Correct the last act of that step."""
    case = office.engine.record.cases[office.case]
    procedure = office.engine.shelf.procedure(case.procedure)
    wanted = office.engine.shelf.step(procedure, step).id
    number = next(act.number for act in reversed(case.acts) if act.step == wanted)
    office.verdict, office.error = None, None
    office.engine._today = max([office.today, *(act.on for act in case.acts)])  # noqa: SLF001
    try:
        told = correct(
            office.engine,
            office.case,
            number,
            facts,
            reason=reason,
            operator="秘书",
            irregular=accepted,
            accepted_by="主席团" if accepted else None,
        )
        office.verdict = told.verdict
    except ProceduresError as error:
        office.error = error
    office.engine._today = office.today  # noqa: SLF001


@when(parsers.parse("更正“{step}”,理由“{reason}”:"))
def correct_plain(office: Office, step: str, reason: str, datatable: list[list[str]]) -> None:
    put_right(office, step, table_facts(datatable), reason)


@when(parsers.parse("带瑕疵更正“{step}”,理由“{reason}”:"))
def correct_irregular(office: Office, step: str, reason: str, datatable: list[list[str]]) -> None:
    put_right(office, step, table_facts(datatable), reason, accepted=reason)


@then("准予记录")
def recorded(office: Office) -> None:
    _must_be_recorded(office)


@then("不予记录")
def refused(office: Office) -> None:
    found = verdict(office)
    assert not found.allowed
    assert not found.recorded


@then("记录并标明瑕疵")
def recorded_as_irregular(office: Office) -> None:
    found = verdict(office)
    assert found.recorded
    assert found.irregular


@then(parsers.parse("记录并提示“{words}”"))
def recorded_with_breach(office: Office, words: str) -> None:
    """Recorded, and a breach that stays with the record says so (a late reply, a late publication)."""
    found = verdict(office)
    assert found.recorded
    breaches = [f for f in found.findings if f.outcome == "breach"]
    assert office.said(words, breaches), [f.message for f in breaches]


@then(parsers.parse("理由是“{words}”,依据{citation}"))
def because(office: Office, words: str, citation: str) -> None:
    """A finding that is not fulfilled says these words and cites this article."""
    found = [
        f for f in verdict(office).findings if f.outcome in {"breach", "pending"} and f.citation == citation
    ]
    assert office.said(words, found), [(f.citation, f.message) for f in verdict(office).findings]
    assert all(f.remedy for f in found)


@then(parsers.parse("理由是“{words}”"))
def because_of(office: Office, words: str) -> None:
    found = [f for f in verdict(office).findings if f.outcome in {"breach", "pending"}]
    assert office.said(words, found), [f.message for f in found]


@then(parsers.parse("至少要“{fact}”{number:d}"))
def needed(office: Office, fact: str, number: int) -> None:
    labels = {label: name for name, label in office.engine.book.labels.items()}
    values = [
        f.needed[labels[fact]] for f in verdict(office).findings if f.needed and labels[fact] in f.needed
    ]
    assert number in values, values


@then(parsers.parse("符合“{rule}”"))
def passes(office: Office, rule: str) -> None:
    assert any(f.rule == rule and f.outcome == "pass" for f in verdict(office).findings)


@then(parsers.parse("填写有误“{words}”"))
def bad_input(office: Office, words: str) -> None:
    assert office.error is not None, "应当报错而没有报错"
    assert words in office.error.message, office.error.message
    assert office.error.remedy


@then(parsers.parse("结果是“{words}”"))
def result_is(office: Office, words: str) -> None:
    told = verdict(office).result
    assert told is not None
    assert told["words"] == words


@then(parsers.parse("当选的是“{names}”"))
def elected(office: Office, names: str) -> None:
    told = verdict(office).result
    assert told is not None
    assert "、".join(told["elected"]) == ("" if names == "无" else names)


@then(parsers.parse("“{names}”同票"))
def tied(office: Office, names: str) -> None:
    told = verdict(office).result
    assert told is not None
    assert "、".join(told["tied"]) == names


@then(parsers.parse("缺额 {number:d} 名"))
def vacant(office: Office, number: int) -> None:
    told = verdict(office).result
    assert told is not None
    assert told["vacant"] == number


@then(parsers.parse("随之“{words}”"))
def consequence(office: Office, words: str) -> None:
    messages = [c["message"] for c in verdict(office).consequences]
    assert any(words in message for message in messages), messages


@then(parsers.parse("事项处于“{stage}”阶段"))
def stage_is(office: Office, stage: str) -> None:
    assert office.engine.record.cases[office.case].stage == stage


@then(parsers.parse("“{step}”现在{status}办"))
def step_status(office: Office, step: str, status: str) -> None:
    rows = {row.title: row for row in outlook(office.engine, office.case).steps}
    assert rows[step].status == STATUS[status], (rows[step].status, [f.message for f in rows[step].missing])


@then(parsers.parse("“{step}”最迟 {day}"))
def step_due(office: Office, step: str, day: str) -> None:
    rows = {row.title: row for row in outlook(office.engine, office.case).steps}
    assert rows[step].due == office.day(day), shown(rows[step].due)
