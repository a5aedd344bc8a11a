"""Two people do the same step at the same moment: one is recorded, the other is told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = """
import sys, time, pathlib
from renda.main import run
import procedures.engine.engine, procedures.journal.store
start = pathlib.Path(sys.argv.pop(1))
print("ready", flush=True)
while not start.exists():
    time.sleep(0.001)
sys.exit(run(sys.argv[1:]))
"""
STEP = ["do", "S20-1", "决定开会日期", "会议类别=例会", "开幕日期=2026-02-05"]


def at_once(desk, tmp_path, *commands):
    """Start the commands in processes of their own, all at the same moment."""
    start = Path(tmp_path) / "start"
    before = ["--database", desk.database, "--today", desk.today, "--format", "json"]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(start), *before, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        for words in commands
    ]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    start.touch()
    told = []
    for process in running:
        out, err = process.communicate(timeout=60)
        assert err == ""
        told.append((process.returncode, json.loads(out)))
    return sorted(told, key=lambda one: one[0])


@pytest.mark.parametrize("number", [2, 3])
def test_the_same_step(office, tmp_path, number):
    first, *others = at_once(office, tmp_path, *[STEP] * number)
    assert first[0] == 0
    assert first[1]["recorded"] is True
    for code, said in others:
        assert code == 1
        assert said["recorded"] is False
        assert "已经登记过" in said["findings"][0]["message"]
    assert office.told("verify")["trusted"] is True
    assert office.told("show", "S20-1")["entries"] == [first[1]["entry"]]


def test_two_cases_of_the_same_kind(office, tmp_path):
    words = [["open", "suggestion", f"建议{number}"] for number in (1, 2, 3)]
    told = at_once(office, tmp_path, *words)
    assert [code for code, _ in told] == [0, 0, 0]
    assert sorted(said["case"] for _, said in told) == ["J2026-1", "J2026-2", "J2026-3"]
    assert office.told("verify")["trusted"] is True


def test_two_offices_found_the_same_congress(desk, tmp_path):
    words = ["init", "清溪镇", "--province", "江西", "--kind", "镇", "--term", "20"]
    told = at_once(desk, tmp_path, words, words)
    assert [code for code, _ in told] == [0, 1]
    assert told[1][1]["error"]["code"] == "conflict"
    assert desk.head()[0][1] == 1
