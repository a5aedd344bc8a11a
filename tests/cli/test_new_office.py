"""From an Excel roster to a closed session with its papers, by doing only what the program says."""

import re
from datetime import date, timedelta

import pytest

from tests.cli.desk import Desk
from tests.cli.journey import Journey, dirty_roster

FIRST, OPENING, LAST = date(2026, 1, 5), date(2026, 2, 5), date(2026, 4, 30)
TOWN = "青石镇"
# The local rules that the journey has to meet by what the program tells: days of notice and how the presidium is chosen.
NOTICE = {"浙江": 7, "重庆": 10}


@pytest.fixture(scope="module")
def journeys(tmp_path_factory):
    """The journey of each province, made when it is first asked for."""
    made = {}

    def journey(province, capsys):
        if province not in made:
            folder = tmp_path_factory.mktemp(province)
            desk = Desk(capsys, folder / "renda.db", today=FIRST.isoformat())
            one = Journey(desk, folder, FIRST)
            found(desk, province, dirty_roster(folder))
            case = desk.told("open", "session", "二十届六次会议", "--number", "6")["case"]
            one.lead(case, OPENING, LAST)
            made[province] = one
        made[province].desk._capsys = capsys
        return made[province]

    return journey


def found(desk, province, roster):
    words = ("--province", province, "--kind", "镇", "--term", "20", "--quota", "72", "--population", "32000")
    desk.told("init", TOWN, *words)
    desk.told("roster", "import", str(roster))
    assert desk.told("numbers")["deputies"] == 72
    desk.told("office", "set", "主席", "王建国", "--on", "2022-04-01")


@pytest.fixture(params=sorted(NOTICE))
def journey(request, journeys, capsys):
    return journeys(request.param, capsys)


def test_it_ends_lawfully(journey):
    assert journey.flaws == []
    cases = {row["procedure"]: row for row in journey.of_session()}
    assert set(cases) == {"session", "budget-approval", "officer-by-election"}
    assert all(row["closed"] for row in cases.values())
    for row in journey.told("cases")["cases"]:
        report = journey.told("check", row["case"])
        assert (report["verdict"], report["counts"]["breach"], report["counts"]["flawed"]) == (
            "in_order",
            0,
            0,
        )
    for words in (("--before", journey.session), ("--year", "2026"), ("--all",)):
        report = journey.told("check", *words)
        assert (report["counts"]["breach"], report["counts"]["flawed"]) == (0, 0)
        assert not any(row["owed"] for row in report["findings"])
    assert journey.told("verify")["trusted"] is True
    assert {row["office"]: row["person"] for row in journey.told("office", "list")["offices"]}[
        "镇长"
    ] == "钱正平"


def test_each_step_is_done_on_the_last_day_that_was_told(journey):
    day, before = timedelta(days=1), OPENING - timedelta(days=1)
    province = journey.told("plan", journey.session)["province"]
    assert journey.done("notify") == [OPENING - NOTICE[province] * day]
    assert journey.done("decide-date") <= journey.done("notify")
    assert set(journey.done("deliver-materials")) == {before}
    assert journey.done("consult") == [before]
    assert journey.done("open") == journey.done("adopt-agenda") == [OPENING]
    assert journey.done("preparatory-meeting") == ([] if province == "浙江" else [OPENING])
    assert journey.done("publish") == [OPENING + 20 * day]


def test_the_congress_votes_only_while_it_sits(journey):
    order = [row[2] for row in journey.trail]
    opened = order.index("open")
    sitting = range(opened, order.index("close", opened))
    for step in ("review", "vote", "adopt-method", "vote-resolution"):
        assert all(place in sitting for place, name in enumerate(order) if name == step)
    assert order.count("hear-report") == 2


def test_every_paper_named_is_made_and_holds_what_the_record_has(journey, tmp_path):
    made = {held[0][2] for held in journey.papers.values()}
    assert {"会议通知", "会议公告", "会议议程", "主席团名单", "签到表", "决议", "会议纪要"} <= made
    assert {"关于预算的决议", "选举办法", "选票", "选举结果公告"} <= made
    assert "办理情况报告" not in made  # no report on suggestions was heard
    recorded = {
        word.partition("=")[0] for row in journey.trail for word in row[3] if isinstance(row[3], list)
    }
    for kind, case in {(held[0][2], held[1]) for held in journey.papers.values()}:
        said = journey.told("paper", "make", kind, case, "-o", str(tmp_path / f"{kind}-{case}.docx"))
        assert [want for want in said["missing"] if want["name"] in recorded] == [], kind


def test_every_paper_passes_its_check_against_the_record(journey):
    for name, (command, case, _) in sorted(journey.papers.items()):
        said = journey.desk.json(
            "paper", "check", str(journey.folder / name), "--case", case, today=str(LAST)
        )
        found = [one for one in said.doc["files"][0]["findings"] if one["code"] != "placeholder-left"]
        assert found == [], (command, found)


def test_the_papers_are_archived_with_the_session(journey, tmp_path):
    target = tmp_path / "归档"
    said = journey.told("archive", journey.session, "-o", str(target), "--papers", str(journey.folder))
    handed = sorted(name for name, held in journey.papers.items() if held[2])
    assert sorted({one["name"] for one in said["papers"]}) == handed
    assert len(handed) >= 15
    assert all(one["file"] for one in said["papers"])
    assert said["closed"] is True
    made = {(held[1], held[0][2]) for held in journey.papers.values()}
    assert not made & {(case, kind) for case, kinds in said["lacking"].items() for kind in kinds}
    assert journey.told("verify", str(target))["trusted"] is True
    assert journey.told("verify", "--papers", str(journey.folder))["trusted"] is True


def test_what_is_printed_can_be_pasted():
    """Titles of procedures and steps hold nothing that a console takes for more than a word."""
    from renda.app import App

    shelf = App(None, None, (), "text", None).shelf
    titles = [
        title
        for name in shelf.paths
        for title in (shelf.titles[name], *(s.title for s in shelf.procedure(name).steps))
    ]
    assert [title for title in titles if re.search(r"[\s()<>|&;$`'\"*?\[\]{}!#~\\]", title)] == []
