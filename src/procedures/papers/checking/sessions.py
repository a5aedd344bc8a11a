"""届次: which term and which session a paper is of, and where it says another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedures.calendar.numerals import chinese_number, read_number
from procedures.errors import BadInput
from procedures.papers.checking.finding import Slip
from procedures.papers.checking.paper import Passage

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_N = r"[0-9]{1,3}|[一二三四五六七八九十百零〇廿壹贰叁肆伍陆柒捌玖拾]{1,6}"
_CONGRESS = r"(?:人民代表大会|人代会|人大)"
_MENTION = re.compile(
    rf"第?(?P<term>{_N})届(?:[乡镇])?(?P<congress>{_CONGRESS})?(?:第?(?P<session>{_N})次(?P<meeting>会议|人代会|人大)?)?"
)
# Another level's congress, or another body that counts its terms in the same way.
_OTHER_BODY_BEFORE = re.compile(
    r"(?:全国|[省市县区州旗盟]|自治区|直辖市)(?:级|本级)?(?:政协|人大|人民代表大会)?$"
    r"|(?:党|职工|职代会|工会|妇女|妇联|妇代会|团|政协|村民|居民|村委会|居委会|科协|工商联|残联|侨联|中央)(?:代表大会|的|第)?$"
)
_OTHER_BODY_AFTER = re.compile(
    r"(?:中国共产党|中央|中共|全国|党|职工|职代|工会|工代|妇女|妇代|团|政协|村民|居民|委员会|中纪|纪委|政府|领导班子|村[党两委]|[省市县区州旗])"
)
_MEETING_AFTER_OTHER = re.compile(r"(?:职|党|工代|妇代|团代|全会|全体委员|常委会|常务委员会)")
_OF_THE_PAST = re.compile(
    r"以来|以后|之后|闭会后|上[一]?[届次]|前[一几]?[届次]|历[届次]|往[届次]|去年|上年|前年|曾|提出的|所提|办理|交办|下[一]?[届次]|换届|将于|拟于|"
    r"贯彻|落实|期间|审议通过的|通过的|批准的|确定的|决定的|票决的|当选的|回顾|至(?:本|今)|原|届满"
)
_THIS_ONE = re.compile(
    r"现在开[会幕]|宣布|开幕|闭幕|胜利召开|今天|大会议程|应到|实到|通过|提请|选举|表决|补选|公告|现予|特此|主席团"
)
_DEPUTY = re.compile(
    rf"第?(?:{_N})次会议的?(?:人大)?代表(?!团|资格|名[册单额]|大会|小组|建[议言]|议案|们|提|审议|讨论|意见|发言|证|座|签到|变动|的)"
)
_HIGHEST_TERM = 30


@dataclass(frozen=True, slots=True)
class Mention:
    """A session, or a term, that a text speaks of."""

    passage: Passage
    start: int
    end: int
    term: int
    session: int | None


def mentions(passage: Passage) -> Iterator[Mention]:
    """Terms and sessions of the township's congress in a passage, in order."""
    plain = passage.plain
    for match in _MENTION.finditer(plain):
        if match["congress"] is None and match["session"] is None:
            continue
        if _OTHER_BODY_BEFORE.search(plain[max(0, match.start() - 10) : match.start()]):
            continue
        after_term = plain[match.end("term") + 1 : match.end("term") + 7]
        if _OTHER_BODY_AFTER.match(after_term) or _MEETING_AFTER_OTHER.match(
            plain[match.end() : match.end() + 5]
        ):
            continue
        if match["congress"] and plain[match.end() : match.end() + 3] in {"常委会", "常务委"}:
            continue
        try:
            term = read_number(match["term"])
            session = read_number(match["session"]) if match["session"] else None
        except BadInput:
            continue
        yield Mention(passage, match.start(), match.end(), term, session)


def _first(found: Iterator[Mention]) -> Mention | None:
    """The first that names a session, else the first that names a term."""
    listed = list(found)
    return next((one for one in listed if one.session is not None), listed[0] if listed else None)


def own(subject: Subject) -> Mention | None:
    """The session that the paper is of: as its head says, else as its margins say, else as its text says first."""
    head = _first(mentions(subject.head)) if subject.head else None
    if head is not None and head.session is not None:
        return head
    margins = (m for p in subject.rest if p.part in {"header", "footer"} for m in mentions(p))
    spoken = (m for p in subject.rest for m in mentions(p) if not _past(m))
    return _first(margins) or _first(spoken) or head


def _past(mention: Mention) -> bool:
    """Whether the sentence speaks of another session on purpose."""
    start, end = mention.passage.sentence(mention.start)
    around = mention.passage.plain[start : mention.start] + mention.passage.plain[mention.end : end]
    return _OF_THE_PAST.search(around) is not None


def consistent(subject: Subject) -> Iterator[Slip]:
    """Other terms and sessions than the paper's own."""
    mine = own(subject)
    if mine is None:
        return
    head = list(mentions(subject.head)) if subject.head else []
    for mention in head:
        if _differs(mention, mine):
            yield _other(mention, mine, doubtful=_past(mention))
    for passage in subject.rest:
        for mention in mentions(passage):
            if _differs(mention, mine) and not _past(mention):
                here = _THIS_ONE.search(passage.sentence_text(mention.start)) is not None
                yield _other(mention, mine, doubtful=not here and passage.part == "body")


def _differs(one: Mention, mine: Mention) -> bool:
    """Whether another session is meant. At the turn of a term both terms are spoken of (上届主席团召集)."""
    if one.session is None and mine.session in {None, 1} and abs(one.term - mine.term) == 1:
        return False
    return one.term != mine.term or (None not in {one.session, mine.session} and one.session != mine.session)


def _other(mention: Mention, mine: Mention, *, doubtful: bool) -> Slip:
    values = {"own": _named(mine.term, mine.session), "other": _named(mention.term, mention.session)}
    return Slip(
        "session-inconsistent", mention.passage, mention.start, mention.end, values, doubtful=doubtful
    )


def _named(term: int, session: int | None) -> str:
    meeting = f"第{chinese_number(session)}次会议" if session is not None else ""
    return f"第{chinese_number(term)}届{meeting}"


def plausible(subject: Subject) -> Iterator[Slip]:
    """Terms that no congress has reached, and sessions that are none."""
    for passage in subject.paper.passages:
        for mention in mentions(passage):
            if not 1 <= mention.term <= _HIGHEST_TERM or mention.session == 0:
                yield Slip("session-implausible", passage, mention.start, mention.end)


def against_record(subject: Subject) -> Iterator[Slip]:
    """The paper's own term and session against those of the record."""
    mine, known = own(subject), subject.known
    if mine is None or known is None:
        return
    session_differs = None not in {known.session, mine.session} and known.session != mine.session
    if mine.term != known.term or session_differs:
        values = {"own": _named(mine.term, mine.session), "other": _named(known.term, known.session)}
        yield Slip("session-against-record", mine.passage, mine.start, mine.end, values)


def deputies(subject: Subject) -> Iterator[Slip]:
    """Deputies of a session: a deputy belongs to the term."""
    for passage in subject.paper.passages:
        for match in _DEPUTY.finditer(passage.plain):
            before = passage.plain[max(0, match.start() - 40) : match.start()]
            if not re.search(r"出席|参加|列席|到会|邀请|应到|实到", re.split("[,。;]", before)[-1]):
                sure = re.search(r"当选|资格|选举|补选|选出", passage.sentence_text(match.start()))
                yield Slip("deputy-of-session", passage, *match.span(), doubtful=sure is None)
