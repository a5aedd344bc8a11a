"""Every command that exists: its JSON document as promised, its exit code, nothing else on stdout."""

import json

import pytest

from tests.cli import shapes
from tests.cli.desk import FOUND, ROSTER, TOWN
from tests.cli.shapes import Day, Each, Maybe, assert_shape

DATED = ("决定开会日期", "会议类别=例会", "开幕日期=2026-02-05")


def test_init(desk):
    said = desk.told(*FOUND, "--term-began", "2026年1月5日", "--population", "32600")
    assert_shape(
        said, {"congress": str, "name": str, "term": int, "recorded": bool, "findings": Each(shapes.FINDING)}
    )
    assert (said["congress"], said["term"], said["recorded"]) == (TOWN, 20, True)


def test_init_of_a_street_is_refused(desk):
    said = desk.told("init", "清溪街道", "--province", "江西", "--kind", "街道", "--term", "20", code=1)
    assert said["recorded"] is False
    assert desk.head() == []


def test_roster(desk):
    desk.told(*FOUND)
    plan = desk.told("roster", "import", str(ROSTER), "--dry-run")
    assert (plan["recorded"], plan["entry"], plan["deputies_in_office"]) == (0, None, 0)
    note = {"row": int, "message": str, "address": Maybe(str)}
    said = desk.told("roster", "import", str(ROSTER))
    assert_shape(said, {"rows_read": int, "recorded": int, "corrected": Each(note), "refused": Each(note)})
    assert (said["rows_read"], said["recorded"], said["deputies_in_office"]) == (74, 72, 72)
    assert [note["row"] for note in said["refused"]] == [76, 77]
    again = desk.told("roster", "import", str(ROSTER))
    assert (again["recorded"], len(again["unchanged"])) == (0, 72)
    listed = desk.told("roster", "list")
    assert_shape(listed, {"on": Day, "count": int, "deputies": Each({"name": str, "suspended": bool})})
    assert listed["count"] == len(listed["deputies"]) == 72
    assert_shape(
        desk.told("roster", "show", "王建国"), {"name": str, "in_office": bool, "offices": Each(str)}
    )
    assert len(desk.told("roster", "export")["deputies"]) == 72


def test_office(office):
    said = office.told("office", "set", "主席", "王建国", "--on", "2022-03-30", "--until", "2027-03-30")
    assert_shape(said, {"office": str, "person": str, "on": Day, "recorded": bool})
    listed = office.told("office", "list")
    row = {"office": str, "person": str, "since": Maybe(Day), "until": Maybe(Day)}
    assert_shape(listed, {"on": Day, "offices": Each(row), "presidium": Each(str)})
    assert listed["offices"] == [
        {"office": "主席", "person": "王建国", "since": "2022-03-30", "until": "2027-03-30"}
    ]
    office.told("office", "set", "主席", "王建国", "--ends")
    assert office.told("office", "list", "--on", "2026-01-07")["offices"] == []


def test_a_chairperson_with_a_government_post_is_refused(office):
    office.told("office", "set", "镇长", "王建国")
    before = office.head()
    said = office.told("office", "set", "主席", "王建国", code=1)
    assert said["recorded"] is False
    assert any(finding["outcome"] == "breach" for finding in said["findings"])
    assert office.head() == before


def test_procedures(desk):
    said = desk.told("procedures")
    assert_shape(said, {"procedures": Each({"procedure": str, "title": str})})
    assert {"session", "suggestion", "bill"} <= {row["procedure"] for row in said["procedures"]}
    shown = desk.told("procedure", "show", "session", "--on", "2026-01-06", "--province", "江西省")
    fact = {"name": str, "label": str, "type": str, "required": bool}
    rule = {"rule": str, "citation": str, "requirement": str, "effect": str}
    step = {"step": str, "title": str, "facts": Each(fact), "rules": Each(rule)}
    assert_shape(shown, {"procedure": str, "title": str, "stages": Each(str), "steps": Each(step)})
    assert shown == desk.told("procedure", "show", "人民代表大会会议", "--on", "2026-01-06")


@pytest.mark.parametrize("form", ["svg", "mermaid"])
def test_diagram(desk, form):
    said = desk.told("procedure", "diagram", "议案", f"--{form}")
    assert (said["procedure"], said["form"]) == ("bill", form)
    assert "审议" in said["diagram"]
    assert desk("procedure", "diagram", "bill", f"--{form}").out == said["diagram"].rstrip("\n") + "\n"


def test_open(office):
    said = office.told("open", "session", "二十届六次会议", "--number", "6")
    assert_shape(said, shapes.OPENED)
    assert said == {**said, "case": "S20-6", "procedure": "session", "stage": "筹备"}
    assert office.told("open", "代表建议、批评和意见办理", "修路")["case"] == "J2026-1"
    assert office.told("open", "bill", "议案一", "--within", "二十届六次会议")["within"] == "S20-6"


def test_next(office):
    said = office.told("next", "S20-1")
    assert_shape(said, shapes.NEXT)
    assert said == office.told("next", "二十届一次会议")
    steps = {row["step"]: row for row in said["steps"]}
    assert steps["decide-date"]["status"] == "must"
    assert steps["open"]["status"] == "not_yet"
    assert steps["open"]["missing"]
    office.told("do", "S20-1", *DATED)
    steps = {row["step"]: row for row in office.told("next", "S20-1")["steps"]}
    assert steps["decide-date"]["status"] == "done"
    assert steps["deliver-materials"]["due"] == "2026-02-04"


def test_do_and_what_is_told_of_it(office):
    said = office.told("do", "S20-1", *DATED)
    assert_shape(said, shapes.VERDICT)
    assert said == {**said, "case": "S20-1", "step": "decide-date", "on": "2026-01-06", "entry": 4}
    assert (said["allowed"], said["recorded"], said["irregular"]) == (True, True, False)
    refused = office.told("do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05", code=1)
    assert_shape(refused, shapes.VERDICT)
    assert (refused["allowed"], refused["recorded"], refused["entry"]) == (False, False, None)


def test_an_opening_without_quorum_is_refused_with_numbers(office):
    office.told("do", "S20-1", *DATED)
    before = office.head()
    said = office.told("do", "S20-1", "开幕", "到会代表=47", "--on", "2026-02-05", code=1, today="2026-02-05")
    quorum = next(finding for finding in said["findings"] if finding["rule"] == "ORG-14-4")
    assert (quorum["outcome"], quorum["effect"]) == ("breach", "void")
    assert quorum["observed"] == {"deputies_present": 47, "deputies_in_office": 72}
    assert quorum["needed"] == {"deputies_present": 48}
    assert quorum["remedy"]
    assert office.head() == before


def test_consequences_are_recorded_and_told(office):
    office.told("do", "S20-1", *DATED)
    names = "王建国、李秀英、张志强、刘丽华、陈永福、杨春梅、赵国平、黄玉兰、周文斌"
    said = office.told("do", "S20-1", "选举主席团", f"主席团名单={names}", "赞成票=70")
    assert_shape(said["consequences"], Each({"message": str}))
    assert len(said["consequences"]) == 1
    assert office.told("office", "list")["presidium"] == names.split("、")


def test_show_cases_log(office):
    office.told("do", "S20-1", *DATED)
    shown = office.told("show", "S20-1")
    assert_shape(shown, {"case": str, "procedure": str, "title": str, "stage": str, "facts": dict})
    assert shown["facts"]["opening_on"] == "2026-02-05"
    row = {"case": str, "procedure": str, "title": str, "stage": str, "closed": bool}
    assert_shape(office.told("cases"), {"cases": Each(row)})
    assert [case["case"] for case in office.told("cases", "--open")["cases"]] == ["S20-1"]
    assert office.told("cases", "--overdue")["cases"] == []
    late = office.told("cases", "--overdue", today="2026-02-05")["cases"]
    assert [case["case"] for case in late] == ["S20-1"]
    log = office.told("log", "S20-1")
    entry = {
        "entry": int,
        "kind": str,
        "step": Maybe(str),
        "on": Day,
        "operator": str,
        "body": dict,
        "hash": str,
    }
    assert_shape(log, {"case": str, "entries": Each(entry)})
    assert [(one["entry"], one["kind"], one["operator"]) for one in log["entries"]] == [
        (3, "open", "秘书"),
        (4, "step", "秘书"),
    ]


def test_correct(office):
    office.told("do", "S20-1", *DATED)
    office.told("do", "S20-1", "送达会议材料", "--on", "2026-01-20")
    before = office.head()
    tried = office.told("correct", "S20-1", "4", "开幕日期=2026-02-06", "--reason", "笔误", "--dry-run")
    assert (tried["allowed"], tried["recorded"]) == (True, False)
    assert office.head() == before
    said = office.told("correct", "S20-1", "4", "opening_on=2026-02-06", "--reason", "笔误")
    assert_shape(said, {**shapes.VERDICT, "corrects": int, "no_longer": list})
    assert (said["corrects"], said["entry"], said["recorded"]) == (4, 6, True)
    assert office.told("show", "S20-1")["facts"]["opening_on"] == "2026-02-06"


def test_a_correction_tells_what_no_longer_holds(office):
    office.told("do", "S20-1", *DATED)
    office.told("do", "S20-1", "公布开会日期")
    entry = office.told("do", "S20-1", "送达会议材料", "--on", "2026-01-20")["entry"]
    office.told("do", "S20-1", "开幕", "到会代表=70", "--on", "2026-02-05")
    words = ("correct", "S20-1", str(entry), "材料送达日期=2026-02-06", "--reason", "日期抄错")
    spoilt = office.told(*words, code=1, today="2026-02-07")
    assert spoilt["recorded"] is True
    row = {"entry": int, "step": str, "title": str, "rule": str, "message": str}
    assert_shape(spoilt["no_longer"], Each(row))
    assert [one["step"] for one in spoilt["no_longer"]] == ["open"]


def test_check(office):
    office.told("do", "S20-1", *DATED)
    for words in (("S20-1",), ("--before", "S20-1"), ("--year", "2026"), ("--all",)):
        said = office.told("check", *words, "--on", "2026-01-10")
        assert_shape(said, shapes.CHECK)
        assert (said["on"], said["verdict"]) == ("2026-01-10", "in_order")
        assert sum(said["counts"].values()) == len(said["findings"])


def test_check_over_all_counts_each_township(office):
    office.told("init", "青石镇", "--province", "江西", "--kind", "镇", "--term", "20")
    said = office.told("check", "--all")
    assert [one["congress"] for one in said["congresses"]] == [TOWN, "青石镇"]
    assert said["congresses"][1]["cases"] == 0
    for name in said["counts"]:
        assert sum(one["counts"][name] for one in said["congresses"]) == said["counts"][name]
    assert {row["congress"] for row in said["findings"]} == {TOWN}


def test_report_and_source(office):
    office.told("open", "suggestion", "修路")
    given = ("提出时间=闭会期间", "领衔代表=王建国", "提交对象=主席团", "建议内容=修路")
    entry = office.told("do", "J2026-1", "提出建议", *given)["entry"]
    said = office.told("report", "year", "2026")
    assert_shape(said, shapes.REPORT)
    assert (said["congress"], said["year"], said["on"]) == (TOWN, 2026, "2026-01-06")
    numbers = {n["label"]: n for part in said["parts"] for item in part["items"] for n in item["numbers"]}
    number = numbers["提出建议"]
    assert (number["value"], number["cases"]) == (1, ["J2026-1"])
    traced = office.told("source", "2026", number["id"])
    assert_shape(traced, shapes.SOURCE)
    assert [row["entry"] for row in traced["sources"]] == [entry]
    assert office.told("source", f"2026-{number['id']}") == traced
    assert office.told("source", "2025", number["id"])["value"] == 0
    screen = office("source", "2026", number["id"]).out
    assert "提出建议" in screen
    assert "修路(J2026-1)" in screen
    assert f"记录 {entry}" in screen


@pytest.mark.parametrize(
    "words", [("check", "--before", "S20-1"), ("check", "--all"), ("report", "year", "2026")], ids=" ".join
)
def test_documents_beside_what_is_printed(office, tmp_path, words):
    from html.parser import HTMLParser

    from docx import Document

    class Links(HTMLParser):
        found: list[str] = []

        def handle_starttag(self, tag, attrs):
            self.found += [f"{tag} {name}={value}" for name, value in attrs if name in {"src", "href"}]
            assert tag not in {"script", "link", "iframe", "img"}

    page, paper = tmp_path / "检查.html", tmp_path / "检查.docx"
    files = ("--html", str(page), "--docx", str(paper))
    plain = office.told(*words)
    assert office.told(*words, *files) == plain
    text = page.read_text(encoding="utf-8")
    links = Links()
    links.feed(text)
    assert links.found == []
    assert "http" not in text.partition("<body>")[2]
    assert text.startswith("<!DOCTYPE html>")
    assert "<title>" in text
    made = Document(str(paper))
    assert made.tables
    assert any("截至2026年1月6日" in paragraph.text for paragraph in made.paragraphs)
    before = page.read_bytes()
    said = office.json(*words, *files)
    assert (said.code, said.error["code"]) == (2, "bad_input")
    assert "--force" in said.error["remedy"]
    assert page.read_bytes() == before
    office.told(*words, *files, "--force")
    nowhere = office.json(*words, "--html", str(tmp_path / "没有" / "a.html"))
    assert nowhere.code == 2
    assert "a.html" in nowhere.error["where"]


def test_an_accepted_irregularity_stays_marked(office):
    wrong = ("do", "S20-1", *DATED, "决定机关=本级政府")
    before = office.head()
    refused = office.told(*wrong, code=1)
    assert {f["effect"] for f in refused["findings"] if f["outcome"] == "breach"} == {"bar"}
    assert office.head() == before
    said = office.told(*wrong, "--irregular", "汛情", "--accepted-by", "主席团")
    assert (said["recorded"], said["irregular"]) == (True, True)
    report = office.told("check", "S20-1", code=1)
    assert report["verdict"] == "breach"
    assert office.told("show", "S20-1")["irregular"] == [said["entry"]]
    assert "汛情" in office("show", "S20-1").out
    assert "带瑕疵" in office("log", "S20-1").out


def test_what_has_no_force_cannot_be_accepted(office):
    office.told("do", "S20-1", *DATED)
    before = office.head()
    words = ("到会代表=47", "--irregular", "人不齐", "--accepted-by", "主席团", "--on", "2026-02-05")
    said = office.told("do", "S20-1", "开幕", *words, code=1)
    assert (said["allowed"], said["recorded"], said["irregular"]) == (False, False, False)
    assert office.head() == before


def test_due(office):
    office.told("do", "S20-1", *DATED)
    said = office.told("due", "--within", "30")
    row = {"case": str, "step": str, "title": str, "due": Day, "overdue": bool, "rule": str, "citation": str}
    assert_shape(said, {"on": Day, "within": int, "rows": Each(row)})
    assert {(one["step"], one["due"]) for one in said["rows"]} >= {("deliver-materials", "2026-02-04")}
    assert [one["due"] for one in said["rows"]] == sorted(one["due"] for one in said["rows"])
    assert office.told("due", "--within", "3")["rows"] == []
    assert office.told("due", "--within", "0", today="2026-02-05")["rows"][0]["overdue"] is True


def test_verify(office):
    row = {
        "congress": str,
        "entries": int,
        "head": str,
        "original": list,
        "complete": dict,
        "continuous": list,
    }
    assert_shape(office.told("verify"), {"trusted": bool, "congresses": Each(row)})
    assert office.head()[0][:2] == (TOWN, 3)


def test_rule_list_and_show(desk):
    row = {"rule": str, "citation": str, "requirement": str, "effect": str, "jurisdiction": str}
    said = desk.told("rule", "list", "--procedure", "人民代表大会会议", "--on", "2026-01-06")
    assert_shape(said, {"on": Day, "rules": Each(row)})
    assert "ORG-14-4" in {one["rule"] for one in said["rules"]}
    by_statute = desk.told("rule", "list", "--statute", "代表法", "--province", "浙江")["rules"]
    assert by_statute
    assert all(one["rule"].startswith("DEP-") for one in by_statute)
    shown = desk.told("rule", "show", "ORG-14-4")
    assert_shape(
        shown,
        {
            "rule": str,
            "requirement": str,
            "citation": str,
            "in_force": Day,
            "until": Maybe(Day),
            "effect": str,
            "remedy": str,
            "scenarios": Each(str),
            "refines": Maybe(str),
        },
    )
    assert shown["scenarios"]


def test_numbers(office):
    row = {"what": str, "number": str, "citation": str, "rule": str}
    said = office.told("numbers")
    assert_shape(said, {"deputies": int, "on": Day, "numbers": Each(row)})
    assert said["deputies"] == 72
    assert said["numbers"] == office.told("numbers", "--deputies", "72", "--province", "江西")["numbers"]
    by_rule = {one["rule"]: one["number"] for one in said["numbers"]}
    assert "48" in by_rule["ORG-14-4"]


def test_ask(desk):
    said = desk.told("ask", "主席团", "批准预算", code=1)
    row = {"rule": str, "may": bool, "by": str, "citation": str, "remedy": str}
    assert_shape(said, {"who": str, "what": str, "may": bool, "answers": Each(row)})
    assert desk.told("ask", "主席团", "决定开会日期")["may"] is True


def test_date(desk):
    said = desk.told("date", "2026-12-15", "-20日")
    assert_shape(said, {"start": Day, "date": Day, "how": Each(str)})
    assert said["date"] == "2026-11-25"
    assert desk.told("date", "2026年11月30日", "+3月")["date"] == "2027-02-28"
    assert desk.told("date", "today")["date"] == desk.today


def test_lint_and_trace(desk):
    said = desk.json("lint").doc
    assert_shape(said, {"problems": Each({"where": str, "message": str}), "figures": list})
    traced = desk.json("trace").doc
    assert_shape(traced, shapes.TRACE)
    assert len(traced["rows"]) == traced["requirements"] >= traced["covered"]
    assert traced["requirements"] == len({row["id"] for row in traced["rows"]})
    assert desk.json("trace", "--procedure", "suggestion").doc["requirements"] < traced["requirements"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(desk, shell):
    said = desk.told("completion", shell)
    assert said["shell"] == shell
    assert "_RENDA_COMPLETE" in said["script"]


def test_a_global_option_counts_wherever_it_stands(desk):
    """The contract writes `renda trace --format json`."""
    after = desk("date", "2026-01-08", "--format", "json")
    assert json.loads(after.out)["date"] == "2026-01-08"
    assert (
        json.loads(desk("date", "today", "--format=json", "--today=2026-05-01").out)["date"] == "2026-05-01"
    )
    assert desk("date", "2026-01-08", "--format").err.startswith("× --format 后面要写值")
    assert desk.json("do", "S1", "--", "--format").error["code"] == "bad_input"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("rule",),
        ("roster",),
        ("office",),
        ("procedure",),
        ("没有的命令",),
        ("next",),
        ("next", "S20-1", "多"),
    ],
)
def test_a_slip_of_usage_is_one_document_too(desk, words):
    said = desk.json(*words)
    assert said.code == 2
    assert_shape(said.doc, shapes.ERROR)
    assert said.error["code"] == "usage"
