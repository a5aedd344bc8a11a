"""Are the expectations of a workflow sound? Every requirement, procedure, step, stage, fact and value they name exists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from procedures.errors import ProceduresError
from procedures.workflow.expectations import (
    Asked,
    Done,
    Examined,
    Expectation,
    Held,
    Listed,
    Met,
    OpenCases,
    Persons,
    Recorded,
    Settled,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from procedures.checks.base import BaseCheck
    from procedures.compliance.lint_year import Known
    from procedures.law.facts import Fact
    from procedures.library.reading import Location
    from procedures.workflow.model import Procedure
    from procedures.workflow.shelf import Shelf

Fault = tuple["Location", str]
FILLED = {"case", "person", "persons", "offices"}


def before_faults(
    procedure: Procedure, shelf: Shelf, vocabulary: Mapping[str, Fact], law: Known
) -> Iterator[Fault]:
    """What is wrong with the expectations of a procedure.

    Args:
        procedure: the procedure.
        shelf: the other workflows.
        vocabulary: the facts of the rules.
        law: the rules and requirements that could be read.

    Yields:
        Where in the file, and what.
    """
    before = procedure.before
    if before is None:
        return
    steps = {step.id: step for step in procedure.steps}
    if before.step not in steps:
        yield ("before", "step"), f"before 写的 {before.step} 不是步骤。"
    elif before.day not in steps[before.step].facts:
        yield (
            ("before", "day"),
            f"before 的 day 写的 {before.day} 不是“{steps[before.step].title}”登记的事实。",
        )
    for name in before.latest:
        if name not in steps:
            yield ("before", "latest"), f"latest 写的 {name} 不是步骤。"
    lint = _Lint(procedure, shelf, vocabulary, law)
    for place, expected in enumerate(before.expects):
        for message in lint.faults(expected):
            yield ("before", "expects", place), f"{expected.requirement}:{message}"


class _Lint:
    """The expectations of one procedure."""

    def __init__(
        self, procedure: Procedure, shelf: Shelf, vocabulary: Mapping[str, Fact], law: Known
    ) -> None:
        self._procedure = procedure
        self._shelf = shelf
        self._vocabulary = vocabulary
        self._law = law
        self._steps = {step.id for step in procedure.steps}
        self._known = {name for step in procedure.steps for name in (*step.facts, *step.derived)}
        self._known |= set(vocabulary)

    def faults(self, expected: Expectation) -> Iterator[str]:
        for name in (expected.requirement, *expected.powers):
            if name not in self._law.ids:
                yield f"没有编号为 {name} 的要求。"
        yield from self._check(expected.if_)
        for name in re.findall(r"\{(\w*)\}", expected.says):
            if name not in FILLED | self._known:
                yield f"says 里的 {{{name}}} 不是事实。"
        if expected.unless is not None:
            yield from self._done(expected.unless)
        yield from self._own(expected)

    def _own(self, expected: Expectation) -> Iterator[str]:
        """What a kind names of its own."""
        if isinstance(expected, Listed):
            yield from self._listed(expected)
        elif isinstance(expected, Recorded):
            for done in expected.acts:
                yield from self._done(done)
        elif isinstance(expected, Settled):
            yield from self._open(expected.open)
            yield from self._check(expected.by)
            yield from self._step(expected.step)
        elif isinstance(expected, Examined):
            yield from self._done(expected.act)
            yield from self._facts(expected.act.procedure, [expected.named_in])
        elif isinstance(expected, Asked):
            yield from self._asked(expected)
        elif isinstance(expected, Persons):
            yield from self._persons(expected)
        elif isinstance(expected, Held):
            yield from self._exists(expected.procedure)
        elif isinstance(expected, Met):
            yield from self._check(expected.check)
            yield from self._exists(expected.procedure)

    def _listed(self, expected: Listed) -> Iterator[str]:
        yield from self._step(expected.step)
        for name in expected.lists:
            if not any(name in step.facts for step in self._procedure.steps):
                yield f"没有步骤登记 {name}。"
        if expected.open is not None:
            yield from self._open(expected.open)

    def _persons(self, expected: Persons) -> Iterator[str]:
        yield from self._step(expected.step)
        yield from self._step(expected.by)
        for name in expected.lists:
            if not any(name in step.facts for step in self._procedure.steps):
                yield f"没有步骤登记 {name}。"
        yield from self._sits(expected, self._procedure.procedure, (expected.step,), expected.facts)

    def _sits(
        self, expected: Expectation, procedure: str, steps: tuple[str, ...], facts: Iterable[str]
    ) -> Iterator[str]:
        """A rule of the requirement has to sit there and read the facts."""
        if not any(
            set(facts) <= set(placed.rule.facts())
            for placed in self._law.rules
            if expected.requirement in {placed.rule.id, placed.rule.refines}
            for applies in placed.rule.applies
            if applies.procedure == procedure and set(applies.step) & set(steps)
        ):
            yield "没有一条规则在这些步骤检查这些事实。"

    def _asked(self, expected: Asked) -> Iterator[str]:
        yield from self._exists(expected.procedure)
        for name, source in expected.facts.items():
            if name not in self._vocabulary:
                yield f"{name} 不在 rules/facts.yaml 里。"
            if source.last is not None:
                yield from self._done(source.last)
        yield from self._sits(expected, expected.procedure, expected.step, expected.facts)

    def _step(self, name: str | None) -> Iterator[str]:
        if name is not None and name not in self._steps:
            yield f"{name} 不是步骤。"

    def _check(self, check: BaseCheck | None) -> Iterator[str]:
        for name in check.facts() if check is not None else ():
            if name not in self._known:
                yield f"条件用到的 {name} 没有步骤登记。"

    def _other(self, name: str) -> Procedure | None:
        try:
            return self._shelf.procedure(name) if name in self._shelf.paths else None
        except ProceduresError:  # told where its own file is read
            return None

    def _exists(self, name: str) -> Iterator[str]:
        if name not in self._shelf.paths:
            yield f"{name} 不是程序。"

    def _done(self, done: Done) -> Iterator[str]:
        yield from self._exists(done.procedure)
        other = self._other(done.procedure)
        if other is None:
            return
        if done.step not in {step.id for step in other.steps}:
            yield f"{done.procedure} 没有步骤 {done.step}。"
        if done.within and self._procedure.procedure not in other.within:
            yield f"{done.procedure} 不能放在 {self._procedure.procedure} 里办。"
        yield from self._facts(done.procedure, [*done.where, *([done.year_of] if done.year_of else [])])

    def _facts(self, procedure: str, names: Iterable[str]) -> Iterator[str]:
        other = self._other(procedure)
        if other is None:
            return
        recorded = {name for step in other.steps for name in (*step.facts, *step.derived)}
        recorded |= {
            step.vote.result for step in other.steps if step.vote is not None and hasattr(step.vote, "result")
        }
        for name in names:
            if name not in recorded:
                yield f"{procedure} 没有步骤登记 {name}。"

    def _open(self, wanted: OpenCases) -> Iterator[str]:
        stages: set[str] = set()
        for name in wanted.procedure:
            yield from self._exists(name)
            other = self._other(name)
            stages |= set(other.stages) if other is not None else set()
        for stage in wanted.stage:
            if stage not in stages:
                yield f"没有程序有阶段“{stage}”。"
