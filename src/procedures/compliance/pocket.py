"""The pocket card: every threshold of this congress as a number, worked out from the rules; and what votes come to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procedures.checks.base import BaseCheck
from procedures.checks.numbers import Between
from procedures.engine import votes
from procedures.errors import NoLaw
from procedures.law.book import LawBook
from procedures.law.finding import cautioned, judge
from procedures.law.placed import Placed
from procedures.law.rule import NATIONAL, Applies
from procedures.law.thresholds import atoms, share
from procedures.workflow.model import ElectionVote
from procedures.workflow.shelf import Shelf

BASE = "deputies_in_office"
NEXT = {votes.FILLED: "done", votes.TIED: "revote", votes.SHORT: "further_election"}


def pocket_card(book: LawBook, deputies: int, province: str | None, on: date) -> list[dict[str, str | None]]:
    """Each threshold once: what, the number, the article, the rule, and what is to be cautioned of its text.

    Args:
        book: the rules.
        deputies: 全体代表.
        province: whose local rules count too; None is national only.
        on: the day whose law counts.

    Returns:
        Rows for every number that a rule fixes for signatures, quorum, majorities and sizes.
    """
    rows: list[dict[str, str | None]] = []
    seen: set[tuple[str, str]] = set()
    for placed in book.all(book.here(province or NATIONAL)):
        if not placed.in_force(on) or placed.statute.jurisdiction not in {NATIONAL, province}:
            continue
        if not placed.asked(()):  # good practice is no number of the law
            continue
        for atom in atoms(placed.rule.check):
            number = _number(atom, deputies)
            if number is None:
                continue
            key = (placed.rule.requirement, number)
            if key not in seen:
                seen.add(key)
                rows.append(
                    {
                        "what": placed.rule.requirement,
                        "number": number,
                        "citation": placed.citation,
                        "rule": placed.rule.id,
                        "caution": cautioned(placed.statute),
                    }
                )
    return rows


_COUNTED = frozenset({"signers", "vice_chairs", "chairs", "presidium_members", "observers"})


def _number(atom: BaseCheck, deputies: int) -> str | None:
    """The number that an atomic check fixes for a congress of this size, in words; None where it fixes none."""
    facts = {BASE: deputies}
    allowed = share(atom, facts)
    if allowed is not None:
        low, high = allowed
        return f"至少 {low}" if low is not None else f"至多 {high}"
    if isinstance(atom, Between) and set(atom.value.facts()) <= _COUNTED and atom.value.facts():
        bounds = [getattr(atom, name) for name in ("at_least", "at_most", "exactly")]
        if any(bound is not None and bound.facts() for bound in bounds):
            return None
        low, high, exact = (None if b is None else b.work_out(facts) for b in bounds)
        if exact is not None:
            return f"{exact}"
        words = [f"至少 {low}" if low is not None else "", f"至多 {high}" if high is not None else ""]
        return ",".join(word for word in words if word) or None
    return None


def tally_votes(
    book: LawBook, shelf: Shelf, kind: str, counted: Mapping[str, int], *, seats: int, base: int, on: date
) -> dict[str, Any]:
    """What follows from a count.

    Args:
        book: the rules.
        shelf: the workflows on whose votes they decide.
        kind: "officer" (base 全体代表), "deputy" (base voters who took part) or "further" (base ballots returned).
        counted: votes by name.
        seats: seats to fill.
        base: the number of which the majority is taken.
        on: the day whose law counts.

    Raises:
        NoLaw: where no rule that decides such elections is held here.
    """
    deciding = _deciding(book, shelf, kind, on)
    whole = _BASES[kind]

    def has_majority(name: str) -> bool:
        facts = {whole: base, "votes_for": counted[name], "chosen_by_votes": True}
        return all(judge(p.rule, p.statute, facts, book.labels).outcome == "pass" for p in deciding)

    result = votes.elect(counted, seats, has_majority)
    needed = next(n for n in range(base + 2) if _suffices(book, deciding, whole, base, n))
    return {
        "elected": list(result.elected),
        "tied": list(result.tied),
        "vacant": result.vacant,
        "next": NEXT[result.outcome],
        "needed": needed,
        "citations": list(dict.fromkeys(placed.citation for placed in deciding)),
    }


_BASES = {"officer": BASE, "deputy": "voters_participated", "further": "ballots_returned"}


def _suffices(book: LawBook, deciding: list[Placed], whole: str, base: int, number: int) -> bool:
    facts = {whole: base, "votes_for": number, "chosen_by_votes": True}
    return all(judge(p.rule, p.statute, facts, book.labels).outcome == "pass" for p in deciding)


def _deciding(book: LawBook, shelf: Shelf, kind: str, on: date) -> list[Placed]:
    """The national rules that decide a vote for persons on this base."""
    found = [
        placed
        for placed in book.all(book.here(NATIONAL))
        if placed.rule.decides
        and placed.in_force(on)
        and placed.statute.jurisdiction == NATIONAL
        and _BASES[kind] in placed.rule.facts()
        and any(_elects(shelf, applies) for applies in placed.rule.applies)
    ]
    if not found:
        raise NoLaw(
            "这里还没有收录决定这种选举结果的规则,不能计算。",
            where=kind,
            remedy="用 renda rule list 查看已收录的规则。",
        )
    return found


def _elects(shelf: Shelf, applies: Applies) -> bool:
    """Whether persons are voted for where the rule is asked."""
    if applies.procedure not in shelf.paths:
        return False
    steps = shelf.procedure(applies.procedure).steps
    return any(isinstance(step.vote, ElectionVote) and step.id in applies.step for step in steps)
