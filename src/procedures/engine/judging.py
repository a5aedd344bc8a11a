"""The rules and the shape of a step, asked about an act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.law.differences import with_differences
from procedures.law.finding import Finding, judge
from procedures.register.register import PERSON_FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from procedures.checks.base import Labels
    from procedures.engine.case import Case
    from procedures.engine.context import Persons
    from procedures.engine.record import Record
    from procedures.law.book import LawBook
    from procedures.law.placed import Placed
    from procedures.workflow.model import Procedure, Step

SHAPE = "程序次序"
NAMED = 3
"""So many persons are named one by one; of more, the number is told."""


class Judging:
    """Asks the rules that sit on a step.

    Args:
        book: the rules.
        province: whose local rules apply.
        practice: ids of the local good practice that is switched on on a day.
    """

    def __init__(self, book: LawBook, province: str, practice: Callable[[date], Collection[str]]) -> None:
        self._book = book
        self._province = province
        self._practice = practice

    def rules(self, procedure: Procedure, step: Step, on: date, governed: date | None = None) -> list[Placed]:
        """The rules that sit on the step, in force on the day that picks the law.

        Args:
            procedure: where they sit.
            step: where they sit.
            on: date of the act; it picks the law.
            governed: the date that picks the law instead for rules that read it (a reply is judged by the law of
                the day of the handing over).
        """
        practice = self._practice(on)
        rules = self._book.for_step(procedure.procedure, step.id, on, self._province, practice)
        if set(step.destinations().values()) & set(procedure.final):
            rules = rules + self._book.for_closing(procedure.procedure, on, self._province, practice)
        if governed is None or governed == on:
            return rules
        name = procedure.governed_by
        earlier = self._book.for_step(procedure.procedure, step.id, governed, self._province, practice)
        bound = [placed for placed in earlier if name in placed.rule.facts()]
        return bound + [placed for placed in rules if name not in placed.rule.facts()]

    def findings(
        self,
        rules: list[Placed],
        step: Step,
        procedure: Procedure,
        facts: Mapping[str, Any],
        persons: Mapping[str | None, Persons],
        labels: Labels,
        on: date,
    ) -> list[Finding]:
        """What the rules that guard the step find. Deciding rules are asked by the count, not here.

        Args:
            rules: as from `rules`.
            step: where they sit.
            procedure: its procedure.
            facts: everything known.
            persons: for rules on persons: the groups of persons, as from `persons_asked`.
            labels: Chinese label of each fact.
            on: date of the act, for what is said of differing local texts.
        """
        found: list[Finding] = []
        for placed in rules:
            if placed.rule.decides and step.vote is not None:
                continue
            if not meant_here(placed, procedure, step, facts, labels):
                continue
            group = _group_meant(placed, procedure, step)
            if group is not None or (step.each and PERSON_FACTS & set(placed.rule.facts())):
                found += _of_persons(placed, persons, group, facts, labels)
            else:
                found.append(judge(placed.rule, placed.statute, facts, labels))
        return with_differences(found, self._book, self._province, on)

    def deciding(
        self, rules: list[Placed], step: Step, procedure: Procedure, facts: Mapping[str, Any], labels: Labels
    ) -> list[Finding]:
        """What the rules that decide the step's vote find."""
        return [
            judge(placed.rule, placed.statute, facts, labels)
            for placed in rules
            if placed.rule.decides and meant_here(placed, procedure, step, facts, labels)
        ]


def _group_meant(placed: Placed, procedure: Procedure, step: Step) -> str | None:
    """The group of persons that the rule concerns on this step; None where its place names none."""
    here = (a for a in placed.rule.applies if a.procedure == procedure.procedure and step.id in a.step)
    return next((applies.each for applies in here if applies.each is not None), None)


def _of_persons(
    placed: Placed,
    groups: Mapping[str | None, Persons],
    group: str | None,
    facts: Mapping[str, Any],
    labels: Labels,
) -> list[Finding]:
    """What the rule finds on each person; where it finds the same on several, they are named together."""
    if group is None:
        asked = [one for persons in groups.values() for one in persons]
    else:
        asked = groups.get(group, [])
    found: dict[tuple[str, str], list[tuple[str, Finding]]] = {}
    for person, about in asked:
        finding = judge(placed.rule, placed.statute, {**facts, **about}, labels)
        found.setdefault((finding.outcome, finding.message), []).append((person, finding))
    return [
        replace(same[0][1], message=f"{_named([name for name, _ in same])}:{same[0][1].message}")
        for same in found.values()
    ]


def _named(persons: list[str]) -> str:
    few = list(dict.fromkeys(persons))
    return "、".join(few) if len(few) <= NAMED else f"{'、'.join(few[:NAMED])}等 {len(few)} 人"


def meant_here(
    placed: Placed, procedure: Procedure, step: Step, facts: Mapping[str, Any], labels: Labels
) -> bool:
    """Whether one of the rule's places on this step is meant for these facts."""
    return any(
        applies.procedure == procedure.procedure
        and (step.id in applies.step or applies.on == "close")
        and (applies.where is None or applies.where.evaluate(facts, labels).truth is True)
        for applies in placed.rule.applies
    )


def shape_findings(
    record: Record, case: Case, procedure: Procedure, step: Step, labels: Labels
) -> list[Finding]:
    """What the machine's shape has against the step now; empty where nothing.

    Args:
        record: for the cases within this one.
        case: the case.
        procedure: its procedure.
        step: which step.
        labels: Chinese label of each fact.
    """
    impossible = _impossible_now(case, procedure, step)
    if impossible is not None:
        return [impossible]
    waiting = _not_sitting(record, case, procedure, step)
    found = [waiting] if waiting is not None else []
    found += [
        _shape(procedure, step, f"还没有登记{labels.get(name, name)}。", own.settled)
        for name, own in step.facts.items()
        if own.settled and name not in case.facts
    ]
    if step.only_if is not None and step.only_if.evaluate(case.facts, labels).truth is False:
        words = step.only_if.worded(labels)
        found.append(
            _shape(
                procedure, step, f"“{step.title}”只在{words}时办。", f"看现在能办什么:renda next {case.id}"
            )
        )
    for name in step.after:
        if not case.done(name):
            before = procedure.step(name)
            found.append(
                _shape(procedure, step, f"须先办“{before.title}”。", f"renda do {case.id} {before.title}")
            )
    if step.waits_for_cases:
        for child in record.children(case):
            if not record.closed(child) and not _carries_over(record, child):
                message = f"会上的事项“{child.title}”({child.id})还没有办结(阶段:{child.stage})。"
                found.append(_shape(procedure, step, message, f"先办结它:renda next {child.id}"))
    return found


def _impossible_now(case: Case, procedure: Procedure, step: Step) -> Finding | None:
    """The finding of a step that does not leave from this stage, or has been recorded already."""
    if case.stage in procedure.final:
        message = f"“{case.title}”已经办结({case.stage}),不能再登记“{step.title}”。"
        return _shape(procedure, step, message, f"登记有误的,用 renda correct {case.id} 更正。")
    if case.stage not in step.from_:
        message = f"“{step.title}”只能在“{'、'.join(step.from_)}”阶段办,现在是“{case.stage}”阶段。"
        return _shape(procedure, step, message, f"先看现在能办什么:renda next {case.id}")
    # a step that leads away and is possible again has been reopened (a bill sent back, a unit that returned it)
    if not step.repeat and step.to is None and case.done(step.id):
        act = next(act for act in reversed(case.acts) if act.step == step.id)
        message = f"“{step.title}”已经登记过(记录 {act.number})。"
        return _shape(procedure, step, message, f"登记有误的,用 renda correct {case.id} {act.number} 更正。")
    return None


def _not_sitting(record: Record, case: Case, procedure: Procedure, step: Step) -> Finding | None:
    """The finding of an act within a case for which its body has to sit and does not; what is left over waits for another."""
    around = record.cases.get(case.within) if case.within else None
    if around is None or not (step.sitting or step.vote):
        return None
    host = record.procedure(around)
    if host.sits is None or step.actor != host.sits.actor:
        return None
    stages = "、".join(host.sits.stages)
    about = f"“{around.title}”({around.id})"
    if around.stage in host.sits.stages:
        return None
    if host.stages.index(around.stage) < host.stages.index(host.sits.stages[0]):
        message = f"“{step.title}”要在{about}的“{stages}”阶段办,现在还是“{around.stage}”阶段。"
        return _shape(procedure, step, message, f"先看“{around.title}”还差什么:renda next {around.id}")
    if any(_sitting(host, other) for other in record.cases.values()):
        return None
    message = f"{about}已经过了“{stages}”阶段,“{step.title}”要等下一次{host.title}。"
    return _shape(procedure, step, message, f"下一次{host.title}到了“{stages}”阶段再登记“{step.title}”。")


def _sitting(host: Procedure, case: Case) -> bool:
    return host.sits is not None and case.procedure == host.procedure and case.stage in host.sits.stages


def _carries_over(record: Record, child: Case) -> bool:
    check = record.procedure(child).carries_over
    return check is not None and check.evaluate(child.facts, {}).truth is True


def _shape(procedure: Procedure, step: Step, message: str, remedy: str) -> Finding:
    return Finding(
        rule=f"{procedure.procedure}/{step.id}",
        outcome="breach",
        effect="void",
        citation=SHAPE,
        message=message,
        remedy=remedy,
        observed={},
        needed=None,
        jurisdiction="全国",
    )
