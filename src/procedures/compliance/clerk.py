"""An invented clerk with one case: looks what can be done, fills it in, proposes it, and does as refusals say."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from procedures.compliance.inventing import Inventor
from procedures.compliance.weighing import Broken, must_hold, right_recorded, right_refused
from procedures.engine.asking import still_needed
from procedures.engine.context import known_facts
from procedures.engine.correcting import correct
from procedures.engine.founding import found_congress, open_case, record_deputies, set_office
from procedures.engine.judging import shape_findings
from procedures.engine.outlook import Outlook, StepRow, outlook
from procedures.engine.verdict import Proposal, Verdict
from procedures.errors import ProceduresError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    from procedures.compliance.tally import Tally
    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.law.finding import Finding

CLERK, TOWN = "走查", "试验镇"
START = date(2026, 3, 2)


class Clerk:
    """One clerk and his case, in a congress of its own.

    Args:
        engine: on an empty record.
        procedure: id of the procedure to walk through; a session is opened around it, where it has one.
        chance: where all choices come from.
        tally: where to count.
        provinces: one of them is the congress's.
        seed: told where something does not hold.
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
        watch: Callable[[Case, list[Any]], None],
    ) -> None:
        self._engine, self._chance, self._tally, self._watch = engine, chance, tally, watch
        self._today = START
        self.trail: list[Any] = [("seed", seed, procedure)]
        people = [f"代表{number}" for number in range(1, chance.choice((20, 24, 45, 60)) + 1)]
        self._found(people, chance.choice(provinces))
        self._inventor = Inventor(chance, people)
        around = engine.shelf.procedure(procedure).within
        self._around = None
        if around and chance.random() < 0.8:
            self._around = self._open(chance.choice(around), None)
            for _ in range(chance.randrange(12)):
                self._step(self._around)
            if engine.record.closed(engine.record.cases[self._around]):
                self._around = None
        self._case = self._open(procedure, self._around)

    def _found(self, people: list[str], province: str) -> None:
        engine, chance = self._engine, self._chance
        since = START - timedelta(days=57)
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
        for _ in range(steps * 2 if self._around else steps):  # two cases take more patience
            if record.closed(record.cases[self._case]) and self._chance.random() < 0.9:
                break
            turn = (
                self._around if self._around and self._chance.random() < self._around_first() else self._case
            )
            self._step(turn)
            record = self._engine.record
        self._tally.ended += record.closed(record.cases[self._case])

    def _around_first(self) -> float:
        """How often the case around has its turn: mostly until its body sits, as nothing is voted on before."""
        record = self._engine.record
        around = record.cases[self._around] if self._around else None
        sits = record.procedure(around).sits if around else None
        if around is None or sits is None:
            return 0.1
        waiting = around.stage not in sits.stages or not all(around.done(name) for name in sits.after)
        return 0.7 if waiting and not record.closed(around) else 0.02

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
        step = self._engine.shelf.procedure(case.procedure).step(step_id)
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
        procedure = self._engine.shelf.procedure(case.procedure)
        step = procedure.step(step_id)
        known = {**known_facts(engine.record, case, procedure, on), **given}
        return self._inventor.value(engine.reader(procedure, step).facts[name], step, known, on)

    def _mend(
        self, case_id: str, step_id: str, given: dict[str, Any], blocking: list[Finding], on: date
    ) -> date:
        """Take what would have been enough; where nothing says it, think anew about what the rule reads."""
        case = self._engine.record.cases[case_id]
        step = self._engine.shelf.procedure(case.procedure).step(step_id)
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
        of_law = (
            finding for finding in verdict.findings if "/" not in finding.rule
        )  # not of shape, not of counts
        tally.rules.update((finding.rule, finding.outcome) for finding in of_law)
        if not verdict.recorded:
            tally.refused += 1
            right_refused(verdict, engine.record.head == before and case.stage == stage, self.trail)
            return verdict
        case = engine.record.cases[case_id]
        tally.recorded += 1
        tally.irregular += verdict.irregular
        tally.stages.setdefault(case.procedure, set()).add(case.stage)
        must_hold(not verdict.irregular or accepted_by is not None, "没有人认可的瑕疵", self.trail)
        right_recorded(engine, case, stage, verdict, before.number, self.trail)
        self._watch(case, self.trail)
        return verdict

    def put_right(self) -> None:
        """Correct some fact of some act: refused in words, or written and then judged by the same rules."""
        engine, tally = self._engine, self._tally
        case = engine.record.cases[self._case]
        if not case.acts:
            return
        act = self._chance.choice(case.acts)
        procedure = self._engine.shelf.procedure(case.procedure)
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
