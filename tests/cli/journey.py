"""A new office that does only what the program says: its plan, what is due, what is next, and what checks ask for."""

import re
import shlex
from datetime import date, timedelta

from tests.cli.following import ANSWERS as COMMON
from tests.cli.following import answer

PLACE = "…"
REPEATED = 6  # how often a step may be tried with what it said was wanting
OPENING = date(2026, 2, 5)

# What a secretary has on her desk, by the fact that the program asks for; a list is answered one by one.
ANSWERS = {
    "agenda_items": "政府工作报告、主席团工作报告、本级预算、预算草案报告、上年预算执行情况报告",
    "has_election": "是",
    "session_days": 2,
    "session_slot": "年初",
    "papers_submitted": "议程草案、议案和建议处理办法草案、主席团成员建议名单、选举办法草案",
    "report": ["政府工作报告", "主席团工作报告"],
    "post": "镇长",
    "midterm_vacancy": "是",
    "election_in_year": "否",
    "deputies_funds": 120000,
    "fiscal_year": 2026,
    "nominee": "钱正平",
    "review_points": "上年预算执行、安排合法、方针政策、重点支出和重大投资项目、编制完整、对下转移支付、债务、重要事项说明",
    "term_years": 5,
    "observers": 26,
    "resolution": "关于政府工作报告的决议",
}


class Journey:
    """Leads a session by what the program says, day by day.

    Args:
        desk: where the secretary sits.
        first: the first day.
    """

    def __init__(self, desk, first, answers=None, hush=True):
        self.desk, self.today = desk, first
        self.answers = {**ANSWERS, **(answers or {})}
        self.trail, self.made, self.hush = [], [], hush
        self.commands, self.plan = 0, (None, [])

    # the days

    def lead(self, case, opening, last):
        """Go from one day that the program has told to the next, until every case is closed."""
        self.session, self.opening = case, opening
        while self.today <= last:
            self.days = set()
            self.day()
            if all(row["closed"] for row in self.told("cases")["cases"]):
                return
            self.today = min((day for day in self.days if day > self.today), default=self.today + timedelta(days=1))
        left = [row for row in self.told("cases")["cases"] if not row["closed"]]
        raise AssertionError((left, [self.told("next", row["case"]) for row in left], self.trail))

    def day(self):
        """What is to be done on one day; over again until nothing is left."""
        for _ in range(40):
            if not self.one():
                return
        raise AssertionError(("no end", self.today, self.trail[-12:]))

    def one(self):
        """One thing that is due, that a check before the session asks for, or that `next` calls a must."""
        return self.falling_due() or self.asked_before() or self.next_must()

    def come(self, day):
        """Whether a day that was told has come; if not, it is kept in mind."""
        self.days.add(date.fromisoformat(day))
        return date.fromisoformat(day) <= self.today

    def falling_due(self):
        for row in self.told("due")["rows"]:
            if self.come(row["due"]):
                return self.paste(row["command"])
        return False

    def asked_before(self):
        if self.told("show", self.session)["stage"] != "筹备":
            return False
        for row in self.told("check", "--before", self.session)["findings"]:
            if row["owed"] and row["command"] and self.come(row["until"] or self.planned(row["step"])):
                return self.paste(row["command"])
        return False

    def planned(self, step):
        """The last day that the plan gives a step of the session; where it gives none, the day that it is planned for."""
        key = len(self.trail)
        if self.plan[0] != key:
            said = self.told("plan", self.session, f"开幕日期={self.opening}", "--on", self.today.isoformat())
            self.plan = key, [row for row in said["rows"] if row["procedure"] == "session"]
        days = [row["latest"] for row in self.plan[1] if row["step"] == step and row["latest"]]
        return min(days, default=self.opening.isoformat())

    def next_must(self):
        cases = [row["case"] for row in self.told("cases", "--open")["cases"]]
        for case in sorted(cases, key=lambda name: name == self.session):
            for row in self.told("next", case)["steps"]:
                if row["status"] in {"must", "overdue"} and self.come(self.when(case, row)):
                    self.step(case, row["step"])
                    return True
        return False

    def when(self, case, row):
        planned = self.planned(row["step"]) if case == self.session else self.today.isoformat()
        return row["due"] or planned

    def paste(self, command):
        """Run a command as printed, the places to be filled filled."""
        words = shlex.split(command)
        assert words.pop(0) == "renda", command
        if words[0] == "do":
            self.step(words[1], words[2], words[3:])
            return True
        assert words[0] == "open", command
        assert "名称" not in words, command
        self.trail.append((self.today.isoformat(), *words))
        self.told(*words)
        return True

    # what it asks

    def told(self, *words, code=0):
        self.commands += 1
        said = self.desk.json(*words, today=self.today.isoformat())
        assert said.code == code, (words, said, self.trail[-8:])
        return said.doc

    def value(self, fact, procedure, case):
        name = fact["name"]
        if name in self.answers:
            found = self.answers[name]
            found = found.get(procedure) if isinstance(found, dict) else found
            if isinstance(found, list):
                done = [one for one in self.trail if one[1] == case and f"{fact['label']}={found[0]}" in str(one)]
                return found[min(len(done), len(found) - 1)]
            if found is not None:
                return found
        return answer(procedure, fact, self.today)

    def step(self, case, name, places=()):
        """Do a step as `next` shows it, filling in what it asks for; what is wanting or unlawful is said first."""
        view = self.told("next", case)
        row = next(r for r in view["steps"] if name in (r["step"], r["title"]))
        told = {"must", "may", "overdue"} | ({"done"} if places else set())
        assert row["status"] in told, (case, row, self.trail[-8:])
        known = {f["name"]: f for f in row["facts"]}
        asked = [f["name"] for f in row["facts"] if f["required"]]
        by_label = {f["label"]: f["name"] for f in row["facts"]}
        asked += [by_label[place.removesuffix("=…")] for place in places]
        for _ in range(REPEATED):
            given = [f"{known[n]['label']}={self.value(known[n], view['procedure'], case)}" for n in asked]
            said = self.desk.json("do", case, row["title"], *given, "--dry-run", today=self.today.isoformat())
            self.commands += 1
            wanting = self._wanting(said, known)
            new = [n for n in dict.fromkeys(wanting) if n not in asked]
            if not new:
                break
            asked += new
        assert said.code == 0, (self.today, row["title"], given, said.out, self.trail[-8:])
        bad = [f for f in said.doc["findings"] if f["outcome"] in {"breach", "pending"} and f["effect"] != "advise"]
        if bad or not self.hush:
            print(self.today, case, row["title"], given, [(f["rule"], f["message"]) for f in bad])
        text = self.desk("do", case, row["title"], *given, today=self.today.isoformat())
        assert text.code == 0, text
        self.trail.append((self.today.isoformat(), case, row["step"], given))
        for line in text.out.splitlines():
            if "文书:" in line:
                self.made.append((self.today, line.partition("文书:")[2]))

    def _wanting(self, said, known):
        if said.code == 2:
            labels = {f["label"]: n for n, f in known.items()}
            found = re.findall(r"(\S+)=…", said.error["remedy"])
            assert found, (said.error, self.trail[-8:])
            return [labels[one] for one in found]
        return [
            name
            for f in said.doc["findings"]
            if f["outcome"] in {"pending", "breach"} and f["effect"] != "advise"
            for name in f["missing"]
            if name in known
        ]
