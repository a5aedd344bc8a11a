"""Dirty rosters as workbooks; see `corpus`."""

from __future__ import annotations

from datetime import date, datetime

from tests.rosters.builders import HEADER, LI, WANG, new_book, save
from tests.rosters.corpus import BOTH, ID, LOST, ONE, ZHANG, changed, dirty, sheet_of


@dirty(
    "Excel serials and real dates",
    [("王建国", "1968-07-02"), ("李秀英", "1975-11-23"), ("张伟", "1980-01")],
    [("E2", "→ 1968年7月2日(表格日期序号)")],
)
def _(folder):
    def fill(sheet):
        sheet.append(HEADER)
        for row, born in ((WANG, 25021), (LI, datetime(1975, 11, 23)), (ZHANG, date(1980, 1, 1))):  # noqa: DTZ001
            sheet.append([*row[:4], born, *row[5:]])
        sheet["E4"].number_format = 'yyyy"年"m"月"'

    return sheet_of(folder, fill)


@dirty(
    "identity numbers kept as numbers in a workbook",
    [("李秀英", "1968-07")],
    [("C3", f"→ {ID[:6]}********{ID[14:]}(去掉多余字符)")],
    [("C2", LOST)],
)
def _(folder):
    def fill(sheet):
        sheet.append(["姓名", "出生年月", "身份证号"])
        sheet.append(["王建国", "1968-07", int("330102196807031234")])
        sheet.append(["李秀英", "1968-07", f"'{ID}"])

    return sheet_of(folder, fill)


@dirty(
    "a caption, and a header of two rows",
    BOTH,
    fields={("王建国", "position"): "清溪镇人大主席", ("李秀英", "phone"): "13800000002"},
)
def _(folder):
    def fill(sheet):
        sheet.append(["清溪镇第二十届人大代表名册"])
        sheet.append(["姓名", "出生年月", "工作单位及职务", None, "联系方式"])
        sheet.append([None, None, "工作单位", "职务", "手机"])
        sheet.append(["王建国", "1968-07", "清溪镇人大", "主席", "13800000001"])
        sheet.append(["李秀英", "1975-11", "第一小学", "教师", "13800000002"])
        for area in ("A1:E1", "A2:A3", "B2:B3", "C2:D2"):
            sheet.merge_cells(area)

    return sheet_of(folder, fill)


@dirty("hidden rows", BOTH, [], [], [("第3行", "隐藏的行,也读了")])
def _(folder):
    def fill(sheet):
        for row in (HEADER, WANG, LI):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True

    return sheet_of(folder, fill)


@dirty(
    "a unit merged over its deputies, and a heading across",
    [*BOTH, ("张伟", "1980-01")],
    [],
    [("A5", "是跨列合并的标题或说明行,不是代表")],
    fields={("李秀英", "district"): "第一选区"},
)
def _(folder):
    def fill(sheet):
        sheet.append(["选区", "姓名", "出生年月"])
        sheet.append(["第一选区", "王建国", "1968-07"])
        sheet.append([None, "李秀英", "1975-11"])
        sheet.append(["第二选区", "张伟", "1980-01"])
        sheet.append(["以下为列席人员"])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("A5:C5")

    return sheet_of(folder, fill)


@dirty(
    "errors of the spreadsheet, and formulas never saved",
    ONE,
    [],
    [
        ("E3", "单元格是错误值,请改正后重新导入"),
        ("G4", "公式没有保存结果;请在 WPS 或 Excel 中打开并保存后重新导入"),
    ],
)
def _(folder):
    def fill(sheet):
        for row in (HEADER, WANG, changed(LI, E="#N/A"), changed(ZHANG, G="=G2")):
            sheet.append(row)

    return sheet_of(folder, fill)


@dirty(
    "columns that stand for nothing, and a second sheet",
    BOTH,
    [],
    [],
    [("I1", "这一列没有读取"), ("第0行", "这张工作表也有姓名列,没有读取")],
)
def _(folder):
    book, sheet = new_book()
    for row in ([*HEADER, "相片"], [*WANG, "有"], [*LI, "无"]):
        sheet.append(row)
    book.create_sheet("工作人员").append(["姓名", "电话"])
    return save(book, folder)


@dirty(
    "mixture: an export of a county's platform, merged caption, serials, totals",
    [("王建国", "1968-07-02"), ("欧阳建国", "1975-11")],
    [
        ("B4", "→ 王建国(去掉全角空格)"),
        ("D4", "→ 汉族(统一写法)"),
        ("E4", "→ 1968年7月2日(表格日期序号)"),
        ("B5", "→ 欧阳建国(去掉空格)"),
        ("D5", "→ 汉族(统一写法)"),
        ("F5", "→ 中共党员(统一写法)"),
    ],
    [("H6", "不是完整的电话号码;请核对"), ("第7行", "合计行")],
    [("I2", "这一列没有读取")],
)
def _(folder):
    def fill(sheet):
        sheet.append(["第二十届人民代表大会代表信息表"])
        sheet.append(
            [
                "序号",
                "姓名",
                "性别",
                "民族",
                "出生年月",
                "政治面貌",
                "单位职务",
                "手机号码",
                "电子版相片(2寸蓝底)",
            ]
        )
        sheet.append([None] * 9)
        sheet.append([1, "王　建国", "男 ", "汉", 25021, "中共党员", "村委会主任", "13800000001", None])
        sheet.append([2, "欧阳 建国", "男", "汉", "1975年11月", "中共", "镇小学教师", 13800000002, None])
        sheet.append([3, "李秀英", "女", "汉族", "1980-01", "群众", "农民", "138-0000", None])
        sheet.append(["合计", None, None, None, None, None, None, "3 人", None])
        sheet.merge_cells("A1:I1")
        for letter in "ABCDEFGHI":
            sheet.merge_cells(f"{letter}2:{letter}3")

    return sheet_of(folder, fill)
