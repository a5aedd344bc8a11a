"""The year's report as a document to print or to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.documents.model import Document, Heading, Paragraph, Table, Title, cells, text

if TYPE_CHECKING:
    from procedures.compliance.yearly import Number, Source, Told, YearReport

PARTS = "一二三四五六七八九十"
SHOWN = 6  # entries named behind a number; the others are found by its id


def year_sheet(report: YearReport) -> Document:
    """The whole report: each item with its article, its numbers and where they come from.

    Args:
        report: the report of a year.
    """
    name = f"{report.congress}人民代表大会{report.year}年{report.title}"
    document = Document(name, "report")
    document.add(
        Title(name, f"截至{chinese_date(report.on)}"),
        Paragraph(
            text(
                "只写做了什么、没有做什么,不打分,不排名。每个数字前面是它的编号,"
                f"来源用 renda source {report.year} 编号 查。"
            ),
            indent=False,
        ),
    )
    for place, (title, items) in enumerate(report.parts):
        rows = tuple(cells(str(item.number), item.requirement, item.citation, told(item)) for item in items)
        document.add(
            Heading(f"{PARTS[place]}、{title}"), Table(("项", "要求", "依据", "本年"), rows, (4, 26, 20, 50))
        )
    return document


def told(item: Told) -> str:
    """What was done and what was not, in words."""
    words = [f"{item.none}。"] if item.none else [_number(number) for number in item.numbers if number.value]
    undone = [number.label for number in item.numbers if not number.value and number.of is None]
    if undone and not item.none:
        words.append(f"没有登记的:{'、'.join(undone)}。")
    words += [row.finding.message for row in item.findings if row.group in {"flawed", "todo", "breach"}]
    return " ".join(words)


def _number(number: Number) -> str:
    shown = number.sources if number.named else number.sources[:SHOWN]
    where = "、".join(_source(source, named=number.named) for source in shown)
    more = " 等" if len(shown) < len(number.sources) else ""
    return f"{number.id} {number.label} {number.value}({where}{more})。"


def _source(source: Source, *, named: bool) -> str:
    title = f"{source.title} " if named else ""
    return f"{title}{source.case} {source.on.month}月{source.on.day}日"
