"""The one door to the journal: propose, record.

An act flows one way: Proposal -> Verdict -> Entry -> Case. Everything is judged inside the transaction that writes,
on the record as it is at that moment, so that two people at once cannot both act on the same state.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

from procedures.checks.base import shown
from procedures.engine.acts import (
    act_body,
    announced,
    check_happened,
    check_irregular,
    check_named_order,
    check_order,
    is_about_count,
    taken_in,
)
from procedures.engine.context import known_facts, persons_asked
from procedures.engine.counting import count
from procedures.engine.derive import derive
from procedures.engine.following import Following
from procedures.engine.intake import Intake, Reader
from procedures.engine.judging import Judging, shape_findings
from procedures.engine.record import Record
from procedures.engine.verdict import Proposal, Verdict
from procedures.errors import BadInput, Conflict, UnknownName
from procedures.journal.entry import Draft, Entry
from procedures.law.finding import Finding
from procedures.law.offices import all_offices
from procedures.register.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from procedures.engine.case import Case
    from procedures.journal.store import Store
    from procedures.journal.transaction import Reader as StoreReader
    from procedures.journal.transaction import Writer
    from procedures.law.book import LawBook
    from procedures.law.placed import Placed
    from procedures.workflow.model import Procedure, Step
    from procedures.workflow.shelf import Shelf


UNNEEDED = "没有需要认可的瑕疵:按正常记录,理由和认可人没有写入。"


class Engine:
    """The procedures of one congress.

    Args:
        store: where its journal lies.
        congress: its id.
        shelf: the workflows.
        book: the rules.
        today: the day on which `today` is typed; None is the real one.
    """

    def __init__(
        self, store: Store, congress: str, shelf: Shelf, book: LawBook, *, today: date | None = None
    ) -> None:
        self.store = store
        self.congress = congress
        self.shelf = shelf
        self.book = book
        self._today = today
        self.offices = all_offices(book)
        self._record = self._empty()
        self._taking_in = Lock()
        self._readers: dict[tuple[str, str], Reader] = {}
        self._labels: dict[str, dict[str, str]] = {}

    @property
    def today(self) -> date:
        """The day it is, for deadlines and `today`."""
        return self._today or date.today()  # noqa: DTZ011 - the office's own calendar day is meant

    def turn_to(self, day: date) -> None:
        """Another day is today (scenarios and walks have a clock of their own)."""
        self._today = day

    def labels(self, procedure: Procedure) -> dict[str, str]:
        """Chinese label of every fact of a procedure."""
        if procedure.procedure not in self._labels:
            self._labels[procedure.procedure] = procedure.labels(self.book.vocabulary)
        return self._labels[procedure.procedure]

    @property
    def record(self) -> Record:
        """The record as the journal has it now.

        Raises:
            UnknownName: where the congress has not been founded.
        """
        with self.store.reading(self.congress) as reader:
            self._catch_up(reader)
        if not self._record.register.founded:
            raise UnknownName(
                f"记录里没有“{self.congress}”。",
                where="--congress",
                remedy="先建立:renda init 名称 --province 省 --kind 镇 --term 届",
            )
        return self._record

    def empty_register(self) -> Register:
        """A register to fold a journal into."""
        administrative = frozenset(office.title for office in self.offices if office.administrative)
        presiding = frozenset(office.title for office in self.offices if office.presidium)
        return Register(administrative, presiding)

    def _empty(self) -> Record:
        return Record(self.shelf, self.book.vocabulary, self.empty_register())

    def _catch_up(self, reader: StoreReader) -> None:
        """Take in what others have recorded; where another record lies there now (a backup), read that one."""
        with self._taking_in:
            head, known = reader.head, self._record.head
            if head.number == known.number and head.hash == known.hash:
                return
            further = reader.entries(after=known.number)
            if (further[0].previous if further else head.hash) != known.hash:
                self._record, further = self._empty(), reader.entries()
            self._record.apply(further)

    @contextmanager
    def writing(self) -> Iterator[tuple[Writer, Record]]:
        """One transaction with the record as it stands inside it."""
        with self.store.writing(self.congress) as writer:
            self._catch_up(writer)
            yield writer, self._record

    def entered(self, entries: list[Entry]) -> None:
        """Take in entries that have been committed, unless another thread has read them already."""
        with self._taking_in:
            if entries[0].previous == self._record.head.hash:
                self._record.apply(entries)

    @property
    def judging(self) -> Judging:
        """The rules as they apply in this congress: its province's, and the good practice that it has switched on."""
        register = self._record.register
        return Judging(self.book, register.congress.province, register.practice)

    def propose(self, proposal: Proposal) -> Verdict:
        """Judge an act without recording it. Its day may be still to come.

        Raises:
            BadInput: where the case, the step or a fact does not fit.
        """
        return self._judge(self.record, proposal)[0]

    def do(self, proposal: Proposal) -> Verdict:
        """Judge an act and record it where it is allowed.

        Raises:
            BadInput: where the case, the step or a fact does not fit; nothing is written.
            Conflict: where the case has changed since the operator looked.
            RecordError: where the database cannot be used.
        """
        with self.writing() as (writer, record):
            verdict, draft = self._judge(record, proposal, recording=True)
            if not verdict.allowed or draft is None:
                return verdict
            number = writer.head.number + 1
            consequences = self._consequences(record, verdict, number, proposal)
            entries = writer.append([draft, *consequences])
        self.entered(entries)
        verdict.recorded, verdict.entry = True, entries[0].number
        return verdict

    def _judge(
        self, record: Record, proposal: Proposal, *, recording: bool = False
    ) -> tuple[Verdict, Draft | None]:
        case = record.case(proposal.case)
        procedure = self.shelf.procedure(case.procedure)
        step = self.shelf.step(procedure, proposal.step)
        if proposal.seen is not None and case.last_entry != proposal.seen:
            raise Conflict(
                f"“{case.title}”在您查看之后又有新的记录(记录 {case.last_entry})。",
                where=case.id,
                remedy=f"请重新查看后再办:renda next {case.id}",
            )
        check_irregular(proposal.irregular, proposal.accepted_by)
        shape = shape_findings(record, case, procedure, step, self.labels(procedure))
        if shape:
            return self._refused(case, step, proposal.on, shape), None
        known = known_facts(record, case, procedure, proposal.on)
        intake = self.reader(procedure, step).read(
            proposal.given, known, record.register, proposal.on, self.today
        )
        check_order(case, intake.on)
        if recording:
            check_happened(intake.on, self.today)
        if intake.on != proposal.on:
            known = known_facts(record, case, procedure, intake.on)
        if intake.missing:
            names = "、".join(fact.label for fact in intake.missing)
            example = " ".join(f"{fact.label}=…" for fact in intake.missing)
            raise BadInput(
                f"“{step.title}”还缺:{names}。",
                where=step.title,
                remedy=f"renda do {case.id} {step.title} {example}",
            )
        return self._weigh(record, case, procedure, step, known, intake, proposal)

    def reader(self, procedure: Procedure, step: Step) -> Reader:
        """Reads the facts of a step."""
        key = (procedure.procedure, step.id)
        if key not in self._readers:
            self._readers[key] = Reader(procedure, step, self.book.vocabulary, self.labels(procedure))
        return self._readers[key]

    def _weigh(
        self,
        record: Record,
        case: Case,
        procedure: Procedure,
        step: Step,
        known: dict[str, Any],
        intake: Intake,
        proposal: Proposal,
    ) -> tuple[Verdict, Draft | None]:
        worked = self.work_out(record, case, procedure, step, known, intake)
        facts, rules, outcome, told, findings = worked
        blocking = [finding for finding in findings if finding.blocks]
        if not blocking:
            check_named_order(case, step, intake.on)
        accepted = proposal.irregular is not None and all(finding.effect == "bar" for finding in blocking)
        allowed = not blocking or accepted
        stage = (
            self.shelf.machine(procedure.procedure).move(case.stage, step.id, outcome)
            if allowed
            else case.stage
        )
        unneeded = proposal.irregular is not None and not blocking
        verdict = Verdict(
            case=case.id,
            step=step.id,
            title=step.title,
            on=intake.on,
            allowed=allowed,
            consequences=[{"kind": "note", "message": UNNEEDED}] if unneeded else [],
            stage=stage,
            findings=findings,
            irregular=bool(blocking) and accepted,
            result=told if all(is_about_count(finding) for finding in blocking) else None,
            facts=facts,
        )
        if not allowed:
            return verdict, None
        irregular = None
        if verdict.irregular:
            broken = [finding.rule for finding in blocking]
            irregular = {"reason": proposal.irregular, "accepted_by": proposal.accepted_by, "rules": broken}
        body = act_body(step, intake, facts, outcome, stage, findings, rules, irregular, taken_in(proposal))
        draft = Draft("step", intake.on, proposal.operator, body, case=case.id, step=step.id)
        return verdict, draft

    def work_out(
        self,
        record: Record,
        case: Case,
        procedure: Procedure,
        step: Step,
        known: dict[str, Any],
        intake: Intake,
    ) -> tuple[dict[str, Any], list[Placed], str | None, dict[str, Any] | None, list[Finding]]:
        """Everything that follows from the facts of an act: derived facts, vote, findings.

        Returns:
            The facts to record, the rules asked, the outcome, the result in words, the findings.
        """
        labels = self.labels(procedure)
        derived = derive(step, case, intake.facts, known, intake.on)
        for name in derived:
            if name in intake.given and intake.facts[name] != derived[name]:
                raise BadInput(
                    f"{labels[name]}填的是 {shown(intake.facts[name])},按名单清点是 {shown(derived[name])}。",
                    where=labels[name],
                    remedy="请核对名单;只写名单即可,人数由系统清点。",
                )
        facts = {**intake.facts, **derived}
        seen = {**known, **facts}
        law_day = seen.get(procedure.governed_by) if procedure.governed_by else None
        rules = self.judging.rules(procedure, step, intake.on, law_day)
        counted = count(
            step,
            facts,
            seen,
            lambda asked: self.judging.deciding(rules, step, procedure, asked, labels),
            labels,
        )
        if counted is not None:
            facts.update(counted.facts)
            seen.update(counted.facts)
        persons = persons_asked(step, record, seen, intake.on)
        findings = self.judging.findings(rules, step, procedure, seen, persons, labels, intake.on)
        outcome = None
        if counted is not None:
            outcome = counted.outcome if isinstance(step.to, dict) and step.branch is None else None
            findings += announced(step, facts, counted.told)
            findings += [finding for finding in counted.findings if finding.outcome == "pass"]
            failed = [finding.as_json() for finding in counted.findings if finding.outcome != "pass"]
            counted.told["because"] = failed
        elif step.branch is not None:
            outcome = str(facts[step.branch])
        return facts, rules, outcome, counted.told if counted else None, findings

    def _refused(self, case: Case, step: Step, on: date, findings: list[Finding]) -> Verdict:
        return Verdict(
            case=case.id,
            step=step.id,
            title=step.title,
            on=on,
            allowed=False,
            stage=case.stage,
            findings=findings,
        )

    def _consequences(self, record: Record, verdict: Verdict, number: int, proposal: Proposal) -> list[Draft]:
        """The further entries that a step brings with it, told in the verdict."""
        case = record.cases[verdict.case]
        step = self.shelf.procedure(case.procedure).step(verdict.step)
        facts = {**case.facts, **verdict.facts}
        following = Following(record.register, verdict, facts, number, proposal.operator, self.offices)
        for then in step.then:
            if then.where is None or then.where.evaluate(facts, {}).truth is True:
                following.add(then)
        return following.drafts
