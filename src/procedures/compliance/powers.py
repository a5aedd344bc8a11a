"""Who may do what: answered from the rules that say by whom an act is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from procedures.checks.base import BaseCheck
from procedures.checks.choices import DoneBy
from procedures.checks.joined import AllOf
from procedures.errors import UnknownName
from procedures.law.book import LawBook
from procedures.law.placed import Placed
from procedures.law.rule import NATIONAL
from procedures.workflow.shelf import Shelf


def _actors(check: BaseCheck) -> Iterator[DoneBy]:
    if isinstance(check, DoneBy):
        yield check
    elif isinstance(check, AllOf):
        for part in check.checks:
            yield from _actors(part)


def ask_power(
    book: LawBook, shelf: Shelf, who: str, what: str, on: date, province: str | None
) -> dict[str, Any]:
    """May they, by which article; if not, who may and how.

    Args:
        book: the rules.
        shelf: the workflows, for the steps' titles.
        who: an actor, as in 主席团.
        what: words that name the matter, as in 批准预算.
        on: the day whose law counts.
        province: whose local rules count too.

    Returns:
        `{"who", "what", "may", "answers": [{"rule", "matter", "may", "by", "citation", "remedy"}…]}`, the best
        matching matters first.

    Raises:
        UnknownName: where no rule speaks of such a matter, or nobody of that name acts anywhere.
    """
    candidates: list[tuple[float, Placed, DoneBy]] = []
    actors: set[str] = set()
    for placed in book.all(book.here(province or NATIONAL)):
        if not placed.in_force(on) or placed.statute.jurisdiction not in {NATIONAL, province}:
            continue
        if not placed.asked(()):  # good practice gives nobody a power
            continue
        for check in _actors(placed.rule.check):
            fact = book.vocabulary.get(check.actor)
            actors.update(fact.values if fact else ())
            score = _likeness(what, placed.rule.requirement) + TITLES_WEIGH * _likeness(
                what, _titles(placed, shelf)
            )
            if score:
                candidates.append((score, placed, check))
    if who not in actors:
        raise UnknownName(
            f"规则里没有“{who}”这个主体。", where="谁", remedy=f"可填:{'、'.join(sorted(actors))}。"
        )
    best = max((score for score, _, _ in candidates), default=0.0)
    chosen = [(placed, check) for score, placed, check in candidates if score >= best and score >= LEAST]
    if not chosen:
        raise UnknownName(
            f"没有找到说明“{what}”由谁办的规则。",
            where="办什么",
            remedy="换一个说法,如 批准预算、决定开会日期、交办建议;或用 renda rule list 查。",
        )
    answers = [
        {
            "rule": placed.rule.id,
            "matter": placed.rule.requirement,
            "may": who in check.by,
            "by": "或".join(check.by),
            "citation": placed.citation,
            "remedy": placed.rule.remedy,
        }
        for placed, check in chosen
    ]
    return {"who": who, "what": what, "may": any(row["may"] for row in answers), "answers": answers}


LEAST = 0.4
TITLES_WEIGH = 0.3


def _titles(placed: Placed, shelf: Shelf) -> str:
    return " ".join(
        shelf.procedure(applies.procedure).step(step).title
        for applies in placed.rule.applies
        if applies.procedure and applies.procedure in shelf.paths
        for step in applies.step
    )


def _likeness(asked: str, text: str) -> float:
    """How much of the question's wording the matter carries: the share of its neighbouring pairs of characters."""
    pairs = {asked[i : i + 2] for i in range(len(asked) - 1)} or {asked}
    return sum(pair in text for pair in pairs) / len(pairs)
