"""Rosters of deputies, read from the spreadsheets that offices really keep.

    report = read_roster("代表名册.xlsx", today=date(2026, 12, 13))
    report.people      # those taken
    report.corrected   # C9 "王　建国" → 王建国(去掉全角空格)
    report.refused     # one note for each row not taken

Nothing is guessed: what cannot be read with certainty is refused with its cell and what to do about it.
"""

from __future__ import annotations

from procedures.papers.rosters.columns import ALIASES, Column
from procedures.papers.rosters.numbers import mask_id
from procedures.papers.rosters.read import read_roster
from procedures.papers.rosters.report import Note, Person, RosterReport

__all__ = ["ALIASES", "Column", "Note", "Person", "RosterReport", "mask_id", "read_roster"]
