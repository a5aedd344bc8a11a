"""Whether a record is whole: every hash right, every link closed, no number missing.

The chain shows every change within the record. It cannot show that its end was cut off: compare the last number and
hash with a copy kept elsewhere (a printed archive, the county's copy).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.errors import BadInput
from procedures.journal.canonical import parsed
from procedures.journal.entry import GENESIS, hash_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from procedures.journal.entry import Entry


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written.

    Args:
        number: the entry at which it shows.
        message: what is wrong, in Chinese.
    """

    number: int
    message: str


def check_chain(entries: Iterable[Entry]) -> list[Problem]:
    """Checks the whole record of one congress.

    Args:
        entries: all its entries from the first, in the order in which they are stored.

    Returns:
        What is wrong, in that order; nothing where the record is whole.
    """
    problems: list[Problem] = []
    last: Entry | None = None
    for entry in entries:
        found = [*_order(last, entry), *_content(entry)]
        problems.extend(Problem(entry.number, message) for message in found)
        last = entry
    return problems


def _order(last: Entry | None, entry: Entry) -> Iterator[str]:
    """What is wrong between an entry and the one before."""
    number = entry.number
    expected = last.number + 1 if last else 1
    if number > expected:
        missing = f"第 {expected} 号" if number == expected + 1 else f"第 {expected} 至 {number - 1} 号"
        yield f"缺少{missing}记录:编号不连续。"
    elif number < expected:
        yield f"编号 {number} 重复或倒退:应为第 {expected} 号。"
    elif entry.previous != (last.hash if last else GENESIS):
        yield "与上一条记录衔接不上:所记的上一条校验值不符。"
    if last is None:
        return
    if entry.congress != last.congress:
        yield f"混入了另一单位({entry.congress})的记录。"
    if entry.recorded_at < last.recorded_at:
        yield f"记录时间 {entry.recorded_at} 早于上一条的 {last.recorded_at}:电脑时钟曾经倒退,或记录被改动。"


def _content(entry: Entry) -> Iterator[str]:
    """What is wrong within an entry."""
    try:
        parsed(entry.text)
    except ValueError:
        yield "内容不是规范的 JSON 文本:记录被改动或损坏。"
    try:
        right = hash_of(entry) == entry.hash
    except (BadInput, ValueError):
        right = False
    if not right:
        yield "校验值与内容不符:记录写入后被改动。"
