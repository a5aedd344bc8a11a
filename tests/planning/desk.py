"""Plans made from the shipped library, and what is looked up in them."""

from datetime import date
from functools import cache

from procedures.planning.given import parts_of, take_given
from procedures.planning.making import plan_procedure
from procedures.planning.planner import Planner
from tests.engine.office import BOOK, SHELF

TODAY = date(2026, 11, 26)
PROCEDURES = sorted(SHELF.paths)
PROVINCES = (None, "浙江", "重庆", "北京", "山东", "上海", "河南", "江苏", "陕西", "天津")


def plan(name, province=None, today=TODAY, **given):
    """A plan; facts by id."""
    return plan_procedure(BOOK, SHELF, name, given, province, today)


def planner(name, given, province=None, today=TODAY):
    """The planner itself, to ask what binds."""
    parts = parts_of(BOOK, SHELF, name)
    fixed = take_given(parts, given, BOOK, today)
    return Planner(BOOK, parts, fixed, frozenset(), province, today)


def row(made, title):
    """The one row of that title."""
    (found,) = [one for one in made.rows if one.title == title]
    return found


def latest(made, title):
    return row(made, title).latest.day


@cache
def date_facts(name):
    """Every date that a procedure's planned steps record."""
    part = parts_of(BOOK, SHELF, name)[0]
    return tuple(
        dict.fromkeys(
            fact
            for step in part.steps
            for fact in step.facts
            if part.procedure.fact(step, fact, BOOK.vocabulary).type == "date"
        )
    )
