"""Another town's name that was left over from the paper that this one was made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

# A name cannot be told from the words before it, so its last two characters stand for it: 清溪 of 在清溪镇.
_MENTION = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,2})(?P<kind>[镇乡])"
    r"(?=第?[0-9一二三四五六七八九十]{1,3}届|人民代表大会|人大|人民政府|党委|主席团|选举委员会)"
)
_NO_NAME = re.compile(
    r"(?:[本我全各该某两城村乡集建老新]|[、和及与或县市区省]|民族|所在|周边|邻近|相邻|其他|兄弟|部分|有的|街道|县级|上级|×|原)$"
)
_PREFIXES = "在和与对由县市区省州旗于给向为是至到经受自从了、及或的将被让请向赴"
_ON_PURPOSE = re.compile(
    r"学习|借鉴|考察|交流|兄弟|先进|赴|邀请|周边|邻|合并|原|撤|并入|划归|参观|前身|联合|共建|籍贯|出生|任职|历任|调任|曾任"
)


@dataclass(frozen=True, slots=True)
class _Named:
    passage: Passage
    start: int
    end: int
    name: str


def _mentions(passage: Passage) -> Iterator[_Named]:
    for match in _MENTION.finditer(passage.plain):
        name = match["name"]
        if _NO_NAME.search(name):
            continue
        kept = name[1:] if len(name) == 2 and name[0] in _PREFIXES else name
        yield _Named(passage, match.end("name") - len(kept), match.end("kind"), kept + match["kind"])


def leftover(subject: Subject) -> Iterator[Slip]:
    """Names of other towns where the paper's own is meant."""
    found = [named for passage in _passages(subject) for named in _mentions(passage)]
    if not found:
        return
    mine = subject.known.town if subject.known else _own(subject, found)
    for named in found:
        sentence = named.passage.sentence_text(named.start)
        if _same(named, mine) or _ON_PURPOSE.search(sentence):
            continue
        code = "town-against-record" if subject.known else "town-inconsistent"
        yield Slip(code, named.passage, named.start, named.end, {"own": mine, "other": named.name})


def _passages(subject: Subject) -> Iterator[Passage]:
    if subject.head is not None:
        yield subject.head
    yield from subject.rest


def _same(named: _Named, mine: str) -> bool:
    """Whether the words up to the name's end may be the own name: 大清溪镇 is not 清溪镇, but nobody can tell."""
    written = named.passage.plain[max(0, named.end - len(mine)) : named.end]
    return written == mine or mine.endswith(named.name)


def _own(subject: Subject, found: list[_Named]) -> str:
    """The name in the head; else the one said most often, of several the first."""
    for named in found:
        if named.passage is subject.head:
            return named.name
    return Counter(named.name for named in found).most_common(1)[0][0]
