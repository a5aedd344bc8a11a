"""`renda paper`: what it writes, what it answers, and what it refuses; nothing is written where it refuses."""

import hashlib
import shlex

import pytest

MADE = {"case", "kind", "title", "file", "missing", "fonts", "sha256"}


def test_a_paper_is_written_and_its_answer_is_as_promised(office, tmp_path):
    path = tmp_path / "通知.docx"
    said = office.told("paper", "make", "会议通知", "S20-1", "会议地点=礼堂", "-o", str(path))
    assert set(said) >= MADE
    assert (said["case"], said["kind"], said["file"]) == ("S20-1", "meeting-notice", str(path))
    assert said["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    missing = {row["name"]: row for row in said["missing"]}
    assert missing["开幕日期"]["step"] == "决定开会日期"
    assert missing["开幕日期"]["command"] == "renda do S20-1 决定开会日期 开幕日期=…"
    assert missing["会议议程"]["command"].startswith("renda do S20-1 提出议程草案")
    assert "会议地点" not in missing
    again = office.told(
        "paper", "make", "meeting-notice", "S20-1", "会议地点=礼堂", "-o", str(path), "--force"
    )
    assert again["sha256"] == said["sha256"]


def test_the_command_that_is_told_records_what_was_missing(office, tmp_path):
    office.told("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")
    said = office.told("paper", "make", "会议通知", "S20-1", "-o", str(tmp_path / "a.docx"))
    assert "开幕日期" not in {row["name"] for row in said["missing"]}


def test_on_screen_each_missing_value_has_its_line(office, tmp_path):
    answer = office("paper", "make", "会议通知", "S20-1", "-o", str(tmp_path / "a.docx"))
    assert answer.code == 0
    assert "已生成:会议通知(S20-1)" in answer.out
    assert "renda do S20-1 决定开会日期 开幕日期=…" in answer.out
    assert "写在命令里,例如 镇政府三楼会议室" in answer.out
    (again,) = [line for line in answer.out.splitlines() if line.startswith("补上再生成:")]
    words = shlex.split(again.partition(":")[2])
    assert words[:6] == ["renda", "paper", "make", "会议通知", "S20-1", "文号=…"]
    assert words[-3:] == ["-o", str(tmp_path / "a.docx"), "--force"]
    assert office(*words[1:]).code == 2  # a “…” left in it is told
    assert (
        office(*(word.replace("…", "定") for word in words[1:])).code == 0
    )  # filled in, it runs as it stands
    assert "字体回退风险:仿宋_GB2312" in answer.out
    answer.out.encode("gbk")


def test_html_by_the_ending(office, tmp_path):
    path = tmp_path / "日程.HTML"
    said = office.told("paper", "make", "会议日程", "S20-1", "-o", str(path))
    assert said["fonts"] == []
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("会议通知", "S20-1", "-o", "a.pdf"), "不是 .docx 或 .html"),
        (("会议通", "S20-1", "-o", "a.docx"), "没有叫“会议通”的文书"),
        (("会议通知", "S20-9", "-o", "a.docx"), "没有编号或名称为“S20-9”的事项"),
        (("选票", "S20-1", "-o", "a.docx"), "“选票”用在"),
        (("会议通知", "S20-1", "到会代表=72", "-o", "a.docx"), "不问“到会代表”"),
        (("会议通知", "S20-1", "礼堂", "-o", "a.docx"), "礼堂"),
        (("主持词", "S20-1", "到会人数=很多", "-o", "a.docx"), "很多"),
        (("会议通知", "S20-1", "--on", "某日", "-o", "a.docx"), "某日"),
        (("会议通知", "S20-1", "-o", "没有/a.docx"), "写不进去"),
        (("会议通知", "S20-1"), "--output"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(office, tmp_path, monkeypatch, words, message):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*.docx")) + sorted(tmp_path.rglob("*.pdf"))
    answer = office.json("paper", "make", *words)
    assert answer.code == 2
    assert message in answer.error["message"] + str(answer.error["where"])
    assert answer.error["remedy"]
    assert sorted(tmp_path.rglob("*.docx")) + sorted(tmp_path.rglob("*.pdf")) == before


def test_a_file_is_not_overwritten_unless_told(office, tmp_path):
    path = tmp_path / "a.docx"
    path.write_text("我的", encoding="utf-8")
    answer = office.json("paper", "make", "会议通知", "S20-1", "-o", str(path))
    assert (answer.code, path.read_text(encoding="utf-8")) == (2, "我的")
    assert "--force" in answer.error["remedy"]


def test_list(desk):
    every = desk.told("paper", "list")["kinds"]
    assert len(every) > 30
    assert {"kind", "title", "family", "about", "belongs", "asks"} <= set(every[0])
    of_session = desk.told("paper", "list", "session")["kinds"]
    assert {kind["title"] for kind in of_session} < {kind["title"] for kind in every}
    assert all(any(p["procedure"] == "session" for p in kind["belongs"]) for kind in of_session)
    shown = desk("paper", "list", "session").out
    assert "通知代表" in shown
    assert desk("paper", "list", "人民代表大会会议").out == shown
    assert desk("paper", "list", "district-vote").out == "这个程序还没有文书。\n"
    assert desk.json("paper", "list", "无此程序").code == 2


def test_fields_with_and_without_a_case(desk, office):
    rows = {row["name"]: row for row in desk.told("paper", "fields", "会议通知")["fields"]}
    assert rows["会议全称"]["value"] is None
    rows = {row["name"]: row for row in office.told("paper", "fields", "会议通知", "S20-1")["fields"]}
    assert rows["会议全称"]["value"] == "清溪镇第二十届人民代表大会第一次会议"
    assert rows["开幕日期"] == {"name": "开幕日期", "from": "人民代表大会会议:决定开会日期", "value": None}
    assert office.json("paper", "fields", "选票", "S20-1").code == 2


def test_template_check(desk, tmp_path):
    folder = tmp_path / "papers" / "kinds"
    folder.mkdir(parents=True)
    path = folder / "agenda.yaml"
    path.write_text(
        "kind: agenda\ntitle: 会议议程\nfamily: congress\nabout: 议程\nbelongs:\n"
        "- {procedure: session, step: adopt-agenda}\nbody:\n- title: '{{ 会议全程 }}议程'\n",
        encoding="utf-8",
    )
    answer = desk.json("paper", "template-check", str(path))
    assert answer.code == 1
    (problem,) = answer.doc["problems"]
    assert problem["where"].endswith("agenda.yaml:8")
    assert "会议全称" in problem["near"]
    assert "是不是:" in desk("paper", "template-check", str(path)).out
    path.write_text(path.read_text(encoding="utf-8").replace("会议全程", "会议全称"), encoding="utf-8")
    assert desk.told("paper", "template-check", str(path))["problems"] == []
    assert "√" in desk("paper", "template-check", str(path)).out
    assert desk.json("paper", "template-check", "没有.yaml").code == 2


def test_a_county_s_own_folder_is_used(office, tmp_path):
    folder = tmp_path / "county" / "papers" / "kinds"
    folder.mkdir(parents=True)
    (folder / "agenda.yaml").write_text(
        "kind: agenda\ntitle: 会议议程\nfamily: congress\nabout: 本县的议程\nbelongs:\n"
        "- {procedure: session, step: adopt-agenda}\nbody:\n- title: '{{ 会议简称 }}'\n",
        encoding="utf-8",
    )
    path = tmp_path / "a.html"
    own = ("--library", str(tmp_path / "county"))
    assert office("paper", "make", "会议议程", "S20-1", "-o", str(path), before=own).code == 0
    assert "<h1>镇二十届人大一次会议</h1>" in path.read_text(encoding="utf-8")


def test_after_a_step_its_papers_are_named(office):
    answer = office("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")
    assert "文书:" not in answer.out  # the presidium's minutes are those of its own meeting
    answer = office("do", "S20-1", "公布开会日期")
    assert "文书:renda paper make 会议公告 S20-1 -o 会议公告.docx" in answer.out
    assert "文书:" not in office("do", "S20-1", "通知代表", "--dry-run").out
    assert "文书:renda paper make 会议通知 S20-1" in office("do", "S20-1", "通知代表").out
