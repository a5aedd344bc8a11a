"""Chinese numerals and full-width characters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procedures.calendar.numerals import chinese_number, read_number, to_halfwidth
from procedures.errors import BadInput


def test_every_numeral_up_to_9999_reads_back():
    written = [chinese_number(number) for number in range(10_000)]
    assert [read_number(numeral) for numeral in written] == list(range(10_000))
    assert len(set(written)) == 10_000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二十一", 21),
        ("廿一", 21),
        ("廿", 20),
        ("卅一", 31),
        ("卌", 40),
        ("拾玖", 19),
        ("壹拾玖", 19),
        ("19", 19),
        ("１９", 19),
        ("　19 ", 19),
        ("007", 7),
        ("十", 10),
        ("〇", 0),
        ("○", 0),
        ("零", 0),
        ("两", 2),
        ("两百", 200),
        ("两千零二十六", 2026),
        ("二〇二六", 2026),
        ("二○二六", 2026),
        ("二零二六", 2026),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一千零五", 1005),
        ("一千零五十", 1050),
        ("一千零一十", 1010),
        ("伍佰叁拾", 530),
        ("叁仟", 3000),
        ("九千九百九十九", 9999),
    ],
)
def test_numbers_as_they_are_typed(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (115, "一百一十五"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1100, "一千一百"),
        (2026, "二千零二十六"),
    ],
)
def test_numbers_as_papers_write_them(number, text):
    assert chinese_number(number) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "十九名",
        "一百五",  # 105 to some, 150 to others
        "一千五",
        "一千五十",
        "一百十五",
        "零二十",
        "二十零五",
        "零一百",
        "一百零五十",
        "百二十",
        "十十",
        "二二十",
        "3千",
        "-3",
        "1.5",
        "²",
        "٣",  # a digit to Python, not to the office
        "abc",
        "9" * 5000,
    ],
)
def test_what_is_no_number_or_has_two_readings_is_refused(text):
    with pytest.raises(BadInput) as caught:
        read_number(text, where="B7")
    assert caught.value.where == "B7"
    assert "不是可以识别的整数" in caught.value.message
    assert len(caught.value.message) < 80
    assert caught.value.remedy


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numerals_stop_at_9999(number):
    with pytest.raises(BadInput, match=str(number)):
        chinese_number(number)


@settings(deadline=None)
@given(st.text(alphabet="〇零○一二两九十廿百千0９9-. 个", max_size=8))
def test_reading_never_fails_in_another_way(text):
    try:
        number = read_number(text)
    except BadInput:
        return
    assert number >= 0


def test_only_digits_letters_and_the_wide_space_become_narrow():
    assert to_halfwidth("０９ＡＺａｚ　") == "09AZaz "
    kept = "，：（）；！？“”。＝－＋／．＠［｀｛〇①㎡"
    assert to_halfwidth(kept) == kept
