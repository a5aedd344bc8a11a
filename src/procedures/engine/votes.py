"""What follows from counted votes: passed, elected, tied, vacant. Computed, never typed.

Which majority is needed, of which base, is said by the rules that decide on the step; here stands only how votes
are ranked, how they must reconcile, and where a tie crosses the last seat.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from procedures.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from procedures.law.finding import Finding

PASSED, FAILED = "passed", "failed"
FILLED, TIED, SHORT = "filled", "tied", "short"
DECISION_WORDS = {PASSED: "通过", FAILED: "未通过"}
RECOUNT = "请监票人、计票人重新清点后再登记。"


@dataclass(frozen=True, slots=True)
class Count:
    """What a count came to.

    Attributes:
        outcome: which way the step leads; None where it leads one way only.
        facts: what is recorded with the act.
        told: the result for the verdict.
        findings: the deciding rules' findings, for the verdict.
    """

    outcome: str | None
    facts: dict[str, Any]
    told: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Elected:
    """The result of an election round.

    Attributes:
        elected: in the order of their votes.
        tied: those among whom the last seats cannot be decided.
        vacant: seats that stay empty after this round (tied seats are not counted as vacant).
        outcome: filled, tied or short.
    """

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    vacant: int
    outcome: str


def rank(votes: Mapping[str, int]) -> list[str]:
    """Names by votes, most first; equal votes in the order given."""
    return sorted(votes, key=lambda name: -votes[name])


def elect(votes: Mapping[str, int], seats: int, has_majority: Callable[[str], bool]) -> Elected:
    """Who is elected.

    Args:
        votes: votes by name.
        seats: seats to fill in this round.
        has_majority: whether a person's votes suffice by the rules that decide.

    Returns:
        Those with a majority take the seats in the order of votes; where those who share the votes of the last
        seat are more than the seats left, they are tied; seats without a majority stay vacant.
    """
    able = [name for name in rank(votes) if has_majority(name)]
    if len(able) <= seats:
        vacant = seats - len(able)
        return Elected(tuple(able), (), vacant, SHORT if vacant else FILLED)
    last, first_out = votes[able[seats - 1]], votes[able[seats]]
    if last != first_out:
        return Elected(tuple(able[:seats]), (), 0, FILLED)
    sure = tuple(name for name in able if votes[name] > last)
    tied = tuple(name for name in able if votes[name] == last)
    return Elected(sure, tied, 0, TIED)


def cut(votes: Mapping[str, int], size: int, settled: Sequence[str]) -> tuple[str, ...]:
    """The list that a preselection leaves.

    Args:
        votes: votes by name.
        size: how many stay.
        settled: who of those tied across the cut stays, as the election method has it.

    Raises:
        BadInput: where a tie crosses the cut and is not settled.
    """
    order = rank(votes)
    if len(order) <= size:
        return tuple(order)
    last = votes[order[size - 1]]
    if last != votes[order[size]]:
        return tuple(order[:size])
    sure = [name for name in order if votes[name] > last]
    tied = [name for name in order if votes[name] == last]
    left = size - len(sure)
    if len(settled) != left or len(set(settled) & set(tied)) != left:
        raise BadInput(
            f"{'、'.join(tied)}同为 {last} 票,名单只剩 {left} 名。",
            where="同票列入的人",
            remedy=f"法律没有规定预选切线处同票怎么办;请按选举办法处理,再在“同票列入的人”中写明 {left} 名。",
        )
    return (*sure, *settled)


def reconcile_decision(facts: Mapping[str, Any], present: int | None, in_office: int | None) -> None:
    """Votes for, against and abstentions cannot be more than those who could vote.

    Raises:
        BadInput: where they are.
    """
    cast = sum(int(facts.get(name) or 0) for name in ("votes_for", "votes_against", "abstentions"))
    for most, of in ((present, "到会代表"), (in_office, "全体代表")):
        if most is not None and cast > most:
            raise BadInput(
                f"赞成、反对、弃权合计 {cast} 票,多于{of} {most} 名。", where="票数", remedy=RECOUNT
            )


def reconcile_ballots(facts: Mapping[str, Any], present: int | None) -> None:
    """Ballots returned, valid and void must add up.

    Raises:
        BadInput: where they do not.
    """
    issued, returned = facts.get("ballots_issued"), facts.get("ballots_returned")
    valid, void = facts.get("ballots_valid"), facts.get("ballots_void")
    if present is not None and issued is not None and issued > present:
        raise BadInput(
            f"发出选票 {issued} 张,多于到会代表 {present} 名。", where="发出选票数", remedy=RECOUNT
        )
    if issued is not None and returned is not None and returned > issued:
        raise BadInput(
            f"收回选票 {returned} 张,多于发出的 {issued} 张。",
            where="收回选票数",
            remedy="请重新清点;确实多于发出的,这次投票无效,应重新投票,不登记结果。",
        )
    if None not in {returned, valid, void} and valid + void != returned:  # type: ignore[operator]
        raise BadInput(
            f"有效票 {valid} 张加废票 {void} 张,不等于收回的 {returned} 张。", where="有效票", remedy=RECOUNT
        )


def reconcile_election(facts: Mapping[str, Any], votes: Mapping[str, int], seats: int) -> None:
    """Nobody has more votes than there are ballots, and all together no more than ballots times seats.

    Raises:
        BadInput: where they do not fit.
    """
    ballots = facts.get("ballots_valid")
    if ballots is None:
        ballots = facts.get("ballots_returned")
    if ballots is None:
        return
    for name, number in votes.items():
        if number > ballots:
            raise BadInput(f"{name}得 {number} 票,多于选票 {ballots} 张。", where="各人得票", remedy=RECOUNT)
    if sum(votes.values()) > ballots * seats:
        raise BadInput(
            f"各人得票合计 {sum(votes.values())},多于 {ballots} 张选票所能选的 {ballots * seats} 人次。",
            where="各人得票",
            remedy=RECOUNT,
        )
