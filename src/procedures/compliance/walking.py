"""Walks: an invented clerk wanders through a procedure on a record in memory, and whatever he tries must hold.

Mostly sensible, sometimes careless, at times absurd: he asks what can be done and what it needs, fills that in, and
where he is refused mostly does as the refusal says. Everything he does follows from a seed. What is checked on the way:

- what is called possible is possible, and asking never fails;
- an act is recorded only where no rule of effect void is broken or open, and none of effect bar that nobody accepted;
  the rules are asked once more on the facts as the journal has them;
- a refusal names what stands in the way and what to do, and writes nothing;
- the stage moves as the machine allows, to a state that the exploration has found and from which the case can end;
- at the end the journal's chain holds, and folded from its beginning it tells what the engine knows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from procedures.compliance.inventing import Inventor
from procedures.compliance.weighing import Broken, must_hold, weigh_again, whole
from procedures.engine.asking import still_needed
from procedures.engine.context import known_facts
from procedures.engine.correcting import correct
from procedures.engine.engine import Engine
from procedures.engine.founding import found_congress, open_case, record_deputies, set_office
from procedures.engine.judging import shape_findings
from procedures.engine.outlook import Outlook, StepRow, outlook
from procedures.engine.verdict import Proposal, Verdict
from procedures.errors import ProceduresError
from procedures.journal.store import open_store
from procedures.law.rule import NATIONAL
from procedures.workflow.exploring import Explored, explore
from procedures.workflow.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procedures.engine.case import Case
    from procedures.law.book import LawBook
    from procedures.law.finding import Finding
    from procedures.workflow.shelf import Shelf

CLERK, TOWN = "走查", "试验镇"
START = date(2026, 3, 2)
STEPS = 30


@dataclass(slots=True)
class Tally:
    """What walks came to.

    Attributes:
        walks, tried, recorded, irregular, refused, slips: how many; slips are bad input.
        ended: walks whose case was closed.
        corrected: corrections that were written.
        rules: how often each rule was seen to come out how.
        stages: stages seen, by procedure.
    """

    walks: int = 0
    tried: int = 0
    recorded: int = 0
    irregular: int = 0
    refused: int = 0
    slips: int = 0
    ended: int = 0
    corrected: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    stages: dict[str, set[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the command line shows it."""
        seen = {
            outcome: len({rule for rule, how in self.rules if how == outcome})
            for outcome in ("pass", "breach", "pending", "not_applicable")
        }
        numbers = ("walks", "tried", "recorded", "irregular", "refused", "slips", "ended", "corrected")
        return {name: getattr(self, name) for name in numbers} | {
            "rules_seen": len({rule for rule, _ in self.rules}),
            "rules": seen,
        }


def walk_all(
    shelf: Shelf,
    book: LawBook,
    walks: int,
    seed: int = 0,
    procedures: Iterable[str] | None = None,
    tally: Tally | None = None,
) -> Tally:
    """Walk through every procedure in turn.

    Args:
        shelf: the workflows.
        book: the rules.
        walks: how many walks altogether.
        seed: the same seed walks the same ways.
        procedures: ids; all where none are given.
        tally: where to count; so far as it came where something does not hold.

    Raises:
        Broken: where something does not hold, with the seed of the walk and everything that was tried.
    """
    names = sorted(shelf.paths if procedures is None else procedures)
    tally = Tally() if tally is None else tally
    walker = Walker(shelf, book)
    for number in range(walks):
        walker.walk(names[number % len(names)], f"{seed}/{number}", tally)
    return tally


class Walker:
    """Makes walks through the procedures of a library.

    Args:
        shelf: the workflows.
        book: the rules.
    """

    def __init__(self, shelf: Shelf, book: LawBook) -> None:
        self.shelf, self.book = shelf, book
        self._explored: dict[str, tuple[Shape, Explored]] = {}
        held = {statute.jurisdiction for statute in map(book.statute, book.paths)} - {NATIONAL}
        self.provinces = [*sorted(held), NATIONAL]

    def explored(self, procedure: str) -> tuple[Shape, Explored]:
        """All states of a procedure, found once."""
        if procedure not in self._explored:
            known = self.shelf.procedure(procedure)
            shape = Shape(known, self.book.vocabulary)
            self._explored[procedure] = (shape, explore(known, self.book.vocabulary))
        return self._explored[procedure]

    def walk(self, procedure: str, seed: str, tally: Tally, steps: int = STEPS) -> None:
        """One walk: a congress of its own, one case (and a session around it, where the procedure has one)."""
        chance = Random(f"{procedure} {seed}")  # noqa: S311 - no secret, and repeatable
        store = open_store(None)
        try:
            engine = Engine(store, TOWN, self.shelf, self.book, today=START)
            one = _Walk(self, engine, procedure, chance, tally, seed)
            one.go(steps)
            whole(engine, one.trail)
            for _ in range(2):
                one.put_right()
            whole(engine, one.trail)
        finally:
            store.close()
        tally.walks += 1


class _Walk:
    """One clerk and his case."""

    def __init__(
        self, walker: Walker, engine: Engine, procedure: str, chance: Random, tally: Tally, seed: str
    ) -> None:
        self._walker, self._engine, self._chance, self._tally = walker, engine, chance, tally
        self._today = START
        self.trail: list[Any] = [("seed", seed, procedure)]
        people = [f"代表{number}" for number in range(1, chance.choice((20, 24, 45, 60)) + 1)]
        self._found(people)
        self._inventor = Inventor(chance, people)
        around = walker.shelf.procedure(procedure).within
        self._around = None
        if around and chance.random() < 0.8:
            self._around = self._open(chance.choice(around), None)
            for _ in range(chance.randrange(12)):
                self._step(self._around)
            if engine.record.closed(engine.record.cases[self._around]):
                self._around = None
        self._case = self._open(procedure, self._around)

    def _found(self, people: list[str]) -> None:
        engine, chance = self._engine, self._chance
        since = START - timedelta(days=57)
        province = chance.choice(self._walker.provinces)
        kinds = list(engine.book.vocabulary["unit_kind"].values)
        chance.shuffle(kinds)
        for kind in kinds:  # the law refuses some
            body = {"name": TOWN, "unit_kind": kind, "province": province, "term": 19}
            if not any(f.blocks for f in found_congress(engine, body, on=since, operator=CLERK)):
                break
        record_deputies(engine, [{"name": p} for p in people], {"name": CLERK}, on=since, operator=CLERK)
        presiding = [office.title for office in engine.offices if office.presidium]
        for office, person in zip(presiding, people, strict=False):
            set_office(engine, office, person, on=since, operator=CLERK)

    def _open(self, procedure: str, within: str | None) -> str:
        title = f"试办{procedure}"
        return open_case(self._engine, procedure, title, on=self._today, operator=CLERK, within=within).id

    def go(self, steps: int) -> None:
        """Wander until the case is closed or the patience ends."""
        record = self._engine.record
        for _ in range(steps):
            if record.closed(record.cases[self._case]) and self._chance.random() < 0.9:
                break
            turn = self._around if self._around and self._chance.random() < 0.1 else self._case
            self._step(turn)
            record = self._engine.record
        self._tally.ended += record.closed(record.cases[self._case])

    def _step(self, case_id: str) -> None:
        """Look, choose, fill in, propose, and do as the refusal says."""
        view = outlook(self._engine, case_id)
        self._possible_is_possible(view)
        row = self._choose(view)
        on = self._day(case_id, row.step)
        given = self._fill(case_id, row, on)
        for _ in range(6):
            verdict = self._propose(case_id, row.step, given, on)
            if verdict is None or verdict.recorded or self._chance.random() < 0.1:
                return
            blocking = [finding for finding in verdict.findings if finding.blocks]
            on = self._mend(case_id, row.step, given, blocking, on)
            if all(finding.effect == "bar" for finding in blocking) and self._chance.random() < 0.1:
                self._propose(case_id, row.step, given, on, accepted_by="主席团")
                return

    def _possible_is_possible(self, view: Outlook) -> None:
        record, procedure, labels = self._engine.record, view.procedure, self._engine.labels(view.procedure)
        for row in view.steps:
            if row.status in {"must", "may", "overdue"}:
                against = shape_findings(record, view.case, procedure, procedure.step(row.step), labels)
                must_hold(not against, f"{row.step} 说是 {row.status},却办不了", self.trail)
            must_hold(
                row.status != "not_yet" or bool(row.missing), f"{row.step} 没有说为什么不能办", self.trail
            )

    def _choose(self, view: Outlook) -> StepRow:
        order = ({"must", "overdue"}, {"may"}, {"not_yet", "closed", "done"})
        pick = self._chance.random()
        first = order[0] if pick < 0.7 else order[1] if pick < 0.95 else order[2]
        for statuses in (first, *order):
            rows = [row for row in view.steps if row.status in statuses]
            if rows:
                return self._chance.choice(rows)
        return self._chance.choice(view.steps)

    def _day(self, case_id: str, step_id: str) -> date:
        """A day not before the last; mostly it has come, at times it is far off."""
        self._today += timedelta(days=self._chance.choice((0, 0, 1, 3, 9)))
        case = self._engine.record.cases[case_id]
        step = self._walker.shelf.procedure(case.procedure).step(step_id)
        for name, own in step.facts.items():
            fixed = case.facts.get(name)
            if own.settled and isinstance(fixed, date) and self._chance.random() < 0.9:
                self._today = max(self._today, fixed)
                break
        self._engine.turn_to(self._today)
        far = self._chance.random() < 0.04
        return self._today + timedelta(days=self._chance.choice((-400, -30, 400)) if far else 0)

    def _fill(self, case_id: str, row: StepRow, on: date) -> dict[str, Any]:
        given: dict[str, Any] = {}
        try:
            for _ in range(40):
                fact, _note = still_needed(self._engine, case_id, row.step, given, on)
                if fact is None or self._chance.random() < 0.01:
                    break
                given[fact.name] = self._value(case_id, row.step, fact.name, given, on)
        except ProceduresError:
            return given  # what was stated does not fit; proposing it must say so too
        for asked in row.facts:
            often = 0.08 if asked.preset is not None else 0.06 if not asked.required else 0
            if asked.fact.name not in given and self._chance.random() < often:
                given[asked.fact.name] = self._value(case_id, row.step, asked.fact.name, given, on)
        return given

    def _value(self, case_id: str, step_id: str, name: str, given: dict[str, Any], on: date) -> Any:
        engine = self._engine
        case = engine.record.cases[case_id]
        procedure = self._walker.shelf.procedure(case.procedure)
        step = procedure.step(step_id)
        known = {**known_facts(engine.record, case, procedure, on), **given}
        return self._inventor.value(engine.reader(procedure, step).facts[name], step, known, on)

    def _mend(
        self, case_id: str, step_id: str, given: dict[str, Any], blocking: list[Finding], on: date
    ) -> date:
        """Take what would have been enough; where nothing says it, think anew about what the rule reads."""
        case = self._engine.record.cases[case_id]
        step = self._walker.shelf.procedure(case.procedure).step(step_id)
        for finding in blocking:
            for name, value in (finding.needed or {}).items():
                if name in step.facts:
                    given[name] = value
                    on = value if step.facts[name].act and isinstance(value, date) else on
            for name in finding.missing if finding.outcome == "pending" else ():
                if name in step.facts:
                    given[name] = self._value(case_id, step_id, name, given, on)
            if not finding.needed and finding.outcome == "breach":
                for name in finding.observed:
                    if name in step.facts and self._chance.random() < 0.5:
                        given[name] = self._value(case_id, step_id, name, given, on)
        return on

    def _propose(
        self, case_id: str, step_id: str, given: dict[str, Any], on: date, accepted_by: str | None = None
    ) -> Verdict | None:
        engine, tally = self._engine, self._tally
        case = engine.record.cases[case_id]
        before, stage = engine.record.head, case.stage
        reason = "已经发生" if accepted_by else None
        proposal = Proposal(
            case_id, step_id, dict(given), on, CLERK, irregular=reason, accepted_by=accepted_by
        )
        self.trail.append((case_id, stage, step_id, dict(given), on.isoformat(), reason))
        tally.tried += 1
        try:
            tried = engine.propose(proposal)
            verdict = engine.do(proposal)
        except ProceduresError as error:
            must_hold(bool(error.message), "出错而没有说明", self.trail)
            must_hold(engine.record.head == before, "出错却写了记录", self.trail)
            tally.slips += 1
            return None
        except Exception as error:  # the walk must tell what was tried
            raise Broken(f"程序中断:{error!r}", self.trail) from error
        same = (tried.allowed, tried.stage, tried.findings) == (
            verdict.allowed,
            verdict.stage,
            verdict.findings,
        )
        must_hold(same, "试算和登记的结论不同", self.trail)
        tally.rules.update((finding.rule, finding.outcome) for finding in verdict.findings)
        if verdict.recorded:
            self._recorded(verdict, engine.record.cases[case_id], stage, before.number, accepted_by)
        else:
            self._refused(verdict, engine.record.head == before and case.stage == stage)
        return verdict

    def put_right(self) -> None:
        """Correct some fact of some act: refused in words, or written and then judged by the same rules."""
        engine, tally = self._engine, self._tally
        case = engine.record.cases[self._case]
        if not case.acts:
            return
        act = self._chance.choice(case.acts)
        procedure = self._walker.shelf.procedure(case.procedure)
        names = sorted(engine.reader(procedure, procedure.step(act.step)).facts)
        if not names:
            return
        name = self._chance.choice(names)
        changes = {name: self._value(self._case, act.step, name, dict(act.facts), act.on)}
        before, accepted = engine.record.head, act.irregular
        self.trail.append((self._case, "更正", act.step, changes, act.on.isoformat(), None))
        try:
            told = correct(engine, self._case, act.number, changes, reason="看错了", operator=CLERK)
        except ProceduresError as error:
            must_hold(bool(error.message) and engine.record.head == before, "更正出错却写了记录", self.trail)
            return
        except Exception as error:
            raise Broken(f"更正时程序中断:{error!r}", self.trail) from error
        verdict = told.verdict
        blocking = [finding for finding in verdict.findings if finding.blocks]
        covered = accepted is not None and {f.rule for f in blocking} <= set(accepted["rules"])
        must_hold(not verdict.recorded or not blocking or covered, "更正登记了不得进行的行为", self.trail)
        followed = [one for one in verdict.consequences if one["kind"] != "note"]
        written = 1 + len(followed) if verdict.recorded else 0
        must_hold(engine.record.head.number == before.number + written, "更正的条数不对", self.trail)
        tally.corrected += verdict.recorded
        outlook(engine, self._case)

    def _refused(self, verdict: Verdict, unchanged: bool) -> None:  # noqa: FBT001 - one condition
        self._tally.refused += 1
        blocking = [finding for finding in verdict.findings if finding.blocks]
        must_hold(unchanged, "不予记录却写了记录", self.trail)
        must_hold(not verdict.allowed and bool(blocking), "不予记录而没有理由", self.trail)
        told = all(finding.message and finding.remedy for finding in blocking)
        must_hold(told, "不予记录而没有说怎么办", self.trail)

    def _recorded(
        self, verdict: Verdict, case: Case, stage: str, number: int, accepted_by: str | None
    ) -> None:
        trail, engine = self.trail, self._engine
        self._tally.recorded += 1
        self._tally.irregular += verdict.irregular
        self._tally.stages.setdefault(case.procedure, set()).add(case.stage)
        blocking = [finding for finding in verdict.findings if finding.blocks]
        must_hold(all(finding.effect == "bar" for finding in blocking), "登记了无效的行为", trail)
        must_hold(verdict.irregular == bool(blocking), "瑕疵没有标明", trail)
        must_hold(not blocking or accepted_by is not None, "没有人认可的瑕疵", trail)
        followed = [told for told in verdict.consequences if told["kind"] != "note"]
        must_hold(engine.record.head.number == number + 1 + len(followed), "记录的条数不对", trail)
        act = case.acts[-1]
        machine = self._walker.shelf.machine(case.procedure)
        moved = machine.move(stage, verdict.step, act.outcome)
        must_hold(moved == case.stage == verdict.stage, "阶段走得不对", trail)
        must_hold(act.facts == verdict.facts, "记录的事实不是所判断的", trail)
        shape, explored = self._walker.explored(case.procedure)
        state = shape.state(case.stage, {one.step for one in case.acts}, case.facts)
        must_hold(state in explored.states, f"走到了穷尽走查没有走到的情形 {state}", trail)
        must_hold(state in explored.ending, f"从这里走不到办结 {state}", trail)
        weigh_again(engine, case, act, trail)
