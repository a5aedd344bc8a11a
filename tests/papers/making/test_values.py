"""Values as papers write them."""

from datetime import date
from decimal import Decimal

import pytest

from procedures.errors import BadInput
from procedures.papers.making.filters import FILTERS
from procedures.papers.making.values import as_written, punctuated


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (date(2026, 1, 8), "date", "2026年1月8日"),
        (True, "yesno", "是"),
        (False, "yesno", "否"),
        (("王建国", "李秀英"), "persons", "王建国、李秀英"),
        ({"史永康": 22, "龙飞": 45}, "votes", "龙飞45票、史永康22票"),
        (486000, "money", "486,000元"),
        (Decimal("1250000.50"), "money", "1,250,000.50元"),
        (48, "count", "48"),
        ("延长夜诊,公开药价", "text", "延长夜诊，公开药价"),
    ],
)
def test_written(value, kind, text):
    assert str(as_written(value, kind)) == text


def test_a_day_in_characters():
    day = as_written(date(2026, 2, 5))
    assert (day["汉字"], day["星期"], day["年"]) == ("二〇二六年二月五日", "星期四", 2026)
    assert as_written(date(2010, 10, 20))["汉字"] == "二〇一〇年十月二十日"
    with pytest.raises(KeyError):
        day["农历"]


def test_no_is_false_in_a_condition():
    assert as_written(True)
    assert not as_written(False)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("甲,乙:丙;丁?", "甲，乙：丙；丁？"),
        ("第1条(略)", "第1条（略）"),
        ("3,000元和2:1", "3,000元和2:1"),
        ("WPS,Excel", "WPS,Excel"),
        ("“甲”,《乙》;", "“甲”，《乙》；"),
    ],
)
def test_punctuation(typed, printed):
    assert punctuated(typed) == printed


def test_filters():
    assert FILTERS["汉字"]("19") == "十九"
    assert FILTERS["汉字"](3) == "三"
    assert FILTERS["文号"]("清人大[2026]3号") == "清人大〔2026〕3号"
    assert FILTERS["文号"]("清人大（2026）3号") == "清人大〔2026〕3号"
    assert FILTERS["对齐"]("龙飞") == "龙　飞"
    assert FILTERS["对齐"]("史永康") == "史永康"
    assert str(FILTERS["按笔画"](["张志强", "王建国", "李秀英", "丁英"])) == "丁英、王建国、李秀英、张志强"
    assert FILTERS["数"]("四十七") == 47
    with pytest.raises(BadInput, match="很多"):
        FILTERS["数"]("很多")


def test_choosing_among_cases():
    items = [
        {"结果": "已解决", "日": date(2026, 4, 1)},
        {"结果": "留作参考", "日": date(2026, 5, 1)},
        {"结果": None, "日": None},
    ]
    assert FILTERS["其中"](items, "结果", "已解决", "列入计划") == items[:1]
    assert FILTERS["其余"](items, "结果", "已解决") == items[1:]
    assert FILTERS["已记"](items, "结果") == items[:2]
    assert FILTERS["未记"](items, "结果") == items[2:]
    assert FILTERS["起"](items, "日", date(2026, 5, 1)) == items[1:2]
    assert FILTERS["止"](items, "日", date(2026, 4, 1)) == items[:1]
    assert FILTERS["起"](items, "日", None) == []
