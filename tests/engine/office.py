"""A township to try the engine on: its register, its cases, and what the journal says afterwards."""

from datetime import date, timedelta

from procedures.engine.engine import Engine
from procedures.engine.founding import found_congress, open_case, record_deputies, set_office
from procedures.engine.verdict import Proposal
from procedures.journal.store import open_store
from procedures.journal.verify import check_chain
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.workflow.shelf import Shelf

TOWN = "青石镇"
START = date(2026, 3, 2)
CLERK = "秘书"
BOOK = LawBook(places())
SHELF = Shelf(places())


def names(count):
    """Invented deputies."""
    return [f"代表{number}" for number in range(1, count + 1)]


def engine_on(store, today=START):
    return Engine(store, TOWN, SHELF, BOOK, today=today)


def settled(store=None, *, deputies=24, today=START, **body):
    """An engine with a founded congress, its deputies, a chairperson and a vice-chairperson."""
    engine = engine_on(open_store(None) if store is None else store, today)
    values = {"name": TOWN, "unit_kind": "镇", "province": "江西", "term": 19, **body}
    found_congress(engine, values, on=date(2026, 1, 4), operator=CLERK)
    rows = [{"name": name} for name in names(deputies)]
    record_deputies(engine, rows, {"name": "名册"}, on=date(2026, 1, 4), operator=CLERK)
    for office, person in (("主席", "代表1"), ("副主席", "代表2")):
        set_office(engine, office, person, on=date(2026, 1, 4), operator=CLERK)
    return engine


def start(engine, procedure, *, within=None, on=START):
    """Open a case; its id."""
    return open_case(engine, procedure, f"试办{procedure}", on=on, operator=CLERK, within=within).id


def do(engine, case, step, facts=None, on=START, **more):
    """Propose a step and record it where it is allowed; the day of the act has come."""
    engine._today = max(engine.today, on)
    return engine.do(Proposal(case, step, facts or {}, on, CLERK, **more))


def done(engine, case, step, facts=None, on=START, **more):
    """A step that has to be recorded."""
    verdict = do(engine, case, step, facts, on, **more)
    assert verdict.recorded, [(f.rule, f.message) for f in verdict.findings if f.blocks]
    return verdict


def after(days):
    return START + timedelta(days=days)


SUBMITTED = {"raised": "会议期间", "lead_deputy": "代表7", "submitted_to": "大会", "topic": "修整村道"}


def suggestion(engine, *, until="publish"):
    """A suggestion led through its life, a week a step, up to and with the named step; its id."""
    case = start(engine, "suggestion")
    life = (
        ("submit", SUBMITTED),
        ("hand-over", {"handler": "交通运输管理站"}),
        ("reply", {"reply_class": "已解决"}),
        ("opinion", {"satisfaction": "满意"}),
        ("report", {}),
        ("publish", {}),
    )
    for place, (step, facts) in enumerate(life):
        done(engine, case, step, facts, after(7 * place))
        if step == until:
            return case
    raise AssertionError(until)


def head(engine):
    with engine.store.reading(TOWN) as reader:
        return reader.head


def entries(engine):
    with engine.store.reading(TOWN) as reader:
        return reader.entries()


def folded(engine):
    """The record folded from the whole journal by another engine."""
    return engine_on(engine.store).record


def assert_whole(engine):
    """The chain verifies, and the journal alone tells what the engine knows."""
    assert check_chain(entries(engine)) == []
    kept, told = engine.record, folded(engine)
    assert kept.head == told.head
    assert kept.cases.keys() == told.cases.keys()
    for case, other in zip(kept.cases.values(), told.cases.values(), strict=True):
        assert case.acts == other.acts
        assert (case.stage, case.facts) == (other.stage, other.facts)
    for day in (START, after(400)):
        assert kept.register.facts(day) == told.register.facts(day)
        assert kept.register.offices(day) == told.register.offices(day)
