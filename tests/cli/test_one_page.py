"""However much a check finds, it is one page: 55 lines of 80 columns, and what is left out is counted."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.compliance.report import GROUPS, Report, Row, Township
from procedures.compliance.report import counted as counts_of
from procedures.law.finding import Finding
from renda.check_page import COLUMNS, LINES, report_lines
from renda.output import CLOSING, cut, width, wrapped

DAY = date(2027, 1, 20)
WORDS = st.text("开幕日期主席团报告议程草案,。;:()“”0123456789SJ- ", min_size=1, max_size=120)


def finding(group, message, citation="地方组织法第十四条第一款"):
    outcome = {"in_order": "pass", "todo": "pending", "pending": "pending"}.get(group, "breach")
    effect = {"advice": "advise", "flawed": "flag"}.get(group, "bar")
    return Finding("ORG-14-1", outcome, effect, citation, message, "照此办理。" * 9, {}, None, "全国")


SIZES = st.tuples(*(st.integers(0, 60) for _ in GROUPS))


def report_of(words, sizes, townships, *, planned):
    """A report with so many rows of each group, every other one with a command and owed."""
    rows = []
    for group, size in zip(GROUPS, sizes, strict=True):
        for number in range(size):
            owed = group == "todo" and number % 2 == 0
            command = f"renda do J2026-{number} 答复代表" if number % 2 else None
            about = finding(group, words[number % len(words)] + str(number))
            case = f"J2026-{number}" if number % 3 else None
            rows.append(Row(about, case, "reply", group, command, until=DAY if owed else None, owed=owed))
    made = Report("某次会议(S19-1)会前", DAY, rows, day=DAY if planned else None)
    made.congresses = [Township(f"某某镇{number}", number, counts_of(rows)) for number in range(townships)]
    return made


@settings(deadline=None, max_examples=30)
@given(st.lists(WORDS, min_size=1, max_size=3), SIZES, st.sampled_from((0, 1, 2, 90)), st.booleans())
def test_a_check_is_one_page_and_every_finding_is_shown_or_counted(words, sizes, townships, planned):
    report = report_of(words, sizes, townships, planned=planned)
    lines = report_lines(report)
    assert len(lines) <= LINES
    assert max(map(width, lines)) <= COLUMNS
    counts = counts_of(report.rows)
    for group, head in (("breach", "不合法"), ("flawed", "瑕疵"), ("todo", "须办")):
        assert f"{head} {counts[group]} 项" in lines[0]
        assert (head in lines) is bool(counts[group])
    assert lines[-1].startswith(f"合规  {counts['in_order']} 项")
    "\n".join(lines).encode("gb18030")


def test_what_many_cases_share_is_one_line():
    rows = [Row(finding("flawed", "逾期未办。"), f"J2026-{n}", "reply", "flawed") for n in range(1, 41)]
    lines = report_lines(Report("全部事项", DAY, rows))
    assert [line for line in lines if "逾期" in line] == ["  1  [J2026-1 等 40 件] 逾期未办。"]
    assert "瑕疵 40 项" in lines[0]


def test_the_room_is_shared_by_the_groups():
    rows = [Row(finding("breach", f"第{n}件不合法。"), None, None, "breach") for n in range(100)]
    rows += [Row(finding("todo", f"第{n}件须办。"), None, None, "todo") for n in range(5)]
    lines = report_lines(Report("全部事项", DAY, rows))
    assert sum("须办。" in line for line in lines) == 5
    shown = sum("不合法。" in line for line in lines)
    (left,) = [int(match[1]) for line in lines if (match := re.fullmatch(r"  另有 (\d+) 项。", line))]
    assert shown + left == 100
    assert LINES - len(GROUPS) <= len(lines) <= LINES


def test_remedies_are_shown_while_there_is_room():
    one = [Row(finding("breach", "通知晚了。"), "S19-1", "open", "breach")]
    assert any("怎么办" in line for line in report_lines(Report("会前", DAY, one)))
    many = [Row(finding("breach", f"第{n}件晚了。"), "S19-1", "open", "breach") for n in range(15)]
    lines = report_lines(Report("会前", DAY, many))
    assert not any("怎么办" in line for line in lines)
    assert any("依据" in line for line in lines)


def test_nothing_wrong_but_something_owed_is_not_called_in_order():
    owed = [Row(finding("todo", "公布。"), "S19-1", "publish-date", "todo", until=DAY, owed=True)]
    assert report_lines(Report("会前", DAY, owed, day=DAY))[0].startswith("结论:尚有须办")
    assert report_lines(Report("会前", DAY, [], day=DAY))[0].startswith("结论:合规")


@given(WORDS, st.integers(20, 80))
def test_wrapping_keeps_every_character_and_the_width(text, columns):
    lines = wrapped(text, "  ", columns)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns or " " not in line.strip() for line in lines)


def test_no_line_begins_with_a_closing_mark():
    assert wrapped("一二三四。", columns=8) == ["一二三", "四。"]
    assert wrapped("一二三四;五", "  ", 8) == ["一二三", "  四;五"]
    assert "。" in CLOSING


def test_words_stay_whole():
    assert wrapped("办法 renda do S19-12 开幕", columns=12) == ["办法 renda", "do S19-12 开", "幕"]
    assert wrapped("最迟2026年1月20日", columns=14) == ["最迟", "2026年1月20日"]


@given(WORDS, st.integers(4, 80))
def test_cutting_says_that_something_is_left_out(text, columns):
    short = cut(text, columns)
    assert width(short) <= columns
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
