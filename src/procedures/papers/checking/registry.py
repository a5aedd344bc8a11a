"""Every check, and what each of them may say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.calendar.dates import chinese_date
from procedures.papers.checking import (
    articles,
    counts,
    dates,
    document_numbers,
    forms,
    reports,
    sessions,
    shares,
    sums,
    towns,
    wording,
)
from procedures.papers.checking.finding import PaperFinding, Slip

if TYPE_CHECKING:
    from procedures.papers.checking.catalogue import Code
    from procedures.papers.checking.subject import Subject

Check = Callable[["Subject"], Iterable[Slip]]

CHECKS: tuple[Check, ...] = (
    wording.phrases,
    sessions.consistent,
    sessions.plausible,
    sessions.against_record,
    sessions.deputies,
    towns.leftover,
    counts.balances,
    counts.judged,
    counts.against_record,
    shares.shares,
    sums.totals,
    document_numbers.written,
    forms.heads,
    forms.notes,
    reports.parts,
    dates.impossible,
    dates.weekdays,
    dates.written,
    articles.superseded,
)


_NAME = re.compile(r"\{(\w+)\}")
_NOT_HELD = "law-not-held"


def check_paper(subject: Subject) -> list[PaperFinding]:
    """Every finding on a paper, in the order of the paper.

    Args:
        subject: the paper and what is known of it.

    Raises:
        UnknownName: a code has no texts in the library.
    """
    places = {passage.place: nth for nth, passage in reversed(list(enumerate(subject.paper.passages)))}
    slips = [_held(subject, _in_its_line(subject, slip)) for check in CHECKS for slip in check(subject)]
    slips.sort(key=lambda slip: (places.get(slip.passage.place, len(places)), slip.start))
    told = [slip for slip in slips if slip.code != _NOT_HELD]
    told += [slip for slip in slips if slip.code == _NOT_HELD][:1]  # said once for the whole paper
    return [_worded(subject, slip, number) for slip, number in _collapsed(subject, told)]


def _collapsed(subject: Subject, slips: list[Slip]) -> Iterator[tuple[Slip, int]]:
    """Slips of which the first in a paragraph speaks for all, with how many they are."""
    kept: dict[tuple[str, str, str | None], list[Slip]] = {}
    for nth, slip in enumerate(slips):
        once = subject.desk.catalogue.code(slip.code).once
        kept.setdefault((slip.code, slip.passage.place, None if once else str(nth)), []).append(slip)
    for same in kept.values():
        yield same[0], len(same)


def _in_its_line(subject: Subject, slip: Slip) -> Slip:
    """A slip in the head, which was read as one, in the line of the head where it begins."""
    if slip.passage is not subject.head:
        return slip
    start = slip.start
    for line in subject.head_lines:
        if start < len(line.text):
            end = min(start + slip.end - slip.start, len(line.text))
            return replace(slip, passage=line, start=start, end=end)
        start -= len(line.text)
    return slip


def _held(subject: Subject, slip: Slip) -> Slip:
    """The slip; or, where its rule is not of the paper's day, that the law of that day is not held."""
    code = subject.desk.catalogue.code(slip.code)
    if slip.citation or code.citation or code.rule is None:
        return slip
    if subject.desk.rule(code.rule, subject.day, subject.province) is None:
        return not_held(subject, slip)
    return slip


def not_held(subject: Subject, slip: Slip) -> Slip:
    """That nothing can be said, because no text of the paper's day is held here."""
    return Slip(_NOT_HELD, slip.passage, slip.start, slip.end, {"date": chinese_date(subject.day)})


def _worded(subject: Subject, slip: Slip, number: int) -> PaperFinding:
    """The slip in the words of its code; `number` of them were found in its paragraph."""
    code = subject.desk.catalogue.code(slip.code)
    values = {
        "words": slip.words,
        **{name: value for name, value in slip.values.items() if value is not None},
    }
    message = values.pop("message", None) or code.message
    proposal = values.pop("proposal", None) or code.proposal
    assert code.severity is not None
    return PaperFinding(
        code=slip.code,
        place=slip.passage.place,
        paragraph=slip.passage.paragraph,
        found=slip.context,
        message=_filled(message, values) + (f"(本段共 {number} 处)" if number > 1 else ""),
        proposal=_filled(proposal, values),
        citation=slip.citation or _citation(subject, code),
        severity="warning" if slip.doubtful else code.severity,
    )


def _citation(subject: Subject, code: Code) -> str:
    placed = subject.desk.rule(code.rule, subject.day, subject.province) if code.rule else None
    return placed.citation if placed else (code.citation or "")


def _filled(template: str | None, values: dict[str, Any]) -> str:
    """The template with its names filled in; what no check gives stays as it is written."""
    return _NAME.sub(lambda found: str(values.get(found[1], found[0])), template or "")
