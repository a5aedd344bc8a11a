"""What a secretary sees: lines that fit her terminal, commands that run as they stand, names she nearly typed right."""

import re
import shlex

import pytest

from renda.folding import fold
from renda.output import COLUMNS, directed, quoted, width
from tests.cli.desk import FOUND, ROSTER

LONG = "会前代表要按安排研读准备提交大会的议案和报告,尚缺材料送达日期"


# --- lines that fit


def test_a_line_that_fits_and_a_command_stay_as_they_are():
    assert fold("  已完成  开幕", COLUMNS) == ["  已完成  开幕"]
    assert fold("甲" * 40, 80) == ["甲" * 40]
    assert fold("甲" * 40 + "乙", 80) == ["甲" * 40, "  乙"]
    command = f"做一步:renda do S20-1 登记预算草案 {'预算种类=… ' * 12}"
    assert fold(command, 80) == [command]


def test_what_does_not_fit_stands_below_its_column():
    first, *rest = fold(f"  尚不能  开幕        {LONG}{LONG}", 80)
    assert first.startswith("  尚不能  开幕        会前代表")
    assert rest
    assert all(line.startswith(" " * 22) and line[22] != " " for line in rest)
    assert "".join([first[16:].strip(), *(line.strip() for line in rest)]) == LONG + LONG
    assert all(width(line) <= 80 for line in [first, *rest])


def test_cells_of_the_right_half_go_down_together():
    lines = fold(
        "  必须    通知代表          最迟 2027年1月13日(还有 43 日)    浙江省乡镇人民代表大会工作条例第二十条",
        80,
    )
    assert lines == [
        "  必须    通知代表          最迟 2027年1月13日(还有 43 日)",
        " " * 28 + "浙江省乡镇人民代表大会工作条例第二十条",
    ]


def test_the_pocket_card_fits_the_screen(desk):
    card = desk("numbers", "--deputies", "71", "--province", "浙江").out.splitlines()
    assert max(width(line) for line in card if "注意" not in line) <= COLUMNS
    place = next(i for i, line in enumerate(card) if "三分之二" in line)
    assert card[place].endswith("  至少 48")
    assert card[place + 1].split() == ["地方组织法第十四条第四款", "ORG-14-4"]
    wide = next(i for i, line in enumerate(card) if "至少 7,至多 13" in line)
    assert "主席团人数" in card[wide - 1]


# --- commands that run as they stand


def test_commands_say_which_township():
    assert (
        directed("登记:renda do S20-1 开幕", "--congress 甲镇") == "登记:renda --congress 甲镇 do S20-1 开幕"
    )
    assert directed("记录在 /home/renda renda", "--congress 甲镇") == "记录在 /home/renda renda"
    assert directed("renda next S20-1", "") == "renda next S20-1"


def test_words_are_quoted_as_windows_reads_them_too():
    assert quoted(("--congress", "清溪镇")) == "--congress 清溪镇"
    assert quoted(("--database", "我的 记录.db")) == '--database "我的 记录.db"'


@pytest.fixture
def county(office):
    """Two townships in one record, each with a session that waits for its first step."""
    second = ("init", "石桥镇", *FOUND[2:])
    assert office(*second).code == 0
    assert office("roster", "import", str(ROSTER), before=("--congress", "石桥镇")).code == 0
    assert office("open", "session", "石桥一次会议", before=("--congress", "石桥镇")).code == 0
    return office


def test_a_check_over_all_gives_commands_for_the_right_township(county):
    found = county.told("check", "--all")
    commands = {(row["congress"], row["command"]) for row in found["findings"] if row["command"]}
    assert {town for town, _ in commands} == {"清溪镇", "石桥镇"}
    assert all(command.startswith(f"renda --congress {town} ") for town, command in commands)
    screen = county("check", "--all").out
    (shown,) = {line.strip() for line in screen.splitlines() if line.strip().endswith(" 送达会议材料")}
    command = shlex.split(shown[shown.index("renda ") :])
    assert county(*command[1:]).code == 0


def test_the_next_step_of_a_township_named_names_it_again(county):
    screen = county("next", "S20-1", before=("--congress", "石桥镇")).out
    assert "做一步:renda --congress 石桥镇 do S20-1 " in screen
    assert "renda do" not in screen


def test_a_township_from_the_environment_need_not_be_named_again(county, monkeypatch):
    monkeypatch.setenv("RENDA_CONGRESS", "石桥镇")
    assert "做一步:renda do S20-1 " in county("next", "S20-1").out


# --- names nearly right


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("open", "会议", "六次"), "主席团会议(presidium-meeting)、人民代表大会会议(session)、"),
        (("procedure", "show", "sesion"), "是不是:人民代表大会会议(session)?"),
        (("do", "S20-1", "开会日期"), "是不是:决定开会日期、公布开会日期、另定开会日期?"),
        (("rule", "show", "org-14"), "是不是:ORG-14-1、"),
        (("next", "二十届"), "是不是:S20-1 二十届一次会议?"),
    ],
)
def test_a_name_nearly_right_is_asked_back(office, words, asked):
    said = office(*words)
    assert said.code == 2
    assert asked in said.err


def test_a_name_like_nothing_is_not_guessed(office):
    assert "是不是" not in office("open", "没有的程序", "甲").err


@pytest.mark.parametrize("typed", ["s20-1", "Ｓ２０－１", " S20-1 "])
def test_a_case_answers_to_its_number_however_typed(office, typed):
    assert office.told("show", typed)["case"] == "S20-1"


# --- what is said


def test_a_trial_that_lacks_a_fact_says_how_to_give_it(desk):
    said = desk("rule", "try", "ORG-14-4", "到会代表=47")
    assert (said.code, "怎么办:补上再试:renda rule try ORG-14-4 到会代表=47 全体代表=…" in said.out) == (
        0,
        True,
    )
    assert "催请" not in said.out
    assert "催请" in desk("rule", "try", "ORG-14-4", "到会代表=47", "全体代表=72").out


def test_the_log_tells_the_time_of_the_office(office, monkeypatch):
    import time

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        screen = office("log", "S20-1").out
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert re.search(r"秘书  \d{4}年\d+月\d+日 \d\d:\d\d 登记", screen)
    assert "Z" not in screen


def test_a_roster_read_again_says_that_nothing_is_new(office):
    assert "另有 72 名代表名册里已有,内容相同,不再记入。" in office("roster", "import", str(ROSTER)).out


def test_an_empty_roster_has_no_shares(desk):
    assert desk(*FOUND).code == 0
    screen = desk("roster", "stats").out
    assert "%" not in screen
    assert "renda roster import" in screen


def test_an_office_of_one_is_not_held_by_two(office):
    assert office("office", "set", "主席", "王建国", "--on", "2025-01-15").code == 0
    head = office.head()
    said = office("office", "set", "主席", "李秀英", "--on", "2024-01-15")
    assert said.code == 2
    assert "主席只有一人,现在登记的是王建国(自 2025-01-15)" in said.err
    assert office.head() == head
    remedy = re.search(r"renda (office set 主席 王建国 --ends --on) 离任日期", said.err)
    assert office(*remedy[1].split(), "2026-01-05").code == 0
    assert office("office", "set", "主席", "李秀英", "--on", "2026-01-05").code == 0
    assert office("office", "set", "副主席", "张志强", "--on", "2026-01-05").code == 0
    assert office("office", "set", "副主席", "刘丽华", "--on", "2026-01-05").code == 0


def test_a_folder_that_is_not_there_is_named(office, tmp_path):
    said = office("roster", "export", "-o", str(tmp_path / "没有" / "名册.csv"))
    assert said.code == 2
    assert f"没有 {tmp_path / '没有'} 这个文件夹" in said.err


def test_a_template_named_by_its_title_is_told_the_id(office, tmp_path):
    (tmp_path / "会议通知.docx").write_bytes(b"")
    said = office("paper", "template-check", str(tmp_path / "会议通知.docx"))
    assert "请改名为 meeting-notice.docx。" in said.err
    (tmp_path / "甲.docx").write_bytes(b"")
    said = office("paper", "template-check", str(tmp_path / "甲.docx"))
    assert width(said.err.splitlines()[1]) < 120
    assert "renda paper list" in said.err


# --- a county's own rules


def test_a_broken_rule_file_of_the_county_is_never_passed_over(office, tmp_path):
    (tmp_path / "own" / "rules").mkdir(parents=True)
    file = tmp_path / "own" / "rules" / "county.yaml"
    file.write_text("statute: {id: county\nrules: []\n", encoding="utf-8")
    own = ("--library", str(tmp_path / "own"))
    for words in (("next", "S20-1"), ("do", "S20-1", "送达会议材料")):
        said = office(*words, before=own)
        assert said.code == 2, words
        assert "county.yaml" in said.err
