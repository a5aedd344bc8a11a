"""`renda practice`, and good practice on every screen: never a violation of law."""

import pytest

from tests.cli.desk import FOUND
from tests.cli.shapes import FINDING, assert_shape

VISIT = ("每月走访日", "PD-1-1")


def test_a_congress_begins_with_its_habits(desk):
    said = desk.told(*FOUND, "--practice", "PD-1-1", "--practice", "PS")
    assert said["practice"] == ["PD-1-1", "PS-1-1", "PS-1-2", "PS-2-1", "PS-2-2", "PS-3-1", "PS-4-1"]
    assert not any("好做法" in law for law in said["laws"])
    rows = {row["rule"]: row["switched_on"] for row in desk.told("practice", "list")["practice"]}
    assert rows["PD-1-1"]
    assert not rows["PC-1-1"]
    assert len(rows) == 18


def test_an_unknown_habit_founds_nothing(desk):
    answer = desk.json(*FOUND, "--practice", "PD-9-9")
    assert (answer.code, answer.error["where"]) == (2, "PD-9-9")
    assert desk.head() == []


def test_on_and_off(desk, office):
    assert desk.told("practice", "list")["practice"][0]["switched_on"] is False
    said = desk.told("practice", "on", "PD-1-1")
    assert (said["recorded"], said["changed"], said["practice"]) == (True, ["PD-1-1"], ["PD-1-1"])
    before = desk.head()
    assert desk.told("practice", "on", "PD-1-1")["recorded"] is False
    assert desk.head() == before
    text = desk("practice", "list").out
    assert "● " in text
    assert "代表走访选民集中在每月25日" in text
    assert desk.told("practice", "off", "PD")["practice"] == []
    assert "没有写入任何内容" in desk("practice", "off", "PD").out


@pytest.mark.parametrize(
    ("words", "message"), [(("on", "ORG-14-4"), "是法律法规的要求"), (("off", "XX"), "没有编号为 XX 的惯例")]
)
def test_what_is_no_habit_is_refused(desk, office, words, message):
    before = desk.head()
    answer = desk.json("practice", *words)
    assert answer.code == 2
    assert message in answer.error["message"]
    assert answer.error["remedy"]
    assert desk.head() == before


def test_the_law_is_listed_without_habits_and_habits_without_the_law(desk):
    law = desk.told("rule", "list")["rules"]
    assert {row["level"] for row in law} == {"national"}
    habits = desk.told("rule", "list", "--practice")["rules"]
    assert {row["level"] for row in habits} == {"practice"}
    assert len(habits) == 18
    contact = desk.told("rule", "list", "--practice", "--procedure", "deputy-contact")["rules"]
    assert [row["rule"] for row in contact] == ["PD-1-1", "PD-2-1"]


def test_a_habit_tried_is_no_violation(desk):
    words = ("rule", "try", "PD-1-1", "走访日期=2027-01-12")
    said = desk.told(*words)  # exit code 0
    assert_shape(said, FINDING)
    assert (said["outcome"], said["effect"], said["level"]) == ("breach", "advise", "practice")
    text = desk(*words).out
    assert text.startswith("· 不合惯例(不是违法):")
    assert "本地惯例:好做法(每月走访日)" in text
    assert "不合法" not in text
    assert desk("rule", "try", "PD-1-1", "走访日期=2027-01-25").out.startswith("√ 合惯例:")


def test_a_habit_explained(desk):
    text = desk("rule", "show", "PD-1-1").out
    assert "后果    提示:本地惯例:采用了才提示,从不作为违法。" in text
    assert desk.told("rule", "show", "PD-1-1")["level"] == "practice"


def test_a_step_and_a_check_say_habits_apart(desk, office):
    desk.told("practice", "on", "PD-1-1", "PS-1-1", "PS-1-2")
    desk.told("open", "deputy-contact", "联系")
    desk.told("do", "联系", "安排联系工作", "联系安排=分片")
    deputy = desk.told("roster", "list")["deputies"][0]["name"]
    done = desk("do", "联系", "代表走访选民", f"走访的代表={deputy}", "--on", "2026-01-06")
    assert done.code == 0
    assert "  · 这次走访在2026年1月6日,不在每月25日的走访日" in done.out
    assert "    本地惯例:好做法(每月走访日)    规则 PD-1-1" in done.out
    answer = desk("check", "联系", today="2027-01-03")
    assert answer.code == 0
    assert "提示(本地惯例)" in answer.out
    assert "\n不合法\n" not in answer.out
    year = desk("check", "--year", "2026", today="2027-01-03").out
    habits = year.partition("提示(本地惯例)")[2]
    assert "视察、调研、执法检查共 0 次" in habits
    assert "PS-1-1" not in year.partition("提示(本地惯例)")[0]


def test_numbers_and_powers_know_no_habit(desk, office):
    desk.told("practice", "on", "PD", "PS", "PC")
    rows = desk.told("numbers")["numbers"]
    assert not any(row["rule"].startswith(("PD-", "PS-", "PC-")) for row in rows)


# ---- cautions and differences -------------------------------------------------------------------------------


def test_a_caution_is_said_once_for_each_text(desk):
    desk.told("init", "清溪镇", "--province", "浙江", "--kind", "镇", "--term", "20")
    text = desk("numbers", "--deputies", "72", "--province", "浙江").out
    assert text.count("注意  浙江省乡镇人民代表大会工作条例:2023年修正只读到") == 1
    assert text.count("注意  ") == len({line for line in text.splitlines() if "注意  " in line})
    rows = desk.told("numbers", "--deputies", "72", "--province", "浙江")["numbers"]
    assert {bool(row["caution"]) for row in rows} == {True, False}
    tried = desk(
        "rule",
        "try",
        "ZJ-20-1a",
        "临时召集的会议=否",
        "会议通知日期=2027-01-01",
        "开幕日期=2027-01-05",
        "通知内容=会议事项",
    )
    assert tried.out.count("注意  浙江省乡镇人民代表大会工作条例:") == 1
    current = desk("rule", "try", "ORG-14-4", "到会代表=47", "全体代表=72").out
    assert "注意" not in current


def test_next_do_and_check_warn_of_the_texts_they_rely_on(desk):
    desk.told("init", "清溪镇", "--province", "重庆", "--kind", "镇", "--term", "20")
    (desk.database and desk("roster", "import", "examples/year/roster.csv"))
    desk.told("open", "suggestion", "修桥")
    deputy = desk.told("roster", "list")["deputies"][0]["name"]
    desk.told(
        "do", "修桥", "提出建议", "提出时间=会议期间", f"领衔代表={deputy}", "提交对象=大会", "建议内容=修桥"
    )
    done = desk("do", "修桥", "交办", "承办单位=镇政府")
    assert done.code == 0
    view = desk("next", "修桥").out
    assert "最迟 2026年3月6日" in view
    assert view.count("两法不同:重庆市乡镇人民代表大会工作条例第十六条第一款与国家法不同") == 1
    assert view.count("注意  重庆市乡镇人民代表大会工作条例:") == 1
    step = next(s for s in desk.told("next", "修桥")["steps"] if s["step"] == "reply")
    assert step["caution"].startswith("重庆市乡镇人民代表大会工作条例:")
    assert "从严办理" in step["conflict"]
    late = desk("do", "修桥", "答复代表", today="2026-03-07")
    assert late.code == 0
    assert "    两法不同:重庆市乡镇人民代表大会工作条例第十六条第一款" in late.out
    assert late.out.count("注意  重庆市乡镇人民代表大会工作条例:") == 1
    assert desk("check", "修桥", today="2026-03-08").out.count("重庆市乡镇人民代表大会工作条例、") == 1


def test_a_national_rule_names_the_local_texts_that_differ(desk):
    said = desk.told("rule", "show", "DEP-51-2a")
    assert {"CQ-16-1a", "SD-15-1a", "ZJS-21-1"} <= set(said["differing"])
    assert said["conflict"] is None
    assert "地方不同  " in desk("rule", "show", "DEP-51-2a").out
    assert "重庆 CQ-16-1a" in desk("rule", "show", "DEP-51-2a").out
    assert "地方不同" not in desk("rule", "show", "ORG-14-4").out
    assert desk.told("rule", "show", "CQ-16-1a")["conflict"].endswith("从严办理。")


def test_a_requirement_without_a_rule_is_explained_too(desk):
    said = desk.told("rule", "show", "SD-19-1")
    assert said["by"] == "out_of_scope"
    assert "以国家法为准" in said["conflict"]
    text = desk("rule", "show", "SD-19-1").out
    assert "处理    不收录为规则:" in text
    assert "两法不同  山东省乡镇人民代表大会工作若干规定第十九条与国家法不同" in text
    assert desk.json("rule", "show", "SD-99-9").code == 2
