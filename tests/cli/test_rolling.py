"""`renda rolling`: off, switched with the decision it rests on, shown."""

BASIS = "某县人大常委会2026年1月5日决定"


def test_it_is_off_until_a_decision_is_named(desk, office):
    assert desk.told("rolling", "show") == {"on": "2026-01-06", "rolls": False, "basis": None}
    assert desk("rolling", "show").out == "2026年1月6日:不顺延(默认,从严)。\n"
    assert desk.json("rolling", "on").code == 2
    before = desk.head()
    blank = desk.json("rolling", "on", " ")
    assert (blank.code, blank.error["where"]) == (2, "依据")
    assert desk.told("rolling", "off")["entry"] is None
    assert desk.head() == before


def test_on_and_off(desk, office):
    said = desk.told("rolling", "on", BASIS)
    assert (said["rolls"], said["basis"]) == (True, BASIS)
    assert desk.told("rolling", "on", BASIS)["entry"] is None
    text = desk("rolling", "show").out
    assert f"依据:{BASIS}" in text
    assert "“某事以前多少日”的不顺延" in text
    early = desk.json("rolling", "off", "--on", "2026-01-05")
    assert early.code == 2
    assert desk("rolling", "off").out == "自 2026年1月6日起不再顺延(记录 5)。\n"
    assert desk.told("rolling", "show")["rolls"] is False
