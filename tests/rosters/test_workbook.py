"""Dirty workbooks."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl.worksheet.table import Table

from procedures.errors import BadInput
from procedures.papers.rosters import read_roster
from tests.rosters.builders import HEADER, LI, TODAY, WANG, cells, names, new_book, save, with_check


def test_caption_and_merged_two_row_header(tmp_path):
    book, sheet = new_book()
    for row in (
        ["某镇第十九届人民代表大会代表名册"],
        ["序号", "姓名", "基本情况", None, None, "代表团", "照片"],
        [None, None, "性别", "民族", "出生年月", None, None],
        [1, "王　建国", "男 ", "汉", "１９６８．７", "第一代表团", None],
        [2, "李 秀英", "F", "畲族", "1970年10月", None, None],
        ["第二代表团(2人)"],
        [3, "买买提•艾力", "男", "维吾尔", "196807", "第二代表团", None],
        ["合计", 3],
    ):
        sheet.append(row)
    for area in ("A1:G1", "A2:A3", "B2:B3", "C2:E2", "F2:F3", "G2:G3", "F4:F5", "A6:G6"):
        sheet.merge_cells(area)
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert [(p.row, p.name, p.sex, p.ethnicity, p.born, p.delegation) for p in report.people] == [
        (4, "王建国", "男", "汉族", "1968-07", "第一代表团"),
        (5, "李秀英", "女", "畲族", "1970-10", "第一代表团"),
        (7, "买买提·艾力", "男", "维吾尔族", "1968-07", "第二代表团"),
    ]
    assert cells(report.corrected) == [
        *[(4, "B4"), (4, "D4"), (4, "E4")],
        *[(5, "B5"), (5, "C5"), (7, "B7"), (7, "D7")],
    ]
    assert report.corrected[0].value == "王　建国"
    assert report.corrected[0].message == "→ 王建国(去掉全角空格)"
    assert [(n.row, n.message) for n in report.refused] == [
        (6, "是跨列合并的标题或说明行,不是代表"),
        (8, "合计行"),
    ]
    assert (report.rows_read, report.encoding, report.sheet) == (5, None, "名册")
    assert [n.value for n in report.advice] == ["照片"]


def test_dates_as_excel_keeps_them(tmp_path):
    book, sheet = new_book()
    sheet.append(["姓名", "出生年月", "当选日期"])
    months = [
        ("甲一", 25021, "General"),
        ("甲二", date(1968, 7, 1), 'yyyy"年"m"月"'),
        ("甲三", date(1968, 7, 3), "yyyy-mm-dd"),
        ("甲四", date(1968, 7, 1), "mmm-yy"),
        ("甲五", 1968.1, "0.00"),
        ("甲六", 1968.1, "General"),
        ("甲七", "1968.1", "@"),
        ("甲八", 196807, "General"),
        ("甲九", 1968.07, "General"),
        ("乙一", 1968, "General"),
        ("乙二", 19687, "General"),
    ]
    for row, (name, born, shown_as) in enumerate(months, start=2):
        sheet.append([name, born, date(2026, 1, 8)])
        sheet.cell(row, 2).number_format = shown_as
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert {p.name: p.born for p in report.people} == {
        "甲一": "1968-07-02",
        "甲二": "1968-07",
        "甲三": "1968-07-03",
        "甲四": "1968-07",
        "甲五": "1968-10",
        "甲七": "1968-01",
        "甲八": "1968-07",
        "甲九": "1968-07",
    }
    assert {p.elected_on for p in report.people} == {"2026-01-08"}
    assert [(n.address, n.value) for n in report.corrected] == [("B2", "25021")]
    assert [n.address for n in report.refused] == ["B7", "B11", "B12"]
    assert "10月" in report.refused[0].message
    assert "缺月份" in report.refused[1].message
    assert "序号" in report.refused[2].message


def test_identity_numbers(tmp_path):
    good = with_check("33010219680703123")
    ending = next(n for n in (with_check(f"330102197511{d:02}024") for d in range(1, 29)) if n[-1] == "X")
    wrong = good[:-1] + ("1" if good[-1] != "1" else "2")
    book, sheet = new_book()
    sheet.append(["姓名", "身份证号"])
    rows = [
        ("甲一", good),
        ("甲二", ending.lower()),
        ("甲三", wrong),
        ("甲四", 330102196807031234),
        ("甲五", "1.23457E+17"),
        ("甲六", 3.30102196807031e17),
        ("甲七", good[:15]),
        ("甲八", f"{ending[:6]} {ending[6:14]} {ending[14:]}"),
        ("甲九", None),
        ("乙一", with_check("33010219681303123")),
        ("乙二", 330102680703123),
    ]
    for row in rows:
        sheet.append(row)
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert {p.name: p.id_number for p in report.people} == {"甲一": good, "甲二": ending, "甲九": ""}
    assert cells(report.corrected) == [(3, "B3")]
    lost = "已丢失数字,无法复原;请改为文本格式后重新导入"
    messages = {n.row: n.message for n in report.refused}
    assert {row for row, message in messages.items() if message == lost} == {5, 6, 7}
    assert "校验位" in messages[4]
    assert "15位" in messages[8]
    assert "第3行" in messages[9]
    assert "不是日期" in messages[11]
    assert "15位" in messages[12]
    assert good[6:14] not in repr(report)
    assert wrong[6:14] not in repr(report)
    assert next(n for n in report.refused if n.row == 6).value == "1.23457E+17"


def test_hidden_rows_are_read_and_told(tmp_path):
    book, sheet = new_book()
    for row in (HEADER, WANG, LI):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert names(report) == ["王建国", "李秀英"]
    assert [(n.row, n.message) for n in report.advice] == [(3, "隐藏的行,也读了")]


def test_the_first_visible_sheet_with_names(tmp_path):
    book, first = new_book()
    first.title = "旧名册"
    for row in (HEADER, LI):
        first.append(row)
    first.sheet_state = "hidden"
    book.create_sheet("说明").append(["填表说明"])
    roster = book.create_sheet("名册")
    other = book.create_sheet("列席人员")
    for row in (HEADER, WANG):
        roster.append(row)
        other.append(row)
    book.active = 2
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert (names(report), report.sheet) == (["王建国"], "名册")
    assert [n.value for n in report.advice] == ["列席人员"]


def test_formulas_without_a_result_and_error_values_are_not_blank(tmp_path):
    book, sheet = new_book()
    sheet.append(["姓名", "选区"])
    sheet.append(["王建国", '="第"&1&"选区"'])
    sheet.append(["李秀英", "#REF!"])
    sheet.append(["张伟", "第三选区"])
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert names(report) == ["张伟"]
    assert [(n.address, n.message[:2]) for n in report.refused] == [("B2", "公式"), ("B3", "单元")]


def test_values_that_excel_took_for_dates_or_cut(tmp_path):
    book, sheet = new_book()
    sheet.append(["姓名", "选区", "手机"])
    sheet.append(["王建国", date(2026, 3, 1), 13800000001])
    sheet.append(["李秀英", "3-1", 57188881234])
    sheet.append(["张伟", "3-1", 13800000003])
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert [(p.name, p.district, p.phone) for p in report.people] == [("张伟", "3-1", "13800000003")]
    assert cells(report.refused) == [(2, "B2"), (3, "C3")]


def test_a_name_merged_over_two_rows_is_one_person(tmp_path):
    book, sheet = new_book()
    sheet.append(["姓名", "职务"])
    sheet.append(["王建国", "主席"])
    sheet.append([None, "书记"])
    sheet.merge_cells("A2:A3")
    report = read_roster(save(book, tmp_path), today=TODAY)
    assert [(p.name, p.position) for p in report.people] == [("王建国", "主席")]
    assert cells(report.refused) == [(3, "A2")]


def test_a_workbook_called_csv_is_read(tmp_path):
    book, sheet = new_book()
    for row in (HEADER, WANG):
        sheet.append(row)
    sheet.add_table(Table(displayName="t", ref="A1:H2"))
    report = read_roster(save(book, tmp_path, "名册.csv"), today=TODAY)
    assert (names(report), report.encoding) == (["王建国"], None)


def test_an_empty_workbook_and_another_archive(tmp_path):
    book, _ = new_book()
    with pytest.raises(BadInput, match="空"):
        read_roster(save(book, tmp_path), today=TODAY)
    other = tmp_path / "通知.xlsx"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(BadInput, match=r"不是 \.xlsx") as caught:
        read_roster(other, today=TODAY)
    assert caught.value.where == "通知.xlsx"


def test_a_workbook_without_names_names_its_sheet(tmp_path):
    book, sheet = new_book()
    sheet.append(["序号", "性别", "选区"])
    with pytest.raises(BadInput, match="序号、性别、选区") as caught:
        read_roster(save(book, tmp_path), today=TODAY)
    assert caught.value.where == "名册.xlsx 工作表“名册”"


def test_damaged_workbooks_are_told_from_others(tmp_path):
    book, sheet = new_book()
    for row in (HEADER, WANG, LI):
        sheet.append(row)
    path = save(book, tmp_path)
    whole = path.read_bytes()
    for spoilt in (whole[: len(whole) // 2], whole.replace(b"PK\x01\x02", b"PK\x01\x03"), spoil_sheet(whole)):
        path.write_bytes(spoilt)
        with pytest.raises(BadInput, match="损坏"):
            read_roster(path, today=TODAY)


def spoil_sheet(whole):
    """The archive with a sheet that is no XML."""
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<broken" if "worksheets/" in name else old.read(name))
    return spoilt.getvalue()


def test_sheets_formatted_far_beyond_the_roster(tmp_path):
    book, sheet = new_book()
    for row in (HEADER, WANG):
        sheet.append(row)
    sheet.cell(30_000, 1).number_format = "0.00"
    with pytest.raises(BadInput, match="30000 行") as caught:
        read_roster(save(book, tmp_path), today=TODAY)
    assert "空行" in caught.value.remedy
