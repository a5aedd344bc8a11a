"""What can be done next in a case: each step done, must, may, not yet, closed or overdue. Computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from procedures.engine.context import known_facts, persons_asked
from procedures.engine.derive import derive
from procedures.engine.judging import meant_here, shape_findings
from procedures.law.differences import differences
from procedures.law.finding import Finding, cautioned, judge
from procedures.register.register import PERSON_FACTS

if TYPE_CHECKING:
    from procedures.checks.values import Limit
    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.engine.record import Record
    from procedures.law.facts import Fact
    from procedures.law.placed import Placed
    from procedures.workflow.model import Procedure, Step

Status = Literal["done", "must", "may", "not_yet", "closed", "overdue"]


@dataclass(frozen=True, slots=True)
class Due:
    """Until when an act is to be done, and by which rule."""

    day: date
    placed: Placed
    how: tuple[str, ...]

    @property
    def of_practice(self) -> bool:
        """Whether only good practice asks for it: it reminds, and is never overdue."""
        return not self.placed.asked(())


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A fact that a step asks for now."""

    fact: Fact
    required: bool
    preset: Any
    note: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as it stands now.

    Attributes:
        step, title: id and title.
        actor: who acts, as called on screen.
        status: computed.
        missing: findings that stand in the way.
        why: for a closed step: why.
        due: the last lawful day, where a period runs.
        basis: what the due day rests on.
        facts: what the step asks for.
        note: the clerk's note.
        conflict: how local texts differ from national law on what the due day rests on.
        done_on, entry: for a done step: when, and the entry's number.
    """

    step: str
    title: str
    actor: str
    status: Status
    missing: tuple[Finding, ...]
    why: str | None
    due: date | None
    basis: Due | None
    facts: tuple[AskedFact, ...]
    note: str | None
    conflict: str | None
    done_on: date | None
    entry: int | None

    def as_json(self) -> dict[str, Any]:
        """The step object that the command line promises."""
        return {
            "step": self.step,
            "title": self.title,
            "actor": self.actor,
            "status": self.status,
            "missing": [finding.as_json() for finding in self.missing],
            "why": self.why,
            "due": self.due.isoformat() if self.due else None,
            "citation": self.basis.placed.citation if self.basis else None,
            "caution": cautioned(self.basis.placed.statute) if self.basis else None,
            "facts": [
                {
                    "name": asked.fact.name,
                    "label": asked.fact.label,
                    "type": asked.fact.type,
                    "required": asked.required,
                    "values": list(asked.fact.values),
                    "preset": list(asked.preset) if isinstance(asked.preset, tuple) else asked.preset,
                }
                for asked in self.facts
            ],
            "note": self.note,
            "conflict": self.conflict,
        }


@dataclass(frozen=True, slots=True)
class Outlook:
    """A case with all its steps."""

    case: Case
    procedure: Procedure
    stage: str
    steps: tuple[StepRow, ...]

    def as_json(self) -> dict[str, Any]:
        """The object of `renda next`."""
        return {
            "case": self.case.id,
            "procedure": self.procedure.procedure,
            "title": self.case.title,
            "stage": self.stage,
            "steps": [row.as_json() for row in self.steps],
        }


def outlook(engine: Engine, case_name: str) -> Outlook:
    """How a case stands today.

    Args:
        engine: whose congress.
        case_name: id or title of the case.
    """
    record = engine.record
    case = record.case(case_name)
    return outlook_of(engine, record, case)


def outlook_of(engine: Engine, record: Record, case: Case) -> Outlook:
    """How a case stands today, on a record already read."""
    procedure = engine.shelf.procedure(case.procedure)
    view = _View(engine, record, case, procedure)
    return Outlook(case, procedure, case.stage, tuple(view.row(step) for step in procedure.steps))


class _View:
    """One case, looked at on one day."""

    def __init__(self, engine: Engine, record: Record, case: Case, procedure: Procedure) -> None:
        self._engine = engine
        self._record = record
        self._case = case
        self._procedure = procedure
        self._labels = engine.labels(procedure)
        self._today = max([engine.today, *(act.on for act in case.acts)])
        self._known = known_facts(record, case, procedure, self._today)
        self._reachable = _reachable(procedure, case.stage)
        governed = self._known.get(procedure.governed_by or "")
        self._rules = {
            step.id: engine.judging.rules(procedure, step, self._today, governed) for step in procedure.steps
        }

        self._year = record.count_year(self._today.year) if any(s.again_if for s in procedure.steps) else {}
        self._differing = differences(engine.book, record.register.congress.province, self._today)
        self._blocking = self._blocking_facts()

    def row(self, step: Step) -> StepRow:
        """How one step stands."""
        last = next((act for act in reversed(self._case.acts) if act.step == step.id), None)
        due = self._due(step)
        status, missing, why = self._status(step, due)
        return StepRow(
            step=step.id,
            title=step.title,
            actor=self._engine.shelf.actors.get(step.actor, step.actor),
            status=status,
            missing=missing,
            why=why,
            due=due.day if due and status in {"must", "may", "not_yet", "overdue"} else None,
            basis=due,
            facts=self._asked(step),
            note=step.note,
            conflict="".join(self._differing.get(due.placed.rule.id, ())) or None if due else None,
            done_on=last.on if last else None,
            entry=last.number if last else None,
        )

    def _status(self, step: Step, due: Due | None) -> tuple[Status, tuple[Finding, ...], str | None]:
        case = self._case
        recorded = case.done(step.id)
        here = case.stage in step.from_
        reopened = here and step.to is not None and not step.repeat
        if recorded and not (here and (reopened or self._again(step))):
            return "done", (), None
        if not here and not self._reachable & set(step.from_):
            return "closed", (), f"已过“{'、'.join(step.from_)}”阶段" if case.acts else "本事项走不到这一步"
        missing = tuple(shape_findings(self._record, case, self._procedure, step, self._labels))
        if here and not missing:
            missing = self._standing_in_the_way(step)
        if missing:
            return "not_yet", missing, None
        if self._must(step) or self._needed_later(step):
            if recorded and step.repeat and not self._again(step):
                return "done", (), None
            late = due is not None and due.day < self._engine.today and not due.of_practice
            return ("overdue" if late else "must"), (), None
        return "may", (), None

    def _must(self, step: Step) -> bool:
        if step.modality == "may":
            return False
        return step.may_if is None or step.may_if.evaluate(self._known, self._labels).truth is not True

    def _again(self, step: Step) -> bool:
        """Whether a step that may be repeated is asked for again: a may always, a must when it brought nothing yet.

        It has brought nothing where it left the case where it was although it leads away (a method voted down), or
        where what it recorded has been made void since.
        """
        if not step.repeat or step.modality == "may":
            return step.repeat
        return not self._stands(step) or self._asked_again(step)

    def _asked_again(self, step: Step) -> bool:
        """Whether what was recorded is not yet all that the step is for (one report of several heard)."""
        if step.again_if is None:
            return False
        return step.again_if.evaluate({**self._year, **self._known}, self._labels).truth is True

    def _stands(self, step: Step) -> bool:
        """Whether what the step last recorded still stands, and led away where the step leads away."""
        acts = self._case.acts
        last = max((i for i, act in enumerate(acts) if act.step == step.id), default=None)
        if last is None:
            return False
        before = acts[last - 1].stage if last else self._case.start
        names = set(acts[last].facts)
        if any(names & set(act.cleared) for act in acts[last + 1 :]):
            return False
        return step.to is None or acts[last].stage != before

    def _findings(self, step: Step, facts: dict[str, Any]) -> list[Finding]:
        persons = persons_asked(step, self._record, facts, self._today)
        return self._engine.judging.findings(
            self._rules[step.id], step, self._procedure, facts, persons, self._labels, self._today
        )

    def _standing_in_the_way(self, step: Step) -> tuple[Finding, ...]:
        """Findings that the step's own facts cannot mend: what other steps have to bring first."""
        own = set(step.facts) | set(step.derived)
        others = self._without(own)
        others |= derive(step, self._case, {}, others, self._today)
        found = []
        for finding in self._findings(step, others):
            brought = own | _person_facts(step)
            if finding.effect not in {"void", "bar"}:
                continue
            pending_elsewhere = finding.outcome == "pending" and set(finding.missing) - brought
            if finding.outcome == "breach":
                found.append(finding)
            elif pending_elsewhere:
                found.append(self._without_own(finding, brought))
        return tuple(found)

    def _without_own(self, finding: Finding, brought: set[str]) -> Finding:
        """The finding, naming only what other steps have to bring."""
        lacking = tuple(name for name in finding.missing if name not in brought)
        names = "、".join(self._labels.get(name, name) for name in lacking)
        requirement = finding.message.partition("。尚缺:")[0]
        return replace(finding, missing=lacking, message=f"{requirement}。尚缺:{names}。")

    def _needed_later(self, step: Step) -> bool:
        """Whether a later step cannot be done without a fact that only this one still brings."""
        if self._case.stage not in step.from_:
            return False
        brings = {name for name in step.facts if name not in self._known}
        return bool(brings) and any(
            brings & self._waited_for(other) for other in self._procedure.steps if other.id != step.id
        )

    def _waited_for(self, step: Step, *, own: bool = False) -> set[str]:
        """Facts for want of which the rules of a step cannot be decided.

        Args:
            step: a step that the case can still come to.
            own: whether facts count that the step itself records; those only for rules that would block it.
        """
        if not (self._reachable | {self._case.stage}) & set(step.from_):
            return set()
        recorded = set(step.facts) | set(step.derived)
        facts = self._without(recorded)
        facts |= derive(step, self._case, {}, facts, self._today)
        waited: set[str] = set()
        for placed in self._rules[step.id]:
            if placed.rule.effect == "advise":
                continue
            lacking = {name for name in placed.rule.facts() if name not in self._known}
            if not lacking or not meant_here(
                placed, self._procedure, step, self._known | facts, self._labels
            ):
                continue
            finding = judge(placed.rule, placed.statute, facts, self._labels)
            if finding.outcome == "pending":
                blocks = placed.rule.effect != "flag"
                missing = set(finding.missing) if own else lacking
                waited |= missing if own and blocks else missing - recorded
        return waited

    def _blocking_facts(self) -> set[str]:
        """Facts that a rule of some step still waits for, and that step cannot bring itself unless the rule blocks it.

        What is optional elsewhere is asked here.
        """
        return {name for other in self._procedure.steps for name in self._waited_for(other, own=True)}

    def _without(self, names: set[str]) -> dict[str, Any]:
        return {name: value for name, value in self._known.items() if name not in names}

    def _due(self, step: Step) -> Due | None:
        """The tightest last day for the dates that the step records, by the rules of all steps; the law's first."""
        dates = [] if self._stands(step) else [name for name, own in step.facts.items() if own.act]
        dates += [name for name, way in step.derived.items() if way.act_date]
        if not dates or self._case.stage not in step.from_:
            return None
        best: Due | None = None
        for other in self._procedure.steps:
            for placed in self._rules[other.id]:
                for name in dates:
                    elsewhere = other.id != step.id and name in other.facts  # its own date, not this one's
                    if elsewhere or name not in placed.rule.facts():
                        continue
                    limit = self._limit(placed, name, other)
                    if limit is None or limit.latest is None:
                        continue
                    due = Due(limit.latest, placed, limit.how)
                    if best is None or (due.of_practice, due.day) < (best.of_practice, best.day):
                        best = due
        return best

    def _limit(self, placed: Placed, name: str, step: Step) -> Limit | None:
        facts = dict(self._known)
        if name in step.derived:  # the day before it (the last meeting) follows from what was recorded
            facts |= derive(step, self._case, {}, facts, self._today)
        facts.pop(name, None)
        if not meant_here(placed, self._procedure, step, facts, self._labels):
            return None
        when = placed.rule.when
        if when is not None and when.evaluate(facts, self._labels).truth is not True:
            return None
        limits = [limit for limit in placed.rule.check.limits(name, facts, self._labels) if limit.latest]
        return min(limits, key=lambda limit: limit.latest or date.max, default=None)

    def _asked(self, step: Step) -> tuple[AskedFact, ...]:
        reader = self._engine.reader(self._procedure, step)
        asked = []
        for name, own in step.facts.items():
            needed = own.if_ is None or own.if_.evaluate(self._known, self._labels).truth is True
            asks = not own.optional or name in self._blocking
            required = needed and asks and not own.act and own.preset is None
            asked.append(AskedFact(reader.facts[name], required, own.preset, own.note))
        return tuple(asked)


def _person_facts(step: Step) -> set[str]:
    """Facts on persons who will only be named with the step itself."""
    return {*PERSON_FACTS, "post"} if step.each else set()


def _reachable(procedure: Procedure, stage: str) -> set[str]:
    """Stages that a case in `stage` can still come to, that stage included."""
    reached, todo = {stage}, [stage]
    while todo:
        current = todo.pop()
        for step in procedure.steps:
            if current in step.from_:
                for following in step.destinations().values():
                    if following not in reached:
                        reached.add(following)
                        todo.append(following)
    return reached
