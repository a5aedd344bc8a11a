"""How fast it is, in ratios measured in one run on one machine: `make bench`; what is measured: docs/benchmarks.md.

Everything that is compared runs in turns, several times; a ratio is the median of the turns' ratios, so that a disk
or a neighbour that is slow for a while slows both sides.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from procedures.engine.engine import Engine
from procedures.engine.founding import found_congress, open_case, record_deputies
from procedures.engine.verdict import Proposal
from procedures.journal.store import open_store
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
PEERS = ROOT / ".venv-bench" / ("Scripts" if os.name == "nt" else "bin") / "python"
TOWN = "青石镇"
TURNS = 7
CASES = 30
WARM_UP = 40
STARTS = 9

DAY = date(2026, 1, 5)
LIFE = (
    ("submit", {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修整村道"}),
    ("hand-over", {"handler": "交通运输管理站"}),
    ("communicate", {"communication": "到现场看过"}),
    ("follow-up", {"follow_up": "已催办"}),
    ("communicate", {"communication": "方案已商定"}),
    ("reply", {"reply_class": "已解决"}),
    ("opinion", {"satisfaction": "满意"}),
    ("report", {}),
    ("publish", {"published_where": "公示栏"}),
)
"""The whole life of a suggestion, as rules and workflow have it; every step is judged by the law in force."""

LOAD = """
import time
began = time.perf_counter()
import gc, os
gc.set_threshold(100_000, 20, 20); os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # as renda starts
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.shelf import Shelf
book, shelf = LawBook(places()), Shelf(places())
book.vocabulary, book.all(), [shelf.machine(name) for name in shelf.paths]
print(time.perf_counter() - began, time.process_time())
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    ratio: str = ""
    bar: str = ""
    holds: bool | None = None


class Ours:
    """The engine as an office uses it.

    Args:
        path: the record's file; None keeps it in memory.
    """

    def __init__(self, path: Path | None) -> None:
        """Found a congress with sixty deputies."""
        book, shelf = LawBook(places()), Shelf(places())
        store = open_store(None if path is None else str(path))
        self.engine = Engine(store, TOWN, shelf, book, today=date(2026, 12, 1))
        body = {"name": TOWN, "unit_kind": "镇", "province": "江西", "term": 19}
        found_congress(self.engine, body, on=DAY, operator="秘书")
        rows = [{"name": f"代表{number}"} for number in range(60)]
        record_deputies(self.engine, rows, {"name": "名册"}, on=DAY, operator="秘书")
        self.cases = 0

    def turn(self, cases: int) -> float:
        """Lead cases from beginning to end. Seconds a step; opening a case is not counted."""
        spent = 0.0
        for _ in range(cases):
            self.cases += 1
            case = open_case(self.engine, "suggestion", f"建议 {self.cases}", on=DAY, operator="秘书")
            for place, (step, facts) in enumerate(LIFE):
                proposal = Proposal(case.id, step, facts, DAY + timedelta(days=7 * place), "秘书")
                began = time.perf_counter()
                verdict = self.engine.do(proposal)
                spent += time.perf_counter() - began
                if not verdict.recorded:
                    raise SystemExit(f"{step}: {[f.message for f in verdict.findings if f.blocks]}")
        return spent / cases / len(LIFE)


class Raw:
    """The same rows in the same table by hand: no checks, no hashing, no triggers.

    Args:
        path: the file to write.
        ours: the engine's file, for the table and the rows.
    """

    def __init__(self, path: Path, ours: Path) -> None:
        """Make the table."""
        source = sqlite3.connect(ours)
        wanted = "tbl_name = 'entry' AND type IN ('table', 'index') AND sql IS NOT NULL"
        made = source.execute(f"SELECT sql FROM sqlite_master WHERE {wanted} ORDER BY type DESC")  # noqa: S608 - constants
        statements = [sql for (sql,) in made]
        self.rows = source.execute("SELECT * FROM entry WHERE kind = 'step'").fetchall()
        source.close()
        self.connection = sqlite3.connect(path, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *statements):
            self.connection.execute(statement)
        self.into = f"INSERT INTO entry VALUES ({', '.join('?' * len(self.rows[0]))})"  # noqa: S608 - only ?
        self.number = 0

    def turn(self, count: int) -> float:
        """Insert rows, one a transaction. Seconds a row."""
        spent = 0.0
        for _ in range(count):
            self.number += 1
            town, _number, *rest = self.rows[self.number % len(self.rows)]
            row = (town, self.number, *rest[:-1], f"{self.number:064x}"[::-1])
            began = time.perf_counter()
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute(self.into, row)
            self.connection.execute("COMMIT")
            spent += time.perf_counter() - began
        return spent / count


def peer(name: str) -> float:
    """Seconds a step of a peer, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(PEERS), str(ROOT / "tools" / "bench_peers.py"), name, folder, str(CASES)]
        told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    steps, seconds = told.stdout.split()
    return float(seconds) / int(steps)


def durable_steps() -> list[Row]:
    """Steps that are checked, chained and on the disk, against raw inserts and the peers."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ours.db"
        ours, memory = Ours(path), Ours(None)
        ours.turn(WARM_UP)
        memory.turn(WARM_UP)
        raw = Raw(Path(place) / "raw.db", path)
        raw.turn(WARM_UP * len(LIFE))
        measures: dict[str, Callable[[], float]] = {
            "raw": lambda: raw.turn(CASES * len(LIFE)),
            "ours": lambda: ours.turn(CASES),
            "memory": lambda: memory.turn(CASES),
        }
        if PEERS.exists():
            measures |= {name: lambda name=name: peer(name) for name in ("eventsourcing", "spiffworkflow")}
        for _ in range(TURNS):
            for name, measure in measures.items():
                times.setdefault(name, []).append(measure())
        ours.engine.store.close()
        memory.engine.store.close()
        raw.connection.close()

    def against(name: str, other: str) -> float:
        return median(b / a for a, b in zip(times[name], times[other], strict=True))

    def speed(name: str) -> str:
        return f"{1 / median(times[name]):,.0f}/s"

    to_raw = against("ours", "raw")
    rows = [
        Row("raw sqlite3 inserts, same rows, same table", speed("raw"), "1.00 of raw"),
        Row(
            "this engine, steps judged by the law",
            speed("ours"),
            f"{to_raw:.2f} of raw",
            ">= 0.40",
            to_raw >= 0.4,
        ),
    ]
    rows.append(Row("this engine, record in memory", speed("memory"), "no disk"))
    if "eventsourcing" in times:
        ratio, spiff = against("ours", "eventsourcing"), against("ours", "spiffworkflow")
        rows.append(Row("eventsourcing, no checks", speed("eventsourcing"), f"ours {ratio:.1f} x"))
        rows.append(
            Row(
                "SpiffWorkflow, no checks",
                speed("spiffworkflow"),
                f"ours {spiff:.1f} x",
                ">= 3.0",
                spiff >= 3,
            )
        )
    else:
        rows.append(Row("eventsourcing, SpiffWorkflow", "not installed: make bench"))
    return rows


@dataclass(frozen=True, slots=True)
class Start:
    """A command that is started again and again; `most` is the promise, in starts of bare Python."""

    words: list[str]
    most: int | None = None
    code: int = 0


def start_up() -> list[Row]:
    """How long a command takes to answer, against bare Python; on the record of the demonstration's second office."""
    renda = str(Path(sys.executable).parent / "renda")
    trial = [renda, "rule", "try", "ORG-14-4", "deputies_present=48", "deputies_in_office=72"]
    with tempfile.TemporaryDirectory() as folder:
        record, page = str(Path(folder) / "office.db"), str(Path(folder) / "notice.docx")
        environment = {**os.environ, "RENDA_CACHE": str(Path(folder) / "kept")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
        subprocess.run(
            [renda, "demo", "--twelve", "--keep", record], check=True, capture_output=True, env=environment
        )
        eve = [renda, "--database", record, "--today", "2027-01-19"]
        planned = ["plan", "session", "开幕日期=2027-01-20", "--province", "浙江", "--on", "2026-11-26"]
        sending = ["do", "S19-12", "送达会议材料", "会前活动日期=2027-01-11", "--dry-run"]
        commands = {
            "python -c ''": Start([sys.executable, "-c", ""]),
            "renda --help": Start([renda, "--help"], 7),
            "renda rule try ORG-14-4 ...": Start(trial, 17),
            "renda numbers --deputies 72": Start([renda, "numbers", "--deputies", "72"]),
            "renda next S19-12": Start([*eve, "next", "S19-12"]),
            "renda do S19-12 ... --dry-run": Start([*eve, *sending]),
            "renda check S19-12": Start([*eve, "check", "S19-12"]),
            "renda check --before S19-12": Start([*eve, "check", "--before", "S19-12"], code=1),
            "renda due": Start([*eve, "due"]),
            "renda plan session ...": Start([renda, *planned]),
            "renda paper make ...": Start(
                [*eve, "paper", "make", "会议通知", "S19-12", "-o", page, "--force"]
            ),
        }
        return _started(commands, environment)


def _started(commands: dict[str, Start], environment: dict[str, str]) -> list[Row]:
    times: dict[str, list[float]] = {name: [] for name in commands}
    failed: set[str] = set()
    for turn in range(STARTS + 1):  # the first fills the caches of files and is not counted
        for name, start in commands.items():
            began = time.perf_counter()
            done = subprocess.run(start.words, check=False, capture_output=True, env=environment)
            if turn:
                times[name].append(time.perf_counter() - began)
            if done.returncode != start.code:
                failed.add(name)
    bare = median(times["python -c ''"])
    rows = []
    for name, start in commands.items():
        took = median(times[name])
        ratio = took / bare
        broken = ", FAILED" if name in failed else ""
        holds = None if start.most is None else ratio <= start.most and not broken
        limit = "" if start.most is None else f"<= {start.most}"
        rows.append(Row(name, f"{took * 1000:.0f} ms{broken}", f"{ratio:.1f} x bare", limit, holds))
    return rows


def loading() -> list[Row]:
    """All workflows and rules, in a fresh process, imports included: from YAML, and as kept by an earlier command.

    What is promised is asked of the processor's time, Python's own start included: all of it is computing, and the
    clock on the wall counts the neighbours too.
    """
    times: dict[str, list[tuple[float, float]]] = {"": [], "kept": []}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(TURNS + 1):
            for name, taken in times.items():
                environment = {**os.environ, "RENDA_CACHE": str(Path(folder) / name) if name else ""}
                environment.pop("PYTHONDONTWRITEBYTECODE", None)
                done = subprocess.run(
                    [sys.executable, "-c", LOAD], check=True, capture_output=True, text=True, env=environment
                )
                wall, processor = done.stdout.split()
                if turn:
                    taken.append((float(wall), float(processor)))
    rows = []
    for what, taken in (
        ("all workflows and rules, cold", times["kept"]),
        ("the same from YAML, nothing kept", times[""]),
    ):
        wall, processor = (median(column) for column in zip(*taken, strict=True))
        rows.append(
            Row(
                what,
                f"{processor * 1000:.0f} ms",
                f"wall {wall * 1000:.0f} ms",
                "< 300 ms",
                processor < 0.3,
            )
        )
    return rows


def table(rows: list[Row]) -> str:
    """The rows in columns."""
    verdict = {None: "", True: "holds", False: "does not hold"}
    cells = [("", "median", "ratio", "promised", "")]
    cells += [(row.what, row.measured, row.ratio, row.bar, verdict[row.holds]) for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(5)]
    lines = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def main() -> None:
    """Measure and print."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    machine = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} CPUs{load}"
    print(f"{date.today()}, {machine}, WAL, synchronous=FULL")  # noqa: DTZ011 - the day on the spot
    print(table([*durable_steps(), *start_up(), *loading()]))


if __name__ == "__main__":
    main()
