"""Names by strokes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.documents import strokes
from procedures.documents.strokes import in_stroke_order, stroke_key, strokes_of, without_strokes

# Counted by hand, by the writing of the mainland (GF 3002).
COUNTS = {
    2: "丁卜刁",
    3: "万于马",
    4: "王韦毛方尹孔尤牛文车邓",
    5: "甘石龙叶田史白包冯兰宁皮卢",
    6: "刘朱任江汤向成吕孙许关",
    7: "李杨吴何宋沈苏杜余陆汪邹严张陈",
    8: "周罗林金孟范武郑欧",
    9: "胡赵钟姜洪侯段贺",
    10: "徐夏高郭唐钱袁秦顾陶",
    11: "梁黄曹萧龚常康崔章",
    12: "彭董蒋韩傅程曾谢温鲁",
    13: "路詹靳雷",
    14: "廖裴蔡谭熊管",
    15: "樊黎潘颜",
    16: "薛霍穆",
    17: "戴魏",
    18: "瞿",
}


@pytest.mark.parametrize(
    ("surname", "count"), [(name, count) for count, names in COUNTS.items() for name in names]
)
def test_strokes_of_common_surnames(surname: str, count: int) -> None:
    assert len(strokes_of(surname) or "") == count


@pytest.mark.parametrize(
    ("character", "sequence"),
    [
        ("丁", "12"),
        ("王", "1121"),
        ("刘", "413422"),
        ("李", "1234521"),
        ("张", "5153154"),
        ("陈", "5215234"),
        ("赵", "121213434"),
        ("龚", "13534122134"),
        ("达", "134454"),
        ("虽", "251251214"),
        ("〇", "5"),
        ("䶮", "135341134"),
        ("𬭎", "311154451354"),
    ],
)
def test_strokes_in_writing_order(character: str, sequence: str) -> None:
    assert strokes_of(character) == sequence


def test_every_character_of_gb_2312_and_no_other_stroke() -> None:
    rows = [
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFF)
        if not (high == 0xD7 and low > 0xF9)
    ]
    assert len(rows) == 6763
    sequences = [strokes_of(character) for character in rows]
    assert all(sequence and set(sequence) <= set("12345") for sequence in sequences)


def test_surnames_with_equally_many_strokes_by_their_first_strokes() -> None:
    assert in_stroke_order(["张三", "陈三", "何三", "李三", "沈三", "余三", "吴三"]) == (
        "李三",
        "吴三",
        "何三",
        "余三",
        "沈三",
        "张三",
        "陈三",
    )


def test_a_whole_list() -> None:
    names = ["赵六", "欧阳明", "丁一", "王小洪", "王毅", "欧明", "刘伟", "王晨", "欧明明", "李芳", "万里"]
    assert in_stroke_order(names) == (
        "丁一",
        "万里",
        "王晨",
        "王毅",
        "王小洪",
        "刘伟",
        "李芳",
        "欧明",
        "欧明明",
        "欧阳明",
        "赵六",
    )


def test_a_name_of_two_characters_has_a_single_surname() -> None:
    assert in_stroke_order(["欧阳", "欧一"]) == ("欧一", "欧阳")
    assert stroke_key("欧阳")[1] == 1
    assert stroke_key("欧阳明")[1] == 2


def test_blanks_and_dots_do_not_count() -> None:
    assert stroke_key("王\u3000毅") == stroke_key("王毅")
    assert stroke_key("买买提·艾力") == stroke_key("买买提艾力")
    assert stroke_key("张伟(1968-07)") == stroke_key("张伟（女）") == stroke_key("张伟")
    assert without_strokes(["张伟(1968-07)"]) == {}


def test_what_is_not_known_is_said_and_stands_last() -> None:
    private_use = "\ue123"
    names = ["王" + private_use, private_use + "明", "瞿秋白", "王明"]
    assert without_strokes(names) == {
        "王" + private_use: (private_use,),
        private_use + "明": (private_use,),
    }
    assert in_stroke_order(names) == ("王明", "王" + private_use, "瞿秋白", private_use + "明")


NAMES = st.lists(st.text(st.sampled_from("丁万王李张欧阳司马明毅小〇·\ue123"), max_size=5))


@given(NAMES)
def test_the_order_is_one_order(names: list[str]) -> None:
    ordered = in_stroke_order(names)
    assert sorted(ordered) == sorted(names)
    assert [stroke_key(name) for name in in_stroke_order(reversed(names))] == [
        stroke_key(name) for name in ordered
    ]
    assert all(stroke_key(a) <= stroke_key(b) for a, b in pairwise(ordered))


def test_the_table_is_in_order_and_has_no_character_twice() -> None:
    lines = strokes.TABLE.read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")) for line in lines]
    assert rows == sorted(rows, key=lambda row: (len(row[0]), row[0]))
    characters = "".join(characters for _, characters in rows)
    assert len(characters) == len(set(characters)) == 27644
