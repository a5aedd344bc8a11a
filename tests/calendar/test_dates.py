"""Dates as they are typed and written."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.calendar.dates import chinese_date, formal_date, parse_date, weekday_name
from procedures.errors import BadInput

TODAY = date(2026, 3, 1)
EIGHTH = date(2026, 1, 8)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-08",
        "2026-1-8",
        "2026/1/8",
        "2026.1.8",
        "2026年1月8日",
        "2026年01月08日",
        "2026 年 1 月 8 日",
        "2026年1月8号",
        " 2026-01-08\n",
        "２０２６-０１-０８",
        "２０２６－０１－０８",
        "２０２６年１月８日",
        "二〇二六年一月八日",
        "二○二六年一月八日",
        "二零二六年一月八日",
        "二〇二六年〇一月〇八日",
    ],
)
def test_every_way_of_writing_the_eighth_of_january(text):
    assert parse_date(text, TODAY) == EIGHTH


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("二〇二五年十月十日", date(2025, 10, 10)),
        ("二〇二五年十一月廿八日", date(2025, 11, 28)),
        ("一九九九年十二月卅一日", date(1999, 12, 31)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_other_days(text, day):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("Today", TODAY),
        ("ｔｏｄａｙ", TODAY),
        ("今天", TODAY),
        ("今日", TODAY),
        ("昨天", date(2026, 2, 28)),
        ("昨日", date(2026, 2, 28)),
        ("明天", date(2026, 3, 2)),
        ("明日", date(2026, 3, 2)),
    ],
)
def test_words_are_counted_from_today(text, day):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-02-30", "2026年2月只有1日至28日"),
        ("2026-02-29", "2026年2月只有1日至28日"),
        ("2024-02-30", "2024年2月只有1日至29日"),
        ("2026-04-31", "2026年4月只有1日至30日"),
        ("2026-12-32", "2026年12月只有1日至31日"),
        ("9999-12-32", "9999年12月只有1日至31日"),
        ("2026-01-00", "2026年1月只有1日至31日"),
        ("2026-13-01", "没有13月"),
        ("2026-00-10", "没有0月"),
        ("二〇二六年二月三十日", "2026年2月只有1日至28日"),
    ],
)
def test_days_that_do_not_exist_are_named(text, why):
    with pytest.raises(BadInput) as caught:
        parse_date(text, TODAY, where="通知日期")
    assert text in caught.value.message
    assert why in caught.value.message
    assert caught.value.where == "通知日期"
    assert caught.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26-01-08",
        "0206-01-08",
        "2026-1/8",
        "2026-01",
        "2026年1月",
        "2026-01-08-09",
        "20260108",
        "二六年一月八日",
        "二〇二六年一月十十日",
        "二〇二六年正月初八",
        "٢٠٢٦-٠١-٠٨",
        "下周一",
        "20日",
    ],
)
def test_what_is_no_date_is_refused_with_examples(text):
    with pytest.raises(BadInput) as caught:
        parse_date(text, TODAY, where="第3行")
    assert "不是可以识别的日期" in caught.value.message
    assert text in caught.value.message
    assert caught.value.where == "第3行"
    assert "2026-01-08" in caught.value.remedy


def test_a_page_pasted_by_mistake_is_cut():
    with pytest.raises(BadInput) as caught:
        parse_date("决议" * 5000, TODAY)
    assert len(caught.value.message) < 80


def test_tomorrow_of_the_last_day_there_is():
    with pytest.raises(BadInput, match="9999"):
        parse_date("明天", date.max)


def test_how_papers_write_dates():
    assert chinese_date(EIGHTH) == "2026年1月8日"
    assert formal_date(EIGHTH) == "二〇二六年一月八日"
    assert formal_date(date(2010, 10, 20)) == "二〇一〇年十月二十日"
    assert formal_date(date(2025, 12, 31)) == "二〇二五年十二月三十一日"
    assert weekday_name(EIGHTH) == "星期四"


def test_weekdays_in_order():
    names = [weekday_name(date(2026, 1, 5 + n)) for n in range(7)]
    assert "".join(name.removeprefix("星期") for name in names) == "一二三四五六日"


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_written_dates_read_back(day):
    for written in (
        day.isoformat(),
        chinese_date(day),
        formal_date(day),
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert parse_date(written, TODAY) == day
    formal_date(day).encode("gbk")
