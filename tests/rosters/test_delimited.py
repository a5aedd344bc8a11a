"""Dirty tables of text."""

from __future__ import annotations

import codecs

import pytest

from procedures.errors import BadInput
from procedures.papers.rosters import read_roster
from tests.rosters.builders import HEADER, LI, TODAY, WANG, cells, csv_text, names, read_csv

RARE = ["3", "周䶮", "男", "汉族", "1980-01-05", "群众", "第三选区", ""]
RARER = ["4", "陈𬭎", "女", "汉族", "1981-02", "群众", "第三选区", ""]


@pytest.mark.parametrize(
    ("encoding", "reported"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
)
def test_encodings_keep_rare_characters(tmp_path, encoding, reported):
    report = read_csv(tmp_path, [HEADER, WANG, LI, RARE, RARER], encoding=encoding)
    assert names(report) == ["王建国", "李秀英", "周䶮", "陈𬭎"]
    assert report.encoding == reported
    assert (report.corrected, report.refused, report.rows_read) == ([], [], 4)
    assert report.people[2].row == 4
    assert report.people[2].born == "1980-01-05"


def test_bytes_of_no_encoding_are_refused(tmp_path):
    path = tmp_path / "坏.csv"
    path.write_bytes("姓名,性别\r\n王建国,男\r\n".encode("gb18030") + b"\x81\xff\xff")
    with pytest.raises(BadInput, match="编码") as caught:
        read_roster(path, today=TODAY)
    assert caught.value.where == "坏.csv"
    assert ".xlsx" in caught.value.remedy


def test_a_broken_byte_after_a_utf8_mark_is_not_read_as_gb18030(tmp_path):
    path = tmp_path / "坏.csv"
    path.write_bytes(codecs.BOM_UTF8 + "姓名\r\n王建国".encode() + b"\xff")
    with pytest.raises(BadInput, match="编码"):
        read_roster(path, today=TODAY)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "，"])
def test_delimiters(tmp_path, delimiter):
    report = read_csv(tmp_path, [HEADER, WANG, LI], delimiter=delimiter)
    assert names(report) == ["王建国", "李秀英"]
    assert [person.phone for person in report.people] == ["13800000001", "13800000002"]


def test_a_declared_delimiter_and_text_marks(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes(b"sep=;\r\n" + '姓名;代表证号\r\n王建国;"=""0071"""\r\n'.encode("gb18030"))
    report = read_roster(path, today=TODAY)
    assert (report.people[0].certificate, report.people[0].row) == ("0071", 2)


def test_phones_with_chinese_commas_do_not_make_columns(tmp_path):
    row = [*LI[:7], "138 0000 0002，0571-88881234"]
    report = read_csv(tmp_path, [HEADER, WANG, row])
    assert report.people[1].phone == "13800000002、0571-88881234"
    assert cells(report.corrected) == [(3, "H3")]


def test_moved_columns_are_refused(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes(
        "姓名,工作单位及职务,选区\r\n王建国,镇人大,主席,第一选区\r\n李秀英,村委会,第二选区\r\n".encode()
    )
    report = read_roster(path, today=TODAY)
    assert names(report) == ["李秀英"]
    assert report.people[0].district == "第二选区"
    assert cells(report.refused) == [(2, "D2")]
    assert "错位" in report.refused[0].message


def test_an_open_quotation_mark_swallows_no_rows(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes('姓名,选区\r\n王建国,一\r\n李秀英,"二\r\n张伟,三\r\n'.encode())
    with pytest.raises(BadInput, match="引号") as caught:
        read_roster(path, today=TODAY)
    assert "第3行" in caught.value.where


def test_row_numbers_count_blank_lines_and_lines_within_cells(tmp_path):
    rows = [["某镇代表名册"], [], HEADER, WANG, [], ["", " ", "　"], [*LI[:6], "第二\n选区", ""]]
    report = read_csv(tmp_path, rows)
    assert [(p.name, p.row) for p in report.people] == [("王建国", 4), ("李秀英", 7)]
    assert report.rows_read == 2
    assert report.people[1].district == "第二选区"


def test_totals_are_refused_and_blank_rows_skipped(tmp_path):
    rows = [HEADER, WANG, ["3"], LI, ["合　计", "2人"], ["", "共2人"], ["", "总计：二人"], ["共有代表"]]
    report = read_csv(tmp_path, rows)
    assert names(report) == ["王建国", "李秀英"]
    assert [(n.row, n.message) for n in report.refused] == [(5, "合计行"), (6, "合计行"), (7, "合计行")]
    assert report.rows_read == 5


def test_repeated_headers_and_captions_are_skipped(tmp_path):
    report = read_csv(tmp_path, [["", "某镇代表"], HEADER, WANG, ["", "某镇代表"], HEADER, LI])
    assert [(p.name, p.row) for p in report.people] == [("王建国", 3), ("李秀英", 6)]
    assert (report.refused, report.rows_read) == ([], 2)


def test_a_two_row_header_without_merging(tmp_path):
    rows = [
        ["序号", "姓名", "基本情况", "", "", "联系方式", "密码"],
        ["", "", "性别", "民族", "出生年月", "手机", ""],
        ["1", "王建国", "男", "汉", "68.07", "13800000001", "hunter"],
    ]
    report = read_csv(tmp_path, rows)
    person = report.people[0]
    assert (person.sex, person.ethnicity, person.born, person.phone) == (
        "男",
        "汉族",
        "1968-07",
        "13800000001",
    )
    assert [(n.address, n.value, n.message) for n in report.corrected] == [
        ("D3", "汉", "→ 汉族(统一写法)"),
        ("E3", "68.07", "→ 1968年7月(两位年份按19××年读)"),
    ]
    assert [(n.address, n.value) for n in report.advice] == [("G2", "密码")]
    assert "hunter" not in repr(report)


def test_names_in_the_lower_row_of_the_header(tmp_path):
    rows = [
        ["", "基本情况", "", "联系电话"],
        ["序号", "姓名", "性别", ""],
        ["1", "王建国", "男", "13800000001"],
    ]
    report = read_csv(tmp_path, rows)
    assert [(p.name, p.phone, p.row) for p in report.people] == [("王建国", "13800000001", 3)]


def test_unit_and_duty_or_two_telephones_make_one_field(tmp_path):
    rows = [
        ["姓名", "工作单位", "职务", "电话", "手机"],
        ["王建国", "某镇人大", "主席", "0571-88881234", "13800000001"],
    ]
    person = read_csv(tmp_path, rows).people[0]
    assert (person.position, person.phone) == ("某镇人大主席", "0571-88881234、13800000001")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("性 别", "sex"),
        ("出生\n年月", "born"),
        ("出生年月（如1968.7）", "born"),
        ("＊党派", "party"),
        ("单位及职务", "position"),
        ("所在选区", "district"),
        ("代表团（组）", "delegation"),
        ("代表组", "delegation"),
        ("代表小组", "group"),
        ("代表阶层", "category"),
        ("手机号码：", "phone"),
        ("公民身份号码", "id_number"),
        ("代表证号", "certificate"),
        ("当选日期", "elected_on"),
        ("状态", "status"),
        ("文化程度", "education"),
    ],
)
def test_headers(tmp_path, header, field):
    report = read_csv(tmp_path, [["姓　名", header], ["王建国", ""]])
    assert [column.letter for column in report.columns[field]] == ["B"]


def test_two_people_to_a_line_are_refused_as_a_whole(tmp_path):
    with pytest.raises(BadInput, match="两列") as caught:
        read_csv(tmp_path, [["姓名", "选区", "姓名", "选区"], ["王建国", "一", "李秀英", "二"]])
    assert "A列、C列" in caught.value.message


def test_without_names_what_was_found_is_named(tmp_path):
    with pytest.raises(BadInput) as caught:
        read_csv(tmp_path, [["某镇名册"], ["序号", "代表", "性别", "选区"], ["1", "王建国", "男", "一"]])
    assert "序号、代表、性别、选区" in caught.value.message
    assert "姓名(必需)" in caught.value.remedy
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.csv", "空"),
        (b" \r\n\t\r\n", "a.csv", "空"),
        (codecs.BOM_UTF8 + b",,\r\n,,", "a.csv", "空"),
        ("姓名,性别\r\n".encode(), "a.csv", "只有表头"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", r"旧格式的 \.xls"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "密码"),
        (b"<html><table><tr><td>\xd0\xd5\xc3\xfb", "a.xls", "网页"),
        (b"%PDF-1.7 ...", "a.pdf", "不是表格"),
        (b"%PDF-1.7 ...", "a.csv", "不是表格"),
        (b"PK\x03\x04broken", "a.xlsx", "损坏"),
        ("姓名,性别\r\n王建国,男".encode(), "a.docx", "不是表格"),
    ],
)
def test_files_that_are_no_rosters(tmp_path, content, name, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=message) as caught:
        read_roster(path, today=TODAY)
    assert name in caught.value.where
    assert caught.value.remedy
    caught.value.message.encode("gbk")


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(BadInput, match="找不到"):
        read_roster(tmp_path / "无.csv", today=TODAY)
    with pytest.raises(BadInput, match="打不开"):
        read_roster(tmp_path, today=TODAY)


def test_text_renamed_xls_is_read(tmp_path):
    path = tmp_path / "名册.xls"
    path.write_bytes(csv_text([HEADER, WANG], "\t").encode("gb18030"))
    assert names(read_roster(path, today=TODAY)) == ["王建国"]


def test_one_endless_cell_is_no_table(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes(b'"' + b"x" * 200_000)
    with pytest.raises(BadInput, match="过长"):
        read_roster(path, today=TODAY)
