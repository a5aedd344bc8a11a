"""What the scenarios show of every rule: fulfilled, broken in the words of its refusal, and its exact boundaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from features.boundaries import boundaries, turns_at
from procedures.law.finding import judge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from procedures.law.book import LawBook, Placed
    from procedures.law.finding import Finding

FULFILLED = "没有场景符合这条规则"
BROKEN = "没有场景违反这条规则并写明拒绝的话"
RIGHT_SIDE = "没有场景正好在界线上而符合"
WRONG_SIDE = "没有场景只差一个单位而不符合"


def name_of(placed: Placed) -> str:
    """A version of a rule: its id and the day from which its text is in force."""
    return f"{placed.rule.id} {placed.statute.in_force}"


def asked_of(placed: Placed, book: LawBook) -> list[str]:
    """Everything that the scenarios have to show of one version of a rule."""
    name = name_of(placed)
    sides = [
        f"{name}: {side}:{bound.words}"
        for bound in boundaries(placed.rule.check, book.labels)
        for side in (RIGHT_SIDE, WRONG_SIDE)
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
        name = name_of(placed)
        if finding.outcome == "breach" and told:
            shown.add(f"{name}: {BROKEN}")
        if finding.outcome == "pass":
            shown.add(f"{name}: {FULFILLED}")
        side = RIGHT_SIDE if finding.outcome == "pass" else WRONG_SIDE
        shown |= {
            f"{name}: {side}:{bound.words}"
            for bound in boundaries(placed.rule.check, book.labels)
            if turns_at(placed, bound, finding.observed, book.labels)
        }
    return shown


def _versions(finding: Finding, book: LawBook) -> list[Placed]:
    """The versions of the rule that say exactly this of these facts."""
    if finding.outcome not in {"pass", "breach"}:
        return []
    found = []
    for placed in book.versions(finding.rule):
        again = judge(placed.rule, placed.statute, finding.observed, book.labels)
        same = again.outcome == finding.outcome and again.message == finding.message
        if same and again.citation == finding.citation:
            found.append(placed)
    return found


def lacking(book: LawBook, shown: Iterable[str]) -> list[str]:
    """What no scenario shows, each with the place of the rule."""
    seen = set(shown)
    return [f"{placed.where}: {what}" for placed in book.all() for what in asked_of(placed, book) if what not in seen]
