"""What is read of a file: all that a reader would see, as it would stand, with its place; and nothing is changed."""

import io
import os
import zipfile

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from procedures.errors import BadInput
from procedures.papers.checking.reading import read_paper
from tests.papers.builders import docx_of, text_box


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def read(tmp_path):
    def reader(data, name="a.docx"):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else saved(data))
        return read_paper(path)

    return reader


def texts(paper):
    return [(passage.place, passage.text) for passage in paper.passages]


def paragraph(document, xml):
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))


def run(text, tag="t"):
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def test_paragraphs_are_counted_without_the_empty_ones(read):
    document = Document()
    for text in ("甲", "", "  ", "乙"):
        document.add_paragraph(text)
    assert texts(read(document)) == [("第 1 段", "甲"), ("第 2 段", "乙")]


def test_lines_of_one_paragraph_are_of_one_place(read):
    document = Document()
    document.add_paragraph("柳河镇人民代表大会\n关于预算的决议")
    assert texts(read(document)) == [("第 1 段", "柳河镇人民代表大会"), ("第 1 段", "关于预算的决议")]


def test_tracked_changes_are_read_as_if_accepted(read):
    document = Document()
    paragraph(
        document,
        run("赞成")
        + f'<w:del w:id="1" w:author="a">{run("半数以上", "delText")}</w:del>'
        + f'<w:ins w:id="2" w:author="a">{run("过半数")}</w:ins>'
        + f'<w:moveFrom w:id="3" w:author="a">{run("移走")}</w:moveFrom>'
        + f'<w:moveTo w:id="4" w:author="a">{run("移来")}</w:moveTo>',
    )
    assert texts(read(document)) == [("第 1 段", "赞成过半数移来")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(read):
    document = Document()
    document.add_paragraph("后半")
    paragraph(document, '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>' + run("前半"))
    assert texts(read(document)) == [("第 1 段", "前半后半")]


def test_field_codes_are_not_text(read):
    document = Document()
    paragraph(document, run(" PAGE ", "instrText") + run("3"))
    assert texts(read(document)) == [("第 1 段", "3")]


def test_a_deleted_row_is_gone(read):
    document = Document()
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).text, table.cell(1, 0).text = "删去", "留下"
    table.rows[0]._tr.insert(0, parse_xml(f'<w:trPr {nsdecls("w")}><w:del w:id="1" w:author="a"/></w:trPr>'))
    assert texts(read(document)) == [("表 1 第 1 行第 1 格", "留下")]


def test_cells_are_where_one_sees_them(read):
    document = Document()
    document.add_paragraph("表前")
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "竖"
    document.add_paragraph("表后")
    paper = read(document)
    assert texts(paper) == [
        ("第 1 段", "表前"),
        ("表 1 第 1 行第 1 格", "横"),
        ("表 1 第 1 行第 2 格", "02"),
        ("表 1 第 2 行第 1 格", "竖"),
        ("表 1 第 2 行第 2 格", "11"),
        ("表 1 第 2 行第 3 格", "12"),
        ("表 1 第 3 行第 2 格", "21"),
        ("表 1 第 3 行第 3 格", "22"),
        ("第 2 段", "表后"),
    ]
    (grid,) = paper.grids
    assert [(cell.text, cell.column, cell.width) for cell in grid.rows[0]] == [("横", 0, 2), ("02", 2, 1)]
    assert grid.columns == 3


def test_a_table_within_a_cell_is_a_table_of_its_own(read):
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "外"
    cell.add_table(rows=1, cols=1).cell(0, 0).text = "内"
    assert texts(read(document)) == [("表 1 第 1 行第 1 格", "外"), ("表 2 第 1 行第 1 格", "内")]


def test_headers_and_footers_are_read_once(read):
    document = Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "眉"
    document.sections[0].footer.paragraphs[0].text = "脚"
    document.add_section()  # linked to the one before
    assert texts(read(document)) == [("第 1 段", "正文"), ("页眉", "眉"), ("页脚", "脚")]


def test_a_text_box_is_read_once_though_it_stands_twice_in_the_file(read):
    assert texts(read(docx_of(["正文", "文本框:框中"]))) == [("第 1 段", "正文"), ("文本框 1", "框中")]


def test_a_text_box_in_a_footer_is_read(read):
    document = Document()
    document.add_paragraph("正文")
    document.sections[0].footer.paragraphs[0]._p.append(text_box("框中"))
    assert ("文本框 1", "框中") in texts(read(document))


def test_footnotes_are_read_without_their_separators(read):
    document = Document()
    document.add_paragraph("正文")
    xml = (
        f"<w:footnotes {nsdecls('w')}>"
        f'<w:footnote w:type="separator" w:id="-1"><w:p>{run("线")}</w:p></w:footnote>'
        f'<w:footnote w:id="1"><w:p>{run("注文")}</w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert texts(read(document)) == [("第 1 段", "正文"), ("脚注 1", "注文")]


def test_content_controls_hide_nothing(read):
    document = Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:sdt><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )
    assert texts(read(document)) == [("第 1 段", "控件")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_every_usual_encoding(read, encoding):
    assert texts(read("第一行\r\n\r\n　　第二行𠅤".encode(encoding), "a.txt")) == [
        ("第 1 段", "第一行"),
        ("第 2 段", "第二行𠅤"),
    ]


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", b"", "另存为 .docx"),
        ("a.WPS", b"", "另存为 .docx"),
        ("a.pdf", b"", ".docx 和 .txt"),
        ("a", b"", ".docx 和 .txt"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "去掉密码"),
        ("a.docx", b"not a zip", "另存为 .docx"),
        ("a.docx", zipped(a="b"), "另存为 .docx"),
        ("a.docx", docx_of(["一"])[:900], "另存为 .docx"),
        ("a.docx", docx_of([]), "扫描件"),
        ("a.txt", b"", "扫描件"),
        ("a.txt", b"\xff\x00\xff", "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_to_do(read, name, data, words):
    with pytest.raises(BadInput) as raised:
        read(data, name)
    assert words in raised.value.remedy
    assert raised.value.where.endswith(name)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadInput, match="没有这个文件"):
        read_paper(tmp_path / "a.docx")


def test_a_file_that_unpacks_without_end_is_refused(read, monkeypatch):
    monkeypatch.setattr("procedures.papers.checking.docx_text._LARGEST", 1000)
    with pytest.raises(BadInput, match="过大"):
        read(docx_of(["一"]))


def test_the_file_is_not_changed(tmp_path, checked):
    path = tmp_path / "文书.docx"
    data = docx_of(["候选人获得全体代表半数的选票，始得当选。"])
    path.write_bytes(data)
    os.utime(path, ns=(10**18, 10**18))
    before = path.stat()
    assert read_paper(path).passages
    assert path.read_bytes() == data
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert [file.name for file in tmp_path.iterdir()] == ["文书.docx"]
