"""Every block reaches paper and screen; nothing is lost on the way."""

import io
from html.parser import HTMLParser
from typing import get_args

import docx as reading
import pytest

from procedures.documents.docx import docx
from procedures.documents.html import html
from procedures.documents.model import (
    Annexes,
    Block,
    Document,
    Drawing,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    RedHead,
    Run,
    Signature,
    Table,
    Title,
    cells,
    text,
)

ONE_OF_EACH = {
    RedHead: RedHead("清溪镇人民代表大会", "清人大〔2026〕3号", "王建国"),
    Title: Title("关于预算的决议", "2026年2月6日第二十届第一次会议通过"),
    Heading: Heading("一、总的情况"),
    Paragraph: Paragraph(
        text("到会", Run("70", bold=True), "名 <原样> & 不变", Run("缺席代表", missing=True))
    ),
    Table: Table(("姓名", "得票"), (cells("王建国", "69"),), caption="计票"),
    Signature: Signature("清溪镇人民代表大会主席团", "2026年2月6日"),
    Annexes: Annexes(("预算草案", "说明")),
    Imprint: Imprint("县人大常委会", "清溪镇人大办公室", "2026年2月7日"),
    PageBreak: PageBreak(),
    Drawing: Drawing("<svg xmlns='http://www.w3.org/2000/svg'><title>时间线</title></svg>", "时间线"),
}


class Words(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said = []

    def handle_data(self, data):
        self.said.append(data)


def words_in_html(document):
    reader = Words()
    reader.feed(html(document))
    return "".join(reader.said)


def words_in_docx(document):
    made = reading.Document(io.BytesIO(docx(document)))
    inside = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "".join([*(p.text for p in made.paragraphs), *inside])


def test_the_samples_cover_every_block():
    assert set(ONE_OF_EACH) == set(get_args(Block))


@pytest.mark.parametrize("words_of", [words_in_html, words_in_docx])
def test_every_word_arrives(words_of):
    said = words_of(Document("样本", "report", list(ONE_OF_EACH.values())))
    for word in (
        "清人大〔2026〕3号",
        "第二十届第一次会议通过",
        "到会70名 <原样> & 不变",
        "【待填:缺席代表】",
        "69",
    ):
        assert word in said
    for word in ("2. 说明", "县人大常委会", "时间线", "主席团"):
        assert word in said


def test_what_is_missing_is_listed_once():
    gap = Run("缺席代表", missing=True)
    rows = (cells("王建国", text(gap)), cells("李秀英", text(gap)))
    document = Document("样本", "form", [Paragraph(text("甲", gap)), Table(("姓名", "数"), rows)])
    assert document.missing() == ["缺席代表"]


def test_html_asks_for_nothing_from_outside():
    page = html(Document("样本", "report", list(ONE_OF_EACH.values()), landscape=True))
    assert "src=" not in page
    assert "href=" not in page
    assert "url(" not in page
