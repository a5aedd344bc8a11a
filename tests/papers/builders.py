"""Papers made of short texts: a .docx as an office would have written it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FOLDER = Path(__file__).parent


@dataclass
class Sample:
    """A paper of the corpus, and what is to be found in it.

    The file begins with lines `# 应报:code / 第 3 段 / words …`, and perhaps `# 文种:…`, `# 日期:…`, `# 文件名:…`. Then each line is a
    paragraph; lines with | are rows of a table; 页眉:, 页脚:, 文本框: begin what stands there.
    """

    name: str
    lines: list[str]
    told: list[str] = field(default_factory=list)
    head: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return self.told[0]

    @property
    def place(self) -> str:
        return self.told[1]

    @property
    def words(self) -> list[str]:
        return self.told[2:]


def samples(folder: str) -> list[Sample]:
    """All samples of a folder of the corpus."""
    return [read_sample(path) for path in sorted((FOLDER / folder).glob("*.txt"))]


def read_sample(path: Path) -> Sample:
    sample = Sample(path.stem, [])
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            key, _, value = line[2:].partition(":")
            sample.head[key] = value
        elif line.strip():
            sample.lines.append(line)
    if "应报" in sample.head:
        sample.told = [part.strip() for part in sample.head.pop("应报").split(" / ")]
    return sample


def docx_of(lines: list[str]) -> bytes:
    """The lines as a .docx."""
    made = Document()
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            _add_table(made, rows)
            rows = []
        key, _, text = line.partition(":")
        if key == "页眉":
            made.sections[0].header.paragraphs[0].text = text
        elif key == "页脚":
            made.sections[0].footer.paragraphs[0].text = text
        elif key == "文本框":
            made.paragraphs[-1]._p.append(text_box(text))
        elif line:
            made.add_paragraph(line)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _add_table(made, rows):
    table = made.add_table(rows=0, cols=max(map(len, rows)))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text


def text_box(text: str):
    """A text box as Word writes it: once for new programs, once more as a fallback for old ones."""
    box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return parse_xml(
        f"<w:r {nsdecls('w')} {spaces}><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
