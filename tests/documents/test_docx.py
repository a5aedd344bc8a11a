"""The .docx against GB/T 9704-2012: geometry, typefaces, heads, feet, page numbers, read from the OOXML."""

import io
import re
import zipfile
from fractions import Fraction

import docx as reading
import pytest
from docx.oxml.ns import qn
from lxml import etree

from procedures.documents.docx import docx
from procedures.documents.layout import shipped_layout
from procedures.documents.model import (
    Annexes,
    Document,
    Heading,
    Imprint,
    PageBreak,
    Paragraph,
    RedHead,
    Signature,
    Table,
    Title,
    cells,
    marked,
    text,
)

MM = Fraction(14400, 254)  # twips
LAYOUT = shipped_layout()
OFFICIAL = ("headed", "congress", "letter", "minutes")


def paper(family, *blocks, **more):
    return Document("试", family, list(blocks), **more)


def opened(document):
    return reading.Document(io.BytesIO(docx(document)))


def xml(document, part="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(docx(document))) as package:
        return etree.fromstring(package.read(part))


def parts(document):
    with zipfile.ZipFile(io.BytesIO(docx(document))) as package:
        return {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}


def attribute(element, name):
    return element.get(qn(f"w:{name}"))


def found(paragraph, path):
    """The one child of the paragraph's properties."""
    return paragraph._p.pPr.find(qn(f"w:{path}"))


def run_of(paragraph):
    return paragraph.runs[0]._r.rPr


def font(paragraph):
    return attribute(run_of(paragraph).find(qn("w:rFonts")), "eastAsia")


def size(paragraph):
    return int(attribute(run_of(paragraph).find(qn("w:sz")), "val")) / 2


def named(document, words):
    return next(p for p in opened(document).paragraphs if words in p.text)


# --- the page


@pytest.mark.parametrize("family", OFFICIAL)
def test_the_page_is_that_of_the_standard(family):
    (section,) = opened(paper(family, Title("题"))).sections
    measured = {
        name: round(getattr(section, name).mm, 1)
        for name in (
            "page_width",
            "page_height",
            "top_margin",
            "left_margin",
            "bottom_margin",
            "right_margin",
        )
    }
    assert measured == {
        "page_width": 210.0,
        "page_height": 297.0,
        "top_margin": 37.0,
        "left_margin": 28.0,
        "bottom_margin": 35.0,
        "right_margin": 26.0,
    }


def test_twenty_two_lines_fill_the_page_and_a_twenty_third_does_not_fit():
    line = found(named(paper("congress", Paragraph(text("文"))), "文"), "spacing")
    pitch = int(attribute(line, "line"))
    assert attribute(line, "lineRule") == "exact"
    height = 225 * MM
    assert 22 * pitch <= height < 22 * (pitch + 1)
    assert height - 22 * pitch < pitch


def test_twenty_eight_characters_fill_a_line_and_a_twenty_ninth_does_not_fit():
    spacing = run_of(named(paper("congress", Paragraph(text("文"))), "文")).find(qn("w:spacing"))
    character = 16 * 20 + int(attribute(spacing, "val"))
    width = 156 * MM
    assert 28 * character <= width < 29 * character


def test_a_page_on_its_side():
    (section,) = opened(paper("report", Title("题"), landscape=True)).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert section.orientation == 1


# --- typefaces


def test_typefaces_of_title_headings_and_body():
    document = paper(
        "congress",
        Title("大题", "某年通过"),
        Heading("一、甲"),
        Heading("（一）乙", 2),
        Heading("1.丙", 3),
        Heading("（1）丁", 4),
        Paragraph(text("正文")),
    )
    wanted = {
        "大题": ("方正小标宋简体", 22),
        "某年通过": ("楷体_GB2312", 16),
        "甲": ("黑体", 16),
        "乙": ("楷体_GB2312", 16),
        "丙": ("仿宋_GB2312", 16),
        "丁": ("仿宋_GB2312", 16),
        "正文": ("仿宋_GB2312", 16),
    }
    for words, (face, points) in wanted.items():
        paragraph = named(document, words)
        assert (font(paragraph), size(paragraph)) == (face, points), words


@pytest.mark.parametrize("family", [*OFFICIAL, "form", "report"])
def test_every_run_says_its_chinese_typeface(family):
    document = paper(
        family,
        RedHead("某镇人民代表大会", "某人大〔2026〕3号"),
        Title("题", "注"),
        Paragraph(marked("到会【待填:人数】名＿＿")),
        Table(("甲",), (cells("乙"),)),
        Annexes(("丙",)),
        Signature("某镇人民代表大会主席团", "2026年2月6日"),
        Imprint("丁", "戊", "2026年2月6日"),
    )
    for name, content in parts(document).items():
        for run in re.findall(r"<w:r>.*?</w:r>", content):
            assert re.search(r'w:rFonts [^>]*w:eastAsia="[^"]+"', run), (name, run)
            assert 'w:hint="eastAsia"' in run


def test_the_first_line_is_indented_by_two_characters_whatever_their_size():
    indent = found(named(paper("congress", Paragraph(text("正文"))), "正文"), "ind")
    assert attribute(indent, "firstLineChars") == "200"
    flush = found(named(paper("congress", Paragraph(text("各位代表："), indent=False)), "各位"), "ind")
    assert attribute(flush, "firstLineChars") is None


def test_what_is_missing_is_shaded_and_what_is_blank_is_a_line():
    runs = named(paper("congress", Paragraph(marked("到会【待填:人数】名＿＿＿"))), "到会").runs
    assert [run.text for run in runs] == ["到会", "【待填:人数】", "名", "　　　"]
    assert runs[1]._r.rPr.find(qn("w:shd")) is not None
    assert runs[0]._r.rPr.find(qn("w:shd")) is None
    assert runs[3].underline is True


# --- heads


def test_a_red_head():
    document = paper("headed", RedHead("某镇人民代表大会", "某人大〔2026〕3号"), Title("题"))
    first, organ, *_ = opened(document).paragraphs
    assert not first.text
    assert abs(int(attribute(found(first, "spacing"), "line")) - 35 * MM) < 1  # 7.2.4
    assert attribute(run_of(organ).find(qn("w:color")), "val") == "FF0000"
    assert font(organ) == "方正小标宋简体"
    number = named(document, "〔2026〕")
    rule = found(number, "pBdr").find(qn("w:bottom"))
    assert attribute(rule, "color") == "FF0000"
    assert int(attribute(rule, "space")) == round(4 * 72 / 25.4)  # 4 mm in points, 7.2.7
    texts = [p.text for p in opened(document).paragraphs]
    at = texts.index("题")
    assert texts[at - 2 : at] == ["", ""]  # two empty lines below the rule, 7.3.1


def test_the_organ_fits_in_one_line_however_long():
    for organ in ("某镇人大", "某某某某镇人民代表大会主席团会议纪要会议纪要"):
        face = named(paper("headed", RedHead(organ)), organ)
        assert size(face) * 20 * len(organ) <= LAYOUT.text_width
        assert size(face) <= 42


def test_who_signed_stands_right_of_the_number():
    words = named(paper("headed", RedHead("某", "某〔2026〕3号", "王建国")), "签发人").text
    assert words.startswith("某〔2026〕3号　")
    assert words.endswith("签发人：王建国")


def test_congress_papers_have_neither_red_nor_number():
    document = paper(
        "congress", Title("关于预算的决议", "2026年2月6日某镇第二十届人民代表大会第一次会议通过")
    )
    assert "FF0000" not in "".join(parts(document).values())
    paragraphs = opened(document).paragraphs
    assert paragraphs[0].text == "关于预算的决议"
    note = "".join(p.text for p in paragraphs[1:3])
    assert note == "（2026年2月6日某镇第二十届人民代表大会第一次会议通过）"
    assert all(attribute(found(p, "jc"), "val") == "center" for p in paragraphs[:3])


def test_a_letter_has_two_double_rules_and_no_number_on_its_first_page():
    document = paper("letter", RedHead("某镇人民代表大会", "某人大函〔2026〕12号"), Title("题"))
    made = opened(document)
    (section,) = made.sections
    assert section.different_first_page_header_footer
    assert abs(section.header_distance.mm - 30) < 0.1
    assert abs(section.footer_distance.mm - 20) < 0.1
    head = section.first_page_header.paragraphs[0]
    foot = section.first_page_footer.paragraphs[0]
    assert head.text == "某镇人民代表大会"
    assert not foot.text
    for paragraph, kind in ((head, "thickThinSmallGap"), (foot, "thinThickSmallGap")):
        rule = found(paragraph, "pBdr").find(qn("w:bottom"))
        assert (attribute(rule, "val"), attribute(rule, "color")) == (kind, "FF0000")
        indent = found(paragraph, "ind")
        length = LAYOUT.text_width - int(attribute(indent, "left")) - int(attribute(indent, "right"))
        assert abs(length - 170 * MM) <= 2
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" not in section.first_page_footer._element.xml
    assert attribute(found(named(document, "〔2026〕"), "jc"), "val") == "right"
    assert "某镇人民代表大会" not in [p.text for p in made.paragraphs]


# --- page numbers


def test_page_numbers_stand_outside_seven_millimetres_below_the_text():
    made = opened(paper("congress", Title("题")))
    (section,) = made.sections
    assert made.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text.replace("PAGE", "") == "—  —"
        assert attribute(found(paragraph, "jc"), "val") == side
        assert attribute(found(paragraph, "ind"), f"{side}Chars") == "100"
        assert (font(paragraph), size(paragraph)) == ("宋体", 14)
        line = int(attribute(found(paragraph, "spacing"), "line"))
        dash = 35 * MM - section.footer_distance.twips - line / 2
        assert abs(dash - 7 * MM) <= 2


def test_a_letter_lifts_its_later_numbers_to_the_same_height():
    (section,) = opened(paper("letter", RedHead("某"), Title("题"))).sections
    spacing = found(section.footer.paragraphs[0], "spacing")
    lifted = section.footer_distance.twips + int(attribute(spacing, "after"))
    dash = 35 * MM - lifted - int(attribute(spacing, "line")) / 2
    assert abs(dash - 7 * MM) <= 2


def test_forms_have_no_page_number_and_reports_a_small_one():
    assert "PAGE" not in "".join(parts(paper("form", Title("题"))).values())
    assert "PAGE" in "".join(parts(paper("report", Title("题"))).values())


# --- signature and foot


def width(words):
    return sum(0.5 if char.isascii() else 1 for char in words)


def right(paragraph):
    value = attribute(found(paragraph, "ind"), "rightChars")
    return int(value or 0) / 100


@pytest.mark.parametrize("organ", ["某镇人大", "某镇第二十届人民代表大会第一次会议主席团"])
def test_with_a_seal_the_organ_is_centred_over_the_date(organ):
    document = paper("congress", Paragraph(text("正文")), Signature(organ, "2026年2月6日"))
    by, on = named(document, organ), named(document, "2026年2月6日")
    middle = right(by) + width(organ) / 2
    assert middle == pytest.approx(right(on) + width(on.text) / 2, abs=0.02)
    assert right(on) >= 4
    if width(organ) <= 14:
        assert right(on) == 4  # 7.3.5.1


def test_without_a_seal_the_date_begins_two_characters_further_in():
    document = paper(
        "congress", Paragraph(text("正文")), Signature("某镇人民代表大会", "2026年2月6日", sealed=False)
    )
    by, on = named(document, "某镇人民"), named(document, "2026年2月6日")
    assert right(by) == 2
    assert right(by) + width(by.text) - (right(on) + width(on.text)) == pytest.approx(2)
    short = paper("congress", Paragraph(text("正文")), Signature("代表", "2026年2月6日", sealed=False))
    by, on = named(short, "代表"), named(short, "2026年2月6日")
    assert right(on) == 2
    assert right(by) + width(by.text) - (right(on) + width(on.text)) == pytest.approx(2)


def test_the_signature_stays_with_the_text_and_leaves_room_for_the_seal():
    document = paper("congress", Paragraph(text("正文")), Signature("某镇人大", "2026年2月6日"))
    body = opened(document).paragraphs
    at = [p.text for p in body].index("某镇人大")
    assert all(found(p, "keepNext") is not None for p in body[: at + 1])
    assert [p.text for p in body[1:at]] == ["", ""]  # half a seal of 42 mm in lines of 10.2 mm
    assert "w:drawing" not in "".join(parts(document).values())


def test_the_foot_has_thick_rules_outside_and_a_thin_one_within():
    table = xml(paper("headed", Imprint("县人大常委会", "某镇人大", "2026年2月7日"))).find(
        f".//{qn('w:tbl')}"
    )
    rows = table.findall(qn("w:tr"))
    rules = [
        {side.tag.split("}")[1]: int(attribute(side, "sz")) for side in cell.find(f".//{qn('w:tcBorders')}")}
        for row in rows
        for cell in row.findall(qn("w:tc"))
    ]
    assert rules == [{"top": 8}, {"top": 6, "bottom": 8}, {"top": 6, "bottom": 8}]  # 0.35 and 0.25 mm
    place = table.find(f".//{qn('w:tblpPr')}")
    assert (attribute(place, "vertAnchor"), attribute(place, "tblpYSpec")) == ("margin", "bottom")
    lines = [int(attribute(line, "line")) for line in table.iter(qn("w:spacing")) if attribute(line, "line")]
    assert min(lines) >= 14 * 20  # a line is not lower than its type
    words = "".join(table.itertext())
    assert words == "　抄送：县人大常委会。　某镇人大2026年2月7日印发　"


def test_the_foot_of_a_letter_has_no_rules():
    document = paper("letter", RedHead("某"), Imprint("县人大常委会。", "某镇人大", "2026年2月7日"))
    assert xml(document).find(f".//{qn('w:tbl')}") is None
    assert named(document, "抄送").text == "　抄送：县人大常委会。"
    assert "印发" not in "".join(parts(document).values())


def test_annexes():
    one = [p.text for p in opened(paper("congress", Annexes(("预算草案",)))).paragraphs]
    two = [p.text for p in opened(paper("congress", Annexes(("预算草案", "说明")))).paragraphs]
    assert one == ["", "附件：预算草案"]
    assert two == ["", "附件：1. 预算草案", "2. 说明"]


# --- tables


def test_rows_to_write_in_are_as_high_as_asked_and_the_head_repeats():
    table = xml(paper("form", Table(("甲", "乙"), (cells("1", ""),), widths=(1, 3), row_mm=40.0)))
    table = table.find(f".//{qn('w:tbl')}")
    head, row = table.findall(qn("w:tr"))
    assert head.find(f".//{qn('w:tblHeader')}") is not None
    assert abs(int(attribute(row.find(f".//{qn('w:trHeight')}"), "val")) - 40 * MM) < 1
    assert abs(int(attribute(head.find(f".//{qn('w:trHeight')}"), "val")) - 10 * MM) < 1
    columns = [int(attribute(c, "w")) for c in table.find(qn("w:tblGrid"))]
    assert columns[1] == pytest.approx(3 * columns[0], abs=2)
    assert row.find(f".//{qn('w:cantSplit')}") is not None


def test_two_tables_do_not_run_into_one_and_a_last_one_is_followed_by_a_paragraph():
    one = Table(("甲",), (cells("1"),))
    body = xml(paper("form", one, one)).find(qn("w:body"))
    kinds = [child.tag.split("}")[1] for child in body]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_new_page():
    document = paper("congress", Paragraph(text("甲")), PageBreak(), Paragraph(text("乙")))
    assert 'w:br w:type="page"' in parts(document)["word/document.xml"]
    assert 'w:br w:type="page"' in parts(paper("congress", PageBreak()))["word/document.xml"]


# --- the file


def test_equal_documents_are_equal_files():
    def made():
        return docx(paper("headed", RedHead("某", "某〔2026〕3号"), Title("题"), Paragraph(text("文"))))

    first, second = made(), made()
    assert first == second
    assert first != docx(paper("headed", RedHead("某", "某〔2026〕4号"), Title("题"), Paragraph(text("文"))))
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"
        assert b"python-docx" not in package.read("docProps/core.xml")


def test_paragraph_properties_are_in_the_order_of_the_schema():
    order = [
        "keepNext",
        "widowControl",
        "pBdr",
        "autoSpaceDE",
        "autoSpaceDN",
        "snapToGrid",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
    ]
    document = paper(
        "headed",
        RedHead("某镇人民代表大会", "某〔2026〕3号"),
        Title("题"),
        Heading("一、甲"),
        Paragraph(text("文")),
        Signature("某", "2026年2月6日"),
    )
    for properties in xml(document).iter(qn("w:pPr")):
        names = [child.tag.split("}")[1] for child in properties]
        assert names == sorted(names, key=order.index)
