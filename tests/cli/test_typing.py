"""What is typed: names in either language, dates in every way, options and environment, files of facts, papers."""

import hashlib
import json
from datetime import date

import pytest

from renda.main import run
from tests.cli.desk import FOUND

DATED = ("决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")


@pytest.mark.parametrize(
    "typed",
    [
        "2026-01-08",
        "2026年1月8日",
        "二〇二六年一月八日",
        "２０２６年１月８日",
        "２０２６-０１-０８",
        "2026年01月08日",
    ],
)
def test_a_day_may_be_written_in_many_ways(desk, typed):
    assert desk.told("date", typed)["date"] == "2026-01-08"
    assert desk.told("date", "today", today=typed)["date"] == "2026-01-08"


def test_today_without_the_option_is_the_real_day(capsys):
    assert run(["--format", "json", "date", "today"]) == 0
    assert json.loads(capsys.readouterr().out)["date"] == date.today().isoformat()  # noqa: DTZ011


@pytest.mark.parametrize("case", ["S20-1", "二十届一次会议"])
@pytest.mark.parametrize("step", ["decide-date", "决定开会日期"])
@pytest.mark.parametrize(
    "facts",
    [
        ("session_kind=例会", "opening_on=2026-02-05"),
        ("会议类别=例会", "开幕日期=2026年2月5日"),
        ("会议类别＝例会", "开幕日期＝二〇二六年二月五日"),
        ("会议类别 = 例会", "opening_on=２０２６-０２-０５"),
    ],
)
def test_ids_and_chinese_names_mean_the_same(office, case, step, facts):
    said = office.told("do", case, step, *facts, "--dry-run")
    assert (said["case"], said["step"], said["allowed"]) == ("S20-1", "decide-date", True)


@pytest.mark.parametrize("name", ["session", "人民代表大会会议"])
def test_procedures_answer_to_both_names(office, name):
    assert office.told("procedure", "show", name)["procedure"] == "session"
    assert office.told("procedure", "diagram", name)["procedure"] == "session"
    assert office.told("open", name, "二十届二次会议")["case"] == "S20-2"
    assert office.told("rule", "list", "--procedure", name)["rules"]
    assert office.told("trace", "--procedure", name)["rows"]


def test_facts_of_a_rule_answer_to_both_names(desk):
    one = desk.told("rule", "try", "ORG-14-4", "到会代表=48", "全体代表=72")
    other = desk.told("rule", "try", "ORG-14-4", "deputies_present=４８", "deputies_in_office=七十二", code=2)
    assert one["outcome"] == "pass"
    assert other["error"]["where"] == "全体代表"  # counts are digits; a Chinese numeral is asked back


def test_dry_run_writes_nothing(office):
    before = office.head()
    said = office.told("do", "S20-1", *DATED, "--dry-run")
    assert (said["allowed"], said["recorded"], said["entry"]) == (True, False, None)
    text = office("do", "S20-1", *DATED, "--dry-run").out
    assert text.startswith("可以记录:决定开会日期。")
    assert "没有写入任何内容" in text
    assert office.head() == before
    assert office.told("show", "S20-1")["entries"] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("事实.json", '{"会议类别": "例会", "开幕日期": "2026-02-05"}'),
        ("事实.json", '\ufeff{"session_kind": "例会", "opening_on": "2026年2月5日"}'),
        ("事实.yaml", "会议类别: 例会\n开幕日期: 2026-02-05\n"),
        ("事实.yml", "session_kind: 例会\nopening_on: 二〇二六年二月五日\n"),
    ],
)
def test_facts_from_a_file(office, tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    said = office.told("do", "S20-1", "决定开会日期", "--facts", str(file))
    assert said["recorded"] is True
    assert office.told("show", "S20-1")["facts"]["opening_on"] == "2026-02-05"


def test_a_word_on_the_line_speaks_before_the_file(office, tmp_path):
    file = tmp_path / "事实.json"
    file.write_text('{"会议类别": "例会", "开幕日期": "2026-02-05"}', encoding="utf-8")
    office.told("do", "S20-1", "决定开会日期", "开幕日期=2026-02-06", "--facts", str(file))
    assert office.told("show", "S20-1")["facts"]["opening_on"] == "2026-02-06"


def test_papers_are_kept_by_name_and_hash(office, tmp_path):
    paper = tmp_path / "纪要.docx"
    paper.write_bytes(b"minutes")
    said = office.told("do", "S20-1", *DATED, "--paper", f"主席团会议纪要＝{paper}")
    body = office.told("log", "S20-1")["entries"][-1]["body"]
    digest = hashlib.sha256(b"minutes").hexdigest()
    assert said["recorded"] is True
    assert body["papers"] == [{"kind": "主席团会议纪要", "name": "纪要.docx", "sha256": digest}]


# ---- options from the environment ----------------------------------------------------------------------------


def test_the_record_from_the_environment(office, capsys, monkeypatch):
    monkeypatch.setenv("RENDA_DATABASE_URL", f"sqlite:///{office.database}")
    capsys.readouterr()
    assert run(["--format", "json", "cases"]) == 0
    assert [case["case"] for case in json.loads(capsys.readouterr().out)["cases"]] == ["S20-1"]


def test_without_any_address_the_record_lies_in_the_users_folder(capsys, tmp_path):
    assert run(["--format", "json", *FOUND]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["database"].startswith(str(tmp_path))
    assert said["database"].endswith("renda.db")


def test_the_congress_from_option_and_environment(office, monkeypatch):
    office.told("init", "石桥乡", "--province", "江西", "--kind", "乡", "--term", "19")
    many = office.json("cases")
    assert (many.code, many.error["where"]) == (2, "--congress")
    assert "石桥乡、清溪镇" in many.error["message"] or "清溪镇、石桥乡" in many.error["message"]
    assert len(office.json("cases", before=("--congress", "清溪镇")).doc["cases"]) == 1
    monkeypatch.setenv("RENDA_CONGRESS", "石桥乡")
    assert office.told("cases")["cases"] == []
    assert len(office.json("cases", "--congress", "清溪镇").doc["cases"]) == 1
    assert office.told("check", "--all")["verdict"] == "in_order"


def test_the_operator_from_the_environment(office, monkeypatch):
    monkeypatch.setenv("RENDA_OPERATOR", "李秘书")
    office.told("do", "S20-1", *DATED)
    assert office.told("log", "S20-1")["entries"][-1]["operator"] == "李秘书"
    monkeypatch.setenv("RENDA_OPERATOR", " ")
    office.told("do", "S20-1", "公布开会日期")
    assert office.told("log", "S20-1")["entries"][-1]["operator"].strip()


def own_library(folder, title):
    (folder / "workflows").mkdir(parents=True)
    text = f"""procedure: visit
title: {title}
code: V
numbering: year
stages: [联系, 办结]
final: [办结]
steps:
- {{id: meet, title: 接待选民, actor: deputies, from: 联系, to: 办结, modality: must}}
"""
    (folder / "workflows" / "visit.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def test_a_library_of_ones_own(desk, tmp_path, monkeypatch):
    own = own_library(tmp_path / "县里 的规则", "代表联系选民")
    said = desk.json("procedure", "show", "代表联系选民", before=("--library", own))
    assert said.doc["steps"][0]["title"] == "接待选民"
    monkeypatch.setenv("RENDA_LIBRARY", own)  # with a space in it
    assert desk.told("procedure", "show", "visit")["title"] == "代表联系选民"


def test_the_last_library_speaks(desk, tmp_path):
    one, two = own_library(tmp_path / "a", "旧名"), own_library(tmp_path / "b", "新名")
    said = desk.json("procedure", "show", "visit", "--library", one, "--library", two)
    assert said.doc["title"] == "新名"


@pytest.mark.parametrize("written", ["江西", "江西省", " 江西 "])
def test_a_province_by_its_short_or_full_name(desk, written):
    assert desk.told("numbers", "--deputies", "72", "--province", written)["province"] == "江西"


@pytest.mark.parametrize("term", ["20", "二十", "第二十届", "２０"])
def test_a_term_in_figures_or_words(desk, term):
    words = ("init", "清溪镇", "--province", "广西壮族自治区", "--kind", "镇", "--term", term)
    said = desk.told(*words)
    assert (said["term"], said["province"]) == (20, "广西")
