"""Dirty rosters as text; see `corpus`."""

from __future__ import annotations

from tests.rosters.builders import HEADER, LI, WANG, csv_text, write_csv
from tests.rosters.corpus import BOTH, ID, LOST, ONE, ZHANG, changed, csv, dirty


@dirty("U+3000 aligns names", BOTH, [("B2", "→ 王建国(去掉全角空格)"), ("B3", "→ 李秀英(去掉空格)")])
def _(folder):
    return csv(folder, changed(WANG, B="王　建国"), changed(LI, B="李 秀英"))


@dirty(
    "dots of nationalities in four forms",
    [("买买提·艾力", "1968-07"), ("阿依古丽·吐尔逊", "1975-11"), ("古丽·阿不都", "1980-01")],
    [
        ("B2", "→ 买买提·艾力(统一间隔号)"),
        ("D2", "→ 维吾尔族(统一写法)"),
        ("B3", "→ 阿依古丽·吐尔逊(统一间隔号)"),
        ("B4", "→ 古丽·阿不都(统一间隔号)"),
    ],
)
def _(folder):
    return csv(
        folder,
        changed(WANG, B="买买提•艾力", D="维吾尔"),
        changed(LI, B="阿依古丽．吐尔逊"),
        changed(ZHANG, B="古丽・阿不都"),
    )


@dirty(
    "years of two digits",
    ONE,
    [("E2", "→ 1968年7月(两位年份按19××年读)")],
    [("E3", "年份只有两位,看不出是哪个世纪;请写四位年份")],
)
def _(folder):
    return csv(folder, changed(WANG, E="68.07"), changed(LI, E="05.07"))


@dirty("months and years run together", BOTH)
def _(folder):
    return csv(folder, changed(WANG, E="196807"), changed(LI, E="1975年11月"))


@dirty(
    "dates in Chinese numerals",
    [("王建国", "1968-07"), ("李秀英", "1975-11-23")],
    [("E2", "→ 1968年7月(两位年份按19××年读)"), ("E3", "→ 1975年11月23日(中文数字)")],
)
def _(folder):
    return csv(folder, changed(WANG, E="六八年七月"), changed(LI, E="一九七五年十一月二十三日"))


@dirty(
    "full-width digits",
    BOTH,
    [("E2", "→ 1968年7月(统一写法)"), ("H3", "→ 13800000002(统一写法)")],
)
def _(folder):
    return csv(folder, changed(WANG, E="１９６８．７"), changed(LI, H="１３８０００００００２"))


@dirty(
    "October that a spreadsheet has cut to .1",
    ONE,
    [],
    [("E3", "可能是1月,也可能是10月(表格程序会去掉末尾的0);请写成 1975年1月 或 1975年10月")],
)
def _(folder):
    return csv(folder, WANG, changed(LI, E="1975.1"))


@dirty(
    "identity numbers of which digits are lost",
    [("张伟", "1968-07")],
    [],
    [("C2", LOST), ("C3", LOST), ("C4", LOST)],
    fields={("张伟", "id_number"): ID},
)
def _(folder):
    rows = [
        ["姓名", "出生年月", "身份证号"],
        ["王建国", "1968-07", "3.30102E+17"],
        ["李秀英", "1975-11", "330102197511231000"],
        ["陈静", "1980-01", "1.23457E+17"],
        ["张伟", "1968-07", ID],
    ]
    return write_csv(folder, rows, encoding="utf-8-sig")


@dirty(
    "characters of one's own making",
    ONE,
    [],
    [("B3", "有自造字(U+E5E5),别的电脑上显示不出;请换成标准汉字后重新导入")],
)
def _(folder):
    return csv(folder, WANG, changed(LI, B="李\ue5e5英"), encoding="utf-8")


@dirty("rare characters that GBK has not", [("周䶮", "1968-07"), ("陈𬭎", "1975-11")])
def _(folder):
    return csv(folder, changed(WANG, B="周䶮"), changed(LI, B="陈𬭎"))


@dirty(
    "a character lost on the way",
    ONE,
    [],
    [("B3", "有字已丢失(U+FFFD),无法复原;请从原件重新导出")],
)
def _(folder):
    return csv(folder, WANG, changed(LI, B="李\ufffd英"), encoding="utf-8")


@dirty("a row of totals", BOTH, [], [("第4行", "合计行"), ("第5行", "合计行")])
def _(folder):
    return csv(folder, WANG, LI, ["合计", "", "", "", "", "", "2人", ""], ["", "共2人"])


@dirty(
    "one name twice, to be told apart",
    [("张伟", "1968-07"), ("张伟", "1975-11")],
    [],
    [],
    [("第3行", "与第2行同名,都已收;名单、选票上须加注出生年月(1975年11月)以便区分")],
)
def _(folder):
    return csv(folder, changed(WANG, B="张伟"), changed(LI, B="张伟"))


@dirty(
    "one person twice",
    ONE,
    [],
    [("第3行", "与第2行同名“王建国”,出生年月也相同;是否同一人?")],
)
def _(folder):
    return csv(folder, WANG, changed(WANG, A="2"))


@dirty(
    "marks behind the name", BOTH, [("B3", "→ 李秀英(去掉括号内的标记)")], fields={("李秀英", "sex"): "女"}
)
def _(folder):
    return csv(folder, WANG, changed(LI, B="李秀英（女，回族）", C=""))


@dirty(
    "sex, people and party in short forms",
    BOTH,
    [
        ("C2", "→ 男(统一写法)"),
        ("D2", "→ 汉族(统一写法)"),
        ("F2", "→ 中共党员(统一写法)"),
        ("C3", "→ 女(统一写法)"),
        ("D3", "→ 回族(统一写法)"),
        ("F3", "→ 无党派人士(统一写法)"),
    ],
)
def _(folder):
    return csv(folder, changed(WANG, C="M", D="汉", F="党员"), changed(LI, C="女性", D="回", F="无党派"))


@dirty(
    "words that are no sex, no people, no party",
    ONE,
    [],
    [
        (
            "C3",
            (
                "性别只能是男或女;另 D3 民族:不是国家认定的民族名称;请核对;另 F3 政治面貌:看不出政治面貌;"
                "请写中共党员、中共预备党员、共青团员、群众、无党派人士或所属民主党派"
            ),
        )
    ],
)
def _(folder):
    return csv(folder, WANG, changed(LI, C="2", D="汗族", F="无"))


@dirty(
    "telephone numbers with blanks and Chinese commas",
    BOTH,
    [("H2", "→ 13800000001、0571-88881234(统一写法)")],
    [("H4", "不是完整的电话号码;请核对")],
)
def _(folder):
    return csv(folder, changed(WANG, H="138 0000 0001，0571-88881234"), LI, changed(ZHANG, H="1380000000"))


@dirty("UTF-8 without a mark", BOTH)
def _(folder):
    return csv(folder, WANG, LI, encoding="utf-8")


@dirty("semicolons, and a text mark before every number", BOTH, fields={("王建国", "phone"): "13800000001"})
def _(folder):
    rows = [[f'="{cell}"' if cell.isdigit() else cell for cell in row] for row in (HEADER, WANG, LI)]
    path = folder / "名册.csv"
    path.write_bytes(csv_text(rows, ";").encode("utf-8-sig"))
    return path


@dirty(
    "moved columns",
    [("李秀英", "1975-11")],
    [],
    [("I2", "比表头多出几格,可能是内容里有分隔符号,各列已错位")],
)
def _(folder):
    return csv(folder, [*WANG[:6], "镇人大", "主席", "13800000001"], LI)


@dirty(
    "too young, too old, and no such day",
    ONE,
    [],
    [
        ("E3", "读作2009年1月,不满 18 周岁,不能是代表;请核对"),
        ("E4", "读作1925年1月,已超过 100 岁;请核对"),
        ("E5", "没有这个日期;请写成 1968-07 或 1968年7月"),
    ],
)
def _(folder):
    rest = [changed(LI, E="2009-01"), changed(ZHANG, E="1925-01"), changed(ZHANG, B="陈静", E="1970-02-30")]
    return csv(folder, WANG, *rest)


@dirty(
    "mixture: typed by hand in WPS, saved as GB18030",
    [("王建国", "1968-07"), ("买买提·艾力", "1975-11"), ("周䶮", "1980-01-05")],
    [
        ("B4", "→ 王建国(去掉全角空格)"),
        ("E4", "→ 1968年7月(两位年份按19××年读)"),
        ("F4", "→ 中共党员(统一写法)"),
        ("B5", "→ 买买提·艾力(统一间隔号)"),
        ("H5", "→ 13800000002、661234(统一写法)"),
        ("E6", "→ 1980年1月5日(统一写法)"),
    ],
    [
        ("E7", "可能是1月,也可能是10月(表格程序会去掉末尾的0);请写成 1980年1月 或 1980年10月"),
        ("第8行", "合计行"),
    ],
)
def _(folder):
    rows = [
        ["清溪镇人大代表名册"],
        [],
        HEADER,
        changed(WANG, B="王　建国", E="68.07", F="党员"),
        changed(LI, B="买买提・艾力", D="维吾尔族", H="13800000002/661234"),
        changed(ZHANG, B="周䶮", E="１９８０年１月５日"),
        changed(ZHANG, B="赵敏", E="1980.1"),
        ["", "总计:４人"],
    ]
    return write_csv(folder, rows, encoding="gb18030")
