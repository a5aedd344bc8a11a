"""From an Excel roster to a closed session with its papers, by doing only what the program says."""

from datetime import date, timedelta
from pathlib import Path

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
        assert (report["verdict"], report["counts"]["breach"], report["counts"]["flawed"]) == ("in_order", 0, 0)
    for words in (("--before", journey.session), ("--year", "2026"), ("--all",)):
        report = journey.told("check", *words)
        assert (report["counts"]["breach"], report["counts"]["flawed"]) == (0, 0)
        assert not any(row["owed"] for row in report["findings"])
    assert journey.told("verify")["trusted"] is True
    assert {row["office"]: row["person"] for row in journey.told("office", "list")["offices"]}["镇长"] == "钱正平"


