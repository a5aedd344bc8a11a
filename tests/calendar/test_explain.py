"""How a date was reached, as the screen tells it."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.calendar import explain
from procedures.calendar.dates import chinese_date, weekday_name
from procedures.calendar.periods import Period, parse_period
from procedures.errors import NoCalendar


def told(start, shift):
    return parse_period(shift).explain(start)


def test_months_on_a_working_day():
    assert told(date(2026, 3, 10), "+3月") == [
        "2026年3月10日(星期二)起算,当日不计入(比照民法典第二百零一条)。",
        "3个月后的对应日为2026年6月10日(星期三)(比照民法典第二百零二条)。",
        "3个月的最后一日:2026年6月10日(星期三),含当日。",
    ]


def test_days_back():
    assert told(date(2026, 12, 15), "-20日") == [
        "从2026年12月15日(星期二)向前推算,至少提前20日;办理当日不计入。",
        "2026年11月25日(星期三)办理,次日2026年11月26日(星期四)为第1日,2026年12月15日(星期二)为第20日。",
        "最迟日期:2026年11月25日(星期三),含当日。",
    ]


def test_no_corresponding_day():
    assert told(date(2024, 2, 29), "+1年")[1] == (
        "2025年2月没有29日,1年后的对应日取该月最后一日2025年2月28日(星期五)(比照民法典第二百零二条)。"
    )
    assert told(date(2026, 3, 31), "-1月")[1] == (
        "2026年2月没有31日,1个月前的对应日取该月最后一日2026年2月28日(星期六)。"
    )


def test_a_last_day_within_the_spring_festival_is_not_moved_but_could_be():
    assert told(date(2026, 2, 1), "+14日")[1:] == [
        "2026年2月2日(星期一)为第1日,2026年2月15日(星期日)为第14日。",
        "14日的最后一日:2026年2月15日(星期日),含当日。",
        "当日逢春节放假。默认不顺延,请在2026年2月15日以前(含当日)办理。",
        (
            "如比照民法典第二百零三条(最后一日是法定休假日),可以顺延到其后第一个工作日2026年2月24日(星期二);"
            "本地没有决定采用的,按不顺延办理。"
        ),
    ]


def test_a_weekend_is_called_by_its_name_and_carried_to_monday():
    lines = told(date(2026, 1, 3), "+7日")
    assert "当日是星期六。默认不顺延,请在2026年1月10日以前(含当日)办理。" in lines
    assert "其后第一个工作日2026年1月12日(星期一)" in lines[-1]


def test_a_made_up_saturday_is_an_ordinary_day():
    assert len(told(date(2026, 2, 4), "+10日")) == 3  # 14 February 2026


def test_a_day_counted_back_is_never_moved():
    assert told(date(2026, 1, 8), "-7日")[2:] == [
        "最迟日期:2026年1月1日(星期四),含当日。",
        "当日逢元旦放假。向前推算的日期不因休息日移动,也不推后(不比照民法典第二百零三条)。",
        "当日办不了的,请提前到此前最近的工作日2025年12月31日(星期三)。",
    ]


def test_working_days_name_what_was_left_out_and_made_up():
    assert told(date(2026, 2, 10), "+20工作日") == [
        "2026年2月10日(星期二)起算,当日不计入(比照民法典第二百零一条)。",
        "2026年2月11日(星期三)至2026年3月16日(星期一)共34日,其中工作日20日。",
        "不计入的星期六、星期日5日(放假另列)。",
        "不计入的春节放假9日:2026年2月15日至2026年2月23日。",
        "调休上班、计入的休息日:2026年2月14日(星期六)、2026年2月28日(星期六)。",
        "20个工作日的最后一日:2026年3月16日(星期一),含当日。",
    ]


def test_working_days_back_over_a_holiday_of_one_day():
    lines = told(date(2025, 1, 20), "-15工作日")
    assert lines[1] == "2024年12月30日(星期一)至2025年1月20日(星期一)共22日,其中工作日15日。"
    assert "不计入的元旦放假1日:2025年1月1日。" in lines
    assert lines[-1] == "当日办不了的,请提前到此前最近的工作日2024年12月27日(星期五)。"


def test_a_period_of_nothing_is_the_day_itself():
    for shift in ("0日", "-0月", "0工作日"):
        assert told(date(2026, 1, 8), shift) == [
            f"{parse_period(shift).period.text()}即当日:2026年1月8日(星期四)。"
        ]


def test_an_unpublished_year_is_said():
    forward, back = told(date(2099, 5, 1), "+1月"), told(date(2099, 5, 1), "-1月")
    assert forward[2] == "1个月的最后一日:2099年6月1日(星期一),含当日。"
    for lines in (forward, back):
        assert lines[3] == "本系统没有2099年的放假调休安排(尚未公布或未收录),不能判断当日是不是休息日。"
        assert len(lines) == 5
    with pytest.raises(NoCalendar, match="2099"):
        told(date(2099, 5, 1), "+1工作日")


def test_the_neighbouring_day_may_lie_in_an_unknown_year(monkeypatch):
    back = told(date(2004, 1, 2), "-1日")
    assert (
        back[-1] == "当日办不了的,请提前办理(没有2003年的放假调休安排,不能判断2003年12月31日是不是工作日)。"
    )

    def unknown(_day):
        raise NoCalendar("没有那一年的放假调休安排。")

    monkeypatch.setattr(explain, "next_working_day", unknown)
    forward = told(date(2026, 1, 3), "+7日")
    assert "顺延到哪一天还不能确定(没有那一年的放假调休安排)" in forward[-1]


def test_late_december_before_the_next_notice_is_said_once(monkeypatch):
    monkeypatch.setattr(explain, "may_still_change", lambda day: day == date(2024, 12, 27))
    warning = "2025年的放假安排本系统还没有,2024年12月下旬可能因元旦调休而变化,请核对。"
    assert told(date(2024, 12, 20), "+5工作日").count(warning) == 1
    assert told(date(2024, 12, 20), "+7日").count(warning) == 1
    assert told(date(2024, 12, 30), "-3日").count(warning) == 1
    assert told(date(2024, 12, 27), "-3工作日").count(warning) == 1
    assert warning not in told(date(2024, 12, 20), "+6日")


@settings(deadline=None)
@given(
    st.dates(date(2005, 1, 1), date(2025, 6, 30)),
    st.integers(0, 40),
    st.sampled_from(["days", "months", "years", "working_days"]),
)
def test_every_explanation_names_its_date_and_can_be_printed(start, amount, unit):
    period = Period(amount, unit)
    for reached, lines in (
        (period.after(start), period.explain_after(start)),
        (period.before(start), period.explain_before(start)),
    ):
        assert any(f":{chinese_date(reached)}({weekday_name(reached)})" in line for line in lines)
        assert len(set(lines)) == len(lines)
        "".join(lines).encode("gbk")
