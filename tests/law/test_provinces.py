"""Provinces: one version for every month, nothing loosened unsaid, every difference told."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

import pytest
import yaml

from procedures.errors import ImpossibleDates, NoLaw
from procedures.law.book import LawBook
from procedures.law.differences import BINDS, difference, differences, with_differences
from procedures.law.finding import judge
from procedures.law.rule import NATIONAL
from procedures.library.places import places
from renda.provinces import PROVINCES
from tests.law.expressions import Expression, Generator

LEGAL = Path(__file__).resolve().parents[2].parent / "shared" / "legal"
MONTHS = [date(year, month, 1) for year in range(2016, 2031) for month in range(1, 13)]
TODAY = date(2026, 11, 26)

needs_requirements = pytest.mark.skipif(
    not LEGAL.is_dir(), reason="the requirements (../shared/legal) are not here: nothing to compare with"
)


@cache
def book():
    result = LawBook(places())
    result.all()
    return result


def seen_in(province):
    """Every version of every rule that a place sees, by id."""
    found = {}
    for placed in book().all():
        if placed.statute.jurisdiction in {NATIONAL, province}:
            found.setdefault(placed.rule.id, []).append(placed)
    return found


def stands(statute, on):
    return statute.in_force <= on and (statute.until is None or on < statute.until)


def texts(family):
    return [text for path in book().paths if (text := book().statute(path)).id == family]


# --- one version for every month


def test_a_province_without_local_texts_sees_what_the_whole_country_sees():
    national = seen_in(NATIONAL)
    without = set(PROVINCES) - set(book().provinces)
    assert len(without) + len(book().provinces) == len(PROVINCES)
    assert all(seen_in(province) == national for province in without)


@pytest.mark.parametrize("province", [NATIONAL, *book().provinces])
def test_every_month_has_one_version_of_each_rule_or_says_why_not(province):
    assert all(len({p.statute.id for p in versions}) == 1 for versions in seen_in(province).values())
    local = {i: v for i, v in seen_in(province).items() if v[0].statute.jurisdiction == province}
    assert local
    for rule_id, versions in local.items():
        family = texts(versions[0].statute.id)
        for month in MONTHS:
            current = [placed for placed in versions if placed.in_force(month)]
            assert len(current) <= 1, (rule_id, month)
            if current:
                continue
            standing = [text for text in family if stands(text, month)]
            assert len(standing) <= 1, (rule_id, month)
            if standing:  # the text of that day is held: it has no such rule, or not yet, or no longer
                own = [p for p in versions if p.statute == standing[0]]
                assert all(p.rule.in_force or p.rule.until for p in own), (rule_id, month)
            else:  # no text of that day is held: it is older than the oldest
                assert month < min(text.in_force for text in family), (rule_id, month)


def test_the_reason_is_told():
    for rule_id, versions in seen_in("浙江").items():
        first = min(placed.rule.in_force or placed.statute.in_force for placed in versions)
        before = date(first.year - 1, 1, 1)
        with pytest.raises(NoLaw, match=re.escape(f"没有施行中的 {rule_id}(")) as caught:
            book().rule(rule_id, before)
        assert first.isoformat() in caught.value.message
        assert caught.value.remedy


@pytest.mark.parametrize("province", [NATIONAL, *book().provinces])
def test_every_step_is_asked_one_version_of_each_rule(province):
    steps = {(a.procedure, s) for placed in book().all() for a in placed.rule.applies for s in a.step}
    since = max(text.in_force for path in book().paths if (text := book().statute(path)).id == "organic-law")
    for procedure, step in sorted(steps):
        for month in (month for month in MONTHS[::13] if month >= since):
            ids = [placed.rule.id for placed in book().for_step(procedure, step, month, province)]
            assert len(ids) == len(set(ids)), (procedure, step, month)


# --- nothing is loosened unsaid


@cache
def requirements():
    rows = [
        row for path in sorted(LEGAL.glob("requirements/*.yaml")) for row in yaml.safe_load(path.read_bytes())
    ]
    return {row["id"]: row for row in rows}


def outcome(placed, facts):
    try:
        return judge(placed.rule, placed.statute, facts, book().labels).outcome
    except ImpossibleDates:
        return "impossible"


def expressions(*ids):
    rows = [requirements()[identity] for identity in ids]
    return [Expression(row[key]) for row in rows for key in ("applies_when", "check") if row.get(key)]


def looser(local, national):
    """Facts on which the local rule is fulfilled and the national one broken; None where there are none."""
    names = sorted({*local.rule.facts(), *national.rule.facts()})
    wanted = expressions(local.rule.id, national.rule.id)
    generator = Generator(wanted, names, book().vocabulary, seed=crc32(local.rule.id.encode()))
    for _ in range(400):
        facts = generator.facts(absent=0)
        if outcome(local, facts) == "pass" and outcome(national, facts) == "breach":
            return facts
    return None


def refining():
    """Local rules that ask at least what the national rule they refine asks about."""
    national = {
        p.rule.id: p for p in book().all() if p.statute.jurisdiction == NATIONAL and p.in_force(TODAY)
    }
    return [
        (local, national[local.rule.refines])
        for local in book().all()
        if local.statute.jurisdiction != NATIONAL
        and local.rule.refines in national
        and set(national[local.rule.refines].rule.facts()) <= set(local.rule.facts())
    ]


NOT_LOOSER = {
    "HA-10-1": "asks for a further line of the budget; the deputies' line is asked by the national rule beside it",
    "SHD-16-3": "asks when a withdrawal ends an interpellation, not how many must sign one",
}
"""Read the same facts as the national rule, and ask something else of them."""


@needs_requirements
def test_a_local_text_that_is_looser_says_so():
    pairs = refining()
    assert len(pairs) > 40
    decidable = [(a, b) for a, b in pairs if all(requirements()[p.rule.id]["decidable"] for p in (a, b))]
    assert len(decidable) > 40
    found = {local.rule.id: looser(local, national) for local, national in decidable}
    unsaid = {
        local.rule.id: found[local.rule.id]
        for local, national in decidable
        if found[local.rule.id] is not None
        and not (
            local.rule.conflict is not None
            and national.rule.id in local.rule.conflict.with_
            and local.rule.conflict.binds in {"national", "both"}
        )
        and local.rule.id not in NOT_LOOSER
    }
    assert unsaid == {}
    assert [rule_id for rule_id in NOT_LOOSER if found[rule_id] is None] == [], "no longer needed"
    assert {"BJ-12-1a", "CQD-47-1"} & {rule_id for rule_id, facts in found.items() if facts is not None}


def test_in_every_province_the_national_rules_of_a_step_are_asked_unchanged():
    steps = {(a.procedure, s) for placed in book().all() for a in placed.rule.applies for s in a.step}
    for procedure, step in sorted(steps):
        national = book().for_step(procedure, step, TODAY, None)
        for province in ("浙江", "山东", "重庆", "北京", "上海", "河南"):
            here = book().for_step(procedure, step, TODAY, province)
            assert [placed for placed in here if placed.statute.jurisdiction == NATIONAL] == national


# --- differences


def differing():
    return [
        (province, item, statute) for province in PROVINCES for item, statute in book().differing(province)
    ]


def test_what_is_said_of_differences_changes_no_outcome():
    assert len(differing()) >= 50
    facts = {}
    for province in {province for province, _, _ in differing()}:
        told = differences(book(), province, TODAY)
        placed = [p for p in book().all() if p.rule.id in told and p.in_force(TODAY)]
        findings = [judge(p.rule, p.statute, facts, book().labels) for p in placed]
        after = with_differences(findings, book(), province, TODAY)
        assert [(f.rule, f.outcome, f.effect, f.message) for f in after] == [
            (f.rule, f.outcome, f.effect, f.message) for f in findings
        ]
        assert all(f.conflict for f in after if f.outcome != "not_applicable")


def test_a_difference_names_both_texts_and_which_binds():
    for _province, item, statute in differing():
        sentence = difference(item, statute)
        assert sentence.startswith(f"{statute.short}{item.article}与国家法不同:"), item.id
        assert sentence.endswith(BINDS[item.conflict.binds]), item.id
        assert "。。" not in sentence


def test_another_province_is_told_nothing():
    assert differences(book(), "江西", TODAY) == {}
    assert differences(book(), None, TODAY) == {}
    assert "DEP-51-2a" in differences(book(), "重庆", TODAY)
    assert differences(book(), "重庆", date(2016, 3, 30)) == {}  # the day before the text was in force
    assert "DEP-51-2a" in differences(book(), "重庆", date(2016, 3, 31))


@needs_requirements
def test_every_conflict_of_the_comparison_is_declared_and_shown():
    text = (LEGAL / "provinces.md").read_text(encoding="utf-8")
    table = text.partition("## 冲突与取舍")[2].partition("\n## ")[0]
    local = sorted({p.statute.prefix for p in book().all() if p.statute.jurisdiction != NATIONAL}, key=len)
    ids = set(re.findall(rf"\b(?:{'|'.join(reversed(local))}|ZJS)-\d+(?:-\d+)*[a-z]?\b", table))
    assert len(ids) > 35
    declared = {item.id for _province, item, _statute in differing()}
    assert ids - declared == set()
    shown = {
        tag.removeprefix("@")
        for path in places().files("features", "provinces-conflicts/*.feature")
        for tag in path.read_text(encoding="utf-8").split()
        if tag.startswith("@")
    }
    assert declared - shown == set(), "a conflict without a scenario"


# --- how current the texts are

OUTDATED = ("ZJS", "SHD", "SDD", "CQD", "ZJ", "SH", "SN", "JS", "HB", "JL", "TJ", "GD", "GX", "AH")
"""Prefixes of the texts that are known to be superseded, partly unread, or read from excerpts."""
ADOPTION = ("ZJE", "SDE", "SHE", "BJE")
"""Election rules that carry the date of adoption, for want of the date of entry into force."""


def test_texts_that_are_outdated_or_unread_carry_a_caution():
    cautions = {book().statute(path).prefix: book().statute(path).caution for path in book().paths}
    for prefix in (*OUTDATED, *ADOPTION):
        assert cautions[prefix], prefix
    for prefix, caution in cautions.items():
        assert caution is None or len(caution) >= 15, prefix


@needs_requirements
def test_every_text_that_the_comparison_doubts_carries_a_caution():
    """Every line of 时效提示 names texts; each of them is a file here with a caution."""
    text = (LEGAL / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Known to be outdated or unread")[2].partition("\n## ")[0]
    prefixes = {book().statute(path).prefix: book().statute(path) for path in book().paths}
    named = set(re.findall(r"\b[A-Z]{2,3}\b(?!-)", section)) & set(prefixes)
    assert set(OUTDATED) <= named
    for prefix in named - {"DIR", "ORG", "DEP", "ELE", "BUD", "BUR"}:
        assert prefixes[prefix].caution, prefix


def test_a_finding_carries_the_caution_of_its_text_where_it_relies_on_it():
    placed = book().rule("ZJ-20-1a", TODAY)
    facts = {"special_session": False, "notice_sent_on": date(2027, 1, 1), "opening_on": date(2027, 1, 5)}
    found = judge(placed.rule, placed.statute, facts, book().labels)
    assert found.caution == f"{placed.statute.short}:{placed.statute.caution}"
    assert found.as_json()["caution"] == found.caution
    aside = judge(placed.rule, placed.statute, {**facts, "special_session": True}, book().labels)
    assert (aside.outcome, aside.caution) == ("not_applicable", None)
    current = book().rule("ORG-14-4", TODAY)
    assert judge(current.rule, current.statute, {}, book().labels).caution is None
