"""A secretary who knows nothing but what `renda next` says, and fills in what it asks for."""

import re
from datetime import date, timedelta

STEPS = 30
PRESIDIUM = "王建国、李秀英、张志强、刘丽华、陈永福、杨春梅、赵国平、黄玉兰、周文斌"
OPENING = date(2026, 2, 5)

# Sensible answers by the name of the fact; what a secretary has on her desk.
ANSWERS = {
    "session_kind": "例会",
    "report": ["政府工作报告", "主席团工作报告"],  # heard one by one, as `next` asks for them
    "opening_on": OPENING.isoformat(),
    "presidium_list": PRESIDIUM,
    "presider": "王建国",
    "votes_for": 68,
    "votes_against": 1,
    "abstentions": 1,
    "deputies_present": 70,
    "presidium_present": 9,
    "fiscal_year_starts_on": "2026-01-01",
    "fiscal_year_ends_on": "2026-12-31",
    "general_expenditure": "48600000",
    "reserve": "700000",
    "functional_level": "项",
    "economic_level": "款",
    "hearing_forms": 2,
    "proposed_by": "主席团",
    "post": "镇长",
    "seats": 1,
    "surplus_fixed": 1,
    "nominee": "钱正平",
    "nominated_by": "主席团",
    "candidates_named": "钱正平",
    "ballots_issued": 70,
    "ballots_returned": 70,
    "votes": "钱正平:66",
    "lead_deputy": "高振华",
    "submitted_to": "大会",
    "evaluated_unit": "镇卫生院",
    "participants": 70,
    "satisfied": 60,
    "basically_satisfied": 10,
    "dissatisfied": 0,
    "holds_administrative_post": "否",
    "meeting_on": "2026-02-05",
}
ELECTION_DAY = date(2026, 3, 20)
# Where the same name means something else in a procedure; a list is answered one by one, the step done as often.
OWN = {
    "deputy-election": {
        "deputies_quota": 66,
        "previous_quota": 66,
        "population": 32600,
        "allocated_seats": 66,
        "district_count": 1,
        "election_on": ELECTION_DAY.isoformat(),
    },
    "deputy-by-election": {"election_on": ELECTION_DAY.isoformat(), "decided_by": "县级人大常委会"},
    "final-accounts": {"fiscal_year_starts_on": "2025-01-01", "fiscal_year_ends_on": "2025-12-31"},
    "interpellation": {"signers": 10},
    "special-session": {"signers": 15},
    "deputy-recall": {
        "signers": 30,
        "submitted_to": "县级人大常委会",
        "voted_on": OPENING.isoformat(),
        "presided_by": "县级人大常委会派员",
        "votes_for": 600,
        "voters_registered": 1000,
        "voters_participated": 800,
        "ballots_issued": 800,
        "ballots_returned": 800,
    },
    "major-decision": {"project_vote": "否"},
    "district-vote": {
        "nominated_by": "选民联名",
        "nominee": ["钱正平", "孙立"],
        "signers": 10,
        "nominees_signed": 1,
        "initial_candidates": "钱正平、孙立",
        "candidates_named": "钱正平、孙立",
        "voters_registered": 1000,
        "voters_participated": 800,
        "ballots_returned": 800,
        "votes": "钱正平:500、孙立:300",
        "presided_by": "选举委员会",
        "ballot_options": "赞成、反对、另选他人、弃权",
        "relative_of_candidate": "否",
        "election_meetings": 0,
        "voters_requested_meeting": "否",
    },
}
# Steps that belong to a day: a secretary waits for it.
DAYS = {
    ("session", "open"): OPENING,
    ("deputy-recall", "vote"): OPENING,
    ("officer-recall", "vote"): OPENING + timedelta(days=1),
    ("deputy-election", "complete"): ELECTION_DAY,
    ("deputy-by-election", "complete"): ELECTION_DAY,
    ("district-vote", "open-poll"): ELECTION_DAY,
}
BY_TYPE = {
    "count": 1,
    "number": 1,
    "money": 0,
    "yesno": "是",
    "text": "见附件",
    "organization": "镇农业农村办公室",
    "person": "高振华",
    "persons": "高振华、林秋菊、何光明",
}


def answer(procedure, fact, today, turn=0):
    """What goes into one field of a procedure's step, the how-many-eth time."""
    known = {**ANSWERS, **OWN.get(procedure, {})}
    if fact["name"] in known:
        value = known[fact["name"]]
        return value[min(turn, len(value) - 1)] if isinstance(value, list) else value
    if fact["type"] == "choice":
        return fact["values"][0]
    if fact["type"] == "names":
        return "、".join(fact["values"]) or "修整村道"
    if fact["type"] == "date":
        return today.isoformat()
    assert fact["type"] in BY_TYPE, f"ANSWERS in tests/cli/following.py has no answer yet to {fact}"
    return BY_TYPE[fact["type"]]


class Follower:
    """Follows `renda next` through one case after another.

    Args:
        desk: where she sits.
        today: the first day.
    """

    def __init__(self, desk, today):
        self.desk, self.today, self.trail = desk, today, []

    def told(self, *words, code=0):
        return self.desk.told(*words, code=code, today=self.today.isoformat())

    def open(self, procedure, title, within=None):
        words = ["--within", within] if within else []
        return self.told("open", procedure, title, *words)["case"]

    def follow(self, case, until=None, before=None):
        """Do what `next` says until the case can go no further, or stands in a stage, or before a step."""
        tried = set()
        for _ in range(STEPS):
            view = self.told("next", case)
            if view["stage"] == until:
                return view
            row = self._first(view, tried)
            if row is None or row["step"] == before:
                return view
            tried.add(row["step"])
            self._do(view, row)
        raise AssertionError(f"{case}: after {STEPS} steps still in {view['stage']}: {self.trail[-4:]}")

    def _first(self, view, tried):
        for wanted in ("overdue", "must"):
            for row in view["steps"]:
                if row["status"] == wanted:
                    return row
        return next((r for r in view["steps"] if r["status"] == "may" and r["step"] not in tried), None)

    def _do(self, view, row):
        procedure = view["procedure"]
        self.today = max(self.today, DAYS.get((procedure, row["step"]), self.today))
        own = OWN.get(procedure, {})
        turns = [len(own[f["name"]]) for f in row["facts"] if isinstance(own.get(f["name"]), list)]
        for turn in range(max(turns, default=1)):
            self._do_once(view, row, turn)
        if row["step"] == "decide-date":
            self.today += timedelta(days=1)

    def _do_once(self, view, row, turn):
        case, labels = view["case"], {fact["label"]: fact for fact in row["facts"]}
        asked = [fact["label"] for fact in row["facts"] if fact["required"]]
        for _ in range(4):
            before = sum(one[:2] == (case, row["step"]) and one[3] == 0 for one in self.trail)
            given = [
                f"{name}={answer(view['procedure'], labels[name], self.today, turn or before)}"
                for name in asked
            ]
            said = self.desk.json("do", case, row["title"], *given, today=self.today.isoformat())
            self.trail.append((case, row["step"], given, said.code))
            if said.code != 2:
                break
            lacking = re.findall(r"(\S+)=…", said.error["remedy"])  # asked for because of another answer
            assert lacking, (said.error, self.trail)
            asked += lacking
        blocking = [f for f in said.doc.get("findings", ()) if f["outcome"] in {"breach", "pending"}]
        told = [(f["rule"], f["message"], f["remedy"]) for f in blocking]
        assert said.code == 0, (row["title"], told, self.trail)
