"""Which name was meant: what begins with the word, then what contains it, else what is written much like it."""

from procedures.library.likeness import MOST, asked_back, meant


def test_beginnings_come_before_the_rest():
    assert meant("会议", ["主席团会议", "会议纪要", "预算"]) == ["会议纪要", "主席团会议"]


def test_a_slip_of_one_character_is_found_another_word_is_not():
    assert meant("登记代表请价", ["登记代表请假", "开幕"]) == ["登记代表请假"]
    assert meant("开会", ["闭幕", "改期"]) == []
    assert meant("", ["甲"]) == []


def test_at_most_a_few_and_each_once():
    assert meant("甲", [f"甲{n}" for n in range(MOST + 3)]) == [f"甲{n}" for n in range(MOST)]
    assert asked_back("会", {"会议": "会议(session)", "会期": "会议(session)"}) == "是不是:会议(session)?"
    assert asked_back("预算", {"会议": "会议(session)"}) == ""
