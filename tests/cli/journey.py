"""A new office that does only what the program says: its plan, what falls due, what is next, what checks ask for."""

import csv
import re
import shlex
from datetime import date, timedelta
from pathlib import Path

from tests.cli.desk import ROSTER
from tests.cli.following import answer
from tests.rosters.builders import new_book, save

TRIES = 6  # how often a step is looked at again with what it said was wanting
A_DAY = 60  # more things than are ever to be done on one day

# What a secretary has on her desk, by the fact (or step/fact) that the program asks for; a list is given one by one.
ANSWERS = {
    "agenda_items": "政府工作报告、主席团工作报告、本级预算、预算草案报告、上年预算执行情况报告",
    "has_election": "是",
    "session_days": 2,
    "session_slot": "年初",
    "papers_submitted": "议程草案、议案和建议处理办法草案、主席团成员建议名单、选举办法草案",
    "observers": 26,
    "report": ["政府工作报告", "主席团工作报告"],
    "review_points": "上年预算执行、安排合法、方针政策、重点支出和重大投资项目、编制完整、对下转移支付、债务、重要事项说明",
    "post": "镇长",
    "midterm_vacancy": "是",
    "election_in_year": "否",
    "deputies_funds": 120000,
    "fiscal_year": 2026,
    "term_years": 5,
    "elect-presidium/adopted_at": "预备会议",
    "resolution": "关于政府工作报告的决议",
}
# What no law asks for, but a session is held for.
WISHES = {"session": ["vote-resolution"]}
# The step with which a case is closed: the papers that go with it are made before it, and handed in with it.
LAST = {"session": "publish-resolutions", "budget-approval": "close", "officer-by-election": "take-office"}


def dirty_roster(folder):
    """The example's roster (heading, full-width signs, doubles, totals) as a workbook with merged and empty cells."""
    book, sheet = new_book()
    rows = list(csv.reader(ROSTER.read_text(encoding="gb18030").splitlines()))
    for row in rows:
        sheet.append([cell or None for cell in row])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(map(len, rows)))
    return save(book, folder)


class Journey:
    """Leads a session by what the program says, day by day.

    Args:
        desk: where the secretary sits.
        folder: where her papers lie.
        first: the first day.
        answers: what else she knows.
    """

    def __init__(self, desk, folder, first, answers=()):
        self.desk, self.folder, self.today = desk, Path(folder), first
        self.answers = {**ANSWERS, **dict(answers)}
        self.trail, self.flaws = [], []
        self.papers = {}  # file name -> (command, case, whether handed in)
        self.session, self.opening = "", first
        self._plan, self._days = (None, []), set()

    # the days

    def lead(self, case, opening, last):
        """Go from one day that the program has told to the next, until the session and all within it is closed."""
        self.session, self.opening = case, opening
        while self.today <= last:
            self._days = set()
            self._do_the_day()
            if all(row["closed"] for row in self.of_session()):
                return
            later = [day for day in self._days if day > self.today]
            self.today = min(later, default=self.today + timedelta(days=1))
        left = [self.told("next", row["case"]) for row in self.of_session() if not row["closed"]]
        raise AssertionError((left, self.trail))

    def of_session(self):
        return [row for row in self.told("cases")["cases"] if self.session in (row["case"], row["within"])]

    def done(self, step):
        """The days on which a step was done."""
        return [date.fromisoformat(row[0]) for row in self.trail if row[2] == step]

    def _do_the_day(self):
        for _ in range(A_DAY):
            if not (self._falling_due() or self._asked_before() or self._next()):
                return
        raise AssertionError(("no end", self.today, self.trail[-9:]))

    def _come(self, day):
        """Whether a day that was told has come; if not, it is kept in mind."""
        self._days.add(date.fromisoformat(day))
        return date.fromisoformat(day) <= self.today

    # what is to be done

    def _falling_due(self):
        return any(
            self._come(row["due"]) and self._paste(row["command"]) for row in self.told("due")["rows"][:1]
        )

    def _asked_before(self):
        if self.told("show", self.session)["stage"] != "筹备":
            return False
        for row in self.told("check", "--before", self.session)["findings"]:
            if row["owed"] and row["command"] and self._come(row["until"] or self._planned(row["step"])):
                return self._paste(row["command"])
        return False

    def _next(self):
        cases = [row["case"] for row in self.told("cases", "--open")["cases"]]
        for case in sorted(cases, key=lambda name: name == self.session):  # what is handled within it first
            view = self.told("next", case)
            row = next((row for row in view["steps"] if self._wanted(view, row)), None)
            if row is not None:
                self.step(case, row["step"])
                return True
        return False

    def _wanted(self, view, row):
        if row["status"] in {"must", "overdue"}:
            planned = self._planned(row["step"]) if view["case"] == self.session else self.today.isoformat()
            return self._come(row["due"] or planned)
        wished = row["step"] in WISHES.get(view["procedure"], ()) and row["status"] == "may"
        return wished and not self.done(row["step"])

    def _planned(self, step):
        """The last day that the plan gives a step of the session; where it gives none, the day of the opening."""
        if self._plan[0] != len(self.trail):
            said = self.told("plan", self.session, f"开幕日期={self.opening}")
            self._plan = len(self.trail), [row for row in said["rows"] if row["procedure"] == "session"]
        days = [row["latest"] for row in self._plan[1] if row["step"] == step and row["latest"]]
        return min(days, default=self.opening.isoformat())

    # how it is done

    def told(self, *words):
        return self.desk.told(*words, today=self.today.isoformat())

    def _paste(self, command):
        """Run a command as it was printed, with what it leaves open filled in."""
        words = shlex.split(command)
        assert words.pop(0) == "renda", command
        if words[0] == "do":
            self.step(words[1], words[2], words[3:])
        else:
            assert words[0] == "open", command
            self.trail.append((self.today.isoformat(), *words))
            self.told(*words)
        return True

    def step(self, case, name, places=()):
        """Do a step that `next` offers, with what it asks for and what its own trial says is wanting."""
        view = self.told("next", case)
        row = next(r for r in view["steps"] if name in (r["step"], r["title"]))
        offered = {
            "must",
            "may",
            "overdue",
            *(["done"] if places else []),
        }  # a check names what an act left out
        assert row["status"] in offered, (case, row, self.trail[-5:])
        facts = {fact["label"]: fact for fact in row["facts"]}
        asked = [fact["label"] for fact in row["facts"] if fact["required"]]
        asked = list(dict.fromkeys([*asked, *(place.removesuffix("=…") for place in places)]))
        for _ in range(TRIES):
            given = [f"{label}={self._value(facts[label], view, row['step'])}" for label in asked]
            said = self.desk.json("do", case, row["title"], *given, "--dry-run", today=self.today.isoformat())
            new = [label for label in self._wanting(said, facts) if label not in asked]
            if not new:
                break
            asked += new
        assert said.code == 0, (self.today, row["title"], given, said.out, self.trail[-5:])
        self.flaws += [
            (case, row["title"], f["rule"], f["message"])
            for f in said.doc["findings"]
            if f["outcome"] in {"breach", "pending"} and f["effect"] != "advise"
        ]
        self._record(view, row, given)

    def _record(self, view, row, given):
        case = view["case"]
        if LAST.get(view["procedure"]) == row["step"]:
            self._make_those_of(view["procedure"], row["step"], case)
        ready = {name: held for name, held in self.papers.items() if held[1:] == (case, False)}
        handed = [
            f"--paper={name.partition('_')[2].removesuffix('.docx')}={self.folder / name}" for name in ready
        ]
        said = self.desk("do", case, row["title"], *given, *handed, today=self.today.isoformat())
        assert said.code == 0, said
        self.papers |= {name: (held[0], case, True) for name, held in ready.items()}
        self.trail.append((self.today.isoformat(), case, row["step"], given))
        if self.told("show", case)["closed"]:
            return  # they were made before it
        for line in said.out.splitlines():
            if "文书:" in line:
                self.make(line.partition("文书:")[2], case)

    def _value(self, fact, view, step):
        found = self.answers.get(f"{step}/{fact['name']}", self.answers.get(fact["name"]))
        if isinstance(found, list):
            before = [
                row
                for row in self.trail
                if row[1] == view["case"] and f"{fact['label']}={found[0]}" in row[3]
            ]
            return found[min(len(before), len(found) - 1)]
        return answer(view["procedure"], fact, self.today) if found is None else found

    def _wanting(self, said, facts):
        if said.code == 2:
            found = re.findall(r"(\S+)=…", said.error["remedy"])
            assert found, (said.error, self.trail[-5:])
            return found
        by_name = {fact["name"]: label for label, fact in facts.items()}
        lacking = [
            f
            for f in said.doc["findings"]
            if f["outcome"] in {"pending", "breach"} and f["effect"] != "advise"
        ]
        return list(dict.fromkeys(by_name[n] for f in lacking for n in f["missing"] if n in by_name))

    # papers

    def _make_those_of(self, procedure, step, case):
        for kind in self.told("paper", "list", procedure)["kinds"]:
            if {"procedure": procedure, "step": step} in kind["belongs"]:
                self.make(f"renda paper make {kind['title']} {case} -o {kind['title']}.docx", case)

    def make(self, command, case):
        """Make a paper by the printed command; what it asks to be added is added as its example shows."""
        words = shlex.split(command)[1:]
        name = f"{case}_{words[-1]}"
        if self.papers.get(name, (None, None, False))[2]:
            return []  # an original that has been handed in stays as it is
        words[-1] = str(self.folder / name)
        said = self.told(*words, "--force")
        added = [f"{want['name']}={want['example']}" for want in said["missing"] if want["example"]]
        if added:
            words[4:4] = added
            said = self.told(*words, "--force")
        self.papers[name] = (words, case, False)
        return said["missing"]
