"""What the scenarios show: every rule fulfilled, broken in the words of its refusal, and at its exact boundaries.

A requirement that the workflow or the engine keeps without a rule is shown where a scenario with its tag passes.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from features.boundaries import BEYOND_CHECK, Boundary, boundaries, turns_at
from procedures.law.finding import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procedures.law.book import LawBook
    from procedures.law.finding import Finding, Outcome
    from procedures.law.placed import Placed

FULFILLED = "没有场景符合这条规则"
BROKEN = "没有场景违反这条规则并写明拒绝的话"
INSIDE = "没有场景正好在界线上而符合"
OUTSIDE = "没有场景只差一个单位而不符合"
APPLIES = "没有场景正好在界线上而适用"
APPLIES_NOT = "没有场景只差一个单位而不适用"
PLAYED = "没有场景演示这一要求"
KEPT_WITHOUT_A_RULE = {"shape", "consequence"}


def asked_of(placed: Placed, book: LawBook) -> list[str]:
    """Everything that the scenarios have to show of one version of a rule."""
    name = _name(placed)
    sides = [
        f"{name}: {side}:{bound.words}"
        for bound in boundaries(placed, book.labels)
        for side in ((INSIDE, OUTSIDE) if bound.beyond is BEYOND_CHECK else (APPLIES, APPLIES_NOT))
    ]
    return [f"{name}: {FULFILLED}", f"{name}: {BROKEN}", *sides]


def shown_by(finding: Finding, *, told: bool, book: LawBook) -> set[str]:
    """What one finding shows of its rule.

    Args:
        finding: what the rule said in the scenario.
        told: whether the scenario names the words of the refusal.
        book: the rules.
    """
    shown: set[str] = set()
    for placed in _versions(finding, book):
        name = _name(placed)
        if finding.outcome == "breach" and told:
            shown.add(f"{name}: {BROKEN}")
        if finding.outcome == "pass":
            shown.add(f"{name}: {FULFILLED}")
        shown |= {
            f"{name}: {_side(bound, finding.outcome)}:{bound.words}"
            for bound in boundaries(placed, book.labels)
            if turns_at(placed, bound, finding.observed, book.labels)
        }
    return shown


def played(tags: Iterable[str]) -> set[str]:
    """What a scenario shows of the requirements that are kept without a rule."""
    return {f"{tag}: {PLAYED}" for tag in tags}


def lacking(book: LawBook, shown: Iterable[str]) -> list[str]:
    """What no scenario shows, each with the place of the rule."""
    seen = set(shown)
    of_rules = [(placed.where, what) for placed in book.all() for what in asked_of(placed, book)]
    without = [
        (f"{statute.short}{item.article}", f"{item.id}: {PLAYED}")
        for item, statute in book.otherwise()
        if item.by in KEPT_WITHOUT_A_RULE
    ]
    return [f"{where}: {what}" for where, what in (*of_rules, *without) if what not in seen]


def _side(bound: Boundary, outcome: Outcome) -> str:
    if bound.beyond is BEYOND_CHECK:
        return INSIDE if outcome == "pass" else OUTSIDE
    return APPLIES_NOT if outcome == "not_applicable" else APPLIES


def _name(placed: Placed) -> str:
    """A version of a rule: its id and the day from which its text is in force."""
    return f"{placed.rule.id} {placed.rule.in_force or placed.statute.in_force}"


def _versions(finding: Finding, book: LawBook) -> list[Placed]:
    """The versions of the rule that say exactly this of these facts."""
    if finding.outcome == "pending":
        return []
    said = (finding.outcome, finding.message, finding.citation)
    found = []
    for placed in _all_versions(book, finding.rule):
        again = judge(placed.rule, placed.statute, finding.observed, book.labels)
        if (again.outcome, again.message, again.citation) == said:
            found.append(placed)
    return found


@cache
def _all_versions(book: LawBook, rule_id: str) -> list[Placed]:
    """The versions of a rule; the scenarios ask for the same rules again and again."""
    return book.versions(rule_id)
