"""Percentages that do not follow from the counts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_COUNT = re.compile(r"(?<![0-9.,])(?P<n>[0-9]{1,7})(?![0-9.,%])\s?(?P<unit>名|人|位|件|条|张|票|户|项|份|个)")
_PERCENT = r"(?P<percent>[0-9]{1,3}(?:\.[0-9]{1,4})?)%"
_SHARE = re.compile(rf"占(?P<of>[^,。;、%0-9]{{0,14}}?){_PERCENT}")
_RATE = re.compile(rf"(?P<what>[\u4e00-\u9fff]{{1,6}}率)(?:为|是|达到?|:)?\s?{_PERCENT}")


def shares(subject: Subject) -> Iterator[Slip]:
    """占…% and …率…% against the counts before them in the paragraph."""
    for passage in subject.paper.passages:
        counts = list(_COUNT.finditer(passage.plain))
        for match in _SHARE.finditer(passage.plain):
            before = [count for count in counts if count.end() <= match.start()]
            if before and before[-1].end() + 12 >= match.start():
                part = before[-1]
                wholes = [c for c in before[:-1] if c["unit"] in _alike(part["unit"])]
                pairs = [(int(part["n"]), int(c["n"])) for c in wholes if int(c["n"]) >= int(part["n"])]
                yield from _told(passage, match, pairs)
        for match in _RATE.finditer(passage.plain):
            start, _ = passage.sentence(match.start())
            before = [count for count in counts if start <= count.start() and count.end() <= match.start()]
            values = [(int(count["n"]), count["unit"]) for count in before]
            pairs = [
                (min(a, b), max(a, b))
                for nth, (a, unit) in enumerate(values)
                for b, other in values[nth + 1 :]
                if other in _alike(unit)
            ]
            yield from _told(passage, match, pairs, doubtful=len(pairs) > 1)


def _alike(unit: str) -> tuple[str, ...]:
    """Units of the same things: deputies are counted by 名, 人 and 位, ballots by 张, 票 and 份."""
    return next((group for group in (("名", "人", "位"), ("张", "票", "份")) if unit in group), (unit,))


def _told(
    passage: Passage, match: re.Match[str], pairs: list[tuple[int, int]], *, doubtful: bool = False
) -> Iterator[Slip]:
    said = Decimal(match["percent"])
    pairs = [(part, whole) for part, whole in pairs if whole]
    if not pairs or any(percentage(part, whole, said) == said for part, whole in pairs):
        return
    cut = any(percentage(part, whole, said, down=True) == said for part, whole in pairs)
    part, whole = min(pairs, key=lambda pair: abs(Fraction(100 * pair[0], pair[1]) - Fraction(said)))
    values = {
        "part": part,
        "whole": whole,
        "right": f"{percentage(part, whole, said)}%",
        "said": f"{said}%",
    }
    start, end = match.start("percent"), match.end("percent") + 1
    yield Slip("percentage-wrong", passage, start, end, values, doubtful=cut or doubtful or len(pairs) > 1)


def percentage(part: int, whole: int, like: Decimal, *, down: bool = False) -> Decimal:
    """A share in percent, with as many decimals as the given one.

    Args:
        part: how many.
        whole: of how many; not 0.
        like: the percentage whose decimals count.
        down: cut off instead of rounded half up.
    """
    exponent = like.as_tuple().exponent
    assert isinstance(exponent, int)
    scaled = Fraction(100 * part * 10**-exponent, whole)
    units = scaled.numerator // scaled.denominator
    if not down and scaled - units >= Fraction(1, 2):
        units += 1
    return Decimal(units).scaleb(exponent)
