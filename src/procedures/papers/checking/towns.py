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

# Where a name begins cannot be seen, Chinese having no spaces: it is looked for only after a sign, the line's
# beginning, or a character that stands before names; and what ends in a verb (提请镇人大) is none.
_PREFIXES = "日年月号在和与对由县市区省州旗于给向为是至到经自从、及或将被让赴"
_MENTION = re.compile(
    rf"(?:(?<![\u4e00-\u9fff])|(?<=[{_PREFIXES}]))(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?P<kind>[镇乡])"
    r"(?=第?[0-9一二三四五六七八九十]{1,3}届|人民代表大会|人大|人民政府|党委|主席团|选举委员会)"
)
_FULL = re.compile(r"第?[0-9一二三四五六七八九十]{1,3}届人|人民代表大会|人大主席团|选举委员会")
_NO_NAME = re.compile(
    r"(?:[本我全各该某两城村乡集建老新的了请由在对向到至经自为是于给与和及或县市区省从被给把将让至×原届次]|民族|所在|有的|街道|县级|上级|其他|相邻|兄弟|部分"
    r"|[提报]请|接受|根据|支持|召开|加强|参加|[出列]席|听取|审议|[依按]照|通过|关于|规范|做好|推进|协助|配合|代表|担任|当选|选举|辞去"
    r"|任命|推动|指导|报告|提交|提出|主持|印发|各级|完善|监督|促进|推荐|围绕|服从|尊重|联系|受|汇报|宣读|委托|建议|督促|责成|要求"
    r"|申请|通知|服务|属于|作为|成为|会同|会议|依法|召集|举行|批准|决定|组织|结合|执行|撤销|罢免|补选|成立|设立|产生|健全|发挥"
    r"|强化|深化|提高|落实|贯彻|实行|开展|总结|回顾|负责|领导|团结|带领|团|部)$"
)
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
        if not _NO_NAME.search(name):
            yield _Named(passage, match.start("name"), match.end("kind"), name + match["kind"])


def leftover(subject: Subject) -> Iterator[Slip]:
    """Names of other towns where the paper's own is meant."""
    found = [named for passage in subject.paper.passages for named in _mentions(passage)]
    if not found:
        return
    mine = subject.known.town if subject.known else _own(subject, found)
    for named in found:
        sentence = named.passage.sentence_text(named.start)
        if _same(named, mine) or _ON_PURPOSE.search(sentence):
            continue
        code = "town-against-record" if subject.known else "town-inconsistent"
        doubtful = _FULL.match(named.passage.plain[named.end :]) is None
        values = {"own": mine, "other": named.name}
        yield Slip(code, named.passage, named.start, named.end, values, doubtful=doubtful)


def _same(named: _Named, mine: str) -> bool:
    """Whether the words end in the own name: what stands before it may be a verb, or belong to the name."""
    return named.passage.plain[: named.end].endswith(mine) or mine.endswith(named.name)


def _own(subject: Subject, found: list[_Named]) -> str:
    """The name said most often in the head, else in the paper: its last two characters, and what it is."""
    head = [named for named in found if named.passage in subject.head_lines]
    return Counter(named.name[-3:] for named in head or found).most_common(1)[0][0]
