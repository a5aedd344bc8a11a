"""Is the library sound? Every problem with file and line.

Workflows: every stage reachable, every case can end from every state it can come to, no step dead, every name known
(`workflow/soundness.py`, `proof.py`). Rules: every rule sits on an
existing step, every fact it reads is recorded by some step before or known otherwise, every refusal can be filled in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from procedures.checks.base import BaseCheck
from procedures.compliance.lint_before import before_faults
from procedures.compliance.lint_papers import paper_faults
from procedures.compliance.lint_year import Known, outline_faults, year_faults
from procedures.compliance.proof import prove, waiting_faults
from procedures.errors import ProceduresError
from procedures.law.book import LawBook
from procedures.law.placed import Placed
from procedures.law.rule import NATIONAL, Applies, Otherwise, Rule, Statute
from procedures.library.places import Places, short_path
from procedures.library.reading import Document, Location
from procedures.register.register import PERSON_FACTS
from procedures.workflow.model import ElectionVote, PreselectionVote, Procedure, Step, Vote
from procedures.workflow.shelf import Shelf
from procedures.workflow.soundness import paths_through, reachable_stages, stages_that_can_end

COMPUTED = {"needed", "allowed", "latest", "earliest"}
REGISTER = {
    "deputies_in_office", "deputies_quota", "unit_kind", "population", "first_session_on", "term_ends_on",
    "presidium_members",
}  # fmt: skip
COUNTED = {"elected", "elected_persons", "tied_persons", "tied_at_cutoff", "chosen_by_votes", "votes_for"}


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where, and what."""

    where: str
    message: str

    def as_json(self) -> dict[str, str]:
        """As the command line shows it."""
        return {"where": self.where, "message": self.message}


@dataclass(slots=True)
class Lint:
    """What was found, and the figures of the proof."""

    problems: list[Problem] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    rules: int = 0


def lint_library(places: Places) -> Lint:
    """Check all workflows and rules of a library."""
    found = Lint()
    shelf, book = Shelf(places), LawBook(places)
    procedures: dict[str, Procedure] = {}
    for name, path in shelf.paths.items():
        try:
            procedures[name] = shelf.procedure(name)
            shelf.machine(name)
        except ProceduresError as problem:
            found.problems.append(Problem(problem.where or short_path(path), problem.message))
    rules = _readable_rules(book, found)
    found.rules = len(rules)
    known = Known(rules, {p.rule.id for p in rules} | {item.id for item, _ in _readable_otherwise(book)})
    for name, procedure in procedures.items():
        checker = _WorkflowLint(procedure, Document(shelf.paths[name]), shelf, book, found, known)
        checker.run()
        proof = prove(procedure, book.vocabulary, rules)
        for fault in proof.faults if checker.in_order else ():
            checker.say(fault.at, fault.message)
        on_it = sum(any(a.procedure == name for a in placed.rule.applies) for placed in rules)
        found.figures.append(
            {
                "procedure": name,
                "stages": len(procedure.stages),
                "steps": len(procedure.steps),
                "rules": on_it,
                "paths": paths_through(procedure),
                **proof.figures(),
            }
        )
    for name, fault in waiting_faults(procedures, rules):
        found.problems.append(Problem(Document(shelf.paths[name]).where(fault.at), fault.message))
    _lint_rules(rules, procedures, book, found)
    _lint_votes(rules, procedures, shelf, found)
    _lint_codes(procedures, shelf, found)
    found.problems += [Problem(*fault) for fault in paper_faults(procedures, shelf, places)]
    found.problems += [Problem(where, message) for where, message in outline_faults(places, known)]
    return found


def _readable_rules(book: LawBook, found: Lint) -> list[Placed]:
    rules: list[Placed] = []
    for path in book.paths:
        try:
            rules += book.all([path])
            prefix = book.file(path).statute.prefix
            if not path.name.startswith(f"{prefix}-"):
                found.problems.append(Problem(short_path(path), f"文件名应以 {prefix}- 开头。"))
        except ProceduresError as problem:
            found.problems.append(Problem(problem.where or short_path(path), problem.message))
    return rules


class _WorkflowLint:
    """One workflow."""

    def __init__(
        self,
        procedure: Procedure,
        document: Document,
        shelf: Shelf,
        book: LawBook,
        found: Lint,
        known: Known,
    ) -> None:
        self._procedure = procedure
        self._document = document
        self._shelf = shelf
        self._book = book
        self._found = found
        self.in_order = True
        self._law = known

    def say(self, location: Location, message: str) -> None:
        """A problem at a place of the file."""
        self.in_order = False
        self._found.problems.append(Problem(self._document.where(location), message))

    def run(self) -> None:
        """Check shape, names and facts."""
        procedure = self._procedure
        reached = reachable_stages(procedure)
        ending = stages_that_can_end(procedure)
        for place, stage in enumerate(procedure.stages):
            if stage not in reached:
                self.say(("stages", place), f"阶段“{stage}”走不到。")
            elif stage not in ending:
                self.say(("stages", place), f"从阶段“{stage}”走不到办结。")
        for stage in procedure.final:
            if stage not in procedure.stages:
                self.say(("final",), f"final 里的“{stage}”不是阶段。")
        ids = [step.id for step in procedure.steps]
        titles = [step.title for step in procedure.steps]
        for place, step in enumerate(procedure.steps):
            if ids.count(step.id) > 1 or titles.count(step.title) > 1:
                self.say(("steps", place), f"步骤“{step.title}”的编号或名称重复。")
            self._step(place, step, reached)
        self._labels()
        for location, message in year_faults(procedure, self._book.vocabulary, self._law):
            self.say(location, message)
        for location, message in before_faults(procedure, self._shelf, self._book.vocabulary, self._law):
            self.say(location, message)

    def _step(self, place: int, step: Step, reached: set[str]) -> None:
        at: Location = ("steps", place)
        procedure = self._procedure
        for stage in (*step.from_, *step.destinations().values()):
            if stage not in procedure.stages:
                self.say((*at, "from"), f"步骤“{step.title}”写了不存在的阶段“{stage}”。")
        if not set(step.from_) & reached:
            self.say(at, f"步骤“{step.title}”永远办不到。")
        if set(step.from_) & set(procedure.final):
            self.say((*at, "from"), f"步骤“{step.title}”从办结阶段出发。")
        if step.actor not in self._shelf.actors:
            self.say((*at, "actor"), f"不认识的主体 {step.actor};见 workflows/actors.yaml。")
        available = _available(procedure, step) | set(self._book.vocabulary)
        self._known((*at, "only_if"), step.only_if, available)
        self._known((*at, "may_if"), step.may_if, available)
        self._known((*at, "again_if"), step.again_if, available)
        known = {one.id for one in procedure.steps}
        for name in step.after:
            if name not in known:
                self.say((*at, "after"), f"after 里的 {name} 不是步骤。")
        self._branches(at, step)
        self._facts(at, step)

    def _branches(self, at: Location, step: Step) -> None:
        outcomes = {outcome for outcome in step.destinations() if outcome is not None}
        if step.branch is not None:
            own = step.facts.get(step.branch)
            values = set(own.values) if own is not None else set()
            if own is not None and not values and step.branch in self._book.vocabulary:
                values = set(self._book.vocabulary[step.branch].values)
            if outcomes != values:
                self.say((*at, "to"), f"to 的各项要与“{step.branch}”的各个值一一对应。")
        elif isinstance(step.to, dict):
            wanted = _outcomes(step.vote)
            if outcomes != wanted:
                self.say((*at, "to"), f"to 的各项应为:{'、'.join(sorted(wanted)) or '(本步骤没有表决)'}。")

    def _facts(self, at: Location, step: Step) -> None:
        vocabulary = self._book.vocabulary
        for name in step.facts:
            try:
                self._procedure.fact(step, name, vocabulary)
            except ValueError as problem:
                self.say((*at, "facts", name), f"{problem}。")
        seen = _available(self._procedure, step) | set(vocabulary)
        for name, own in step.facts.items():
            for condition in (own.if_, own.preset_if.if_ if own.preset_if else None):
                self._known((*at, "facts", name), condition, seen)
            if own.of is not None and own.of not in seen:
                self.say((*at, "facts", name), f"of 写的 {own.of} 没有步骤登记。")
        for name, way in step.derived.items():
            named = (way.count_of, way.copy_of, way.distinct, way.names_of, way.most_often, way.counting)
            for used in (*named, way.without):
                if used is not None and used not in seen:
                    self.say((*at, "derived", name), f"算 {name} 用到的 {used} 没有步骤登记。")
            if way.done is not None and way.done not in {one.id for one in self._procedure.steps}:
                self.say((*at, "derived", name), f"done 写的 {way.done} 不是步骤。")

    def _known(self, at: Location, check: BaseCheck | None, seen: set[str]) -> None:
        for name in check.facts() if check is not None else ():
            if name not in seen:
                self.say(at, f"条件用到的 {name} 没有步骤登记。")

    def _labels(self) -> None:
        """A label means one fact within a step; staff type it."""
        for place, step in enumerate(self._procedure.steps):
            labels: dict[str, str] = {}
            for name in step.facts:
                try:
                    label = self._procedure.fact(step, name, self._book.vocabulary).label
                except ValueError:
                    continue
                if label in labels:
                    self.say(("steps", place, "facts", name), f"“{label}”在本步骤里是两个事实的称呼。")
                labels[label] = name


def _outcomes(vote: Vote | None) -> set[str]:
    if vote is None:
        return set()
    by_kind: dict[str, set[str]] = {
        "decision": {"passed", "failed"},
        "election": {"filled", "tied", "short"},
    }
    return by_kind.get(vote.kind, set())


def _brought(step: Step) -> set[str]:
    """Facts that a step records."""
    names = set(step.facts) | set(step.derived)
    if step.vote is not None:
        if isinstance(step.vote, ElectionVote):
            names |= COUNTED
        elif isinstance(step.vote, PreselectionVote):
            names.add("preselected")
        else:
            names.add(step.vote.result)
    for each in step.each:
        names |= PERSON_FACTS | set(each.listed_in)
        if each.holders_of:
            names.add("post")
    return names


def _available(procedure: Procedure, step: Step) -> set[str]:
    """Facts that may be known at a step: its own, those of steps that can come before, the register's, inherited."""
    before = reachable_stages(procedure, backwards_from=step.from_)
    names = set(REGISTER) | set(procedure.inherits) | _brought(step)
    if procedure.number_is:
        names.add(procedure.number_is)
    for other in procedure.steps:
        if set(other.from_) & before:
            names |= _brought(other)
    return names


def _lint_rules(rules: list[Placed], procedures: dict[str, Procedure], book: LawBook, found: Lint) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    ids = {placed.rule.id for placed in rules} | {item.id for item, _ in _readable_otherwise(book)}
    counted = {c.fact for procedure in procedures.values() for c in procedure.counts if c.fact is not None}
    for placed in rules:
        rule = placed.rule
        key = (rule.id, placed.statute.id, placed.statute.version)
        if key in seen:
            found.problems.append(Problem(placed.where, f"编号 {rule.id} 与 {seen[key]} 重复。"))
        seen[key] = placed.where
        for name in rule.facts():
            if name not in book.vocabulary:
                found.problems.append(
                    Problem(placed.where, f"{rule.id} 用到的 {name} 不在 rules/facts.yaml 里。")
                )
        for name in re.findall(r"\{(\w*)\}", rule.refuse):
            if name not in COMPUTED and name not in rule.facts():
                found.problems.append(
                    Problem(placed.where, f"{rule.id} 的 refuse 里 {{{name}}} 不是它的事实。")
                )
        if rule.refines is not None and rule.refines not in ids:
            found.problems.append(Problem(placed.where, f"{rule.id} 所细化的 {rule.refines} 不存在。"))
        for applies in rule.applies:
            _lint_place(placed, applies, procedures, counted, found)
    _lint_conflicts(book, rules, ids, found)


def _readable_otherwise(book: LawBook) -> list[tuple[Otherwise, Statute]]:
    found: list[tuple[Otherwise, Statute]] = []
    for path in book.paths:
        try:
            found += [(item, book.file(path).statute) for item in book.file(path).otherwise]
        except ProceduresError:  # told already
            continue
    return found


def _lint_place(
    placed: Placed, applies: Applies, procedures: dict[str, Procedure], counted: set[str], found: Lint
) -> None:
    rule = placed.rule
    if applies.procedure is None:
        if applies.on == "year":
            for name in set(rule.facts()) - counted - REGISTER:
                found.problems.append(Problem(placed.where, f"{rule.id} 用到的年度数 {name} 没有程序统计。"))
        return
    procedure = procedures.get(applies.procedure)
    if procedure is None:
        found.problems.append(Problem(placed.where, f"{rule.id} 写了不存在的程序 {applies.procedure}。"))
        return
    for name in applies.step:
        step = next((one for one in procedure.steps if one.id == name), None)
        if step is None:
            found.problems.append(
                Problem(placed.where, f"{rule.id} 写了不存在的步骤 {applies.procedure}/{name}。")
            )
            continue
        _lint_group(placed, applies, step, found)
        condition = set(applies.where.facts()) if applies.where else set()
        for fact in (set(rule.facts()) | condition) - _available(procedure, step):
            found.problems.append(
                Problem(placed.where, f"{rule.id} 在 {applies.procedure}/{name} 用到的 {fact} 没有步骤登记。")
            )


def _lint_conflicts(book: LawBook, rules: list[Placed], ids: set[str], found: Lint) -> None:
    """What a local text differs from must be there, and be the whole country's."""
    local = {placed.rule.id for placed in rules if placed.statute.jurisdiction != NATIONAL}
    items: list[tuple[Rule | Otherwise, Statute, str]] = [(p.rule, p.statute, p.where) for p in rules]
    items += [(item, statute, item.id) for item, statute in _readable_otherwise(book)]
    for item, statute, where in items:
        if item.conflict is None:
            continue
        if statute.jurisdiction == NATIONAL:
            found.problems.append(Problem(where, f"{item.id} 是全国的规定,不写 conflict。"))
        for name in item.conflict.with_:
            if name not in ids or name in local:
                found.problems.append(Problem(where, f"{item.id} 的 conflict 写的 {name} 不是全国的规定。"))


def _lint_group(placed: Placed, applies: Applies, step: Step, found: Lint) -> None:
    """A rule on persons says which group it concerns where the step names several."""
    groups = {each.group for each in step.each}
    if applies.each is not None and applies.each not in groups:
        text = f"{placed.rule.id} 的 each 写了 {applies.each},步骤“{step.title}”没有这组人。"
        found.problems.append(Problem(placed.where, text))
    elif applies.each is None and len(groups) > 1 and PERSON_FACTS & set(placed.rule.facts()):
        text = f"{placed.rule.id} 问的是人,步骤“{step.title}”有几组人,要用 each 写明问哪一组。"
        found.problems.append(Problem(placed.where, text))


def _lint_votes(rules: list[Placed], procedures: dict[str, Procedure], shelf: Shelf, found: Lint) -> None:
    """A vote needs a rule that decides it; the result is never a default."""
    decided = {
        (applies.procedure, step)
        for placed in rules
        if placed.rule.decides
        for applies in placed.rule.applies
        for step in applies.step
    }
    for name, procedure in procedures.items():
        document = Document(shelf.paths[name])
        for place, step in enumerate(procedure.steps):
            votes = step.vote is not None and step.vote.kind in {"decision", "election"}
            if votes and (name, step.id) not in decided:
                where = document.where(("steps", place, "vote"))
                found.problems.append(Problem(where, f"没有 decides: true 的规则决定“{step.title}”的结果。"))


def _lint_codes(procedures: dict[str, Procedure], shelf: Shelf, found: Lint) -> None:
    """Case numbers of two procedures must not fall together."""
    codes: dict[str, str] = {}
    paths: dict[str, Path] = shelf.paths
    for name, procedure in procedures.items():
        if procedure.code in codes:
            found.problems.append(
                Problem(short_path(paths[name]), f"代号 {procedure.code} 与 {codes[procedure.code]} 相同。")
            )
        codes[procedure.code] = name
        for outer in (*procedure.within,):
            if outer not in procedures:
                found.problems.append(Problem(short_path(paths[name]), f"within 写的 {outer} 不是程序。"))
