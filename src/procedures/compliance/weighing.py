"""What must hold whatever was tried: asked of a record after an act, and of the whole journal."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from procedures.checks.values import YES
from procedures.engine.context import known_facts, persons_asked
from procedures.engine.engine import Engine
from procedures.journal.verify import check_chain
from procedures.law.finding import judge
from procedures.register.register import PERSON_FACTS

if TYPE_CHECKING:
    from procedures.engine.case import Act, Case
    from procedures.engine.verdict import Verdict


class Broken(AssertionError):
    """Something does not hold.

    Args:
        message: what.
        trail: everything that was tried so far, the last last.
    """

    def __init__(self, message: str, trail: list[Any]) -> None:
        super().__init__(f"{message}\n  " + "\n  ".join(map(str, [trail[0], *trail[-12:]])))
        self.message = message
        self.trail = list(trail)


def must_hold(condition: bool, message: str, trail: list[Any]) -> None:  # noqa: FBT001 - it is the condition
    """Raise Broken where the condition does not hold."""
    if not condition:
        raise Broken(message, trail)


def right_refused(verdict: Verdict, unchanged: bool, trail: list[Any]) -> None:  # noqa: FBT001 - one condition
    """A refusal says what stands in the way and what to do, and has written nothing."""
    blocking = [finding for finding in verdict.findings if finding.blocks]
    must_hold(unchanged, "不予记录却写了记录", trail)
    must_hold(not verdict.allowed and bool(blocking), "不予记录而没有理由", trail)
    told = all(finding.message and finding.remedy for finding in blocking)
    must_hold(told, "不予记录而没有说怎么办", trail)


def right_recorded(
    engine: Engine, case: Case, stage: str, verdict: Verdict, number: int, trail: list[Any]
) -> None:
    """What was recorded is what was judged, lawful, and moved the case as the machine allows.

    Args:
        engine: whose congress.
        case: the case, after the act.
        stage: where it stood before.
        verdict: on the act.
        number: the last entry before.
        trail: what was tried so far.
    """
    blocking = [finding for finding in verdict.findings if finding.blocks]
    must_hold(all(finding.effect == "bar" for finding in blocking), "登记了无效的行为", trail)
    must_hold(verdict.irregular == bool(blocking), "瑕疵没有标明", trail)
    followed = [told for told in verdict.consequences if told["kind"] != "note"]
    must_hold(engine.record.head.number == number + 1 + len(followed), "记录的条数不对", trail)
    act = case.acts[-1]
    moved = engine.shelf.machine(case.procedure).move(stage, verdict.step, act.outcome)
    must_hold(moved == case.stage == verdict.stage, "阶段走得不对", trail)
    must_hold(act.facts == verdict.facts, "记录的事实不是所判断的", trail)
    weigh_again(engine, case, act, trail)


def weigh_again(engine: Engine, case: Case, act: Act, trail: list[Any]) -> None:
    """Every rule that guards the step of an act, asked once more on the facts as the journal has them."""
    procedure = engine.shelf.procedure(case.procedure)
    step = procedure.step(act.step)
    labels = engine.labels(procedure)
    known = known_facts(engine.record, case, procedure, act.on)
    people = persons_asked(step, engine.record, known, act.on)
    accepted = set(act.irregular["rules"]) if act.irregular else set()
    for placed in engine.judging.rules(procedure, step, act.on, known.get(procedure.governed_by or "")):
        rule = placed.rule
        here = [a for a in rule.applies if a.procedure == case.procedure and step.id in a.step]
        asked = any((a.where.evaluate(known, labels) if a.where else YES).truth for a in here)
        if rule.decides or rule.effect not in {"void", "bar"} or not asked or rule.id in accepted:
            continue
        group = next((a.each for a in here if a.each is not None), None)
        asked_of = people.get(group, []) if group else [one for some in people.values() for one in some]
        each = group is not None or (step.each and PERSON_FACTS & set(rule.facts()))
        for about in [about for _person, about in asked_of] if each else [{}]:
            finding = judge(rule, placed.statute, {**known, **about}, engine.book.labels)
            must_hold(
                finding.outcome in {"pass", "not_applicable"},
                f"登记了违反 {rule.id} 的行为:{finding.message}",
                trail,
            )


def whole(engine: Engine, trail: list[Any]) -> None:
    """The chain holds, and the journal alone tells what the engine knows."""
    with engine.store.reading(engine.congress) as reader:
        entries = reader.entries()
    must_hold(check_chain(entries) == [], "记录的链条断了", trail)
    kept = engine.record
    told = Engine(engine.store, engine.congress, engine.shelf, engine.book, today=engine.today).record
    must_hold(kept.head == told.head and kept.cases.keys() == told.cases.keys(), "重读的记录不同", trail)
    for case, other in zip(kept.cases.values(), told.cases.values(), strict=True):
        same = case.acts == other.acts and (case.stage, case.facts) == (other.stage, other.facts)
        must_hold(same, f"重读的事项 {case.id} 不同", trail)
        stage = case.start
        for before, act in pairwise([None, *case.acts]):
            must_hold(before is None or act is None or before.number < act.number, "记录的次序不对", trail)
            if act is not None and not any(one.corrected for one in case.acts):
                move = engine.shelf.machine(case.procedure).move(stage, act.step, act.outcome)
                must_hold(move == act.stage, "阶段接不上", trail)
                stage = act.stage
    for day in {entry.on for entry in entries}:
        same = kept.register.facts(day) == told.register.facts(day)
        must_hold(same and kept.register.offices(day) == told.register.offices(day), "重读的名册不同", trail)
