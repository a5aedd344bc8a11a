"""Ten thousand rows: progress is told, and an old machine has the memory for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from procedures.papers.rosters import read_roster
from tests.rosters.builders import TODAY, new_book, save, write_csv

ROWS = 10_000
MOST_MIB = 300
READ = """
import re, sys
from datetime import date
from pathlib import Path
from procedures.papers.rosters import read_roster
report = read_roster(sys.argv[1], today=date(2026, 12, 13))
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(len(report.people), int(peak[1]) // 1024)
"""
SURNAMES = "王李张刘陈杨赵黄周吴"
GIVEN = "一二三四五六七八九十"


def rows():
    yield ["姓名", "性别", "出生年月", "政治面貌", "工作单位及职务", "选区", "联系电话", "备注"]
    for n in range(ROWS):
        name = SURNAMES[n % 10] + GIVEN[n // 10 % 10] + GIVEN[n // 100 % 10]
        unit = f"第{n}村民委员会主任"
        yield [
            name,
            "男女"[n % 2],
            f"{1900 + 26 + n // 1000 * 7 % 70}-{n // 1000 + 1:02}",
            "党员",
            unit,
            f"第{n}选区",
            f"138{n:08}",
            "",
        ]


def test_progress_is_told_on_the_way(tmp_path):
    path = write_csv(tmp_path, rows())
    told = []
    report = read_roster(path, today=TODAY, progress=lambda row, rows: told.append((row, rows)))
    assert report.rows_read == ROWS
    assert told[0] == (500, ROWS + 1)
    assert told[-1] == (ROWS, ROWS + 1)
    assert len(told) == ROWS // 500


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_a_large_workbook_fits_into_the_memory_of_an_old_machine(tmp_path):
    book, sheet = new_book()
    for row in rows():
        sheet.append(row)
    path = save(book, tmp_path)
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    people, peak = map(int, done.stdout.split())
    assert people == ROWS
    assert peak < MOST_MIB
