"""Every rule against its requirement: two independent evaluations of the same facts must agree."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest
import yaml

from procedures.errors import ImpossibleDates
from procedures.law.book import LawBook
from procedures.law.facts import Vocabulary
from procedures.law.finding import judge
from procedures.library.places import places
from procedures.library.reading import Document, read_as
from tests.law.expressions import Expression, Generator

LEGAL = Path(__file__).resolve().parents[2].parent / "shared" / "legal"
FACT_SETS = 300


@dataclass(frozen=True)
class Corrected:
    """Where the statute corrects the requirement: what is expected instead, and why."""

    why: str
    applies_when: str | None = None
    check: str | None = None


# The one list of known differences between a rule and its requirement.
CORRECTED = {
    "ORG-72-1": Corrected(
        why="第七十二条只规定乡镇人民政府每届任期五年,不及于主席、副主席",
        applies_when="post in [乡长, 副乡长, 镇长, 副镇长]",
    ),
    "ELE-19-3": Corrected(
        why="同款规定人口特少的聚居民族至少应有代表一人:只分一名的,不受一半下限约束",
        applies_when="minority_concentrated and minority_population * 100 < population * 15 "
        "and minority_seats > 1",
    ),
    "DEP-51-3": Corrected(
        why="第五十一条第三款写的是主席团或者有关机关、组织,本级政府也在其中",
        check="reported_by in [主席团, 承办单位, 本级政府] and reported_to == 大会",
    ),
}


@cache
def requirements():
    rows = [
        row for path in sorted(LEGAL.glob("requirements/*.yaml")) for row in yaml.safe_load(path.read_bytes())
    ]
    return {row["id"]: row for row in rows}


@cache
def law_book():
    return LawBook(places())


@cache
def newest():
    """The newest version of every rule."""
    result = {}
    for placed in sorted(
        law_book().all(), key=lambda placed: placed.rule.in_force or placed.statute.in_force
    ):
        result[placed.rule.id] = placed
    return result


def expected(condition, check, facts):
    """What the requirement says: an outcome, or ImpossibleDates."""
    applies = True if condition is None else condition.truth(facts)
    if applies is False:
        return "not_applicable"
    if check.impossible(facts):
        return ImpossibleDates
    holds = check.truth(facts)
    if applies is None or holds is None:
        return "pending"
    return "pass" if holds else "breach"


def outcome(placed, facts):
    try:
        return judge(placed.rule, placed.statute, facts, law_book().labels)
    except ImpossibleDates as problem:
        return problem


needs_requirements = pytest.mark.skipif(
    not LEGAL.is_dir(), reason="the requirements (../shared/legal) are not here: nothing to compare with"
)


@needs_requirements
@pytest.mark.parametrize("rule_id", sorted(newest()))
def test_the_rule_and_its_requirement_agree_on_all_facts(rule_id):
    row = requirements().get(rule_id)
    if row is None:
        pytest.skip("no requirement of that id: a rule of our own")
    if not row["decidable"]:
        pytest.skip("the requirement is not decidable: its check is no formula")
    placed = newest()[rule_id]
    corrected = CORRECTED.get(rule_id, Corrected(why=""))
    condition_text = corrected.applies_when or row.get("applies_when")
    condition = Expression(condition_text) if condition_text else None
    check = Expression(corrected.check or row["check"])
    expressions = [check] if condition is None else [condition, check]
    names = sorted({*placed.rule.facts(), *(name for expression in expressions for name in expression.names)})
    generator = Generator(expressions, names, law_book().vocabulary, seed=crc32(rule_id.encode()))
    seen = set()
    wanted_all = {"pass", "breach", "pending"} | ({"not_applicable"} if condition is not None else set())
    for number in range(FACT_SETS * 8):
        if number >= FACT_SETS and wanted_all <= seen:
            break  # rare outcomes (the first and the last day of one year) take a few more
        facts = generator.facts(absent=(0, 0.1, 0.4)[number % 3])
        wanted, found = expected(condition, check, facts), outcome(placed, facts)
        seen.add(wanted)
        context = f"{rule_id} on {facts}: requirement says {wanted}, rule says {found}"
        if wanted is ImpossibleDates:
            assert isinstance(found, ImpossibleDates), context
            continue
        assert not isinstance(found, ImpossibleDates), context
        assert found.outcome == wanted, context
        if wanted == "pending":
            assert found.missing, context
            assert not set(found.missing) & set(facts), context
        elif set(facts) == set(names) and wanted == "breach":
            assert "{" not in found.message, found.message
            assert "(未填)" not in found.message, found.message
    assert {"pass", "breach", "pending"} <= seen, f"{rule_id}: the generated facts only reach {seen}"
    if condition is not None:
        assert "not_applicable" in seen
    if check.periods:
        assert ImpossibleDates in seen


DECIDABLE = 698


@needs_requirements
def test_every_decidable_requirement_is_compared():
    decidable = {identity for identity, row in requirements().items() if row["decidable"]}
    assert len(decidable) == DECIDABLE
    assert decidable - set(newest()) == set(), "decidable, and no rule is compared with it"
    assert set(CORRECTED) <= decidable


@needs_requirements
def test_every_rule_of_the_law_has_a_requirement():
    ours = {rule_id for rule_id, placed in newest().items() if placed.asked(())}
    assert ours - set(requirements()) == set()
    habits = {rule_id for rule_id, placed in newest().items() if not placed.asked(())}
    assert habits & set(requirements()) == set()


@needs_requirements
def test_every_correction_is_still_needed():
    for rule_id, corrected in CORRECTED.items():
        row = requirements()[rule_id]
        assert corrected.why
        assert (corrected.applies_when or row.get("applies_when"), corrected.check or row["check"]) != (
            row.get("applies_when"),
            row["check"],
        ), f"{rule_id}: the requirement now says the same; strike it from the list"


@needs_requirements
def test_the_vocabulary_is_that_of_the_requirements():
    theirs = yaml.safe_load((LEGAL / "facts.yaml").read_bytes())
    (shared_with_us,) = places().files("rules", "facts.yaml")
    names = {fact.name for fact in read_as(Document(shared_with_us), Vocabulary).facts}
    ours = {name: fact for name, fact in law_book().vocabulary.items() if name in names}
    assert all(name in names for p in law_book().all() if p.asked(()) for name in p.rule.facts())
    wanted = {row["name"]: (row["type"], tuple(row.get("values", ()))) for row in theirs}
    found = {name: (fact.type, fact.values) for name, fact in ours.items()}
    assert sorted(found) == sorted(wanted)
    different = {name: (found[name], wanted[name]) for name in wanted if found[name] != wanted[name]}
    assert different == {}


@pytest.mark.parametrize(
    ("text", "facts", "truth"),
    [
        ("2 * votes_for > deputies", {"votes_for": 30, "deputies": 60}, False),
        ("2 * votes_for > deputies", {"votes_for": 31, "deputies": 60}, True),
        ("2 * votes_for > deputies", {"votes_for": 31}, None),
        ("votes_for >= 5 and written", {"written": False}, False),
        ("votes_for >= 5 or written", {"written": True}, True),
        ("0 <= candidates - seats <= 1", {"candidates": 3, "seats": 1}, False),
        ("0 <= candidates <= seats", {"candidates": 0}, None),
        ("post in [主席, 副主席]", {"post": "主席"}, True),
        ("post != 主席", {}, None),
        ("contains(items, 甲, 乙)", {"items": ("乙", "丙", "甲")}, True),
        ("contains(items, 甲, 乙)", {"items": ("乙",)}, False),
        ("not (written or spoken)", {"written": True}, False),
    ],
)
def test_the_second_reading_itself(text, facts, truth):
    assert Expression(text).truth(facts) is truth


def test_the_second_reading_of_dates():
    months = Expression("replied_on <= add_months(handed_over_on, 1)")
    assert months.truth({"handed_over_on": date(2024, 1, 31), "replied_on": date(2024, 2, 29)}) is True
    assert months.truth({"handed_over_on": date(2024, 1, 31), "replied_on": date(2024, 3, 1)}) is False
    assert months.periods == [("replied_on", "handed_over_on")]
    worked = Expression("working_days(approved_on, published_on) <= 1")
    assert worked.truth({"approved_on": date(2025, 9, 26), "published_on": date(2025, 9, 28)}) is True  # 调休
    assert worked.periods == [("published_on", "approved_on")]
    assert Expression("add_years(born_on, 18) <= election_on").periods == []
    assert Expression("days(sued_on, election_on) >= 5").periods == []
