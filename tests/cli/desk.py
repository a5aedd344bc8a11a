"""A secretary's desk: runs `renda` in this process and reads what it says."""

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from renda.main import run

ROOT = Path(__file__).resolve().parents[2]
ROSTER = ROOT / "examples" / "year" / "roster.csv"
TOWN = "清溪镇"
DAY = "2026-01-06"
FOUND = ("init", TOWN, "--province", "江西", "--kind", "镇", "--term", "20", "--quota", "72")


@dataclass(frozen=True)
class Answer:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def doc(self):
        """The one JSON document on stdout."""
        return json.loads(self.out)

    @property
    def error(self):
        return self.doc["error"]


_DAY = re.compile(r"20\d\d-(0[1-9]|1[0-2])-[0-3]\d")


def _days_of_acts(words):
    """Where no other day is today, the day of an act has come; only what has happened is recorded."""
    return [
        day
        for option, day in pairwise(words)
        if words[0] == "do" and option == "--on" and _DAY.fullmatch(day)
    ]


class Desk:
    """One record, and the commands on it.

    Args:
        capsys: to read the screen.
        database: path or URL.
        today: the day that counts as today.
    """

    def __init__(self, capsys, database, today=DAY):
        self._capsys = capsys
        self.database = str(database)
        self.today = today

    def __call__(self, *words, today=None, before=()):
        """Run with text output."""
        self._capsys.readouterr()
        day = today or max([self.today, *_days_of_acts(words)])
        code = run(["--database", self.database, "--today", day, *before, *words])
        screen = self._capsys.readouterr()
        assert "Traceback" not in screen.out + screen.err
        return Answer(code, screen.out, screen.err)

    def json(self, *words, today=None, before=()):
        """Run with JSON output; stdout holds exactly one document, stderr nothing that a script would miss."""
        answer = self(*words, today=today, before=("--format", "json", *before))
        assert answer.out.endswith("\n")
        json.loads(answer.out)
        return answer

    def told(self, *words, code=0, today=None):
        """The document of a command that ends with the code."""
        answer = self.json(*words, today=today)
        assert answer.code == code, answer
        return answer.doc

    def head(self):
        """Number and hash of the last entry of every congress: what must not move when nothing was written."""
        if not Path(self.database).exists():
            return []
        with closing(sqlite3.connect(self.database)) as record:
            return record.execute(
                "SELECT congress, max(number), hash FROM entry GROUP BY congress ORDER BY congress"
            ).fetchall()
