"""A township with twelve seeded defects: exactly these are found, and each disappears when it is put right.

What counts as found: a breach, a flaw, or something that is owed by the day of the opening.
"""

import shlex
import shutil

import pytest

from renda.main import run
from tests.cli.desk import Desk
from tests.cli.shapes import CHECK, assert_shape
from tests.cli.twelve import DEFECTS, SCRIPT, variant

SESSION, MORNING = "S19-12", "2027-01-20"
# defect: group, rule, case, and what mends it (None where it has happened and cannot be undone)
EXPECTED = {
    1: ("breach", "ZJ-20-1a", "S19-12", None),
    2: ("breach", "ZJ-20-1b", "S19-12", None),
    3: ("todo", "ORG-14-1c", "S19-12", "renda do S19-12 公布开会日期"),
    4: ("todo", "ELE-47-1b", "S19-12", "renda open 代表资格审查 2027年代表资格审查"),
    5: ("breach", "ORG-18-2", None, None),
    6: ("flawed", "ZJ-9-1b", "S19-12", "renda do S19-12 提出议程草案"),
    7: ("flawed", "ZJ-17-1", "S19-12", "renda do S19-12 提出议程草案"),
    8: ("flawed", "BUD-45-1", "Y2027-1", "renda do Y2027-1 会前听取意见"),
    9: ("flawed", "DEP-51-2a", "J2026-1", "renda do J2026-1 答复代表"),
    10: ("todo", "ORG-29-2b", "BX2026-2", "renda do S19-12 提出议程草案"),
    11: ("flawed", "ZJ-24-1", None, "renda open 主席团会议 2027年主席团会议"),
    12: ("todo", "DEP-42-1", "JF2026-1", "renda do JF2026-1 核对预算草案列项"),
}


def play(database, mended):
    """The script with some defects put right; every command ends as its line says."""
    for command in variant(mended):
        words = shlex.split(command.text)
        words = [str(SCRIPT.parent / word) if word.endswith(".csv") else word for word in words]
        code = run(["--database", str(database), "--today", command.day, *words])
        if words[0] != "check":
            assert code == command.code, command


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The records of the variants, each played once."""
    folder, made = tmp_path_factory.mktemp("twelve"), {}

    def record(*mended):
        if mended not in made:
            made[mended] = folder / f"{'-'.join(map(str, mended)) or 'all'}.db"
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("RENDA_OPERATOR", "秘书")
                play(made[mended], mended)
        return made[mended]

    return record


@pytest.fixture
def office(capsys, tmp_path, played):
    """A desk on a copy of the record with these defects put right."""

    def at(*mended, today=MORNING):
        copy = tmp_path / "renda.db"
        shutil.copy(played(*mended), copy)
        return Desk(capsys, copy, today=today)

    return at


def found(report):
    """What is wrong or owed, as group, rule, case and command."""
    return sorted(
        (row["group"], row["rule"], row["case"], row["command"])
        for row in report["findings"]
        if row["group"] in {"breach", "flawed"} or row["owed"]
    )


def key(row):
    return tuple(str(part) for part in row)


def test_exactly_the_twelve_are_found(office):
    report = office().told("check", "--before", SESSION, code=1)
    assert_shape(report, CHECK)
    assert sorted(found(report), key=key) == sorted(EXPECTED.values(), key=key)
    assert report["verdict"] == "breach"
    assert (report["counts"]["breach"], report["counts"]["flawed"], report["owed"]) == (3, 5, 4)
    assert sum(report["counts"].values()) == len(report["findings"])
    assert report["day"] == MORNING


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_put_right_is_the_only_one_that_disappears(office, defect):
    rest = {number: row for number, row in EXPECTED.items() if number != defect}
    report = office(defect).told("check", "--before", SESSION, code=1)
    assert sorted(found(report), key=key) == sorted(rest.values(), key=key)


def test_a_township_without_defects_has_nothing_wrong_and_nothing_owed(office):
    report = office(*DEFECTS).told("check", "--before", SESSION)
    assert found(report) == []
    assert (report["verdict"], report["owed"]) == ("in_order", 0)


def test_every_finding_has_its_article_and_what_to_do(office):
    for row in office().told("check", "--before", SESSION, code=1)["findings"]:
        if row["group"] in {"breach", "flawed", "todo"}:
            assert row["citation"], row
            assert row["remedy"], row
        if row["owed"]:
            assert row["command"], row
            assert row["until"] <= MORNING


def test_the_powers_of_the_congress_are_named_with_the_agenda(office):
    report = office().told("check", "--before", SESSION, code=1)
    (agenda,) = [row for row in report["findings"] if row["rule"] == "ZJ-17-1"]
    assert agenda["powers"] == ["ORG-12-1-9"]  # what the rule misses is the presidium's report
    assert any("地方组织法" in citation for citation in agenda["also"])


def test_one_page_of_eighty_columns(office):
    from renda.output import width

    said = office()("check", "--before", SESSION)
    lines = said.out.splitlines()
    assert said.code == 1
    assert len(lines) <= 55
    assert max(map(width, lines)) <= 80
    assert lines[0].startswith("结论:有不合法的事项    不合法 3 项,瑕疵 5 项,")
    assert [line for line in lines if line in {"不合法", "瑕疵", "须办", "提示"}] == [
        "不合法",
        "瑕疵",
        "须办",
        "提示",
    ]
    said.out.encode("gb18030")
    said.out.encode("gbk")


def test_the_day_before_the_opening_nothing_is_late_that_is_not(office):
    """Voters can still be heard on the last day before the opening; on the day itself it is too late."""
    eve = office().told("check", "--before", SESSION, "--on", "2027-01-19", code=1)
    (heard,) = [row for row in eve["findings"] if row["rule"] == "BUD-45-1"]
    assert (heard["group"], heard["until"], heard["owed"]) == ("todo", "2027-01-19", True)


def test_after_the_day_what_was_owed_is_a_flaw(office):
    report = office().told("check", "--before", SESSION, "--on", "2027-01-21", code=1)
    groups = {row["rule"]: row["group"] for row in report["findings"]}
    assert (groups["ELE-47-1b"], groups["DEP-42-1"], groups["ORG-29-2b"]) == ("flawed", "flawed", "flawed")
    assert groups["ORG-14-1c"] == "flawed"
    assert report["owed"] == 0
