"""The law on the command line: tries without a case, many at once, tallies, the pocket card, the powers, days."""

import io
import json
import sys

import pytest

from renda.main import run
from tests.cli.shapes import ERROR, FINDING, TALLY, assert_shape

QUORUM = ("rule", "try", "ORG-14-4")


@pytest.mark.parametrize(
    ("present", "whole", "outcome", "code"),
    [
        (48, 72, "pass", 0),
        (47, 72, "breach", 1),
        (48, 71, "pass", 0),
        (47, 71, "breach", 1),
        (2, 3, "pass", 0),
    ],
)
def test_try_a_quorum(desk, present, whole, outcome, code):
    said = desk.told(*QUORUM, f"到会代表={present}", f"全体代表={whole}", code=code)
    assert_shape(said, FINDING)
    assert (said["rule"], said["outcome"], said["effect"]) == ("ORG-14-4", outcome, "void")
    assert (said["remedy"] is None) == (outcome == "pass")


def test_a_missing_fact_is_pending_and_named(desk):
    said = desk.told(*QUORUM, "到会代表=48")
    assert said["outcome"] == "pending"
    assert "全体代表" in said["message"]
    assert desk(*QUORUM, "到会代表=48").out.startswith("… 还不能判断")


def test_a_try_needs_no_record(desk, tmp_path):
    desk.told(*QUORUM, "到会代表=48", "全体代表=72")
    assert not (tmp_path / "renda.db").exists()


def test_the_day_picks_the_law(desk):
    """A breach of the law of one day may be none on another."""
    late = ("rule", "try", "DEP-51-2a")
    now = desk.json(*late, "--on", "2026-03-01")
    before = desk.json(*late, "--on", "2020-03-01")
    assert now.code == 0
    assert before.code in {0, 2}
    assert before.code == 2 or before.doc["citation"] != ""


LINES = [
    ({"rule": "ORG-14-4", "facts": {"deputies_present": 48, "deputies_in_office": 72}}, "pass"),
    ({"rule": "ORG-14-4", "facts": {"到会代表": 47, "全体代表": "72"}, "on": "2026-01-06"}, "breach"),
    ({"rule": "ORG-14-4", "facts": {"deputies_present": 48}, "on": None, "province": None}, "pending"),
    ({"rule": "ORG-14-4", "facts": {"deputies_present": 48, "deputies_in_office": None}}, "pending"),
    ({"rule": "ORG-14-4", "province": "江西省"}, "pending"),
]
BAD = [
    ("{不是 JSON", "不是完整的 JSON", ""),
    ("[1]", "缺少 rule", ""),
    ("7", "缺少 rule", ""),
    ('{"facts": {}}', "缺少 rule", ""),
    ('{"rule": "XX-1"}', "没有编号为 XX-1", "XX-1"),
    ('{"rule": "ORG-14-4", "facts": [48]}', "名称: 值 的对照", ""),
    ('{"rule": "ORG-14-4", "fact": {}}', "不认识的键 fact", ""),
    ('{"rule": "ORG-14-4", "facts": {"到会": 48}}', "没有叫“到会”的事实", "到会"),
    ('{"rule": "ORG-14-4", "facts": {"deputies_present": "四十八"}}', "应为数字", "到会代表"),
    ('{"rule": "ORG-14-4", "facts": {"deputies_present": 48.5}}', "不小于零的整数", "到会代表"),
    ('{"rule": "ORG-14-4", "facts": {"deputies_present": NaN}}', "应为数字", "到会代表"),
    ('{"rule": "ORG-14-4", "facts": {"deputies_present": [48]}}', "应为数字", "到会代表"),
    ('{"rule": "ORG-14-4", "facts": {"deputies_present": true}}', "应为数字", "到会代表"),
    (
        '{"rule": "ORG-14-4", "facts": {"deputies_present": 1, "deputies_present": 2}}',
        "写了两次",
        "deputies_present",
    ),
    ('{"rule": "ORG-14-4", "facts": {"deputies_present": ' + "9" * 5000 + "}}", "不是完整的 JSON", ""),
    ("[" * 100_000, "不是完整的 JSON", ""),
    ('{"rule": "ORG-14-4", "on": 20260106}', "on 应为文字", ""),
    ('{"rule": "ORG-14-4", "on": "2026-02-30"}', "不存在", "on"),
    ('{"rule": "ORG-14-4", "on": "1950-01-01"}', "没有施行中", "ORG-14-4"),
    ('{"rule": "ORG-14-4", "province": 7}', "province 应为文字", ""),
    ('{"rule": "ORG-14-4", "province": "火星"}', "省级行政区", "province"),
]


def lines_of(answer):
    return [json.loads(line) for line in answer.out.splitlines()]


def test_many_tries_one_finding_for_each_line_in_order(desk, tmp_path):
    file = tmp_path / "试.jsonl"
    file.write_text(
        "\ufeff" + "\n".join(json.dumps(line, ensure_ascii=False) for line, _ in LINES), encoding="utf-8"
    )
    answer = desk("rule", "try", "--file", str(file))
    found = lines_of(answer)
    assert [finding["outcome"] for finding in found] == [outcome for _, outcome in LINES]
    for finding in found:
        assert_shape(finding, FINDING)
    assert (answer.code, answer.err) == (1, "")
    file.write_text(json.dumps(LINES[0][0]), encoding="utf-8")
    assert desk("rule", "try", "--file", str(file)).code == 0


def test_a_bad_line_gives_an_error_on_its_line_and_the_others_are_judged(desk, tmp_path):
    file = tmp_path / "试.jsonl"
    good = json.dumps(LINES[0][0])
    text = "".join(f"{line}\n{good}\n\n" for line, _, _ in BAD)
    file.write_text(text, encoding="utf-8")
    answer = desk("rule", "try", "--file", str(file))
    found = lines_of(answer)
    assert answer.code == 2
    assert len(found) == 2 * len(BAD)
    for number, (_, message, where) in enumerate(BAD):
        error = found[2 * number]
        assert_shape(error, ERROR)
        assert message in error["error"]["message"], error
        place = f"试.jsonl:{3 * number + 1}"
        assert error["error"]["where"] == (f"{place} {where}" if where else place)
        assert found[2 * number + 1]["outcome"] == "pass"


def test_many_tries_from_the_pipe(capsys, monkeypatch):
    text = json.dumps(LINES[1][0]) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert run(["rule", "try", "--file", "-"]) == 1
    assert json.loads(capsys.readouterr().out)["outcome"] == "breach"


def test_a_file_of_tries_that_cannot_be_read(desk, tmp_path):
    for name, message in (("没有.jsonl", "没有这个文件"), (".", "这是文件夹")):
        said = desk.json("rule", "try", "--file", str(tmp_path / name))
        assert (said.code, said.error["where"]) == (2, "--file")
        assert message in said.error["message"]
    (tmp_path / "乱.jsonl").write_bytes('{"rule": "编号"}'.encode("gb18030"))
    assert "不是 UTF-8" in desk.json("rule", "try", "--file", str(tmp_path / "乱.jsonl")).error["message"]
    assert desk.json("rule", "try", "ORG-14-4", "--file", "x").error["where"] == "--file"


# ---- tally ---------------------------------------------------------------------------------------------------

TALLIES = [
    (("--officer", 3, 72), "甲=58 乙=41 丙=37 丁=37 戊=20", (["甲", "乙"], ["丙", "丁"], 0, "revote", 37)),
    (("--officer", 3, 72), "甲=58 乙=41 丙=36", (["甲", "乙"], [], 1, "further_election", 37)),
    (("--officer", 1, 72), "甲=37", (["甲"], [], 0, "done", 37)),
    (("--officer", 1, 71), "甲=36 乙=35", (["甲"], [], 0, "done", 36)),
    (("--officer", 2, 72), "甲=40 乙=40 丙=40", ([], ["甲", "乙", "丙"], 0, "revote", 37)),
    (("--deputy", 1, 101), "甲=51 乙=50", (["甲"], [], 0, "done", 51)),
    (("--deputy", 1, 100), "甲=50 乙=50", ([], [], 1, "further_election", 51)),
    (("--further", 1, 90), "甲=30 乙=29", (["甲"], [], 0, "done", 30)),
    (("--further", 1, 90), "甲=29 乙=28", ([], [], 1, "further_election", 30)),
]


@pytest.mark.parametrize(("asked", "votes", "told"), TALLIES)
def test_what_follows_from_a_count(desk, asked, votes, told):
    kind, seats, base = asked
    answer = desk.json("tally", kind, "--seats", str(seats), "--base", str(base), *votes.split())
    if kind != "--officer" and answer.code == 2:
        pytest.skip(f"the election law is not held yet: {answer.error['message']}")
    assert answer.code == 0, answer
    said = answer.doc
    assert_shape(said, TALLY)
    assert (said["elected"], said["tied"], said["vacant"], said["next"], said["needed"]) == told
    assert said["citations"]


def test_officers_are_the_usual_kind(desk):
    words = ("--seats", "1", "--base", "72", "甲＝４０")
    assert desk.told("tally", *words) == desk.told("tally", "--officer", *words)


def test_a_tally_in_words(desk):
    text = desk("tally", "--seats", "3", "--base", "72", "甲=58", "乙=41", "丙=37", "丁=37", "戊=20").out
    assert "甲 58" in text
    assert "丙、丁同为 37 票,名额只剩 1 名" in text


# ---- numbers, powers, days -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deputies", "quorum", "proposers"), [(72, 48, 15), (71, 48, 15), (45, 30, 9), (3, 2, 1)]
)
def test_the_pocket_card(desk, deputies, quorum, proposers):
    rows = desk.told("numbers", "--deputies", str(deputies))["numbers"]
    by_rule = {row["rule"]: row["number"] for row in rows}
    assert by_rule["ORG-14-4"] == f"至少 {quorum}"
    assert by_rule["ORG-14-3a"] == f"至少 {proposers}"
    assert all(row["citation"] for row in rows)


@pytest.mark.parametrize(
    ("who", "what", "may"),
    [
        ("主席团", "批准预算", False),
        ("大会", "批准预算", True),
        ("主席团", "决定开会日期", True),
    ],
)
def test_who_may(desk, who, what, may):
    said = desk.told("ask", who, what, code=0 if may else 1)
    assert said["may"] is may
    assert all(row["by"] and row["citation"] for row in said["answers"])
    assert may or all(row["remedy"] for row in said["answers"])


@pytest.mark.parametrize(
    ("start", "period", "day"),
    [
        ("2026-03-10", "+3月", "2026-06-10"),
        ("2026-11-30", "+3月", "2027-02-28"),
        ("2026-12-15", "-20日", "2026-11-25"),
        ("2026-01-08", "+20日", "2026-01-28"),
        ("2024-02-29", "+1年", "2025-02-28"),
        ("２０２６年３月１０日", "＋３月", "2026-06-10"),
        ("today", "+1日", "2026-01-07"),
    ],
)
def test_days_are_counted_and_explained(desk, start, period, day):
    said = desk.told("date", start, period)
    assert said["date"] == day
    assert said["how"]
    year, month, number = (int(part) for part in day.split("-"))
    assert desk("date", start, period).out.startswith(f"{year}年{month}月{number}日")


def test_a_year_without_published_holidays_is_said(desk):
    said = desk.json("date", "2040-01-05", "+20工作日")
    assert said.code == 2
    assert said.error["code"] == "no_calendar"
