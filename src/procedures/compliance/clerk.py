"""An invented clerk with his cases: he looks what can be done, fills it in, proposes it, and does as refusals say.

Mostly he knows where he wants to go, a passage that few have taken; at times he does whatever comes to his mind.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from procedures.compliance import setting
from procedures.compliance.balloting import seat_facts, votes_for
from procedures.compliance.inventing import Inventor
from procedures.compliance.mending import Mender
from procedures.compliance.righting import put_right
from procedures.compliance.setting import CLERK
from procedures.compliance.weighing import Broken, must_hold, right_recorded, right_refused
from procedures.engine.asking import still_needed
from procedures.engine.context import known_facts
from procedures.engine.founding import open_case
from procedures.engine.judging import shape_findings
from procedures.engine.outlook import Outlook, StepRow, outlook
from procedures.engine.verdict import Proposal, Verdict
from procedures.errors import ProceduresError
from procedures.workflow.shape import KNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from procedures.compliance.charting import Chart, Passage
    from procedures.compliance.tally import Tally
    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.workflow.model import Step
    from procedures.workflow.shape import State

START = date(2026, 3, 2)
OPEN = {"must", "may", "overdue"}
IDLE = 12
"""After so many turns in a row that came to nothing he gives up."""


class Clerk:
    """One clerk and his cases, in a congress of its own.

    Args:
        engine: on an empty record.
        procedure: id of the procedure to walk through; a session is opened around it, where it has one.
        chance: where all choices come from.
        tally: where to count, and what has been walked so far.
        provinces: one of them is the congress's.
        seed: told where something does not hold.
        charts: the chart of a procedure.
        watch: asked after every act that was recorded.
    """

    def __init__(
        self,
        engine: Engine,
        procedure: str,
        chance: Random,
        tally: Tally,
        provinces: Sequence[str],
        seed: str,
        charts: Callable[[str], Chart],
        watch: Callable[[Case, list[Any]], None],
    ) -> None:
        self._engine, self._chance, self._tally, self._watch = engine, chance, tally, watch
        self._charts = charts
        self._today = START
        self.trail: list[Any] = [("seed", seed, procedure)]
        self._people = [f"代表{number}" for number in range(1, chance.choice((20, 24, 45, 60)) + 1)]
        setting.found(engine, chance, chance.choice(provinces), self._people, START - timedelta(days=57))
        self._inventor = Inventor(chance, self._people, seat_facts(engine))
        self._mender = Mender(engine, self._inventor, chance, self._people)
        self._careless = chance.choice((0.04, 0.04, 0.15, 0.6))
        self._goals: dict[str, Passage | None] = {}
        self._wishes: dict[str, set[str]] = {}
        self._within = [
            name for name in engine.shelf.paths if procedure in engine.shelf.procedure(name).within
        ]
        self._inside: list[str] = []
        self._waiting = 0
        self._case = ""
        self._around = self._surround(procedure)
        self._case = self._open(procedure, self._around)

    def _surround(self, procedure: str) -> str | None:
        """A case around the one to walk through, far enough for what that one reads of it."""
        known = self._engine.shelf.procedure(procedure)
        if not known.within or self._chance.random() > 0.8:
            return None
        around = self._open(self._chance.choice(known.within), None)
        for _ in range(self._chance.choice((3, 25, 25, 25))):
            case = self._engine.record.cases[around]
            if set(known.inherits) <= set(case.facts) or self._engine.record.closed(case):
                break
            self._turn(around)
        return None if self._engine.record.closed(self._engine.record.cases[around]) else around

    def _open(self, procedure: str, within: str | None) -> str:
        title = f"试办{procedure}"
        return open_case(self._engine, procedure, title, on=self._today, operator=CLERK, within=within).id

    def go(self, steps: int) -> None:
        """Wander until the case is closed or the patience ends."""
        record, idle = self._engine.record, 0
        for _ in range(steps * 2 if self._around else steps):  # two cases take more patience
            if idle > IDLE or (record.closed(record.cases[self._case]) and self._chance.random() < 0.9):
                break
            before = self._tally.recorded
            if self._chance.random() < 0.02:
                self.trail.append(setting.change(self._engine, self._chance, self._people, self._today))
            self._turn(self._whose_turn())
            idle = 0 if self._tally.recorded > before else idle + 1
            record = self._engine.record
        self._tally.ended += record.closed(record.cases[self._case])

    def _whose_turn(self) -> str:
        """Mostly the case itself; at times the one around it, or one within it."""
        chance, record = self._chance, self._engine.record
        open_inside = [one for one in self._inside if not record.closed(record.cases[one])]
        if self._waiting and open_inside:
            self._waiting -= 1
            return open_inside[0]
        if self._around and chance.random() < self._around_first():
            return self._around
        if self._within and len(self._inside) < 3 and chance.random() < 0.05:
            if not record.closed(record.cases[self._case]):
                self._inside.append(self._open(chance.choice(self._within), self._case))
            return self._case
        return chance.choice(open_inside) if open_inside and chance.random() < 0.6 else self._case

    def _around_first(self) -> float:
        """How often the case around has its turn: mostly until its body sits, as nothing is voted on before."""
        record = self._engine.record
        around = record.cases[self._around] if self._around else None
        sits = record.procedure(around).sits if around else None
        if around is None or sits is None:
            return 0.1
        waiting = around.stage not in sits.stages
        return 0.7 if waiting and not record.closed(around) else 0.02

    def _turn(self, case_id: str) -> None:
        """Look, choose, fill in, propose, and do as the refusal says."""
        view = outlook(self._engine, case_id)
        self._possible_is_possible(view)
        row, to = self._choose(view)
        step = view.procedure.step(row.step)
        on = self._day(view.case, step)
        given = self._fill(view.case, row, on, self._meant(step, to, view.case))
        outcomes, slipped = self._outcomes(step, to), False
        for _ in range(6):
            if outcomes and (votes := votes_for(self._engine, view.case, step, given, outcomes, on)):
                given.update(votes)
            verdict = self._propose(case_id, row.step, given, on)
            if verdict is None and not slipped and self._chance.random() < 0.7:
                slipped, on = True, self._day(view.case, step)
                given = self._asked_for(view.case, row.step, self._meant(step, to, view.case), on)
                continue
            if verdict is None or verdict.recorded or self._chance.random() < 0.05:
                return
            blocking = [finding for finding in verdict.findings if finding.blocks]
            if step.waits_for_cases and case_id == self._case:
                self._waiting = 12
            changed, wishes = self._mender.mend(view.case, step, given, blocking, on)
            self._wishes.setdefault(case_id, set()).update(wishes)
            if not changed:
                if all(finding.effect == "bar" for finding in blocking) and self._chance.random() < 0.25:
                    self._propose(case_id, row.step, given, on, accepted_by="主席团")
                return
            on = self._turned_to(step, given, on)
            given = self._asked_for(view.case, row.step, given, on)

    def _turned_to(self, step: Step, given: dict[str, Any], on: date) -> date:
        """The day that was stated for the act; it must have come."""
        for name, own in step.facts.items():
            if own.act and isinstance(given.get(name), (str, date)):
                try:
                    on = date.fromisoformat(str(given[name]))
                except ValueError:
                    return on
                if self._today < on < self._today + timedelta(days=200):
                    self._today = on
                    self._engine.turn_to(on)
        return on

    def _possible_is_possible(self, view: Outlook) -> None:
        record, procedure, labels = self._engine.record, view.procedure, self._engine.labels(view.procedure)
        for row in view.steps:
            if row.status in OPEN:
                against = shape_findings(record, view.case, procedure, procedure.step(row.step), labels)
                must_hold(not against, f"{row.step} 说是 {row.status},却办不了", self.trail)
            must_hold(
                row.status != "not_yet" or bool(row.missing), f"{row.step} 没有说为什么不能办", self.trail
            )

    def _choose(self, view: Outlook) -> tuple[StepRow, State | None]:
        """Which step, and to which state it shall lead; None where that does not matter."""
        if self._chance.random() < self._careless:
            return self._whatever(view), None
        rows = {row.step: row for row in view.steps}
        ready = [row for row in view.steps if row.status in OPEN]
        wishes = self._wishes.setdefault(view.case.id, set())
        bringing = [row for row in ready if wishes & _brings(view.procedure.step(row.step))]
        if bringing and self._chance.random() < 0.8:
            row = self._chance.choice(bringing)
            wishes -= _brings(view.procedure.step(row.step))
            return row, None
        duties = [
            row
            for row in ready
            if row.status != "may" and view.procedure.step(row.step).to is None and not row.entry
        ]
        if duties and self._chance.random() < 0.7:
            return self._chance.choice(duties), None
        ahead = self._ahead(view.case)
        if ahead is None:
            return self._whatever(view), None
        row = rows[ahead[0]]
        if row.status == "not_yet" and self._chance.random() < 0.7:
            step = view.procedure.step(row.step)
            first = [one for one in ready if one.step in step.after and not view.case.done(one.step)]
            if first:
                return first[0], None
            if step.only_if is not None:
                wishes |= set(step.only_if.facts())
            if step.waits_for_cases and view.case.id == self._case:
                self._waiting = 12
            wishes |= {name for finding in row.missing for name in finding.missing or finding.observed}
            bringing = [one for one in ready if wishes & _brings(view.procedure.step(one.step))]
            if bringing:
                return self._chance.choice(bringing), None
        return row, ahead[1]

    def _ahead(self, case: Case) -> tuple[str, State] | None:
        """The next step of the way to where the case shall go, and the state after it."""
        chart = self._charts(case.procedure)
        state = chart.state(case)
        goal = self._goals.get(case.id)
        if goal is None or state not in chart.way(goal):
            goal = self._goal(chart, state)
            self._goals[case.id] = goal
        ways = chart.way(goal).get(state)
        return self._chance.choice(ways) if ways else None

    def _goal(self, chart: Chart, state: State) -> Passage | None:
        """A step that nobody has taken, else a passage; where there are none, a rare one or the end of the case."""
        name, taken, chance = chart.procedure.procedure, self._tally.passages, self._chance
        ahead = [one for one in chart.passages if state in chart.way(one)]
        steps = {step for procedure, step, _ in taken if procedure == name}
        new = [one for one in ahead if one[0] not in steps] or [one for one in ahead if not taken[name, *one]]
        if new:
            return chance.choice(new)
        if not ahead or chance.random() < 0.5:
            return None
        return min(chance.sample(ahead, min(4, len(ahead))), key=lambda one: taken[name, *one])

    def _whatever(self, view: Outlook) -> StepRow:
        order = ({"must", "overdue"}, {"may"}, {"not_yet", "closed", "done"})
        pick = self._chance.random()
        first = order[0] if pick < 0.6 else order[1] if pick < 0.95 else order[2]
        for statuses in (first, *order):
            rows = [row for row in view.steps if row.status in statuses]
            if rows:
                return self._chance.choice(rows)
        return self._chance.choice(view.steps)

    def _meant(self, step: Step, to: State | None, case: Case) -> dict[str, Any]:
        """What the step must record so that it leads to that state."""
        if to is None:
            return {}
        followed = self._charts(case.procedure).shape.followed
        meant = {
            name: value
            for name, value in zip(followed, to.values, strict=True)
            if name in step.facts and isinstance(value, (bool, str)) and value != KNOWN
        }
        if step.branch is not None:
            choices = [choice for choice, stage in step.destinations().items() if stage == to.stage]
            meant.setdefault(step.branch, str(self._chance.choice(choices)))
        return meant

    def _outcomes(self, step: Step, to: State | None) -> set[str | None]:
        """How its vote shall come out; empty where that is left to chance."""
        if step.vote is None or step.branch is not None or self._chance.random() < self._careless:
            return set()
        ways = step.destinations() or {None: ""}
        if to is not None and len(ways) > 1:
            return {outcome for outcome, stage in ways.items() if stage == to.stage}
        return {self._chance.choice(list(ways))}

    def _day(self, case: Case, step: Step) -> date:
        """A day not before the last; mostly it has come, at times it is far off."""
        self._today += timedelta(days=self._chance.choice((0, 0, 1, 3, 9)))
        self._today = max([self._today, *(act.on for act in case.acts)])
        on = self._today
        for name, own in step.facts.items():
            fixed = case.facts.get(name)
            if own.settled and isinstance(fixed, date) and self._chance.random() < 0.95:
                self._today = max(self._today, fixed)
                on = fixed if own.act else self._today
                break
        self._engine.turn_to(self._today)
        far = self._chance.random() < 0.02
        return on + timedelta(days=self._chance.choice((-400, -30, 400)) if far else 0)

    def _fill(self, case: Case, row: StepRow, on: date, meant: dict[str, Any]) -> dict[str, Any]:
        given = self._asked_for(case, row.step, meant, on)
        for asked in row.facts:
            often = 0.08 if asked.preset is not None else 0.06 if not asked.required else 0
            if asked.fact.name not in given and self._chance.random() < often:
                given[asked.fact.name] = self._value(case, row.step, asked.fact.name, given, on)
        return self._asked_for(case, row.step, given, on)

    def _asked_for(self, case: Case, step_id: str, given: dict[str, Any], on: date) -> dict[str, Any]:
        """What was given, and what the step still needs; a list from which to choose is wished for where it is empty."""
        step = self._engine.shelf.procedure(case.procedure).step(step_id)
        lists = {own.of for own in step.facts.values() if own.of} - set(step.facts)
        self._wishes.setdefault(case.id, set()).update(name for name in lists if not case.facts.get(name))
        given = dict(given)
        try:
            for _ in range(40):
                fact, _note = still_needed(self._engine, case.id, step_id, given, on)
                if fact is None or self._chance.random() < 0.003:
                    break
                given[fact.name] = self._value(case, step_id, fact.name, given, on)
        except ProceduresError:
            return given  # what was stated does not fit; proposing it must say so too
        return given

    def _value(self, case: Case, step_id: str, name: str, given: dict[str, Any], on: date) -> Any:
        engine = self._engine
        procedure = self._engine.shelf.procedure(case.procedure)
        step = procedure.step(step_id)
        anew = {fact for fact, own in step.facts.items() if not own.optional and own.preset is None}
        known = known_facts(engine.record, case, procedure, on)
        known = {fact: value for fact, value in known.items() if fact not in anew} | given
        return self._inventor.value(engine.reader(procedure, step).facts[name], step, known, on)

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
        told = (verdict.allowed, verdict.stage, verdict.findings)
        same = (tried.allowed, tried.stage, tried.findings) == told
        must_hold(same, "试算和登记的结论不同", self.trail)
        of_law = (
            finding for finding in verdict.findings if "/" not in finding.rule
        )  # not of shape, not of counts
        tally.rules.update((finding.rule, finding.outcome) for finding in of_law)
        if not verdict.recorded:
            tally.refused += 1
            right_refused(verdict, engine.record.head == before and case.stage == stage, self.trail)
            return verdict
        self._recorded(case_id, stage, verdict, before.number, accepted_by)
        return verdict

    def _recorded(
        self, case_id: str, stage: str, verdict: Verdict, before: int, accepted_by: str | None
    ) -> None:
        tally, case = self._tally, self._engine.record.cases[case_id]
        passage = (verdict.step, case.stage)
        tally.recorded += 1
        tally.irregular += verdict.irregular
        tally.passages[case.procedure, *passage] += 1
        if self._goals.get(case_id) == passage:
            del self._goals[case_id]
        must_hold(not verdict.irregular or accepted_by is not None, "没有人认可的瑕疵", self.trail)
        right_recorded(self._engine, case, stage, verdict, before, self.trail)
        self._watch(case, self.trail)

    def put_right(self) -> None:
        """Correct a fact of some act of the case."""
        engine, chance = self._engine, self._chance
        case = engine.record.cases[self._case]
        if not case.acts:
            return
        act = chance.choice(case.acts)
        procedure = engine.shelf.procedure(case.procedure)
        names = sorted(engine.reader(procedure, procedure.step(act.step)).facts)
        if not names:
            return
        name = chance.choice(names)
        changes = {name: self._value(case, act.step, name, dict(act.facts), act.on)}
        accepted = "主席团" if chance.random() < 0.3 else None
        self._tally.corrected += put_right(engine, self._case, act, changes, accepted, self.trail)


def _brings(step: Step) -> set[str]:
    return {*step.facts, *step.derived}
