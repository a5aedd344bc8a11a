"""届次 in all its writings, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.calendar.numerals import chinese_number
from procedures.papers.checking.desk import Known
from procedures.papers.checking.paper import Passage
from procedures.papers.checking.sessions import mentions

CAPITALS = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")


def found(text):
    return [(one.term, one.session) for one in mentions(Passage(text, "第 1 段"))]


def written(number):
    """The number in every writing that papers have."""
    chinese = chinese_number(number)
    full = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return st.sampled_from([chinese, str(number), full, chinese.translate(CAPITALS)])


@given(data=st.data(), term=st.integers(1, 29), session=st.integers(1, 15))
def test_a_session_is_read_in_every_writing(data, term, session):
    t, s = data.draw(written(term)), data.draw(written(session))
    form = data.draw(
        st.sampled_from(
            [
                "柳河镇第{t}届人民代表大会第{s}次会议",
                "镇{t}届人大{s}次会议",
                "{t}届{s}次会议",
                "在{t}届{s}次人代会上",
                "镇第{t}届人大第{s}次会议主席团",
                "第{t}届镇人民代表大会第{s}次会议",
            ]
        )
    )
    assert found(form.format(t=t, s=s)) == [(term, session)]


@pytest.mark.parametrize(
    "text",
    [
        "五届六次职代会",
        "工会第五届第六次会员代表大会",
        "县第十七届人民代表大会第五次会议",
        "县十七届人大五次会议",
        "浙江省第十四届人民代表大会第三次会议",
        "第十四届全国人民代表大会第三次会议",
        "镇第十五次党代表大会",
        "党的二十届四中全会",
        "中共柳河镇第十五届委员会第六次全体会议",
        "政协第十届委员会第四次会议",
        "柳河村第十届村民代表会议",
        "县十七届人大常委会第二十次会议",
        "第三届运动会",
    ],
)
def test_other_bodies_sessions_are_none(text):
    assert found(text) == []


HEAD = ["柳河镇第十九届人民代表大会第六次会议", "主持词", "各位代表："]


def codes(findings):
    return [(one.code, one.severity) for one in findings]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("第五次会议以来，主席团开展了工作。", []),
        ("十九届人大五次会议以来，主席团开展了工作。", []),
        ("县十七届人大五次会议提出了要求。", []),
        ("十九届人大五次会议现在开会。", [("session-inconsistent", "error")]),
        ("在十九届人大五次会议上，大家发言热烈。", [("session-inconsistent", "warning")]),
        ("十八届人大六次会议现在开会。", [("session-inconsistent", "error")]),
        ("十九届人大六次会议现在开会。", []),
    ],
)
def test_another_session_is_an_error_where_this_one_is_meant(checked, sentence, told):
    assert codes(checked([*HEAD, sentence])) == told


@pytest.mark.parametrize(
    ("term", "session", "town", "told"),
    [
        (19, 6, "柳河镇", []),
        (19, None, "柳河镇", []),
        (19, 7, "柳河镇", ["session-against-record"]),
        (20, 6, "柳河镇", ["session-against-record"]),
        (20, None, "柳河镇", ["session-against-record"]),
        (19, 6, "石桥镇", ["town-against-record"]),
    ],
)
def test_term_session_and_town_are_compared_with_the_record(checked, term, session, town, told):
    known = Known(town=town, province="浙江", term=term, session=session)
    lines = ["柳河镇第十九届人民代表大会第六次会议", "公告", "现予公告。"]
    assert [one.code for one in checked(lines, known=known)] == told


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("李明当选为柳河镇第十九届人民代表大会第六次会议代表。", True),
        ("出席柳河镇第十九届人民代表大会第六次会议代表名单", False),
        ("李明当选为柳河镇第十九届人民代表大会代表。", False),
        ("第六次会议代表资格审查报告", False),
        ("第六次会议代表团分组", False),
        ("六次会议人大代表李明资格有效。", True),
    ],
)
def test_deputies_belong_to_a_term(checked, sentence, wrong):
    found_ = [
        one.code for one in checked(["柳河镇第十九届人民代表大会第六次会议", "名单", "各位代表：", sentence])
    ]
    assert found_ == (["deputy-of-session"] if wrong else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "提请镇人民代表大会审议，接受镇人大代表监督，由镇人民代表大会决定。",
        "县、乡镇人民代表大会和各乡镇人大主席团要做好工作。",
        "依法召开镇人代会，报请镇党委同意。",
        "去年赴石桥镇人大学习考察。",
        "会议应到镇第十九届人民代表大会代表72名，实到68名，请假4名。",
        "中共柳县柳河镇委员会、柳县柳河镇人民政府",
        "对柳河镇人民政府的工作表示满意，向柳河镇人大主席团报告。",
    ],
)
def test_what_is_no_other_town(checked, sentence):
    lines = ["柳河镇第十九届人民代表大会第六次会议", "主持词", "各位代表：", sentence]
    assert [one for one in checked(lines) if one.code.startswith("town")] == []


@pytest.mark.parametrize(
    ("sentence", "severity"),
    [
        ("现在，石桥镇第十九届人民代表大会代表全部到齐。", "error"),
        ("由石桥镇人民政府负责。", "warning"),
    ],
)
def test_another_town_is_told(checked, sentence, severity):
    lines = ["柳河镇第十九届人民代表大会第六次会议", "主持词", "各位代表：", sentence]
    assert [(one.code, one.severity) for one in checked(lines)] == [("town-inconsistent", severity)]


@pytest.mark.parametrize(
    ("title", "sentence", "told"),
    [
        ("第二十届人民代表大会第一次会议", "由第十九届人民代表大会主席团召集。", []),
        ("第二十届人民代表大会第一次会议", "由第十八届人民代表大会主席团召集。", ["session-inconsistent"]),
        ("第二十届人民代表大会第六次会议", "由第十九届人民代表大会主席团召集。", ["session-inconsistent"]),
        (
            "第二十届人民代表大会第一次会议",
            "第十九届人民代表大会第一次会议现在开会。",
            ["session-inconsistent"],
        ),
    ],
)
def test_both_terms_are_spoken_of_at_the_turn_of_a_term(checked, title, sentence, told):
    assert [one.code for one in checked([f"柳河镇{title}", "主持词", "各位代表：", sentence])] == told


def test_the_town_of_the_head_is_the_own_one_however_often_another_is_named(checked):
    line = "石桥镇人民代表大会代表全部到齐。"
    found = checked(["柳河镇第十九届人民代表大会第六次会议", "主持词", "各位代表：", line, line, line])
    assert {one.message for one in found} == {"本文是柳河镇的文书,这里却写着石桥镇"}
