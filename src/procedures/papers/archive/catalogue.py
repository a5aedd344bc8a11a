"""The catalogue of an archive folder (归档目录): a workbook, and a page to print and sign."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from procedures.documents.model import Document, Heading, Paragraph, Run, Table, Title, cells, text

if TYPE_CHECKING:
    from procedures.papers.archive.pieces import Piece

HEAD = (
    "序号",
    "档号",
    "文号",
    "责任者",
    "题名",
    "日期",
    "保管期限",
    "页数",
    "份数",
    "文件",
    "SHA-256",
    "备注",
)
_ON_PAPER = tuple(name for name in HEAD if name != "文件")
_WIDTHS = (4, 8, 8, 8, 18, 8, 7, 4, 4, 16, 15)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def rows_of(pieces: Sequence[Piece], actors: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The catalogue's rows, in the order of HEAD; blank where the record does not know.

    Args:
        pieces: the papers.
        actors: how each actor is called.
    """
    return [
        (
            str(piece.number),
            "",
            "",
            actors.get(piece.paper.actor, piece.paper.actor),
            piece.title,
            piece.paper.on.strftime("%Y%m%d"),
            piece.period.group.period if piece.period else "",
            "",
            "1" if piece.place else "0",
            piece.place,
            piece.paper.sha256,
            piece.remark,
        )
        for piece in pieces
    ]


def workbook(rows: Sequence[tuple[str, ...]], lacking: Mapping[str, Sequence[str]]) -> bytes:
    """The catalogue as .xlsx, every cell as text.

    Args:
        rows: as of `rows_of`.
        lacking: by case, kinds of papers that should be there and were not handed in.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - only a written workbook needs it

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "归档目录"
    missing = book.create_sheet("缺件")
    for page, lines in (
        (sheet, [HEAD, *rows]),
        (
            missing,
            [("事项", "缺少的材料"), *((case, kind) for case, kinds in lacking.items() for kind in kinds)],
        ),
    ):
        for line in lines:
            page.append([_UNWRITABLE.sub("", cell) for cell in line])
        for cells_of_line in page.iter_rows():
            for cell in cells_of_line:
                cell.number_format = "@"
    buffer = io.BytesIO()
    book.save(buffer)
    book.close()
    return buffer.getvalue()


def page(
    title: str, about: Sequence[str], rows: Sequence[tuple[str, ...]], lacking: Mapping[str, Sequence[str]]
) -> Document:
    """The catalogue as a document; the cells of what the record does not know are left for the archivist's pen.

    Args:
        title: of the document.
        about: lines above the table.
        rows: as of `rows_of`.
        lacking: as of `workbook`.
    """
    document = Document(title, "report", landscape=True)
    document.add(Title(title), *(Paragraph(text(line), indent=False) for line in about))
    table = tuple(cells(*_printed(row)) for row in rows)
    if table:
        document.add(Table(_ON_PAPER, table, widths=_WIDTHS))
    else:
        document.add(Paragraph(text("没有登记过材料。")))
    document.add(Heading("缺少的材料"))
    for case, kinds in lacking.items():
        document.add(Paragraph(text(f"{case}:{'、'.join(kinds)}")))
    if not lacking:
        document.add(Paragraph(text("无。")))
    document.add(
        Paragraph(text("移交人:", Run("", blank=True), "  接收人:", Run("", blank=True)), indent=False)
    )
    return document


def _printed(row: tuple[str, ...]) -> list[str]:
    """A row on paper: without the path of the file, and with the hash in pieces that fit a narrow column."""
    values = dict(zip(HEAD, row, strict=True))
    digest = values["SHA-256"]
    values["SHA-256"] = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    return [_UNWRITABLE.sub("", values[name]) for name in _ON_PAPER]
