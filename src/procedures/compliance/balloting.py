"""Votes thought up so that they come out as somebody wants: filled, tied or short, passed or failed.

How they come out is asked of the engine; here stand only the ways in which votes can lie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from procedures.engine.context import known_facts
from procedures.errors import ProceduresError
from procedures.workflow.model import DecisionVote, ElectionVote, PreselectionVote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.workflow.model import Step


def votes_for(
    engine: Engine, case: Case, step: Step, given: Mapping[str, Any], outcomes: set[str | None], on: date
) -> dict[str, Any] | None:
    """Votes that come out in one of these ways, with what else was stated; None where none were found.

    Args:
        engine: whose congress.
        case: whose act it is.
        step: a step with a vote.
        given: what was stated.
        outcomes: the ways wanted; None where the step leads one way only.
        on: day of the act.
    """
    procedure = engine.shelf.procedure(case.procedure)
    record = engine.record
    known = known_facts(record, case, procedure, on)
    for votes in _ways(step, {**known, **given}, given):
        stated = {**given, **votes}
        try:
            intake = engine.reader(procedure, step).read(stated, known, record.register, on, engine.today)
            if intake.missing:
                return None
            outcome = engine.work_out(record, case, procedure, step, known, intake)[2]
        except ProceduresError:
            continue
        if outcome in outcomes:
            return votes
    return None


def _ways(step: Step, known: Mapping[str, Any], given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    whole = _number(known.get("deputies_present")) or _number(known.get("deputies_in_office"))
    if isinstance(step.vote, DecisionVote):
        names = [name for name in ("votes_for", "votes_against", "abstentions") if name in step.facts]
        for share in (whole, whole * 2 // 3 + 1, whole // 2 + 1, whole // 2, 0):
            counts = (share, whole - share, 0)
            yield dict(zip(names, counts, strict=False))
    if isinstance(step.vote, PreselectionVote):
        people = list(known.get(step.vote.candidates) or ())
        ballots = _number(known.get("ballots_returned")) or whole
        yield {"votes": {person: max(0, ballots - place) for place, person in enumerate(people)}}
        yield {"votes": dict.fromkeys(people, ballots)}
    if isinstance(step.vote, ElectionVote):
        for ballots in dict.fromkeys((_number(known.get("ballots_returned")), whole)):
            for votes in _shares(step.vote, known, ballots):
                papers = dict.fromkeys(("ballots_returned", "ballots_issued", "ballots_valid"), ballots)
                papers["ballots_void"] = 0
                kept = {
                    name: number for name, number in papers.items() if name in given and name in step.facts
                }
                yield kept | {"votes": votes}


def _shares(vote: ElectionVote, known: Mapping[str, Any], ballots: int) -> Iterator[dict[str, int]]:
    people = list(known.get(vote.candidates) or ())
    seats = vote.seats.work_out({"elected": 0, **known})
    seats = int(seats) if isinstance(seats, int) else 1
    for many in range(1, len(people) + 1):  # so many share the votes evenly, the others get none
        even = min(ballots, ballots * seats // many)
        for number in dict.fromkeys((even, ballots // 2 + 1, ballots // 3 + 1, ballots // 3)):
            yield dict.fromkeys(people, 0) | dict.fromkeys(people[:many], number)
    yield dict.fromkeys(people, 0)


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def seat_facts(engine: Engine) -> frozenset[str]:
    """Facts that say how many are to be elected somewhere: small numbers."""
    steps = (step for name in engine.shelf.paths for step in engine.shelf.procedure(name).steps)
    votes = (step.vote for step in steps if step.vote is not None)
    terms = (getattr(vote, name, None) for vote in votes for name in ("seats", "list_size"))
    return frozenset(name for term in terms if term is not None for name in term.facts())
