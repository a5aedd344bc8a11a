"""Bad input of every kind: what was wrong, where, what to do; exit 2; no traceback; nothing written."""

import re

import pytest
from openpyxl import Workbook

from tests.cli.shapes import ERROR, assert_shape

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"(?!renda )\b[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")
DATED = ("决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")
NAMES = "王建国、李秀英、张志强、刘丽华、陈永福、杨春梅、赵国平、黄玉兰、周文斌"


def assert_told(said, where, message, code=2):
    """A clear Chinese error with its place and a remedy."""
    assert said.code == code, said
    assert_shape(said.doc, ERROR)
    error = said.error
    assert where in (error["where"] or ""), error
    assert message in error["message"], error
    assert CHINESE.search(error["message"])
    assert CHINESE.search(error["remedy"] or ""), error
    assert not ENGLISH.search(error["message"] + error["remedy"]), error
    assert said.err == ""


def assert_refused(desk, words, where, message, code=2):
    """In both formats, and nothing is written."""
    before = desk.head()
    said = desk.json(*words)
    assert_told(said, where, message, code)
    text = desk(*words)
    assert (text.code, text.out) == (code, "")
    assert text.err.startswith(f"× {said.error['message']}")
    assert "怎么办:" in text.err
    assert desk.head() == before


ON_THE_LINE = [
    (("没有这个命令",), "", "没有“没有这个命令”这个命令"),
    (("roster", "删除"), "", "没有“删除”这个命令"),
    (("cases", "--没有"), "--没有", "没有 --没有 这个选项"),
    (("--没有",), "--没有", "没有 --没有 这个选项"),
    (("due", "--within"), "--within", "后面要写值"),
    (("do", "S20-1", "开幕", "--dry-run=是"), "--dry-run", "后面不写值"),
    (("do", "S20-1"), "步骤", "缺少 步骤"),
    (("open", "session", "a", "b"), "", "多出了参数:b"),
    (("tally", "--base", "72", "甲=1"), "--seats", "缺少 --seats"),
    (("tally", "--seats", "三", "--base", "72", "甲=1"), "--seats", "不能是 三"),
    (("tally", "--seats", "0", "--base", "72", "甲=1"), "--seats", "不小于 1"),
    (("tally", "--seats", "1", "--base", "72", "甲=许多"), "甲", "应为数字"),
    (("tally", "--seats", "1", "--base", "72", "甲=73"), "甲", "多于"),
    (("tally", "--seats", "1", "--base", "72", "甲=1", "甲=2"), "甲=2", "写了两次"),
    (("check", "--year", "20266"), "--year", "不大于 2100"),
    (("correct", "S20-1", "第一", "a=1", "--reason", "r"), "记录", "应为整数"),
    (("completion", "cmd"), "bash|zsh|fish", "可填:bash、zsh、fish"),
    (("open", "没有的程序", "名称"), "没有的程序", "没有叫“没有的程序”的程序"),
    (("procedure", "show", "x"), "x", "没有叫“x”的程序"),
    (("do", "S20-1", "决定开会日期", "会议类别=…"), "会议类别", "还没有填"),
    (("do", "S20-1", "改期", "改期原因= … "), "改期原因", "还没有填"),
    (("office", "set", "镇长", "…"), "姓名", "还没有填"),
    (("next", "S99-1"), "S99-1", "没有编号或名称为“S99-1”的事项"),
    (("show", "没有"), "没有", "没有编号或名称为“没有”的事项"),
    (("log", "没有"), "没有", "没有编号或名称为“没有”的事项"),
    (("check", "没有"), "没有", "没有编号或名称为“没有”的事项"),
    (("check",), "check", "只写一种"),
    (("check", "S20-1", "--all"), "check", "只写一种"),
    (("check", "--before", "J2026-9"), "J2026-9", "没有编号或名称"),
    (("report", "year", "20266"), "年", "不大于 2100"),
    (("report", "month"), "", "没有“month”这个命令"),
    (("source", "2026"), "编号", "不是数字的编号"),
    (("source", "2026", "99.9"), "99.9", "没有数字"),
    (("source", "一二三", "1.1"), "编号", "不是数字的编号"),
    (("do", "S20-1", "没有的步骤"), "没有的步骤", "没有叫“没有的步骤”的步骤"),
    (("do", "S20-1", "决定开会日期", "没有=1"), "没有", "没有“没有”这一项"),
    (("do", "S20-1", "决定开会日期", "会议类别"), "会议类别", "不是 名称=值 的写法"),
    (("do", "S20-1", "决定开会日期", "=例会"), "=例会", "不是 名称=值 的写法"),
    (("do", "S20-1", "决定开会日期", "会议类别=例会", "会议类别=例会"), "会议类别", "写了两次"),
    (("do", "S20-1", "决定开会日期", "会议类别=例会", "session_kind=例会"), "会议类别", "写了两次"),
    (("do", "S20-1", "决定开会日期"), "决定开会日期", "还缺:会议类别、开幕日期"),
    (("do", "S20-1", *DATED[:2], "开幕日期="), "开幕日期", "没有填"),
    (("do", "S20-1", *DATED[:2], "开幕日期=2026-02-30"), "开幕日期", "不存在"),
    (("do", "S20-1", *DATED[:2], "开幕日期=下周三"), "开幕日期", "不是可以识别的日期"),
    (("do", "S20-1", *DATED[:1], "会议类别=茶话会", "开幕日期=2026-02-05"), "会议类别", "没有“茶话会”这一项"),
    (("do", "S20-1", *DATED, "--on", "2026-13-01"), "--on", "没有13月"),
    (("do", "S20-1", *DATED, "--irregular", "理由"), "--irregular", "同时写明"),
    (("do", "S20-1", *DATED, "--accepted-by", "谁"), "--irregular", "同时写明"),
    (("do", "S20-1", *DATED, "--irregular", " ", "--accepted-by", "谁"), "--irregular", "不能是空的"),
    (("do", "S20-1", *DATED, "--paper", "会议通知"), "--paper", "不是 种类=文件 的写法"),
    (("do", "S20-1", "编组代表团", "编入代表团数=一个"), "编入代表团数", "应为数字"),
    (("do", "S20-1", "选举主席团", f"主席团名单={NAMES}", "赞成票=73"), "赞成票", "多于全体代表 72"),
    (("do", "S20-1", "选举主席团", f"主席团名单={NAMES}", "赞成票=-1"), "赞成票", "不能是"),
    (("do", "S20-1", "选举主席团", f"主席团名单={NAMES}", "赞成票=三十"), "赞成票", "应为数字"),
    (("do", "S20-1", "选举主席团", "主席团名单=陌生人", "赞成票=70"), "主席团名单", "不是"),
    (("correct", "S20-1", "1", "a=1", "--reason", "r"), "1", "没有可以更正的记录 1"),
    (("rule", "show", "XX-1"), "XX-1", "没有编号为 XX-1 的规则"),
    (("rule", "show", "ORG-14-4", "--on", "1950-01-01"), "ORG-14-4", "没有施行中"),
    (("rule", "list", "--statute", "没有的法"), "--statute", "没有收录"),
    (("rule", "list", "--province", "火星"), "--province", "没有“火星”这个省级行政区"),
    (("numbers", "--province", "火星"), "--province", "没有“火星”这个省级行政区"),
    (("procedure", "show", "session", "--province", "x"), "--province", "省级行政区"),
    (("rule", "try", "ORG-14-4", "--province", "x"), "--province", "省级行政区"),
    (("ask", "主席团", "批准预算", "--province", "x"), "--province", "省级行政区"),
    (("rule", "try"), "编号", "没有写规则编号"),
    (("rule", "try", "ORG-14-4", "没有=1"), "没有", "没有叫“没有”的事实"),
    (("rule", "try", "ORG-14-4", "到会代表=多"), "到会代表", "应为数字"),
    (("ask", "主席团", "登月"), "办什么", "没有找到"),
    (("date", "2026-02-30"), "日期", "不存在"),
    (("date", "2026-02-03", "很久"), "期间", "不是可以识别的期限"),
    (("date", "2026-02-03", "+1月", "+1日"), "期间", "一个起算日和一个期间"),
    (("cases", "--today", "不知哪天"), "--today", "不是可以识别的日期"),
    (("cases", "--format", "xml"), "--format", "可填:text、json"),
    (("cases", "--congress", "没有镇"), "--congress", "记录里没有“没有镇”"),
    (("roster", "show", "陌生人"), "姓名", "名册里没有“陌生人”"),
    (("office", "set", "皇帝", "王建国"), "职务", "没有“皇帝”这个职务"),
    (("office", "set", "主席", "王建国", "--ends"), "姓名", "没有担任主席"),
    (("init", " ", "--province", "江西", "--kind", "镇", "--term", "1"), "名称", "不能是空的"),
    (("init", "a", "--province", "火星", "--kind", "镇", "--term", "1"), "--province", "省级行政区"),
    (("init", "a", "--province", "江西", "--kind", "县", "--term", "1"), "--kind", "没有“县”这一项"),
    (("init", "a", "--province", "江西", "--kind", "镇", "--term", "零"), "--term", "从 1 起"),
    (("init", "a", "--province", "江西", "--kind", "镇", "--term", "x"), "--term", "整数"),
    (("init", "a", "--province", "江西", "--kind", "镇"), "--term", "缺少 --term"),
]


@pytest.mark.parametrize(
    ("words", "where", "message"), ON_THE_LINE, ids=[" ".join(row[0])[:40] for row in ON_THE_LINE]
)
def test_on_the_line(office, words, where, message):
    if "--format" in words:
        said = office(*words)
        assert said.code == 2
        assert message in said.err
        return
    assert_refused(office, words, where, message)


def test_a_term_that_ends_before_it_begins(office):
    dates = ("--term-began", "2026-01-05", "--term-ends", "2025-01-05")
    words = ("init", "石桥乡", "--province", "江西", "--kind", "乡", "--term", "2", *dates)
    assert_refused(office, words, "--term-ends", "不晚于")


def test_the_same_term_twice(office):
    words = ("init", "清溪镇", "--province", "江西", "--kind", "镇", "--term", "20")
    assert_refused(office, words, "清溪镇", "已经建立过了", code=1)


def test_a_case_that_does_not_fit(office):
    assert_refused(office, ("open", "session", " "), "名称", "名称")
    assert_refused(office, ("open", "session", "x", "--number", "1"), "--number", "S20-1 已经有了")
    assert_refused(office, ("open", "session", "x", "--number", "0"), "--number", "大于零")
    assert_refused(office, ("open", "session", "x", "--within", "S20-1"), "--within", "不能放在")
    assert_refused(office, ("open", "bill", "x", "--within", "没有"), "没有", "没有编号或名称")
    office.told("open", "session", "二十届一次会议")
    assert_refused(office, ("next", "二十届一次会议"), "二十届一次会议", "有 2 个事项")


def test_more_present_than_in_office_and_counts_that_do_not_add_up(office):
    office.told("do", "S20-1", *DATED)
    office.told("do", "S20-1", "公布开会日期")
    office.told("do", "S20-1", "送达会议材料")
    assert_refused(
        office, ("do", "S20-1", "开幕", "到会代表=73", "--on", "2026-02-05"), "到会代表", "多于全体代表 72"
    )
    office.told("do", "S20-1", "开幕", "到会代表=70", "--on", "2026-02-05")
    office.today = "2026-02-05"
    office.told("do", "S20-1", "选举主席团", f"主席团名单={NAMES}", "赞成票=70")
    office.told("do", "S20-1", "通过会议议程", "主持人=王建国")
    early = ("do", "S20-1", "听取和审议报告", "报告=政府工作报告", "--on", "2026-02-04")
    assert_refused(office, early, "--on", "早于已登记的上一步")
    votes = ("赞成票=60", "反对票=10", "弃权票=1")
    assert_refused(office, ("do", "S20-1", "表决决议", "决议名称=决议", *votes), "票数", "多于到会代表 70")
    before = office.head()
    announced = ("赞成票=36", "反对票=30", "弃权票=4", "宣布结果=通过")
    office.told("do", "S20-1", "表决决议", "决议名称=决议", *announced, code=1)
    assert office.head() == before


def test_a_survey_must_add_up(office):
    office.told("open", "work-evaluation", "评议镇卫生院")
    arranged = ("对象=有关单位", "被评议单位=镇卫生院", "有主席团安排=是")
    for step, *facts in (
        ("确定评议方案", *arranged),
        ("通知被评议单位",),
        ("组织代表调查", "参加代表人数=12"),
        ("收到自查报告",),
        ("举行评议会", "参加代表人数=38"),
    ):
        office.told("do", "P2026-1", step, *facts)
    ballot = ("do", "P2026-1", "满意度测评", "发出选票数=38", "满意票=24", "基本满意票=11")
    assert_refused(office, (*ballot, "收回选票数=38", "不满意票=4"), "票数", "不等于收回的 38 张")
    assert_refused(office, (*ballot, "收回选票数=39", "不满意票=4"), "收回选票数", "多于发出的 38 张")


# ---- files ---------------------------------------------------------------------------------------------------

FACTS = [
    ("缺.json", '{"会议类别": "例会"', "缺.json:1", "不是完整的 JSON"),
    ("空.json", "", "空.json:1", "不是完整的 JSON"),
    ("列.json", '["会议类别"]', "列.json", "名称: 值 的对照"),
    ("两次.json", '{"会议类别": "例会",\n "会议类别": "临时会议"}', "两次.json", "写了两次"),
    ("大数.json", '{"会议类别": ' + "9" * 5000 + "}", "大数.json", "不是完整的 JSON"),
    ("深.json", "[" * 100_000, "深.json", "不是完整的 JSON"),
    ("乱.json", '{"会议类别": "例会"}'.encode("gb18030"), "--facts", "不是 UTF-8"),
    ("缺.yaml", "会议类别: [例会\n", "缺.yaml:2", "YAML 格式有误"),
    ("列.yaml", "- 例会\n", "列.yaml", "名称: 值 的对照"),
    ("两次.yaml", "会议类别: 例会\n会议类别: 临时会议\n", "两次.yaml:2", "写了两次"),
    ("乱.yaml", "会议类别: 例会\n".encode("gb18030"), "--facts", "不是 UTF-8"),
    ("类型.json", '{"会议类别": {"a": 1}, "开幕日期": "2026-02-05"}', "会议类别", "没有"),
    ("类型.yaml", "会议类别: 例会\n开幕日期: [2026-02-05]\n", "开幕日期", "不是可以识别的日期"),
]


@pytest.mark.parametrize(("name", "content", "where", "message"), FACTS, ids=[row[0] for row in FACTS])
def test_a_file_of_facts(office, tmp_path, name, content, where, message):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = office.head()
    said = office.json("do", "S20-1", "决定开会日期", "--facts", str(file))
    assert (said.code, said.error["code"]) == (2, "bad_input")
    assert where in said.error["where"]
    assert message in said.error["message"]
    assert office.head() == before


@pytest.mark.parametrize("name", ["没有.json", "没有.yaml", "."])
def test_a_file_of_facts_that_is_none(office, tmp_path, name):
    words = ("do", "S20-1", "决定开会日期", "--facts", str(tmp_path / name))
    assert_refused(office, words, "--facts", "这是文件夹" if name == "." else "没有这个文件")


@pytest.mark.parametrize("name", ["没有.docx", "."])
def test_a_paper_that_is_none(office, tmp_path, name):
    before = office.head()
    said = office.json("do", "S20-1", *DATED, "--paper", f"纪要={tmp_path / name}")
    assert (said.code, said.error["where"]) == (2, "--paper")
    assert "读不出来" in said.error["message"]
    assert office.head() == before


ROSTERS = [
    ("空.csv", b"", "空.csv", "空"),
    ("无姓名.csv", "序号,性别\n1,男\n".encode(), "无姓名.csv", "没有找到“姓名”一列"),
    ("只有表头.csv", "姓名,性别\n".encode(), "只有表头.csv", "没有代表"),
    ("假.xlsx", b"no workbook", "假.xlsx", "不是表格文件"),
    ("没有.csv", None, "没有.csv", "找不到文件"),
]


@pytest.mark.parametrize(("name", "content", "where", "message"), ROSTERS, ids=[row[0] for row in ROSTERS])
def test_a_roster_that_cannot_be_read(office, tmp_path, name, content, where, message):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert_refused(office, ("roster", "import", str(file)), where, message)


def test_a_folder_is_no_roster(office, tmp_path):
    before = office.head()
    said = office.json("roster", "import", str(tmp_path))
    assert said.code == 2
    assert "打不开" in said.error["message"]
    assert office.head() == before


def test_a_workbook_without_names(office, tmp_path):
    book = Workbook()
    book.active.append(["序号", "选区"])
    book.active.append([1, "第1选区"])
    book.save(tmp_path / "名册.xlsx")
    assert_refused(
        office, ("roster", "import", str(tmp_path / "名册.xlsx")), "名册.xlsx", "没有找到“姓名”一列"
    )


def test_export_to_where_it_cannot_be(office, tmp_path):
    assert_refused(
        office, ("roster", "export", "-o", str(tmp_path / "名册.pdf")), "--output", "不认识的文件种类"
    )
    said = office.json("roster", "export", "-o", str(tmp_path / "没有" / "名册.csv"))
    assert (said.code, said.error["code"]) == (2, "bad_input")
    assert not list(tmp_path.glob("*名册*"))


def test_demo_does_not_write_over_a_file(desk, tmp_path):
    kept = tmp_path / "已有.db"
    kept.write_bytes(b"mine")
    assert_told(desk.json("demo", "--keep", str(kept)), "--keep", "已经有了")
    assert kept.read_bytes() == b"mine"


# ---- the library ---------------------------------------------------------------------------------------------

LIBRARIES = [
    ("rules/坏.yaml", "statute: {id: a\nrules: [\n", "坏.yaml:2", ("rule", "list")),
    ("rules/坏.yaml", "statute:\n  id: a\n  id: b\n", "坏.yaml:3", ("rule", "list")),
    ("workflows/bill.yaml", "procedure: bill\ntitle: 议案\n", "bill.yaml:1", ("procedure", "show", "bill")),
    ("workflows/bill.yaml", "procedure: x\n\tbad", "bill.yaml:2", ("procedure", "show", "bill")),
    ("workflows/bill.yaml", "", "bill.yaml", ("procedure", "show", "bill")),
]


@pytest.mark.parametrize(("name", "text", "where", "words"), LIBRARIES)
def test_a_broken_library_names_file_and_line(desk, tmp_path, name, text, where, words):
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    said = desk.json(*words, before=("--library", str(tmp_path)))
    assert (said.code, said.error["code"]) == (2, "broken_library")
    assert said.error["where"].endswith(where)
    linted = desk.json("lint", str(tmp_path))
    assert linted.code == 1
    assert any(where in problem["where"] for problem in linted.doc["problems"])


def test_a_library_that_is_none(desk, tmp_path):
    assert_told(desk.json("procedures", "--library", str(tmp_path / "没有")), "--library", "没有这个文件夹")
    assert_told(desk.json("lint", str(tmp_path / "没有")), "", "没有这个文件夹")


def test_nothing_recorded_yet(desk):
    for words in (
        ("cases",),
        ("due",),
        ("numbers",),
        ("roster", "list"),
        ("office", "list"),
        ("next", "S1-1"),
    ):
        assert_told(desk.json(*words), "renda.db", "还没有建立")
    assert desk.head() == []
