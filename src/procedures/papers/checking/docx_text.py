"""The text of a .docx, as it would stand if every tracked change were accepted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from docx import Document as open_docx  # noqa: N813 - a factory, not a class
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from procedures.errors import BadInput
from procedures.papers.checking.paper import Cell, Grid, Part, Passage

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:rt")}  # the last: how a character is spoken
_ASIDE = qn("w:txbxContent")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST = 200_000_000  # bytes unpacked; a paper has some thousands
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): " ", qn("w:noBreakHyphen"): "-"}
_NOT_A_DOCX = "不是完整的 .docx 文件。"
_SAVE_AGAIN = "请用 WPS 或 Word 打开,确认能看到内容,再另存为 .docx。"


def read_docx(data: bytes, where: str) -> tuple[tuple[Passage, ...], tuple[Grid, ...]]:
    """Passages and tables of a .docx.

    Args:
        data: the bytes of the file.
        where: its name, for the error.

    Raises:
        BadInput: the bytes are no .docx, or unpack to more than any paper has.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        opened = open_docx(io.BytesIO(data)) if unpacked <= _LARGEST else None
    except Exception as problem:  # python-docx and lxml raise many kinds for a damaged file
        raise BadInput(_NOT_A_DOCX, where=where, remedy=_SAVE_AGAIN) from problem
    if opened is None:
        raise BadInput("文件展开后过大。", where=where, remedy="请去掉图片后另存为 .docx 再检查。")
    reader = _Reader()
    reader.blocks(opened.element.body)
    for kind, part in (("header", "页眉"), ("footer", "页脚")):
        for element in _margins(opened, kind):
            reader.aside(element, "header" if kind == "header" else "footer", part)
    for number, box in enumerate(reader.boxes, 1):
        reader.aside(box, "box", f"文本框 {number}")
    for relation, tag, name in (
        (RELATION.FOOTNOTES, "w:footnote", "脚注"),
        (RELATION.ENDNOTES, "w:endnote", "尾注"),
    ):
        for number, note in enumerate(_notes(opened, relation, tag), 1):
            reader.aside(note, "note", f"{name} {number}")
    return tuple(reader.passages), tuple(reader.grids)


def _margins(opened: DocxDocument, kind: str) -> Iterator[Any]:
    """Headers or footers, each once: sections share them."""
    seen: set[int] = set()
    for section in opened.sections:
        for name in (kind, f"first_page_{kind}", f"even_page_{kind}"):
            margin = getattr(section, name)
            if not margin.is_linked_to_previous and id(margin.part) not in seen:
                seen.add(id(margin.part))
                yield margin._element  # noqa: SLF001 - python-docx offers no other way to text boxes in it


def _notes(opened: DocxDocument, relation: str, tag: str) -> Iterator[Any]:
    """Footnotes or endnotes without the separators, which carry a type."""
    for related in opened.part.rels.values():
        if related.reltype == relation and not related.is_external:
            root = parse_xml(related.target_part.blob)
            yield from (note for note in root.iter(qn(tag)) if note.get(qn("w:type")) is None)


class _Reader:
    """Walks blocks and keeps what it finds."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self.grids: list[Grid] = []
        self.boxes: list[Any] = []
        self._count = 0

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables of the body, in order."""
        for lines in self._paragraphs_and_tables(parent):
            self._count += 1
            for line in lines:
                self.passages.append(Passage(line, f"第 {self._count} 段", "body", self._count))

    def _paragraphs_and_tables(self, parent: Any) -> Iterator[list[str]]:
        carried = ""
        for block in _level(parent):
            if block.tag == _TBL:
                self.table(block)
                continue
            text = carried + self.text(block)
            carried = ""
            if _mark_deleted(block):
                carried = text  # its end was deleted: it goes on in the next paragraph
            elif lines := _lines(text):
                yield lines
        if lines := _lines(carried):
            yield lines

    def aside(self, element: Any, part: Part, place: str) -> None:
        """Text outside the body: everything in it is of one place."""
        for paragraph in element.iter(_P):
            for line in _lines(self.text(paragraph)):
                self.passages.append(Passage(line, place, part))

    def text(self, paragraph: Any) -> str:
        """The text of a paragraph; text boxes in it are kept for later."""
        return "".join(self._pieces(paragraph))

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _GONE or tag == _FALLBACK or not isinstance(tag, str):
                continue
            if tag == _ASIDE:
                if not any(child is box for box in self.boxes):
                    self.boxes.append(child)
            elif tag == qn("w:t"):
                yield child.text or ""
            elif tag in _BREAKS:
                yield _BREAKS[tag]
            elif tag != qn("w:pPr"):
                yield from self._pieces(child)

    def table(self, element: Any) -> None:
        """A table: its cells as passages, and the whole as a grid."""
        number = len(self.grids) + 1
        self.grids.append(Grid(number, (), 0))  # keeps its number before tables within its cells
        rows: list[tuple[Cell, ...]] = []
        inner: list[Any] = []
        for row in _rows(element):
            at = len(rows)
            cells: list[Cell] = []
            column = _before(row)
            for nth, tc in enumerate(_cells(row), 1):
                width = _number(tc, "w:gridSpan", 1)
                if not _continues(tc):
                    lines = [line for p in _level(tc) if p.tag == _P for line in _lines(self.text(p))]
                    inner += [block for block in _level(tc) if block.tag == _TBL]
                    cells.append(Cell("".join(lines), at, column, nth, width))
                column += width
            rows.append(tuple(cells))
        columns = max((cell.column + cell.width for row in rows for cell in row), default=0)
        grid = Grid(number, tuple(rows), columns)
        self.grids[number - 1] = grid
        for row in rows:
            for cell in row:
                if cell.text:
                    heading = cell.row == 0
                    self.passages.append(Passage(cell.text, grid.place(cell), "cell", heading=heading))
        for table in inner:
            self.table(table)


def _level(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables directly below, through content controls and insertions."""
    for child in parent:
        if child.tag in {_P, _TBL}:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml")}:
            yield from _level(child)


def _rows(table: Any) -> Iterable[Any]:
    for child in table:
        if child.tag == _TR:
            if child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            yield from _rows(child)


def _cells(row: Any) -> Iterable[Any]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml")}:
            yield from _cells(child)


def _before(row: Any) -> int:
    found = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return 0 if found is None else int(found.get(qn("w:val"), "0"))


def _number(tc: Any, name: str, otherwise: int) -> int:
    found = tc.find(f"{qn('w:tcPr')}/{qn(name)}")
    return otherwise if found is None else int(found.get(qn("w:val"), str(otherwise)))


def _continues(tc: Any) -> bool:
    """Whether the cell goes on from the one above it."""
    merged = tc.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and merged.get(qn("w:val"), "continue") == "continue"


def _mark_deleted(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def _lines(text: str) -> list[str]:
    """The lines of a paragraph that have text; a line break within it parts two lines."""
    return [line.strip() for line in text.split("\n") if line.strip()]
