"""A plan as one printable page: the picture, then every date with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.documents.html import html
from procedures.documents.model import Document, Heading, Paragraph, Run, Table, Title, cells, text
from procedures.planning import wording
from procedures.planning.picture import picture

if TYPE_CHECKING:
    from procedures.documents.model import Text
    from procedures.planning.plan import Plan, Row


def page(plan: Plan) -> bytes:
    """The plan as the bytes of one HTML file.

    Args:
        plan: all of it.
    """
    return html(document(plan)).encode("utf-8")


def document(plan: Plan) -> Document:
    """The plan as a document.

    Args:
        plan: all of it.
    """
    made = Document(f"倒排工期 {plan.title}", "report", landscape=True)
    law = "国家法律" + (f"、{plan.province}的规定" if plan.province else "")
    made.add(
        Title(f"{plan.title}倒排工期"),
        _line(f"已定:{wording.heading(plan)}    截至 {chinese_date(plan.today)}    适用:{law}"),
    )
    made.add(picture(plan))
    _conflicts(made, plan)
    made.add(_table(plan))
    if plan.questions:
        made.add(Heading("还要定下来的"))
        made.add(*(_line(wording.question(one)) for one in plan.questions))
    notes = [note for note in (wording.unpublished(plan), *plan.told) if note]
    notes.append("最迟的日子都含当日;实心的必须办,空心的可以办,虚线的附条件,菱形是已定或者已办的日期。")
    made.add(*(_line(note) for note in notes))
    return made


def _conflicts(made: Document, plan: Plan) -> None:
    if not plan.conflicts:
        return
    made.add(Heading("排不下的"))
    for one in plan.conflicts:
        made.add(Paragraph(text(Run(f"× {wording.conflict(one)}", bold=True)), indent=False))
        if one.remedy:
            made.add(_line(f"  怎么办:{one.remedy}"))
    made.add(*(_line(f"→ {words}") for words in wording.way_out(plan)))


def _line(words: str) -> Paragraph:
    return Paragraph(text(words), indent=False)


def _table(plan: Plan) -> Table:
    return Table(
        ("最早", "最迟", "还有", "", "步骤", "依据和算法"),
        tuple(_row(row) for row in plan.rows),
        widths=(16, 16, 12, 6, 24, 58),
    )


def _row(row: Row) -> tuple[Text, ...]:
    early, late = row.earliest, row.latest
    told = [words for words in (wording.condition(row), wording.because(row), wording.order(row)) if words]
    if row.status == "open" and row.basis is not None and row.basis.rule is not None:
        told += [line for line in row.basis.how if line != row.basis.requirement]
    told += [wording.other_way(one, row) for one in row.otherwise] + list(row.hints)
    bold = row.status != "open"
    return cells(
        wording.day_told(early.day) if early and not bold else "",
        text(Run(wording.day_told(late.day), bold=True)) if late else text(""),
        wording.slack(row),
        wording.need(row),
        text(Run(row.title, bold=bold)),
        "。".join(words.rstrip("。;") for words in told) + ("。" if told else ""),
    )
