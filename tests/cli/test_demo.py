"""The demonstration: a whole year, through the commands a secretary uses; and the published cases."""

import json
import subprocess
import sys

import pytest

from renda.commands.demo import read_script
from renda.main import run
from tests.cli.desk import Desk
from tests.cli.shapes import CHECK, assert_shape


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The year, played once in a process of its own."""
    kept = tmp_path_factory.mktemp("year") / "year.db"
    command = [
        sys.executable,
        "-c",
        "from renda.main import run; run()",
        "--format",
        "json",
        "demo",
        "--year",
    ]
    done = subprocess.run(
        [*command, "--keep", str(kept)], capture_output=True, check=False, timeout=60, encoding="utf-8"
    )
    return done, kept


def test_the_year_goes_as_its_script_says(year):
    done, kept = year
    said = json.loads(done.stdout)
    assert said["unexpected"] == []
    assert done.returncode == 0
    assert said["commands"] > 150
    assert said["database"] == str(kept)
    assert_shape(said["report"], CHECK)
    assert said["report"]["counts"]["breach"] == 0


def test_the_year_can_be_looked_at_afterwards(year, capsys):
    desk = Desk(capsys, year[1], today="2026-12-31")
    assert desk.told("verify")["trusted"] is True
    assert len(desk.told("cases")["cases"]) > 15
    assert desk.told("check", "--year", "2026")["counts"]["flawed"] >= 1  # the late reply


def test_the_twelve_defects_are_played_and_found(capsys):
    assert run(["--format", "json", "demo", "--twelve"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["unexpected"] == []
    counts = said["report"]["counts"]
    assert counts["breach"] + counts["flawed"] + said["report"]["owed"] == 12
    assert said["in_order"] is False


def test_the_published_cases(capsys):
    assert run(["--format", "json", "demo", "--cases"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert len(said["cases"]) == 32
    assert run(["demo", "--cases"]) == 0
    assert "薄竹镇" in capsys.readouterr().out


def test_a_script_with_a_line_that_is_none(tmp_path):
    script = tmp_path / "script.txt"
    script.write_text("# 说明\n= 一\n> 话\n2026-01-05 0 cases\n", encoding="utf-8")
    assert [line.kind for line in read_script(script)] == ["heading", "remark", "command"]
    script.write_text("= 一\n昨天 cases\n", encoding="utf-8")
    with pytest.raises(Exception, match="读不懂的一行") as told:
        read_script(script)
    assert told.value.where == "script.txt:2"
