"""Whatever an invented clerk tries, in whatever order: no unlawful act is recorded, and the record stays whole."""

from datetime import date
from random import Random
from types import SimpleNamespace

import pytest

from procedures.compliance.inventing import ABSURD, Inventor
from procedures.compliance.tally import Tally
from procedures.compliance.walking import Walker, walk_all
from procedures.compliance.weighing import Broken, whole
from procedures.engine.engine import Engine
from procedures.engine.founding import record_deputies
from procedures.errors import BadInput
from procedures.law.book import LawBook
from procedures.law.facts import Fact, FactType, read_value
from procedures.library.places import places
from procedures.workflow.shelf import Shelf
from tests.engine.office import settled, suggestion

BOOK, SHELF = LawBook(places()), Shelf(places())
PROCEDURES = sorted(SHELF.paths)
WALKER = Walker(SHELF, BOOK)
LEAST, MOST = 2, 24
SELDOM: dict[str, str] = {}
"""Steps that these walks need not take, with the reason."""


def untaken(procedure, tally):
    """Steps that no walk has taken, and stages that none has come to."""
    known = SHELF.procedure(procedure)
    taken = [(step, stage) for name, step, stage in tally.passages if name == procedure]
    steps = {step.id for step in known.steps} - {step for step, _ in taken}
    stages = set(known.stages[1:]) - {stage for _, stage in taken}
    return {f"{procedure}/{one}" for one in steps | stages} - SELDOM.keys()


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_no_walk_leaves_the_law_and_every_step_and_stage_is_come_to(procedure):
    """The walks prove nothing where they never get anywhere."""
    tally = Tally()
    for number in range(MOST):
        WALKER.walk(procedure, f"e/{number}", tally)
        if tally.walks >= LEAST and tally.ended and not untaken(procedure, tally):
            break
    assert untaken(procedure, tally) == set(), tally.walks
    assert tally.ended >= 1, tally
    assert tally.recorded >= tally.walks * 2
    assert tally.recorded + tally.refused + tally.slips == tally.tried


def test_the_same_seed_walks_the_same_ways():
    first, second = (walk_all(SHELF, BOOK, 3, 5, ["bill", "suggestion", "funding"]) for _ in range(2))
    assert first == second
    assert first != walk_all(SHELF, BOOK, 3, 6, ["bill", "suggestion", "funding"])


def test_the_figures_tell_rules_by_outcome():
    told = walk_all(SHELF, BOOK, 8, 1, ["bill", "session"]).as_json()
    assert told["walks"] == 8
    assert told["rules"]["pass"] > 5
    assert told["rules"]["breach"] > 2
    assert told["rules_seen"] >= max(told["rules"].values())
    assert told["steps"] > 15
    assert told["untaken"] == []
    assert walk_all(SHELF, BOOK, 1, 1, ["session"]).as_json()["untaken"] != []


def broken_by(monkeypatch, name, replacement, procedures=("suggestion", "bill", "funding"), walks=9):
    monkeypatch.setattr(Engine, name, replacement(getattr(Engine, name)))
    with pytest.raises(Broken) as told:
        walk_all(SHELF, BOOK, walks, 0, procedures)
    assert told.value.trail[0][0] == "seed"
    assert told.value.trail[0][1] in str(told.value)
    return told.value.message


class TestTheWalksBite:
    """An engine with one fault is found out."""

    def test_one_that_records_what_rules_forbid(self, monkeypatch):
        def lax(real):
            def work_out(self, *given):
                facts, rules, outcome, told, _findings = real(self, *given)
                return facts, rules, outcome, told, []

            return work_out

        assert "登记了违反" in broken_by(monkeypatch, "work_out", lax)

    def test_one_that_writes_what_it_refuses(self, monkeypatch):
        def eager(real):
            def do(self, proposal):
                verdict = real(self, proposal)
                if not verdict.allowed:
                    record_deputies(self, [{"name": "多余"}], {"name": "x"}, on=proposal.on, operator="x")
                return verdict

            return do

        assert "不予记录却写了记录" in broken_by(monkeypatch, "do", eager)

    def test_one_that_crashes(self, monkeypatch):
        def fragile(real):
            def do(self, proposal):
                real(self, proposal)
                raise KeyError(proposal.step)

            return do

        assert "程序中断" in broken_by(monkeypatch, "do", fragile)

    def test_one_that_judges_twice_differently(self, monkeypatch):
        def fickle(real):
            def propose(self, proposal):
                verdict = real(self, proposal)
                verdict.allowed = not verdict.allowed
                return verdict

            return propose

        assert "结论不同" in broken_by(monkeypatch, "propose", fickle)

    def test_one_that_refuses_without_a_remedy(self, monkeypatch):
        def curt(real):
            def _judge(self, record, proposal, **more):
                verdict, draft = real(self, record, proposal, **more)
                for finding in verdict.findings:
                    object.__setattr__(finding, "remedy", None)
                return verdict, draft

            return _judge

        assert "没有说怎么办" in broken_by(monkeypatch, "_judge", curt)

    def test_a_record_changed_behind_its_back(self):
        engine = settled()
        case = suggestion(engine, until="hand-over")
        whole(engine, [("seed",)])
        engine.record.cases[case].acts[0].facts["topic"] = "修桥"
        with pytest.raises(Broken, match="不同"):
            whole(engine, [("seed",)])
        engine.store.close()


def fits(fact, value, day):
    try:
        read_value(fact, value, today=day)
    except BadInput:
        return False
    return True


@pytest.mark.parametrize("kind", FactType.__args__)
def test_every_type_of_fact_is_invented_and_mostly_fits(kind):
    """Whatever the type, values that can be read; the absurd ones are none of them."""
    fact = Fact(
        name="sample", type=kind, label="样本", values=("甲", "乙") if kind in {"choice", "names"} else ()
    )
    own = SimpleNamespace(preset=None, of=None, at_most=None)
    step = SimpleNamespace(facts={fact.name: own}, vote=None)
    inventor = Inventor(Random(1), [f"代表{n}" for n in range(1, 21)])  # noqa: S311 - no secret
    day = date(2026, 3, 2)
    values = [inventor.value(fact, step, {"deputies_in_office": 20}, day) for _ in range(400)]
    assert 370 < sum(fits(fact, value, day) for value in values) <= 400
    assert kind in ABSURD or kind in {"text", "organization"}
