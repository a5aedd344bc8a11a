"""What a rule says: outcome, message, numbers; and the texts of the whole library."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest

from procedures.checks.values import Answer
from procedures.law.book import LawBook
from procedures.law.finding import as_json, fill, judge
from procedures.law.rule import Rule, Statute
from procedures.library.places import places

DAY = date(2024, 1, 31)
LABELS = {"votes_for": "赞成票", "deputies": "全体代表", "difficult": "处理难度大", "replied_on": "答复日期"}
STATUTE = Statute(
    id="law",
    prefix="AAA",
    short="某法",
    title="某某法",
    version="一",
    in_force="2020-01-01",
    verified="2026-01-01",
)
COMPUTED = {"needed", "allowed", "latest", "earliest"}


def rule(check, when=None, refuse="赞成票{votes_for},应为 {needed} 票", effect="void"):
    return Rule(
        id="AAA-1",
        article="第一条",
        requirement="过半数通过",
        kind="majority",
        applies={"procedure": "bill", "step": "vote"},
        when=when,
        check=check,
        effect=effect,
        refuse=refuse,
        remedy="重新表决。",
    )


HALF = {"kind": "more_than_half", "part": "votes_for", "whole": "deputies"}
REPLY = {"kind": "within_after", "act": "replied_on", "event": "handed_over_on", "months": 3}
HARD = {"kind": "states", "fact": "difficult"}


def found(rule, **facts):
    return judge(rule, STATUTE, facts, LABELS)


def test_a_pass():
    finding = found(rule(HALF), votes_for=31, deputies=60, other=1)
    assert (finding.outcome, finding.message, finding.remedy) == ("pass", "过半数通过", None)
    assert finding.observed == {"votes_for": 31, "deputies": 60}
    assert finding.needed is None
    assert finding.missing == ()
    assert not finding.blocks
    assert finding.citation == "某法第一条"
    assert finding.jurisdiction == "全国"


def test_a_breach_says_facts_and_number_and_remedy():
    finding = found(rule(HALF), votes_for=30, deputies=60)
    assert (finding.outcome, finding.message) == ("breach", "赞成票30,应为 31 票。")
    assert finding.remedy == "重新表决。"
    assert finding.needed == {"votes_for": 31}
    assert finding.missing == ()


def test_what_is_pending_names_what_is_missing():
    finding = found(rule(HALF), votes_for=30)
    assert (finding.outcome, finding.missing) == ("pending", ("deputies",))
    assert finding.message == "过半数通过。尚缺:全体代表。"
    assert finding.remedy == "重新表决。"
    assert finding.needed is None


def test_not_applicable_says_when_it_applies():
    finding = found(rule(HALF, when=HARD), difficult=False)
    assert finding.outcome == "not_applicable"
    assert finding.message == "不适用:只在处理难度大为是时适用。"
    assert finding.remedy is None
    assert not finding.blocks


@pytest.mark.parametrize("votes", [30, 31])
def test_an_open_condition_is_pending_whatever_the_check_says(votes):
    finding = found(rule(HALF, when=HARD), votes_for=votes, deputies=60)
    assert (finding.outcome, finding.missing) == ("pending", ("difficult",))


def test_an_open_condition_and_an_open_check_name_both():
    assert found(rule(HALF, when=HARD), votes_for=1).missing == ("difficult", "deputies")


@pytest.mark.parametrize(
    ("effect", "facts", "blocks"),
    [
        ("void", {"votes_for": 30, "deputies": 60}, True),
        ("bar", {"votes_for": 30, "deputies": 60}, True),
        ("flag", {"votes_for": 30, "deputies": 60}, False),
        ("advise", {"votes_for": 30, "deputies": 60}, False),
        ("bar", {"votes_for": 30}, True),
        ("flag", {"votes_for": 30}, False),
        ("void", {"votes_for": 31, "deputies": 60}, False),
    ],
)
def test_only_breaches_and_open_questions_of_void_and_bar_block(effect, facts, blocks):
    assert found(rule(HALF, effect=effect), **facts).blocks is blocks


def test_a_fact_that_is_none_is_unknown():
    finding = found(rule(HALF), votes_for=31, deputies=None)
    assert finding.outcome == "pending"
    assert finding.observed == {"votes_for": 31}


def test_a_finding_as_json():
    finding = found(rule(REPLY, refuse="最迟 {latest}"), handed_over_on=DAY, replied_on=date(2024, 5, 1))
    assert finding.message == "最迟 2024年4月30日。"
    told = finding.as_json()
    assert told["observed"] == {"handed_over_on": "2024-01-31", "replied_on": "2024-05-01"}
    assert told["needed"] == {"replied_on": "2024-04-30"}
    assert told["outcome"] == "breach"
    assert json.loads(json.dumps(told)) == told
    assert found(rule(HALF), votes_for=31, deputies=60).as_json()["needed"] is None


def test_values_as_json():
    assert as_json(Decimal("1250000.50")) == "1250000.50"
    assert as_json(Decimal(10) ** 9) == "1000000000"
    assert as_json(("甲", DAY)) == ["甲", "2024-01-31"]
    assert as_json(False) is False
    assert as_json(0) == 0


@pytest.mark.parametrize(
    ("template", "answer", "text"),
    [
        ("至少 {needed} 人", {"allowed": (5, None)}, "至少 5 人。"),
        ("至多 {needed} 人", {"allowed": (None, 2)}, "至多 2 人。"),
        ("须 {needed} 人", {"allowed": (0, 3)}, "须 0 人。"),
        ("应 {allowed}", {"allowed": (5, None)}, "应 不少于 5。"),
        ("应 {allowed}", {"allowed": (None, 2)}, "应 不多于 2。"),
        ("应 {allowed}", {"allowed": (1, 3)}, "应 1 至 3。"),
        ("应 {allowed}", {"allowed": (3, 3)}, "应 3。"),
        ("{latest}以前", {"latest": DAY}, "2024年1月31日以前。"),
        ("{earliest}以后!", {"earliest": DAY}, "2024年1月31日以后!"),
        ("缺 {deputies}。", {}, "缺 (未填)。"),
        ("{written}、{items}、{none}、{money}", {}, "否、甲、乙、无、12.5。"),
    ],
)
def test_placeholders(template, answer, text):
    facts = {"written": False, "items": ("甲", "乙"), "none": (), "money": Decimal("12.50")}
    assert fill(template, facts, Answer(truth=False, **answer)) == text


# --- the texts of the library


@pytest.fixture(scope="session")
def book():
    return LawBook(places())


def test_every_refusal_names_only_its_facts_and_computed_values(book):
    for placed in book.all():
        names = set(re.findall(r"\{(.*?)\}", placed.rule.refuse))
        assert names <= COMPUTED | set(placed.rule.facts()), placed.where
        assert placed.rule.refuse.count("{") == placed.rule.refuse.count("}"), placed.where
        for text in (placed.rule.requirement, placed.rule.remedy, placed.rule.note or ""):
            assert "{" not in text, placed.where


def test_every_rule_says_what_to_do_and_where_it_stands(book):
    for placed in book.all():
        assert placed.rule.remedy.strip(), placed.where
        assert placed.rule.requirement.strip(), placed.where
        assert placed.rule.refuse.strip(), placed.where
        assert re.fullmatch(r"[A-Z]+-\d+(-\d+)*[a-z]?", placed.rule.id), placed.where
        assert placed.rule.id.startswith(f"{placed.statute.prefix}-"), placed.where
        law = (
            placed.statute.level != "practice"
        )  # a habit stands in no article, and must not look as if it did
        where = r"第[零一二三四五六七八九十百]+条" if law else r"\([^()第条]+\)$"
        assert re.match(where, placed.rule.article), placed.where


def test_every_fact_that_a_rule_reads_is_in_the_vocabulary(book):
    for placed in book.all():
        assert set(placed.rule.facts()) <= set(book.vocabulary), placed.where


def test_labels_of_facts_are_unique(book):
    labels = list(book.labels.values())
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("kind", ["rules", "workflows"])
def test_an_old_pc_can_print_every_text(kind):
    for path in places().files(kind, "**/*.yaml"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                line.encode("gb18030")
                line.encode("gbk")
            except UnicodeEncodeError as problem:
                pytest.fail(
                    f"{path.name}:{number}: {problem.object[problem.start : problem.end]!r} is not in GBK"
                )


def test_every_rule_can_be_worded_with_the_labels_of_the_vocabulary(book):
    for placed in book.all():
        worded = placed.rule.check.worded(book.labels) + (
            placed.rule.when.worded(book.labels) if placed.rule.when else ""
        )
        assert not re.search(r"[a-z]_[a-z]", worded), (placed.where, worded)
