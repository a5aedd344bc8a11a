"""Help: every command and option has some, in Chinese; and what is shown can be shown on every machine."""

import re

import click
import pytest

from renda.main import COMMANDS, cli, run
from renda.output import EFFECTS, SIGNS
from tests.cli.desk import FOUND, ROSTER

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(
    r"Usage|Options|Commands|Arguments|Show this|Try|default|required|\[OPTIONS\]|ARGS|Error|x>=|<=x"
)


def commands(command=cli, path=(), context=None):
    """Every command with its path."""
    context = click.Context(command, info_name=path[-1] if path else "renda", parent=context)
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name), context)


ALL = list(commands())


@pytest.mark.parametrize(("path", "command"), ALL, ids=[" ".join(path) or "renda" for path, _ in ALL])
def test_every_command_and_option_has_help(capsys, desk, path, command):
    assert CHINESE.search(command.help or "")
    for option in command.params:
        if isinstance(option, click.Option):
            assert CHINESE.search(option.help or ""), (path, option.name)
        else:
            assert CHINESE.search(option.metavar or "") or "|" in option.metavar, (path, option.name)
    text = desk(*path, "--help")
    assert (text.code, text.err) == (0, "")
    assert text.out.startswith("用法:renda")
    assert "选项:" in text.out
    assert not ENGLISH.search(text.out), ENGLISH.search(text.out)
    assert text.out == desk(*path, "-h").out
    text.out.encode("gbk")
    for option in command.params:
        for name in getattr(option, "opts", ()):
            assert not name.startswith("--") or name in text.out, name


def test_the_table_says_what_the_command_says():
    for path, command in ALL[1:]:
        assert path[0] in COMMANDS
        assert command.help


def test_without_any_word_help_is_shown(capsys, desk):
    assert run([]) == 2
    shown = capsys.readouterr()
    assert "用法:renda" in shown.out + shown.err


def test_signs_are_in_gbk():
    for sign in (*SIGNS.values(), *EFFECTS.values(), "!", "·", "→"):
        sign.encode("gbk")


NAMES = "王建国、李秀英、张志强、刘丽华、陈永福、杨春梅、赵国平、黄玉兰、周文斌"
COURSE = [
    FOUND,
    ("roster", "import", str(ROSTER)),
    ("roster", "list"),
    ("roster", "show", "王建国"),
    ("roster", "export"),
    ("office", "set", "主席", "王建国"),
    ("office", "list"),
    ("open", "session", "二十届一次会议"),
    ("next", "S20-1"),
    ("next", "S20-1", "--all"),
    ("do", "S20-1", "开幕", "到会代表=47"),
    ("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-01-06", "决定机关=本级政府"),
    ("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-01-06"),
    ("do", "S20-1", "选举主席团", f"主席团名单={NAMES}", "赞成票=70"),
    ("do", "S20-1", "没有的步骤"),
    ("correct", "S20-1", "5", "开幕日期=2026-01-07", "--reason", "笔误"),
    ("show", "S20-1"),
    ("cases",),
    ("log", "S20-1"),
    ("check", "S20-1"),
    ("check", "--before", "S20-1"),
    ("check", "--year", "2026"),
    ("check", "--all"),
    ("report", "year", "2026"),
    ("source", "2026", "1.1"),
    ("due",),
    ("verify",),
    ("procedures",),
    ("rule", "list"),
    ("numbers",),
    ("ask", "主席团", "批准预算"),
    ("date", "2026-01-06", "+3月"),
    ("tally", "--seats", "3", "--base", "72", "甲=58", "乙=41", "丙=37", "丁=37", "戊=20"),
    ("tally", "--deputy", "--seats", "2", "--base", "100", "甲=58", "乙=41"),
    ("lint", "--report"),
    ("trace",),
    ("completion", "bash"),
]


def test_everything_shown_fits_gb18030_and_our_own_signs_gbk(desk):
    for words in COURSE:
        answer = desk(*words)
        shown = answer.out + answer.err
        assert shown.strip(), words
        shown.encode("gb18030")
        shown.encode("gbk")  # nothing in this record is beyond GBK, so what is not is a sign of ours
        assert answer.code in {0, 1, 2}, (words, shown)
        desk.json(*words)


@pytest.mark.parametrize("name", ["session", "bill", "suggestion", "budget-approval", "officer-election"])
def test_procedures_and_rules_fit_gbk(desk, name):
    for words in (
        ("procedure", "show", name),
        ("procedure", "diagram", name),
        ("rule", "list", "--procedure", name),
    ):
        desk(*words).out.encode("gbk")


def test_rules_can_be_explained(desk):
    rules = [row["rule"] for row in desk.told("rule", "list")["rules"]]
    assert len(rules) > 100
    for rule in rules[::6]:  # each reads all scenarios; tests/law walks through every rule
        shown = desk("rule", "show", rule)
        assert shown.code == 0
        assert {"要求", "检查", "施行", "后果", "怎么办"} <= set(
            re.findall(r"^(\S+)  ", shown.out, re.MULTILINE)
        )
        shown.out.encode("gbk")


def test_a_rare_character_reaches_the_screen(office, tmp_path):
    """Names hold characters that are in GB18030 and not in GBK."""
    (tmp_path / "补.csv").write_text("姓名,性别\n𬭎䶮,男\n", encoding="gb18030")
    office.told("roster", "import", str(tmp_path / "补.csv"))
    shown = office("roster", "show", "𬭎䶮").out
    assert "𬭎䶮" in shown
    shown.encode("gb18030")
