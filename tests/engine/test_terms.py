"""A new term starts with a roll of its own; days of the old one are still judged by the old."""

from __future__ import annotations

from datetime import date

import pytest

from features.steps.office import Office, deputy_names
from procedures.engine.founding import found_congress, record_deputies, set_office
from procedures.errors import BadInput, Conflict


@pytest.fixture
def office():
    it = Office()
    it.today = date(2026, 1, 5)
    it.found()
    record_deputies(
        it.engine, [{"name": n} for n in deputy_names(60)], {"name": "甲"}, on=it.today, operator="秘书"
    )
    set_office(it.engine, "主席", "王一", on=date(2022, 1, 10), operator="秘书")
    yield it
    it.engine.store.close()


def new_term(office, term=20):
    body = {"name": "示例镇", "unit_kind": "镇", "province": "江西", "term": term}
    return found_congress(office.engine, body, on=date(2026, 12, 20), operator="秘书")


def test_the_new_roll_counts_from_the_new_term_on(office):
    new_term(office)
    rows = [{"name": n} for n in deputy_names(50)]
    record_deputies(office.engine, rows, {"name": "乙"}, on=date(2026, 12, 20), operator="秘书")
    register = office.engine.record.register
    assert len(register.deputies(date(2026, 12, 19))) == 60
    assert len(register.deputies(date(2026, 12, 20))) == 50
    assert register.facts(date(2026, 12, 19))["deputies_in_office"] == 60
    assert register.facts(date(2026, 12, 20))["deputies_in_office"] == 50


def test_offices_of_the_old_term_end_with_it(office):
    new_term(office)
    register = office.engine.record.register
    assert register.holders(("主席",), date(2026, 12, 19)) == [("王一", "主席")]
    assert register.holders(("主席",), date(2026, 12, 20)) == []


def test_terms_only_go_forward(office):
    with pytest.raises(Conflict, match="已经建立过"):
        new_term(office, 19)
    with pytest.raises(BadInput, match="不能再建立第 18 届"):
        new_term(office, 18)


@pytest.mark.parametrize(("counted", "expected"), [(True, 60), (False, 59)])
def test_suspended_deputies_count_unless_switched_off(counted, expected):
    it = Office()
    it.found(suspended_count=counted)
    rows = [{"name": name, "suspended": name == "李一"} for name in deputy_names(60)]
    record_deputies(it.engine, rows, {"name": "甲"}, on=it.today, operator="秘书")
    register = it.engine.record.register
    assert len(register.deputies(it.today)) == 60
    assert register.facts(it.today)["deputies_in_office"] == expected
    it.engine.store.close()


FIRST = date(2027, 1, 15)


@pytest.mark.parametrize(
    "recorded", [date(2026, 12, 20), FIRST, date(2027, 2, 3)], ids=["before", "on", "after"]
)
def test_the_new_term_starts_with_its_first_session_whenever_it_is_recorded(office, recorded):
    """Until then the deputies and officers of the old term stay: 每届任期从本届第一次会议起."""
    body = {"name": "示例镇", "unit_kind": "镇", "province": "江西", "term": 20, "term_began": FIRST}
    found_congress(office.engine, body, on=recorded, operator="秘书")
    rows = [{"name": n} for n in deputy_names(50)]
    record_deputies(office.engine, rows, {"name": "乙"}, on=recorded, operator="秘书")
    register = office.engine.record.register
    day_before = date(2027, 1, 14)
    assert len(register.deputies(day_before)) == 60
    assert len(register.deputies(FIRST)) == 50
    assert register.holders(("主席",), day_before) == [("王一", "主席")]
    assert register.holders(("主席",), FIRST) == []


def test_two_terms_after_one_another_keep_their_order(office):
    for term, began in ((20, FIRST), (21, date(2026, 6, 1))):
        body = {"name": "示例镇", "unit_kind": "镇", "province": "江西", "term": term, "term_began": began}
        found_congress(office.engine, body, on=date(2026, 12, 20), operator="秘书")
    assert office.engine.record.register.deputies(date(2026, 12, 31)) != []
    assert office.engine.record.register.deputies(FIRST) == []
