"""A clerk who wanders through a procedure: mostly sensible, sometimes careless, at times absurd.

He asks the engine what can be done and what it needs, as the command line does, fills that in, and where he is
refused takes the remedy to heart (the numbers and dates that would have been enough) more often than not.
"""

from datetime import date, timedelta
from itertools import pairwise

from procedures.checks.values import YES
from procedures.engine.asking import still_needed
from procedures.engine.context import known_facts, persons_asked
from procedures.engine.correcting import correct
from procedures.engine.founding import open_case
from procedures.engine.judging import shape_findings
from procedures.engine.outlook import outlook
from procedures.engine.verdict import Proposal
from procedures.errors import ProceduresError
from procedures.law.finding import judge
from procedures.register.register import PERSON_FACTS
from tests.engine.office import BOOK, CLERK, SHELF, START, entries, head, names

ABSURD = {
    "count": (-1, 10**6, "许多", 2.5, None, ""),
    "number": ("不少", [1]),
    "money": ("-1", "12.345", 10**16),
    "date": ("1990-01-01", "2199-12-31", "2026-02-30", "昨天下午"),
    "yesno": ("也许", 2),
    "choice": ("没有这一项", 7),
    "names": ("没有这一项", ()),
    "persons": ("陌生人", ()),
    "person": ("陌生人", ["代表1"]),
    "votes": ("代表1", {"陌生人": 3}, {"代表1": -1}, "代表1:3、代表1:4"),
}


class Walk:
    """One clerk, one case (and a session around it, where it needs one).

    Args:
        engine: of a settled congress.
        procedure: id.
        chance: a seeded `random.Random`.
    """

    def __init__(self, engine, procedure, chance):
        self.engine, self.chance = engine, chance
        self.today = START
        self.trail = []
        self.stages = set()
        self.recorded = 0
        self.irregular = 0
        around = SHELF.procedure(procedure).within
        self.around = None
        if around and chance.random() < 0.8:
            self.around = self._open(around[0], None)
            for _ in range(chance.randrange(14)):
                self.step(self.around)
        if self.around and engine.record.closed(engine.record.cases[self.around]):
            self.around = None
        self.case = self._open(procedure, self.around)

    def _open(self, procedure, within):
        case = open_case(
            self.engine, procedure, f"试办{procedure}", on=self.today, operator=CLERK, within=within
        )
        return case.id

    def go(self, steps):
        """Wander until the case is closed or the patience ends."""
        for _ in range(steps):
            case = self.engine.record.cases[self.case]
            if self.engine.record.closed(case) and self.chance.random() < 0.8:
                break
            self.step(self.case)

    def step(self, case_id):
        """Look, choose, fill in, propose; and check everything that must hold whatever was proposed."""
        view = outlook(self.engine, case_id)
        _possible_steps_are_possible(self.engine, view)
        row = self._choose(view)
        on = self._day(case_id, row.step)
        given = self._fill(case_id, row, on)
        for _ in range(4):
            verdict = self._propose(case_id, row.step, given, on)
            if verdict is None or verdict.recorded or self.chance.random() < 0.15:
                return
            blocking = [finding for finding in verdict.findings if finding.blocks]
            on = self._mend(case_id, row.step, given, blocking, on)
            if all(finding.effect == "bar" for finding in blocking) and self.chance.random() < 0.15:
                self._propose(case_id, row.step, given, on, accepted_by="主席团")
                return

    def _choose(self, view):
        order = ({"must", "overdue"}, {"may"}, {"not_yet", "closed", "done"})
        pick = self.chance.random()
        wanted = order[0] if pick < 0.7 else order[1] if pick < 0.96 else order[2]
        for statuses in (wanted, *order):
            rows = [row for row in view.steps if row.status in statuses]
            if rows:
                return self.chance.choice(rows)
        raise AssertionError("a procedure without steps")

    def _day(self, case_id, step_id):
        self.today += timedelta(days=self.chance.choice((0, 0, 1, 3, 9)))
        case = self.engine.record.cases[case_id]
        step = SHELF.procedure(case.procedure).step(step_id)
        for name, own in step.facts.items():
            if own.settled and isinstance(case.facts.get(name), date) and self.chance.random() < 0.9:
                self.today = max(self.today, case.facts[name])
                return case.facts[name]
        if self.chance.random() < 0.04:
            return self.today + timedelta(days=self.chance.choice((-400, -30, 400)))
        return self.today

    def put_right(self):
        """Correct some fact of some act; refused in words, or written and then judged by the same rules."""
        engine = self.engine
        case = engine.record.cases[self.case]
        if not case.acts:
            return
        act = self.chance.choice(case.acts)
        procedure = SHELF.procedure(case.procedure)
        facts = engine.reader(procedure, procedure.step(act.step)).facts
        if not facts:
            return
        fact = facts[self.chance.choice(sorted(facts))]
        changes = {fact.name: self._value(self.case, act.step, fact, dict(act.facts), act.on)}
        before = head(engine)
        self.trail.append((self.case, "更正", act.step, changes, act.on.isoformat(), None))
        try:
            told = correct(engine, self.case, act.number, changes, reason="看错了", operator=CLERK)
        except ProceduresError as error:
            assert error.message  # noqa: PT017 - a refusal in words
            assert head(engine) == before, self.trail
            return
        blocking = [finding for finding in told.verdict.findings if finding.blocks]
        assert not [finding for finding in blocking if finding.effect == "void"] or not told.verdict.recorded
        assert not blocking or act.irregular or not told.verdict.recorded, self.trail
        assert head(engine).number == before.number + told.verdict.recorded, self.trail
        outlook(engine, self.case)

    # ---- filling in -------------------------------------------------------------------------------------------

    def _fill(self, case_id, row, on):
        given = {}
        try:
            for _ in range(40):
                fact, _note = still_needed(self.engine, case_id, row.step, given, on)
                if fact is None or self.chance.random() < 0.015:
                    break
                given[fact.name] = self._value(case_id, row.step, fact, given, on)
        except ProceduresError:
            return given  # what was stated does not fit; proposing it must say so too
        for asked in row.facts:
            name = asked.fact.name
            often = 0.1 if asked.preset is not None else 0.04 if not asked.required else 0
            if name not in given and self.chance.random() < often:
                given[name] = self._value(case_id, row.step, asked.fact, given, on)
        return given

    def _value(self, case_id, step_id, fact, given, on):
        chance = self.chance
        if chance.random() < 0.01:
            return chance.choice(ABSURD.get(fact.type, ("", 3.5)))
        case = self.engine.record.cases[case_id]
        procedure = SHELF.procedure(case.procedure)
        step = procedure.step(step_id)
        known = {**known_facts(self.engine.record, case, procedure, on), **given}
        return getattr(self, f"_{fact.type}")(fact, step, known, on)

    def _count(self, fact, step, known, _on):
        own, chance = step.facts[fact.name], self.chance
        whole = (own.at_most.work_out(known) if own.at_most else None) or known.get("deputies_in_office", 0)
        if fact.name == "seats" or fact.name.endswith("chairs"):
            return chance.choice((1, 1, 1, 2))
        options = getattr(step.vote, "options", ())
        if fact.name in {"votes_against", "abstentions", "ballots_void", *options[1:]}:
            return 0
        if fact.name in {"ballots_returned", *options[:1]}:
            return known.get("ballots_returned", known.get("ballots_issued", whole))
        if fact.name in {"votes_for", "ballots_issued"} and chance.random() < 0.7:
            return min(whole, known.get("deputies_present", whole))
        around = (
            whole,
            whole,
            whole // 2,
            whole // 2 + 1,
            -(-whole * 2 // 3),
            -(-whole * 2 // 3) - 1,
            10,
            1,
            0,
        )
        return max(0, chance.choice(around))

    def _number(self, _fact, _step, _known, _on):
        return self.chance.choice((0, 1, 2, "0.5"))

    def _money(self, fact, _step, known, _on):
        if fact.name == "reserve":
            return int(known.get("general_expenditure") or 0) * self.chance.choice((1, 2, 3, 4)) // 100
        if fact.name == "general_expenditure":
            return 5_000_000
        return self.chance.choice((0, 0, 0, "1250000.50"))

    def _date(self, fact, _step, _known, on):
        if fact.name == "fiscal_year_starts_on":
            return f"{on.year}-01-01"
        if fact.name == "fiscal_year_ends_on":
            return f"{on.year}-12-31"
        return (on + timedelta(days=self.chance.choice((0, 0, 1, 20, 30, 31, 40, -1)))).isoformat()

    def _yesno(self, fact, step, _known, _on):
        usual = step.facts[fact.name].preset
        usual = fact.name not in {"holds_administrative_post", "has_election"} if usual is None else usual
        return usual if self.chance.random() < 0.96 else not usual

    def _choice(self, fact, _step, _known, _on):
        values = fact.values
        return values[0] if self.chance.random() < 0.55 else self.chance.choice(values)

    def _names(self, fact, _step, _known, _on):
        values = fact.values or ("甲事", "乙事")
        return list(values) if self.chance.random() < 0.97 else self.chance.sample(values, 1)

    def _persons(self, fact, step, known, _on):
        own = step.facts[fact.name]
        people = list(known.get(own.of) or ()) if own.of else names(20)
        if own.of or fact.name == "candidates_named":
            people = people if own.of else list(known.get("nominees_named") or people)[:3]
            return people if self.chance.random() < 0.8 else people[:1]
        if "list" in fact.name:
            return people[: self.chance.choice((7, 9, 20))]
        if fact.name == "observers":
            return "无"
        return self.chance.sample(people, self.chance.choice((1, 5, 10, 12)))

    def _person(self, _fact, _step, _known, _on):
        return self.chance.choice(names(12))

    def _text(self, _fact, _step, _known, _on):
        return self.chance.choice(("修整村道", "加装路灯，尽快办", "𬭎①"))

    _organization = _text

    def _votes(self, _fact, step, known, _on):
        people = known.get(getattr(step.vote, "candidates", "") or "nominees_named") or ("代表3",)
        ballots = known.get("ballots_returned", known.get("deputies_in_office", 0))
        half = min(known.get("deputies_in_office", 0) // 2, max(0, ballots - 2))
        seats = step.vote.seats.work_out({"elected": 0, **known}) if hasattr(step.vote, "seats") else 1
        shares = {
            "clear": [half + 2] * (seats or 1) + [0] * len(people),
            "tie": [half] * len(people) if (seats or 1) == 1 else [half + 1] * len(people),
            "short": [half // 2] * len(people),
            "any": [max(0, self.chance.choice((ballots, half + 1, half, half - 1, 1))) for _ in people],
        }
        mood = self.chance.choice(("clear", "clear", "tie", "short", "any"))
        return dict(zip(people, shares[mood], strict=False))

    def _mend(self, case_id, step_id, given, blocking, on):
        """Do as the findings ask: take the number or the day that would have been enough."""
        case = self.engine.record.cases[case_id]
        step = SHELF.procedure(case.procedure).step(step_id)
        for finding in blocking:
            for name, value in (finding.needed or {}).items():
                own = step.facts.get(name)
                if own is None:
                    continue
                given[name] = value
                if own.act and isinstance(value, date):
                    on = value
        return on

    # ---- proposing --------------------------------------------------------------------------------------------

    def _propose(self, case_id, step_id, given, on, accepted_by=None):
        engine = self.engine
        before, case = head(engine), engine.record.cases[case_id]
        stage = case.stage
        reason = "已经发生" if accepted_by else None
        proposal = Proposal(case_id, step_id, given, on, CLERK, irregular=reason, accepted_by=accepted_by)
        self.trail.append((case_id, stage, step_id, given, on.isoformat(), reason))
        try:
            tried = engine.propose(proposal)
            verdict = engine.do(proposal)
        except ProceduresError as error:
            assert error.message  # noqa: PT017 - a refusal in words
            assert head(engine) == before, self.trail
            return None
        assert (tried.allowed, tried.stage, tried.findings) == (
            verdict.allowed,
            verdict.stage,
            verdict.findings,
        )
        self._check(verdict, case_id, stage, before, accepted_by)
        return verdict

    def _check(self, verdict, case_id, stage, before, accepted_by):
        engine = self.engine
        now, case = head(engine), engine.record.cases[case_id]
        assert verdict.recorded == verdict.allowed, self.trail
        if not verdict.allowed:
            assert now == before, self.trail
            assert case.stage == stage
            assert any(finding.blocks for finding in verdict.findings), self.trail
            assert all(finding.message for finding in verdict.findings)
            return
        self.recorded += 1
        self.irregular += verdict.irregular
        blocking = [finding for finding in verdict.findings if finding.blocks]
        assert not [finding for finding in blocking if finding.effect == "void"], self.trail
        assert verdict.irregular == bool(blocking), self.trail
        assert not blocking or accepted_by, self.trail
        entries = [told for told in verdict.consequences if told["kind"] != "note"]
        assert now.number == before.number + 1 + len(entries), self.trail
        act = case.acts[-1]
        machine = SHELF.machine(case.procedure)
        assert machine.move(stage, verdict.step, act.outcome) == case.stage == verdict.stage, self.trail
        assert (act.irregular is not None) == verdict.irregular
        assert act.facts == verdict.facts, self.trail
        if case_id == getattr(self, "case", None):
            self.stages.add(case.stage)
        self._weighed_again(case, act)

    def _weighed_again(self, case, act):
        """Every rule that guards the step, asked once more on the facts as the journal has them."""
        engine = self.engine
        procedure = SHELF.procedure(case.procedure)
        step = procedure.step(act.step)
        labels = engine.labels(procedure)
        known = known_facts(engine.record, case, procedure, act.on)
        governed = known.get(procedure.governed_by or "")
        people = persons_asked(step, engine.record, known, act.on)
        accepted = set(act.irregular["rules"]) if act.irregular else set()
        for placed in engine.judging.rules(procedure, step, act.on, governed):
            rule = placed.rule
            here = [a for a in rule.applies if a.procedure == case.procedure and step.id in a.step]
            asked = any((a.where.evaluate(known, labels) if a.where else YES).truth for a in here)
            if rule.decides or rule.effect not in {"void", "bar"} or not asked or rule.id in accepted:
                continue
            group = next((a.each for a in here if a.each), None)
            asked_of = people.get(group, []) if group else [one for some in people.values() for one in some]
            each = group is not None or (step.each and PERSON_FACTS & set(rule.facts()))
            for about in [about for _person, about in asked_of] if each else [{}]:
                finding = judge(rule, placed.statute, {**known, **about}, BOOK.labels)
                assert finding.outcome in {"pass", "not_applicable"}, (rule.id, finding.message, self.trail)


def _possible_steps_are_possible(engine, view):
    record, procedure = engine.record, view.procedure
    for row in view.steps:
        if row.status in {"must", "may", "overdue"}:
            against = shape_findings(
                record, view.case, procedure, procedure.step(row.step), engine.labels(procedure)
            )
            assert not against, (row.step, row.status, [finding.message for finding in against])
        if row.status == "not_yet":
            assert row.missing, row.step
        assert row.as_json()["status"] == row.status


def assert_in_order(engine):
    """Acts of a case follow one another by number, and each leaves from where the last arrived."""
    for case in engine.record.cases.values():
        machine, stage = SHELF.machine(case.procedure), case.start
        for before, act in pairwise([None, *case.acts]):
            assert before is None or before.number < act.number
            assert machine.move(stage, act.step, act.outcome) == act.stage
            stage = act.stage
    for entry in entries(engine):
        assert entry.operator == CLERK
