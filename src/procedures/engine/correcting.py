"""Corrections: a further entry with a reason; later steps are judged again, and what no longer holds is said.

What the act has brought with it in the register is brought into line by entries of its own (`amending.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from procedures.engine.acts import act_body, check_happened, check_irregular
from procedures.engine.amending import Amending
from procedures.engine.case import Act, Case
from procedures.engine.context import known_facts
from procedures.engine.encoding import keep
from procedures.engine.engine import UNNEEDED, Engine
from procedures.engine.review import review_act
from procedures.engine.verdict import Verdict
from procedures.errors import BadInput, UnknownName
from procedures.journal.entry import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from procedures.engine.record import Record


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction came to.

    Attributes:
        verdict: on the corrected act itself.
        no_longer: later acts that no longer hold: entry, step, title, rule, message.
    """

    verdict: Verdict
    no_longer: list[dict[str, Any]]


def correct(
    engine: Engine,
    case_name: str,
    number: int,
    changes: Mapping[str, Any],
    *,
    reason: str,
    operator: str,
    irregular: str | None = None,
    accepted_by: str | None = None,
    dry_run: bool = False,
) -> Correction:
    """Correct the facts of a recorded act.

    Args:
        engine: whose congress.
        case_name: id or title of the case.
        number: number of the entry to correct.
        changes: facts by name or label; those not named stay.
        reason: why; kept with the entry.
        operator: who corrects.
        irregular: why it is corrected although what has come out was barred by law; None for a regular act.
        accepted_by: who accepted that.
        dry_run: judge only.

    Raises:
        BadInput: where the entry is no act of the case, or a fact does not fit.
    """
    if not reason.strip():
        raise BadInput("更正要写明理由。", where="--reason", remedy="例如 --reason 签到表复核,漏计一人")
    check_irregular(irregular, accepted_by)
    acceptance = {"reason": irregular, "accepted_by": accepted_by} if irregular is not None else None
    with engine.writing() as (writer, record):
        case = record.case(case_name)
        place = next((i for i, act in enumerate(case.acts) if act.number == number), None)
        if place is None:
            raise UnknownName(
                f"“{case.title}”里没有可以更正的记录 {number}。",
                where=str(number),
                remedy=f"用 renda log {case.id} 查看。",
            )
        verdict, act, body = _again(engine, record, case, place, changes, reason, acceptance)
        moved = act.stage != case.acts[place].stage
        later = _later(engine, record, case, place, act)
        if moved and place < len(case.acts) - 1:
            following = case.acts[place + 1]
            title = record.procedure(case).step(following.step).title
            later.insert(
                0,
                {
                    "entry": following.number,
                    "step": following.step,
                    "title": title,
                    "rule": "",
                    "message": f"更正后这一步应到“{act.stage}”阶段,其后各步失去前提",
                },
            )
        changed: list[Draft] = []
        if verdict.allowed:
            amending = Amending(engine, writer.entries(), case, place, act, verdict, operator)
            changed = amending.difference()
        if dry_run or not verdict.allowed:
            return Correction(verdict, later)
        if verdict.on != case.acts[place].on:
            check_happened(verdict.on, engine.today)
        body["no_longer"] = [{"entry": row["entry"], "rule": row["rule"]} for row in later]
        draft = Draft("correction", engine.today, operator, body, case=case.id, step=act.step)
        entries = writer.append([draft, *changed])
    engine.entered(entries)
    verdict.recorded, verdict.entry = True, entries[0].number
    verdict.stage = record.cases[case.id].stage  # not read anew: what is written must not fail any more
    return Correction(verdict, later)


def _again(
    engine: Engine,
    record: Record,
    case: Case,
    place: int,
    changes: Mapping[str, Any],
    reason: str,
    acceptance: dict[str, Any] | None,
) -> tuple[Verdict, Act, dict[str, Any]]:
    """Judge one act again, with other facts."""
    old = case.acts[place]
    procedure = record.procedure(case)
    step = procedure.step(old.step)
    before = _before(case, place)
    if before.stage not in step.from_:
        raise BadInput(
            f"“{step.title}”(记录 {old.number})只能在“{'、'.join(step.from_)}”阶段办;前面的记录更正以后,"
            f"到这一步时是“{before.stage}”阶段,这一步已经失去前提。",
            where=str(old.number),
            remedy="先更正前面的记录,再更正这一步。",
        )
    reader = engine.reader(procedure, step)
    names = {fact.label: name for name, fact in reader.facts.items()}
    changed = {names.get(name, name): value for name, value in changes.items()}
    kept = {
        name: keep(value) for name, value in old.facts.items() if name in step.facts and name not in changed
    }
    worked_out = {name for name in step.derived if name in kept and name not in old.given}
    worked_out |= {
        name for name, fact in step.facts.items() if fact.preset_if is not None and name not in old.given
    }
    stated = {name: value for name, value in kept.items() if name not in worked_out} | changed
    known = known_facts(record, before, procedure, old.on)
    own = {name: value for name, value in known.items() if name not in step.facts}
    intake = reader.read(stated, own, record.register, old.on, engine.today)
    idle = {
        name
        for name in stated.keys() - changed.keys()
        if reader.asks(name, {**own, **old.facts}) and not reader.asks(name, {**own, **intake.facts})
    }
    if idle:  # asked for on the old facts, not on the new ones: no longer part of the act
        rest = {name: value for name, value in stated.items() if name not in idle}
        intake = reader.read(rest, own, record.register, old.on, engine.today)
    if intake.missing:
        raise BadInput(
            f"更正后还缺:{'、'.join(f.label for f in intake.missing)}。",
            where=step.title,
            remedy="请一并写上。",
        )
    facts, rules, outcome, told, findings = engine.work_out(record, before, procedure, step, known, intake)
    blocking = [finding for finding in findings if finding.blocks]
    broken = [finding.rule for finding in blocking]
    bars_only = all(finding.effect == "bar" for finding in blocking)
    known_before = old.irregular is not None and set(broken) <= set(old.irregular["rules"])
    accepted = bars_only and (acceptance is not None or known_before)
    irregular = {**acceptance, "rules": broken} if acceptance is not None and broken and accepted else None
    source = before.stage
    stage = engine.shelf.machine(procedure.procedure).move(source, step.id, outcome)
    unneeded = acceptance is not None and not blocking
    verdict = Verdict(
        case=case.id,
        step=step.id,
        title=step.title,
        on=intake.on,
        allowed=not blocking or accepted,
        stage=case.stage if blocking and not accepted else stage,
        findings=findings,
        irregular=bool(blocking) and accepted,
        consequences=[{"kind": "note", "message": UNNEEDED}] if unneeded else [],
        result=told,
        facts=facts,
    )
    given = tuple(name for name in dict.fromkeys([*old.given, *changed]) if name in facts)
    body = act_body(step, intake, facts, outcome, stage, findings, rules, irregular, [])
    body |= {"given": list(given), "corrects": old.number, "reason": reason, "on": intake.on.isoformat()}
    act = Act(
        number=old.number,
        step=old.step,
        on=intake.on,
        facts=facts,
        given=given,
        cleared=old.cleared,
        outcome=outcome,
        stage=stage,
        irregular=irregular or old.irregular,
        findings=[],
    )
    return verdict, act, body


def _before(case: Case, place: int) -> Case:
    """The case as it stood before an act."""
    return Case(
        id=case.id,
        procedure=case.procedure,
        title=case.title,
        number=case.number,
        within=case.within,
        opened_on=case.opened_on,
        start=case.start,
        acts=case.acts[:place],
    )


def _later(engine: Engine, record: Record, case: Case, place: int, corrected: Act) -> list[dict[str, Any]]:
    """The later acts of the case, judged again on the corrected facts: what no longer holds."""
    procedure = record.procedure(case)
    acts = [*case.acts[:place], corrected]
    found: list[dict[str, Any]] = []
    for act in case.acts[place + 1 :]:
        held = {f["rule"] for f in act.findings if f["outcome"] in {"pass", "not_applicable"}}
        found += [
            {
                "entry": act.number,
                "step": act.step,
                "title": procedure.step(act.step).title,
                "rule": finding.rule,
                "message": finding.message,
            }
            for finding in review_act(engine, record, case, acts, act)
            if finding.outcome == "breach" and finding.rule in held
        ]
        acts.append(act)
    return found
