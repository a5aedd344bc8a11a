"""Where a long title is broken: whole words, lines of like length, never one character alone."""

from __future__ import annotations

import re
from itertools import pairwise

# A line may begin before these words and end after those.
_BEGINS = re.compile(r"(?=关于|第.{1,4}届|第.{1,4}次|主席团|人民代表大会)")
_ENDS = re.compile(r"(?<=的|和|、|届|》)|(?<=人民代表大会)|(?<=会议)(?!通过)|(?<=情况)|(?<=政府)|(?<=批准)")
_ODD = 10_000  # breaking within a word is worse than any unevenness


def broken(title: str, longest: int) -> list[str]:
    """The lines of a title.

    Args:
        title: all of it.
        longest: how many characters stand in a line.

    Returns:
        As few lines as hold it, each of at most `longest` characters.
    """
    least = -(-len(title) // longest)
    if least <= 1:
        return [title]
    _, lines = min(_broken(title, longest, least), _broken(title, longest, least + 1), key=_torn)
    return lines


def _torn(way: tuple[int, list[str]]) -> int:
    """How many words are torn apart; more lines are better than that."""
    return way[0] // _ODD


def _broken(title: str, longest: int, count: int) -> tuple[int, list[str]]:
    """The cost and the lines of the best way to break a title into so many lines."""
    good = {match.start() for pattern in (_BEGINS, _ENDS) for match in pattern.finditer(title)}
    best: dict[tuple[int, int], tuple[int, tuple[int, ...]]] = {(0, 0): (0, ())}
    even = len(title) // count
    for line in range(1, count + 1):
        ends = range(len(title), len(title) + 1) if line == count else range(line, len(title))
        for end in ends:
            ways = [
                (
                    cost + (end - start - even) ** 2 + (0 if end in good or end == len(title) else _ODD),
                    (*cuts, end),
                )
                for start in range(max(0, end - longest), end)
                if (known := best.get((line - 1, start)))
                for cost, cuts in [known]
            ]
            if ways:
                best[line, end] = min(ways)
    cost, found = best[count, len(title)]
    cuts = (0, *found)
    return cost, [title[start:end] for start, end in pairwise(cuts)]
