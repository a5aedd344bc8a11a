"""Document numbers (发文字号): ×人大〔2026〕3号, and what is often written instead (GB/T 9704-2012)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from procedures.papers.checking.finding import Slip
from procedures.papers.checking.subject import NUMBER

if TYPE_CHECKING:
    from procedures.papers.checking.subject import Subject

_RIGHT = {"〔": "〕"}


def written(subject: Subject) -> Iterator[Slip]:
    """Brackets, 第, zeros and short years in document numbers; in running text they may be another office's way."""
    for passage in subject.paper.passages:
        for match in NUMBER.finditer(passage.plain):
            if passage.quoted(match.start()) or not _is_number(match["words"]):
                continue
            alone = NUMBER.fullmatch(passage.plain) is not None
            year = match["year"]
            right = (
                f"{match['words']}〔{year if len(year) == 4 else '20' + year[-2:]}〕{int(match['number'])}号"
            )
            values = {"right": right}
            for code, wrong in (
                ("number-brackets", _RIGHT.get(match["open"]) != match["close"]),
                ("number-with-ordinal", bool(match["di"] or match["di_year"])),
                ("number-leading-zero", match["number"].startswith("0")),
                ("number-short-year", len(year) != 4),
            ):
                if wrong:
                    yield Slip(code, passage, *match.span(), values, doubtful=not alone)


_SIGNS = (
    "字",
    "发",
    "函",
    "人大",
    "办",
    "政",
    "委",
    "文",
    "通",
    "常",
    "纪",
    "令",
    "议",
    "党",
    "府",
    "号",
)


def _is_number(words: str) -> bool:
    """Whether the words before the year are an office's sign: 清人大, 国发, 中办发. Announcements count on their own."""
    return words.endswith(_SIGNS)
