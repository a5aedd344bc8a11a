"""What a command imports: the start is felt on an old machine."""

import json
import subprocess
import sys

import pytest

PROBE = """
import contextlib, io, json, sys
before = set(sys.modules)
from renda.main import run
found = []
for words in {commands!r}:
    with contextlib.redirect_stdout(io.StringIO()):
        code = run(words)
    assert code in (0, 1), (words, code)
    found.append(sorted({{name.partition(".")[0] for name in set(sys.modules) - before}}))
print(json.dumps(found))
"""
OURS = {"renda", "procedures"}
LEAN = [
    ["--help"],
    ["--version"],
    ["do", "--help"],
    ["rule", "--help"],
    ["procedures"],
    ["procedure", "show", "session"],
    ["procedure", "diagram", "bill"],
    ["rule", "list"],
    ["rule", "show", "ORG-14-4"],
    ["rule", "try", "ORG-14-4", "到会代表=48", "全体代表=72"],
    ["date", "2026-03-10", "+3月"],
    ["tally", "--seats", "1", "--base", "72", "甲=40"],
    ["numbers", "--deputies", "72"],
    ["ask", "大会", "批准预算"],
    ["plan", "session", "开幕日期=2027-01-20", "--province", "浙江", "--on", "2026-11-26"],
    ["plan", "--help"],
    ["lint"],
    ["trace"],
    ["paper", "list"],
    ["paper", "list", "session"],
    ["paper", "fields", "选票"],
    ["completion", "bash"],
]


def imported(*commands):
    """Top-level modules that have been brought in after each of these commands, run in one process."""
    command = [sys.executable, "-c", PROBE.format(commands=commands)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return [set(found) for found in json.loads(done.stdout)]


def test_what_needs_no_record_never_loads_the_database():
    for words, found in zip(LEAN, imported(*LEAN), strict=True):
        assert not found & {"sqlalchemy", "alembic", "openpyxl", "psycopg"}, words


@pytest.mark.parametrize("words", [["--help"], ["do", "--help"], ["rule", "--help"]], ids=" ".join)
def test_help_loads_click_and_nothing_else(words):
    (found,) = imported(words)
    third_party = {name for name in found if name not in sys.stdlib_module_names}
    assert third_party <= OURS | {"click"}
    assert not found & {"yaml", "pydantic", "transitions", "holidays", "chinese_calendar"}


def test_finding_the_record_does_not_load_what_the_answer_does_not_need(tmp_path):
    (found,) = imported(["--database", str(tmp_path / "a.db"), "verify"])
    assert "sqlalchemy" in found  # the probe sees what it is asked about
    assert "openpyxl" not in found


# --- which library files are read

READ = """
import contextlib, io, json
from procedures.library import reading
from procedures.library.places import short_path
from renda.main import run
read, begin = [], reading.Document.__init__
def noted(self, path):
    read.append(short_path(path))
    begin(self, path)
reading.Document.__init__ = noted
with contextlib.redirect_stdout(io.StringIO()):
    code = run({command!r})
assert code in (0, 1), code
print(json.dumps(read))
"""
FACTS = {"rules/facts.yaml", "rules/practice/facts.yaml"}


def library_files_read(*words):
    """Names of the library files that a command reads, as often as it reads them."""
    command = [sys.executable, "-c", READ.format(command=list(words))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_rule_is_tried_with_its_own_file_and_the_facts():
    read = library_files_read("rule", "try", "ORG-14-4", "到会代表=48", "全体代表=72")
    assert set(read) == {"rules/national/ORG-organic-law-2022.yaml"} | FACTS


def test_a_date_needs_no_library():
    assert library_files_read("date", "2026-03-10", "+3月") == []


@pytest.mark.parametrize(
    "words",
    [
        ["numbers", "--deputies", "72"],
        ["tally", "--seats", "1", "--base", "72", "甲=40"],
        ["ask", "大会", "批准预算"],
        ["rule", "list"],
        ["procedure", "show", "bill"],
    ],
    ids=" ".join,
)
def test_no_province_is_read_where_none_is_asked_for(words):
    read = library_files_read(*words)
    assert any(name.startswith("rules/national/") for name in read)
    assert not [name for name in read if name.startswith("rules/provinces/")]


def test_of_the_provinces_only_the_one_asked_for_is_read():
    read = library_files_read("numbers", "--deputies", "72", "--province", "浙江")
    provinces = {name.split("/")[2][:2] for name in read if name.startswith("rules/provinces/")}
    assert provinces == {"ZJ"}


def test_a_tally_reads_workflows_of_elections_only():
    read = library_files_read("tally", "--seats", "1", "--base", "72", "甲=40")
    workflows = [name for name in read if name.startswith("workflows/")]
    assert "workflows/officer-election.yaml" in workflows
    assert "workflows/suggestion.yaml" not in workflows


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "session", "开幕日期=2027-01-20", "--province", "浙江", "--on", "2026-11-26"],
        ["numbers", "--deputies", "72"],
        ["rule", "try", "ORG-14-4", "到会代表=48", "全体代表=72"],
    ],
    ids=" ".join,
)
def test_no_rule_or_workflow_file_is_read_twice(words):
    read = [name for name in library_files_read(*words) if name.startswith(("rules/", "workflows/"))]
    assert sorted(read) == sorted(set(read))
