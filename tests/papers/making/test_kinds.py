"""The shipped kinds: complete, with names that are known, at home in the workflows; broken files told with their line."""

import pytest

from procedures.errors import LibraryError, UnknownName
from procedures.library.places import places, shipped
from procedures.papers.making.fields import check_template, fields_of
from procedures.papers.making.shelf import PaperShelf
from tests.papers.making.township import BOOK, PAPERS, SHELF

NEEDED = [
    "会议通知",
    "会议议程",
    "会议日程",
    "主持词",
    "代表资格审查报告",
    "选举办法",
    "选票",
    "监票人名单",
    "计票报告单",
    "选举结果公告",
    "决议",
    "会议纪要",
    "交办函",
    "催办函",
    "答复意见征询表",
    "办理情况报告",
    "评议测评票",
    "测评结果",
    "审查意见",
    "视察报告",
    "执法检查报告",
    "调研报告",
    "归档目录",
    "主席团名单",
    "签到表",
    "请假条",
    "列席人员名单",
    "会议公告",
    "代表联名提议书",
]
KINDS = sorted(PAPERS.paths)


def test_every_paper_that_a_township_needs_is_there():
    assert set(NEEDED) <= set(PAPERS.titles.values())
    assert len(set(PAPERS.titles.values())) == len(PAPERS.titles)


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_in_its_text_is_known(kind):
    assert check_template(PAPERS.paths[kind], PAPERS, SHELF, BOOK) == []


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_at_home_in_the_workflows(kind):
    paper = PAPERS.kind(kind)
    for place in paper.belongs:
        procedure = SHELF.procedure(place.procedure)
        if place.step:
            assert place.step in {step.id for step in procedure.steps}, place


@pytest.mark.parametrize("kind", KINDS)
def test_no_number_of_the_law_is_typed_in_its_text(kind):
    """Two thirds and the majority come from the rules: 48 and 37 of 72 stand in no file, nor do words for them."""
    text = PAPERS.paths[kind].read_text(encoding="utf-8")
    body = text.partition("\nbody:\n")[2]
    for wrong in (
        "48名",
        "37票",
        "15名",
        "十五人",
        "三十七",
        "四十八",
        "半数以上",
        "超过三分之二",
        "县委决定",
    ):
        assert wrong not in body
    assert "清溪" not in body


@pytest.mark.parametrize("kind", KINDS)
def test_its_punctuation_is_full_width(kind):
    """What stands between Chinese characters outside of names and expressions."""
    import re

    from procedures.papers.making.fields import _texts

    for words, at, _ in _texts(PAPERS.kind(kind)):
        if at[0] != "body" or at[-1] in {"if", "for"}:
            continue
        plain = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", words)
        assert not re.search(r"[\u4e00-\u9fff][,:;?!(]", plain), (at, words)


def test_words_of_steps_lead_to_kinds():
    def titles(procedure, step):
        found = SHELF.procedure(procedure).step(step)
        return PAPERS.titles_for(procedure, step, found.papers)

    assert titles("session", "notify") == ["会议通知"]
    assert titles("session", "open") == ["签到表", "主持词", "监票人名单"]
    assert titles("suggestion", "hand-over") == ["交办函"]
    assert titles("officer-election", "vote") == ["选票", "选举结果公告", "监票人名单", "计票报告单"]
    assert titles("session", "record-leave") == ["请假条"]
    assert titles("session", "decide-date") == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_step_that_it_names_leads_back_to_it(kind):
    paper = PAPERS.kind(kind)
    for place in paper.belongs:
        if place.step:
            step = SHELF.procedure(place.procedure).step(place.step)
            assert paper.title in PAPERS.titles_for(place.procedure, place.step, step.papers)


def test_a_kind_of_another_procedure_is_not_led_to_by_its_word():
    """办理情况报告 is also what a unit hands in on a special report; that one is not made here."""
    step = SHELF.procedure("special-report").step("receive-handling")
    assert "办理情况报告" in step.papers
    assert PAPERS.titles_for("special-report", step.id, step.papers) == []


def test_unknown_kinds_are_told_with_the_nearest():
    with pytest.raises(UnknownName, match="会议通") as told:
        PAPERS.kind("会议通")
    assert "会议通知" in told.value.remedy


# --- a county's own


GOOD = """\
kind: meeting-notice
title: 会议通知
family: congress
about: 本县的通知
belongs:
- {procedure: session, step: notify}
asks:
  会议地点: 礼堂
let:
  地方: 会议地点
body:
- title: 通知
- text: "{{ 会议全称 }}在{{ 地方 }}召开。"
- for: 项 in 会议议程
  text: "{{ 第几 }}.{{ 项 }}"
- table:
    head: [甲]
    rows:
    - cells: ["{{ 编号 }}"]
"""


def own(tmp_path, text, name="meeting-notice.yaml"):
    folder = tmp_path / "papers" / "kinds"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path, PaperShelf(places([tmp_path]))


def test_a_county_s_own_text_replaces_the_shipped_one(tmp_path):
    path, shelf = own(tmp_path, GOOD)
    assert shelf.kind("会议通知").about == "本县的通知"
    assert check_template(path, shelf, SHELF, BOOK) == []
    assert len(shelf.paths) == len(PAPERS.paths)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("title: 会议通知\n", "", 1, "缺少 title"),
        ("family: congress", "family: red", 3, "family"),
        ("about: 本县的通知", "about: 本县的通知\nnote: x", 5, "不认识的键 note"),
        ("- title: 通知", "- title: 通知\n  text: 又", 12, "要写且只写一种"),
        ("- title: 通知", "- note: 通知", 12, "要写且只写一种"),
        ("for: 项 in 会议议程", "for: 会议议程", 14, "for"),
        ("head: [甲]", "head: [甲, 乙]", 16, "格数要一样"),
        ("head: [甲]", "head: [甲]\n    row_mm: 高", 18, "应为数字,不是 高"),
        ("head: [甲]", "head: [甲]\n    row_mm: 0", 18, "应大于 0"),
        ("belongs:\n- {procedure: session, step: notify}\n", "belongs: []\n", 5, "belongs"),
        ("kind: meeting-notice", "kind: other-notice", None, "不一致"),
    ],
)
def test_a_broken_file_is_told_with_its_line(tmp_path, old, new, line, words):
    assert old in GOOD
    _, shelf = own(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(LibraryError, match=words) as told:
        shelf.kind("meeting-notice")
    assert line is None or told.value.where.endswith(f":{line}")


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "near"),
    [
        ("{{ 会议全称 }}", "{{ 会议全程 }}", 13, "不认识的名称“会议全程”", "会议全称"),
        ("地方: 会议地点", "地方: 会议地占", 10, "不认识的名称“会议地占”", "会议地点"),
        ("项 in 会议议程", "项 in 会议日程表", 14, "不认识的名称“会议日程表”", ""),
        ("{{ 项 }}", "{{ 项 }", 15, "写法有误", ""),
        ("{{ 编号 }}", "{{ 编号|大写 }}", 19, "写法有误:没有“大写”这种改写", ""),
        ("{{ 编号 }}", "{{ 项 }}", 19, "不认识的名称“项”", ""),
    ],
)
def test_unknown_names_are_told_with_line_and_the_nearest(tmp_path, old, new, line, message, near):
    assert old in GOOD
    path, shelf = own(tmp_path, GOOD.replace(old, new, 1))
    (problem,) = check_template(path, shelf, SHELF, BOOK)
    assert problem.message.startswith(message)
    assert problem.where.endswith(f":{line}")
    assert near in problem.near


@pytest.mark.parametrize(("old", "new"), [("session,", "sessions,"), ("step: notify", "step: notifies")])
def test_a_step_that_there_is_not_is_told_with_its_line(tmp_path, old, new):
    path, shelf = own(tmp_path, GOOD.replace(old, new))
    with pytest.raises(LibraryError) as told:
        check_template(path, shelf, SHELF, BOOK)
    assert told.value.where.endswith(":6")


def test_a_county_s_names_are_added_to_the_shipped_ones(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "names.yaml").write_text("names:\n  会徽: 某\n", encoding="utf-8")
    names = PaperShelf(places([tmp_path])).names.names
    assert {"会徽", "会议全称"} <= set(names)


def test_the_names_of_a_kind_say_where_they_come_from():
    rows = {row.name: row.about for row in fields_of(PAPERS.kind("选票"), PAPERS, SHELF, BOOK)}
    assert rows["正式候选人"] == "选举本级国家机关领导人员:确定正式候选人"
    assert rows["按得票"] == "本文书自己算出"
    assert rows["开幕日期"].startswith("人民代表大会会议:")
    assert rows["会议全称"].startswith("合成:")
    assert rows["法定数"].startswith("法定数(规则编号)")
    assert "办理结果" not in rows


def test_other_data_in_the_folder_are_no_kinds():
    assert {"layout", "names"}.isdisjoint(PAPERS.paths)
    assert (shipped() / "papers" / "layout.yaml").is_file()
