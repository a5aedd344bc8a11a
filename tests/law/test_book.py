"""Which rule is in force when and where."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from procedures.errors import LibraryError, NoLaw, UnknownName
from procedures.law.book import LawBook
from procedures.law.offices import all_offices
from procedures.law.rule import NATIONAL
from procedures.library.places import Places, places

DAY = timedelta(days=1)
CHANGE = date(2025, 3, 12)
MONTHS = [date(year, month, 1) for year in range(2022, 2031) for month in range(1, 13)][3:]

STATUTE = """\
statute: {{id: {id}, prefix: {prefix}, short: 某法, title: 某某法, version: {version}, jurisdiction: {jurisdiction},
  in_force: {since}, {until}verified: 2026-01-01}}
rules:
"""
RULE = """\
- id: {rule_id}
  article: 第一条
  requirement: 要求
  kind: form
  applies: {{procedure: bill, step: [vote]}}
  check: {{kind: states, fact: written}}
  effect: flag
  refuse: 没有写
  remedy: 写
"""


@pytest.fixture(scope="session")
def book():
    return LawBook(places())


@pytest.fixture
def library(tmp_path):
    """Write rule files of one's own: a book that holds only these."""

    def write(**files):
        folder = tmp_path / "rules"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        return LawBook(Places((tmp_path,)))

    return write


def statute(
    since, until=None, *, version="一", prefix="AAA", jurisdiction=NATIONAL, rules=("AAA-1",), **more
):
    text = STATUTE.format(
        id=more.get("id", "some-law"),
        prefix=prefix,
        version=version,
        jurisdiction=jurisdiction,
        since=since,
        until=f"until: {until}, " if until else "",
    )
    return text + "".join(RULE.format(rule_id=rule_id) for rule_id in rules)


def all_ids(book):
    return sorted({placed.rule.id for placed in book.all()})


# --- the day picks the version


def test_the_deputies_law_changes_on_its_day(book):
    before = book.rule("DEP-51-3", CHANGE - DAY)
    after = book.rule("DEP-51-3", CHANGE)
    assert (before.statute.version, before.rule.article) == ("2015年修正", "第四十二条第三款")
    assert (after.statute.version, after.rule.article) == ("2025年修正", "第五十一条第三款")
    assert before.citation == "代表法第四十二条第三款"


def test_a_rule_of_the_new_text_is_no_law_the_day_before(book):
    with pytest.raises(NoLaw, match="2025年3月11日没有施行中的 DEP-51-1") as caught:
        book.rule("DEP-51-1", CHANGE - DAY)
    assert "2025年修正:2025-03-12 至 今" in caught.value.message
    assert caught.value.where == "DEP-51-1"
    assert caught.value.remedy
    assert book.rule("DEP-51-1", CHANGE).statute.in_force == CHANGE


def test_only_one_text_of_the_deputies_law_is_asked_on_a_step(book):
    for day, version in ((CHANGE - DAY, "2015年修正"), (CHANGE, "2025年修正")):
        found = book.for_step("suggestion", "reply", day, None)
        assert {p.statute.version for p in found if p.statute.id == "deputies-law"} == {version}


def test_before_the_oldest_text_nothing_is_guessed(book):
    since = book.rule("ORG-14-4", CHANGE).statute.in_force
    assert book.rule("ORG-14-4", since)
    assert book.for_step("session", "open", since, None)
    with pytest.raises(NoLaw, match="没有施行中的 ORG-14-4"):
        book.rule("ORG-14-4", since - DAY)
    with pytest.raises(NoLaw, match="这里没有 2022年3月11日有效的") as caught:
        book.for_step("session", "open", since - DAY, None)
    assert caught.value.where == "session/open"
    with pytest.raises(NoLaw, match="请核对日期|这里没有"):
        book.for_period("year", since - DAY, None)


def test_first_day_and_first_day_no_longer(library):
    book = library(a=statute("2020-01-01", "2021-01-01"), b=statute("2021-01-01", "2022-01-01", version="二"))
    assert book.rule("AAA-1", date(2020, 1, 1)).statute.version == "一"
    assert book.rule("AAA-1", date(2020, 12, 31)).statute.version == "一"
    assert book.rule("AAA-1", date(2021, 1, 1)).statute.version == "二"
    for outside in (date(2019, 12, 31), date(2022, 1, 1)):
        with pytest.raises(NoLaw) as caught:
            book.rule("AAA-1", outside)
        assert "一:2020-01-01 至 2021-01-01;二:2021-01-01 至 2022-01-01" in caught.value.message
        with pytest.raises(NoLaw):
            book.for_step("bill", "vote", outside, None)


def test_a_rule_may_begin_later_and_end_earlier_than_its_statute(library):
    narrowed = statute("2020-01-01", "2030-01-01") + "  in_force: 2021-01-01\n  until: 2022-01-01\n"
    book = library(a=narrowed)
    placed = book.versions("AAA-1")[0]
    days = [date(2020, 12, 31), date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1)]
    assert [placed.in_force(day) for day in days] == [False, True, True, False]
    assert (
        book.for_step("bill", "vote", date(2020, 12, 31), None) == []
    )  # the statute is there, the rule is not


def test_a_gap_between_two_texts_is_an_error_and_not_silence(library):
    book = library(a=statute("2020-01-01", "2021-01-01"), b=statute("2022-01-01", version="二"))
    with pytest.raises(NoLaw, match="2021年6月1日"):
        book.for_step("bill", "vote", date(2021, 6, 1), None)


# --- the place


def test_a_province_sees_its_own_and_the_national_rules_the_national_first(library):
    book = library(
        zz=statute("2020-01-01"),
        a=statute("2020-01-01", id="zj", prefix="ZJ", jurisdiction="浙江", rules=("ZJ-1",)),
        b=statute("2020-01-01", id="sd", prefix="SD", jurisdiction="山东", rules=("SD-1",)),
    )
    day = date(2024, 1, 1)

    def asked(province):
        return [placed.rule.id for placed in book.for_step("bill", "vote", day, province)]

    assert asked(None) == ["AAA-1"]
    assert asked("浙江") == ["AAA-1", "ZJ-1"]
    assert asked("山东") == ["AAA-1", "SD-1"]
    assert book.rule("ZJ-1", day).statute.jurisdiction == "浙江"
    assert book.rule("ZJ-1", day, "浙江")
    assert book.rule("AAA-1", day, "浙江")
    with pytest.raises(NoLaw, match="ZJ-1 是浙江的规定,在山东不适用") as caught:
        book.rule("ZJ-1", day, "山东")
    assert "--province" in caught.value.remedy


def test_no_national_rule_of_the_library_is_withheld_from_a_province(book):
    national = {placed.rule.id for placed in book.for_step("session", "open", CHANGE, None)}
    for province in {placed.statute.jurisdiction for placed in book.all()} | {"浙江"}:
        assert national <= {placed.rule.id for placed in book.for_step("session", "open", CHANGE, province)}


# --- where a rule is asked


def test_the_occasion_is_kept_apart(library):
    text = statute("2020-01-01", rules=())
    places_asked = {
        "AAA-1": "{procedure: bill, step: vote}",
        "AAA-2": "{procedure: bill, on: close}",
        "AAA-3": "{on: year}",
        "AAA-4": "{on: term}",
        "AAA-5": "{on: register, change: office}",
        "AAA-6": "{procedure: bill-review, step: vote}",
        "AAA-7": "[{procedure: bill, step: [submit, vote]}, {procedure: 'bill', on: close}]",
    }
    for rule_id, applies in places_asked.items():
        text += RULE.format(rule_id=rule_id).replace("{procedure: bill, step: [vote]}", applies)
    book = library(a=text)
    day = date(2024, 1, 1)

    def ids(found):
        return [placed.rule.id for placed in found]

    assert ids(book.for_step("bill", "vote", day, None)) == ["AAA-1", "AAA-7"]
    assert ids(book.for_step("bill", "submit", day, None)) == ["AAA-7"]
    assert ids(book.for_step("bill", "withdraw", day, None)) == []
    assert ids(book.for_step("bill-review", "vote", day, None)) == ["AAA-6"]
    assert ids(book.for_closing("bill", day, None)) == ["AAA-2", "AAA-7"]
    assert ids(book.for_period("year", day, None)) == ["AAA-3"]
    assert ids(book.for_period("term", day, None)) == ["AAA-4"]
    assert ids(book.for_period("register", day, None)) == ["AAA-5"]
    assert ids(book.about("bill")) == ["AAA-1", "AAA-2", "AAA-7"]


# --- versions


def test_versions_names_all_and_only_those(book):
    assert [placed.statute.version for placed in book.versions("DEP-51-2a")] == ["2015年修正", "2025年修正"]
    assert {placed.rule.id for placed in book.versions("ORG-14-1")} == {"ORG-14-1"}  # not 14-1a
    for rule_id in all_ids(book):
        assert {placed.rule.id for placed in book.versions(rule_id)} == {rule_id}


def test_an_unknown_id_is_said(book):
    for unknown in ("ORG-999-9", "XXX-1", "ORG", ""):
        with pytest.raises(UnknownName, match="没有编号为"):
            book.versions(unknown)


@pytest.mark.parametrize(
    "item", ["- id: AAA-1", "- {id: AAA-1", "- {article: 第一条, id: AAA-1", "- 'id': 'AAA-1'"]
)
def test_versions_finds_a_rule_however_its_yaml_is_written(library, item):
    body = RULE.format(rule_id="AAA-1").splitlines()[1:]
    if "{" in item:
        fields = [line.strip() for line in body if "article" not in line or "article" not in item]
        text = f"{item}, {', '.join(fields)}}}\n"
    else:
        text = "\n".join([item, *body])
    book = library(
        **{"AAA-a": statute("2020-01-01", rules=()) + text, "other": statute("2020-01-01", rules=("B-1",))}
    )
    assert [placed.rule.id for placed in book.versions("AAA-1")] == ["AAA-1"]


def test_versions_looks_into_files_of_any_name(library):
    book = library(county=statute("2020-01-01"))
    assert len(book.versions("AAA-1")) == 1
    assert book.versions("AAA-1")[0].where.endswith("county.yaml:4")


# --- broken content


def test_a_broken_rule_file_is_named_with_its_line(library):
    book = library(a=statute("2020-01-01") + "  colour: 红\n")
    for ask in (
        book.all,
        lambda: book.versions("AAA-1"),
        lambda: book.for_step("bill", "vote", CHANGE, None),
    ):
        with pytest.raises(LibraryError, match="不认识的键 colour") as caught:
            ask()
        assert caught.value.where.endswith("a.yaml:13")


def test_a_fact_that_is_defined_twice_is_named(library):
    fact = "- {name: votes_for, type: count, label: 赞成票}\n"
    book = library(facts=f"facts:\n{fact}{fact}")
    with pytest.raises(LibraryError, match="事实 votes_for 定义了两次") as caught:
        _ = book.vocabulary
    assert caught.value.where.endswith("facts.yaml:3")


def test_own_rules_lie_on_top_of_the_shipped_ones(tmp_path):
    folder = tmp_path / "rules"
    folder.mkdir()
    (folder / "practice.yaml").write_text(statute("2020-01-01", id="own", prefix="AAA"), encoding="utf-8")
    book = LawBook(places([tmp_path]))
    assert book.rule("AAA-1", CHANGE)
    assert book.rule("ORG-14-4", CHANGE)
    assert book.labels["votes_for"] == book.vocabulary["votes_for"].label


# --- the supported years


def test_the_texts_of_a_statute_follow_one_another_without_gap_or_overlap(book):
    texts = {}
    for path in book.paths:
        found = book.file(path).statute
        texts.setdefault(found.id, []).append(found)
    for family, versions in texts.items():
        ordered = sorted(versions, key=lambda text: text.in_force)
        for earlier, later in pairwise(ordered):
            assert earlier.until == later.in_force, family
        assert ordered[-1].until is None, family
        assert len({text.jurisdiction for text in ordered}) == 1, family
        if ordered[0].jurisdiction == NATIONAL:
            assert ordered[0].in_force <= MONTHS[0], family


def test_every_month_has_one_version_of_each_national_rule_or_says_why_not(book):
    for rule_id in all_ids(book):
        versions = book.versions(rule_id)
        if versions[0].statute.jurisdiction != NATIONAL:
            continue
        family = {path for path in book.paths if book.file(path).statute.id == versions[0].statute.id}
        for month in MONTHS:
            current = [placed for placed in versions if placed.in_force(month)]
            assert len(current) <= 1, (rule_id, month)
            if current:
                assert book.rule(rule_id, month) == current[0]
                continue
            with pytest.raises(NoLaw):
                book.rule(rule_id, month)
            others = [book.file(path).statute for path in family]
            standing = [s for s in others if s.in_force <= month and (s.until is None or month < s.until)]
            assert len(standing) == 1, (rule_id, month)
            assert standing[0].version not in {placed.statute.version for placed in versions}, (
                rule_id,
                month,
            )


def test_every_step_can_be_asked_in_every_month(book):
    steps = {
        (applies.procedure, step)
        for placed in book.all()
        for applies in placed.rule.applies
        for step in applies.step
    }
    for procedure, step in sorted(steps):
        for month in MONTHS[::6]:
            ids = [placed.rule.id for placed in book.for_step(procedure, step, month, None)]
            assert len(ids) == len(set(ids)), (procedure, step, month)


def test_only_offices_of_the_government_are_administrative(book):
    assert {office.title for office in all_offices(book)} == {
        "主席",
        "副主席",
        "乡长",
        "副乡长",
        "镇长",
        "副镇长",
    }
    assert {office.title for office in all_offices(book) if office.administrative} == {
        "乡长",
        "副乡长",
        "镇长",
        "副镇长",
    }
