"""The dates and answers that were typed, read against a procedure: facts by id or label, steps by id or title."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from procedures.errors import BadInput, UnknownName
from procedures.law.facts import Fact, read_value
from procedures.planning.parts import Key, Part, types_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from procedures.law.book import LawBook
    from procedures.workflow.model import Procedure
    from procedures.workflow.shelf import Shelf


def parts_of(book: LawBook, shelf: Shelf, procedure_id: str) -> list[Part]:
    """The procedure as the first part, and those that run within its cases.

    Args:
        book: the rules, for their vocabulary.
        shelf: the workflows.
        procedure_id: id of the procedure.
    """
    procedure = shelf.procedure(procedure_id)
    parts = [new_part(book, procedure, 0)]
    for name in shelf.paths:
        inner = shelf.procedure(name)
        if procedure_id in inner.within:
            parts.append(new_part(book, inner, len(parts), around=parts[0]))
    return parts


def new_part(
    book: LawBook, procedure: Procedure, place: int, around: Part | None = None, **more: Any
) -> Part:
    """One part of a plan.

    Args:
        book: the rules, for their vocabulary.
        procedure: its workflow.
        place: its number in the plan.
        around: the part that it runs within.
        more: further attributes of the part.
    """
    labels = procedure.labels(book.vocabulary)
    types = types_of(procedure, book.vocabulary)
    return Part(place, procedure, labels, book.labels, types, around=around, **more)


def take_given(
    parts: Sequence[Part],
    given: Mapping[str, Any],
    book: LawBook,
    today: date,
    recorded: Mapping[Key, date] | None = None,
) -> dict[Key, date]:
    """Read what was typed; answers go into the parts, dates come back.

    Args:
        parts: the procedure first, then those within it.
        given: values by the name or label of a fact, or by the id or title of a step.
        book: the rules, for their vocabulary.
        today: for `today` in dates.
        recorded: dates that have been recorded; they cannot be given otherwise.

    Returns:
        The fixed dates.

    Raises:
        UnknownName: where no fact and no step is called so.
        BadInput: where a value does not fit, or is recorded otherwise.
    """
    fixed: dict[Key, date] = dict(recorded or {})
    told: dict[Key, str] = {}
    for name, text in given.items():
        for part, fact, step in _meant(parts, name.strip(), book):
            value = read_value(fact, text, today=today)
            if isinstance(value, date) and step:
                _fix(fixed, told, Key(part.place, step), name, value, recorded or {})
            elif isinstance(value, date):
                part.facts[fact.name] = value
                _fix(fixed, told, part.case_key(fact.name), name, value, recorded or {})
            else:
                known = part.facts.get(fact.name)
                if recorded and known is not None and known != value:
                    raise _recorded_otherwise(name)
                part.facts[fact.name] = value
    return fixed


def _fix(
    fixed: dict[Key, date], told: dict[Key, str], key: Key, name: str, day: date, recorded: Mapping[Key, date]
) -> None:
    if key in recorded and recorded[key] != day:
        raise _recorded_otherwise(name)
    if key in told and fixed[key] != day:
        raise BadInput(
            f"“{told[key]}”和“{name}”是同一天的事,写了两个日期。", where=name, remedy="请只留一个。"
        )
    fixed[key], told[key] = day, name


def _recorded_otherwise(name: str) -> BadInput:
    return BadInput(
        f"“{name}”已经登记为别的日期或内容。",
        where=name,
        remedy="登记有误的,先用 renda correct 更正;要变更的,先登记变更那一步。",
    )


def _meant(parts: Sequence[Part], name: str, book: LawBook) -> list[tuple[Part, Fact, str]]:
    """Which facts, or which steps, a name means: those of the procedure itself before those within it."""
    for group in (parts[:1], parts[1:]):
        found = [one for part in group if (one := _fact_or_step(part, name, book)) is not None]
        if found:
            return found
    raise _unknown(parts, name, book)


def _fact_or_step(part: Part, name: str, book: LawBook) -> tuple[Part, Fact, str] | None:
    procedure = part.procedure
    for step in part.steps:
        for own in step.facts:
            fact = procedure.fact(step, own, book.vocabulary)
            if name in {own, fact.label} or (own in book.vocabulary and name == book.vocabulary[own].label):
                return part, fact, ""
    for step in part.steps:
        if name in {step.id, step.title}:
            return part, Fact(name=step.id, type="date", label=step.title), step.id
    read = _read_by_rules(part, book)
    for own in (*procedure.inherits, *sorted(read)):
        known = book.vocabulary.get(own)
        if known is not None and name in {own, known.label}:
            return part, known, ""
    return None


def _read_by_rules(part: Part, book: LawBook) -> set[str]:
    """Facts that rules of the procedure read although no step of it records them."""
    names: set[str] = set()
    for placed in book.about(part.procedure.procedure):
        names |= set(placed.rule.facts())
        for applies in placed.rule.applies:
            if applies.procedure == part.procedure.procedure and applies.where is not None:
                names |= set(applies.where.facts())
    return names


def _unknown(parts: Sequence[Part], name: str, book: LawBook) -> UnknownName:
    main = parts[0]
    for part in parts:
        for step in part.procedure.steps:
            left_out = part.step(step.id) is None
            facts = [part.procedure.fact(step, own, book.vocabulary) for own in step.facts]
            if left_out and (name in {step.id, step.title} or any(name in {f.name, f.label} for f in facts)):
                return UnknownName(
                    f"“{name}”属于“{step.title}”,那一步推翻已定的安排,不能排进工期。",
                    where=name,
                    remedy="那一步办了以后,按新定的日期再排一次。",
                )
    dates = dict.fromkeys(
        main.labels[fact] for step in main.steps for fact in step.facts if main.is_date(fact)
    )
    listed = "、".join(dates) or "、".join(step.title for step in main.steps)
    return UnknownName(
        f"“{main.procedure.title}”里没有叫“{name}”的日期、内容或步骤。",
        where=name,
        remedy=f"可填的日期:{listed}。",
    )
