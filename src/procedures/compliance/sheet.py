"""A compliance report as a document to print or to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procedures.calendar.dates import chinese_date
from procedures.documents.model import Document, Heading, Paragraph, Table, Title, cells, text

if TYPE_CHECKING:
    from procedures.compliance.report import Report, Row

HEADS = {
    "breach": "不合法",
    "flawed": "瑕疵(已发生或者已逾期,随记录保留)",
    "todo": "须办",
    "pending": "还不能判断",
    "advice": "提示(不算违反)",
    "practice": "提示(本地惯例,不是法律的要求)",
}
VERDICTS = {"breach": "有不合法的事项", "flagged": "有瑕疵", "in_order": "合规"}


def sheet(report: Report) -> Document:
    """The whole report: verdict in front, then every finding with article, remedy and command.

    Args:
        report: what a check found.
    """
    counts = report.as_json()["counts"]
    document = Document(f"合规检查 {report.checked}", "report")
    document.add(Title("合规检查", f"{report.checked},截至{chinese_date(report.on)}"))
    planned = f"开会日期{chinese_date(report.day)}。" if report.day else ""
    owed = sum(row.owed for row in report.rows)
    verdict = "尚有须办的事项" if owed and report.verdict == "in_order" else VERDICTS[report.verdict]
    document.add(
        Paragraph(
            text(
                "结论:",
                f"{verdict}。不合法 {counts['breach']} 项,瑕疵 {counts['flawed']} 项,"
                f"须办 {counts['todo']} 项",
                f"(其中开会以前 {owed} 项)。" if report.day else "。",
                planned,
            ),
            indent=False,
        )
    )
    if len(report.congresses) > 1:
        document.add(_townships(report))
    number = 0
    for group, head in HEADS.items():
        rows = report.of(group)
        if rows:
            document.add(Heading(f"{head}  {len(rows)} 项"), _table(group, rows, number))
        number += len(rows)
    document.add(
        Paragraph(text(f"合规 {counts['in_order']} 项,不适用 {counts['not_applicable']} 项。"), indent=False)
    )
    if report.cautions:
        document.add(Heading("所依据的文本,已知有变动或者没有读全的"))
        document.add(
            *(Paragraph(text(f"{caution.rstrip('。')}。"), indent=False) for caution in report.cautions)
        )
    return document


def _townships(report: Report) -> Table:
    groups = ("breach", "flawed", "todo", "pending", "advice", "in_order")
    head = ("乡镇", "事项数", "不合法", "瑕疵", "须办", "还不能判断", "提示", "合规")
    rows = [
        cells(one.congress, str(one.cases), *(str(one.counts[group]) for group in groups))
        for one in report.congresses
    ]
    return Table(head, tuple(rows), (4, 2, 2, 2, 2, 3, 2, 2))


def _table(group: str, rows: list[Row], before: int) -> Table:
    """One group's findings; what is to be done has a column for the last day."""
    last = "最迟" if group == "todo" else "事项"
    head = ("序号", last, "结论", "依据", "怎么办")
    body = [
        cells(str(number), _second(group, row), row.finding.message, _cited(row), _remedy(row))
        for number, row in enumerate(rows, before + 1)
    ]
    return Table(head, tuple(body), (5, 11, 32, 20, 32))


def _second(group: str, row: Row) -> str:
    named = " ".join(word for word in (row.congress, row.case) if word)
    if group != "todo":
        return named
    when = chinese_date(row.until) if row.until else "会上或会后"
    return f"{when} {named}".strip()


def _cited(row: Row) -> str:
    cited = ";".join(word for word in (row.finding.citation, *row.also) if word)
    return f"{cited}({row.finding.rule})" if "/" not in row.finding.rule else cited


def _remedy(row: Row) -> str:
    words = [row.finding.remedy if row.finding.remedy != row.command else None, row.command]
    return " ".join(word for word in words if word)
