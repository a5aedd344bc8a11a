"""The published cases: all there, figures as published, every difference explained, and every figure matters."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from procedures.errors import BadInput, LibraryError
from procedures.law.book import LawBook
from procedures.library.places import places
from procedures.training.case_judging import judge_case
from procedures.training.published import Question, load_cases
from procedures.training.real_cases import case_lines, judge_cases, real_case_lines, real_cases_json

PLACES = places()
BOOK = LawBook(PLACES)
CASES = {case.id: case for case in load_cases(PLACES)}
JUDGED = {judgement.case.id: judgement for judgement in judge_cases(BOOK, PLACES)}
COLLECTED = Path(__file__).resolve().parents[3] / "shared" / "examples" / "real_cases.json"
PASSES = {True: "lawful", False: "breach", None: "undecided", "unclear": "undecided"}

IDS = [
    1,
    4,
    7,
    10,
    13,
    16,
    19,
    22,
    25,
    28,
    34,
    55,
    61,
    64,
    67,
    70,
    73,
    76,
    79,
    82,
    85,
    88,
    91,
    94,
    97,
    100,
    103,
]
IDS += [106, 112, 115, 118, 121]

# names of the collected file that are the vocabulary's, or clearer, in ours
RENAMED = {
    "approved_date": "approved_on",
    "reply_date": "replied_on",
    "replied_by": "replied_on",
    "election_day": "election_on",
    "voting_end": "voting_closed_on",
    "deputies_elected_before": "election_completed_on",
    "first_session_before": "opening_on",
    "session_start": "opening_on",
    "duration_days": "session_days",
    "published": "made_public",
    "date": "month_day",
}

# rules that may not be held yet, as their articles ask
LATER = """
statute: {id: later-law, prefix: ELE, short: 选举法, title: 试用文本, version: 试用, in_force: 2020-10-18, verified: 2026-11-22}
rules:
- {id: ELE-25-2, article: 第二十五条第二款, requirement: 选区名额, kind: size, applies: {on: term}, effect: bar, refuse: 不可, remedy: 改,
   check: {kind: between, value: seats, at_least: 1, at_most: 3}}
- {id: ELE-45-1, article: 第四十五条第一款, requirement: 参选过半, kind: quorum, applies: {on: term}, effect: void, refuse: 不可, remedy: 改,
   check: {kind: more_than_half, part: voters_participated, whole: voters_registered}}
- {id: ELE-45-1b, article: 第四十五条第一款, requirement: 得票过半, kind: majority, applies: {on: term}, effect: void, refuse: 不可, remedy: 改,
   check: {kind: more_than_half, part: votes_for, whole: voters_participated}}
- {id: BUD-14-1b, article: 第十四条第一款, requirement: 公开, kind: publicity, applies: {on: term}, effect: flag, refuse: 不可, remedy: 改,
   check: {kind: within_after, act: published_on, event: approved_on, days: 20}}
- {id: BUD-14-1c, article: 第十四条第一款, requirement: 公开, kind: publicity, applies: {on: term}, effect: flag, refuse: 不可, remedy: 改,
   check: {kind: within_after, act: published_on, event: approved_on, days: 20}}
- {id: BUD-21-3d, article: 第二十一条第三款, requirement: 批准, kind: power, applies: {on: term}, effect: void, refuse: 不可, remedy: 改,
   check: {kind: done_by, actor: decided_by, by: [大会]}}
- {id: BUD-21-3e, article: 第二十一条第三款, requirement: 批准, kind: power, applies: {on: term}, effect: void, refuse: 不可, remedy: 改,
   check: {kind: done_by, actor: decided_by, by: [大会]}}
"""


@pytest.fixture(scope="module")
def collected():
    if not COLLECTED.is_file():
        pytest.skip("the collected cases are not beside this checkout; ours stand on their own")
    return {row["id"]: row for row in json.loads(COLLECTED.read_text(encoding="utf-8"))}


def changed(case_id, **facts):
    """The case with other facts, judged."""
    case = CASES[case_id]
    return judge_case(BOOK, case.model_copy(update={"facts": {**case.facts, **facts}}))


def answer(judgement, rule):
    return next(asked for asked in judgement.questions if asked.question.rule == rule)


def with_election(case_id, **update):
    case = CASES[case_id]
    election = case.elections[0].model_copy(update=update)
    return judge_case(BOOK, case.model_copy(update={"elections": (election,)})).elections[0]


def test_all_cases_are_there():
    assert list(CASES) == [f"RC-{number:03}" for number in IDS]


@pytest.mark.parametrize("case_id", CASES)
def test_every_difference_is_explained_and_nothing_else(case_id):
    assert JUDGED[case_id].unexplained() == []
    assert JUDGED[case_id].left_over() == []


@pytest.mark.parametrize("case_id", CASES)
def test_a_case_is_judged_or_says_why_not(case_id):
    case = CASES[case_id]
    assert case.questions or case.elections or "没有规则可问" in case.note


@pytest.mark.parametrize("case_id", CASES)
def test_another_text_is_used_only_for_an_earlier_or_unknown_date(case_id):
    case = CASES[case_id]
    for asked in (*case.questions, *case.elections):
        day = asked.on or case.day
        assert asked.judged_by is None or day is None or day < asked.judged_by


def test_a_mayor_may_not_report_in_place_of_the_presidium():
    asked = answer(JUDGED["RC-079"], "ORG-42-3")
    assert (asked.finding.outcome, asked.question.published, asked.standing) == (
        "breach",
        "lawful",
        "differs",
    )


def test_what_is_asked_gives_the_published_threshold():
    told = {
        c: [(j.question.rule, j.decides.as_json()) for j in JUDGED[c].questions if j.decides] for c in JUDGED
    }
    assert told["RC-001"] == [
        ("ORG-14-4", {"fact": "deputies_present", "value": 58, "at_least": 40, "at_most": None}),
        ("ELE-25-2", {"fact": "seats", "value": None, "at_least": 1, "at_most": 3}),
    ]
    assert told["RC-055"][0][1]["at_most"] == "2013-07-29"
    assert told["RC-082"][0][1] == {
        "fact": "handed_over_on",
        "value": None,
        "at_least": "2022-03-20",
        "at_most": None,
    }


# -- figures as published ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case_id", CASES)
def test_place_date_and_source_are_as_published(case_id, collected):
    case, row = CASES[case_id], collected[case_id]
    assert case.place == row["place"]
    assert case.province == row["province"].removesuffix("(推断)")
    assert case.when == (row["date_or_year"].removesuffix("(推断)") if row["date_or_year"] else None)
    assert case.source == row["source_url"]
    assert case.published == PASSES[row["judgement"]["lawful"]]


def test_no_case_is_left_behind(collected):
    assert list(collected) == list(CASES)


def leaves(value, name=""):
    """Every number and date with the name it stands under."""
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, RENAMED.get(key, key))]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item, name)]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return [(name, str(value))]
    if isinstance(value, str) and re.fullmatch(r"[\d.-]+", value):
        return [(name, value)]
    return []


def moved(name):
    """Where a figure may stand in our file: sessions are numbered by the vocabulary's name."""
    return {name, {"session": "session_number"}.get(name, name)}


@pytest.mark.parametrize("case_id", CASES)
def test_every_figure_is_as_published(case_id, collected):
    case = CASES[case_id]
    ours = Counter(leaves([case.facts, case.figures]))
    for (name, number), times in Counter(leaves(collected[case_id]["facts"])).items():
        assert sum(ours[(other, number)] for other in moved(name)) >= times, (name, number)


@pytest.mark.parametrize("case_id", CASES)
def test_every_published_check_is_carried_over(case_id, collected):
    case = CASES[case_id]
    checks = collected[case_id]["judgement"]["checks"]
    by_rule = [check for check in checks if check["article"]]
    asked = [question for question in case.questions if question.source == "check"]
    assert [(q.rule, q.published) for q in asked] == [
        (check.get("requirement", "DEP-51-2a"), PASSES[check["pass"]]) for check in by_rule
    ]
    for question, check in zip(asked, by_rule, strict=True):
        assert threshold_of(question, check["threshold"]), (question.rule, check["threshold"])
        given = {**case.facts, **question.facts, **question.assumed}
        for name, value in check["inputs"].items():
            if name in BOOK.vocabulary and question.rule != "ELE-25-2":
                assert given[name] == value
    arithmetic = [check for check in checks if not check["article"]]
    kept = [total.check for total in case.sums] + [left.check for left in case.left_out]
    assert sorted(kept) == sorted(check["rule"] for check in arithmetic)
    for total in case.sums:
        published = next(check for check in arithmetic if check["rule"] == total.check)
        assert (list(total.parts), total.total) == (
            published["inputs"]["parts"],
            published["inputs"]["total"],
        )
        assert PASSES[published["pass"]] == total.published


def threshold_of(question: Question, published):
    low, high = question.threshold.at_least, question.threshold.at_most
    if isinstance(published, str) and ".." in published:
        return f"{low}..{high}" == published
    if isinstance(published, str):
        return high.isoformat().endswith(published)
    return (low, high) == (published, None)


def test_no_sentence_is_copied(collected):
    text = next(iter(PLACES.files("examples", "real_cases.yaml"))).read_text(encoding="utf-8")
    for row in collected.values():
        for source in (row["quoted_evidence"], row["judgement"]["why"], row["caveats"]):
            pieces = [
                piece for piece in re.split(r"[。;:,,、]", source) if len(re.findall(r"[一-鿿]", piece)) > 14
            ]
            assert not [piece for piece in pieces if piece in text]


# -- every figure matters ------------------------------------------------------------------------------------------


QUORUM = [
    c
    for c, j in JUDGED.items()
    if any(q.question.rule == "ORG-14-4" and q.standing == "agrees" for q in j.questions)
]


@pytest.mark.parametrize("case_id", QUORUM)
def test_one_deputy_fewer_than_two_thirds_flips_the_quorum(case_id):
    asked = answer(JUDGED[case_id], "ORG-14-4")
    if asked.finding.outcome == "pending":
        assert (
            answer(changed(case_id, deputies_present=1, deputies_in_office=99), "ORG-14-4").standing
            == "differs"
        )
        return
    needed = asked.decides.at_least
    assert answer(changed(case_id, deputies_present=needed), "ORG-14-4").finding.outcome == "pass"
    flipped = answer(changed(case_id, deputies_present=needed - 1), "ORG-14-4")
    assert (flipped.finding.outcome, flipped.standing) == ("breach", "differs")


def test_another_number_of_deputies_is_noticed_even_where_the_outcome_stays():
    asked = answer(changed("RC-001", deputies_in_office=61), "ORG-14-4")
    assert asked.finding.outcome == "pass"
    assert (asked.standing, asked.problem) == ("differs", "门槛不同")
    assert judged_lines("RC-001", deputies_in_office=61).count("不一致:门槛不同,没有说明") == 1


def judged_lines(case_id, **facts):
    return "".join(line.strip() for line in case_lines(changed(case_id, **facts)))


def test_a_reply_a_day_too_late_flips():
    assert answer(changed("RC-070", replied_on="2007-02-11"), "DEP-51-2a").finding.outcome == "pass"
    assert answer(changed("RC-070", replied_on="2007-02-12"), "DEP-51-2a").finding.outcome == "breach"


def test_a_first_session_a_day_too_late_flips():
    assert answer(changed("RC-055", opening_on="2013-07-29"), "ORG-20-1").finding.outcome == "pass"
    assert answer(changed("RC-055", opening_on="2013-07-30"), "ORG-20-1").finding.outcome == "breach"


def test_a_known_day_of_publication_decides_what_was_left_open():
    assert answer(changed("RC-085", published_on="2023-07-27"), "BUD-14-1").finding.outcome == "pass"
    late = changed("RC-085", published_on="2023-07-28")
    assert answer(late, "BUD-14-1").finding.outcome == "breach"
    assert "RC-085 BUD-14-1" in late.unexplained()


@pytest.mark.parametrize(("case_id", "needed"), [("RC-019", 26), ("RC-025", 29), ("RC-028", 52)])
def test_half_of_all_deputies_elects_nobody(case_id, needed):
    assert with_election(case_id, votes={"候选人": needed}).result.elected == ("候选人",)
    counted = with_election(case_id, votes={"候选人": needed - 1})
    assert (counted.result.elected, counted.result.vacant, counted.standing) == ((), 1, "differs")


def test_two_with_the_same_votes_for_one_seat_are_tied():
    counted = with_election("RC-028", votes={"甲": 60, "乙": 60}, voters=120)
    assert (counted.result.elected, counted.result.tied, counted.standing) == ((), ("甲", "乙"), "differs")
    assert "同票" in "".join(case_lines(JUDGED["RC-028"].__class__(CASES["RC-028"], (), (counted,), ())))


def test_nobody_has_more_votes_than_there_are_voters():
    with pytest.raises(BadInput, match="多于选票"):
        with_election("RC-028", votes={"候选人": 91})


@pytest.mark.parametrize("case_id", [case.id for case in CASES.values() if case.sums])
def test_one_vote_too_many_does_not_reconcile(case_id):
    case = CASES[case_id]
    for total in case.sums:
        wrong = total.model_copy(update={"parts": (total.parts[0] + 1, *total.parts[1:])})
        checked = judge_case(BOOK, case.model_copy(update={"sums": (wrong,)})).sums[0]
        assert checked.standing == "differs"
        assert checked.problem


def test_an_explanation_of_an_agreement_is_left_over():
    case = CASES["RC-004"]
    question = case.questions[0].model_copy(update={"difference": "其实没有不同"})
    judgement = judge_case(BOOK, case.model_copy(update={"questions": (question,)}))
    assert judgement.left_over() == ["RC-004 ORG-14-4"]


def test_without_a_text_of_that_day_nothing_is_guessed():
    case = CASES["RC-010"]
    question = case.questions[0].model_copy(update={"judged_by": None, "because": None})
    asked = judge_case(BOOK, case.model_copy(update={"questions": (question,)})).questions[0]
    assert asked.finding is None
    assert asked.standing == "differs"
    assert "没有施行中的" in asked.problem


# -- rules that come later -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """The cases judged with all rules that they ask in the library."""
    folder = tmp_path_factory.mktemp("county")
    (folder / "rules").mkdir()
    (folder / "rules" / "ELE-later.yaml").write_text(LATER, encoding="utf-8")
    own = places([folder])
    return {judgement.case.id: judgement for judgement in judge_cases(LawBook(own), own)}


def test_a_rule_that_arrives_is_asked(later):
    waiting = {
        q.question.rule
        for judgement in later.values()
        for q in judgement.questions
        if q.standing == "not_held"
    }
    assert not [rule for rule in waiting if rule.startswith("ELE-")]
    assert [
        note for judgement in later.values() for note in judgement.unexplained() + judgement.left_over()
    ] == []
    district = {asked.question.rule: asked for asked in later["RC-103"].questions}
    assert (district["ELE-45-1"].finding.outcome, district["ELE-45-1"].decides.at_least) == ("pass", 755)
    assert later["RC-103"].elections[0].result.elected == ("候选人",)
    average = answer(later["RC-001"], "ELE-25-2")
    assert (average.finding.outcome, average.standing) == ("pending", "differs")
    assert "平均数" in average.question.difference


# -- told ----------------------------------------------------------------------------------------------------------


def test_the_screen_shows_every_case_within_80_columns():
    lines = real_case_lines(BOOK, PLACES)
    text = "\n".join(lines)
    assert all(case_id in text for case_id in CASES)
    assert text.encode("gb18030").decode("gb18030") == text
    assert max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in lines) <= 80
    assert {c for c in text if unicodedata.category(c) in {"So", "Sm"}} <= set("√×…○+=<>")


def test_differences_are_told_with_their_explanation():
    text = "".join(line.strip() for line in real_case_lines(BOOK, PLACES))
    for judgement in JUDGED.values():
        for asked in judgement.questions:
            if asked.standing == "differs":
                assert f"不一致:{asked.question.difference}" in text


def test_the_totals_count_everything():
    totals = real_cases_json(BOOK, PLACES)["totals"]
    assert totals["cases"] == 32
    for key in ("questions", "elections", "sums"):
        part = totals[key]
        assert part["agrees"] + part["differs"] + part["not_held"] == part["asked"]
        assert part["unexplained"] == 0
    assert totals["questions"]["asked"] == sum(len(case.questions) for case in CASES.values())
    assert f"一致 {totals['questions']['agrees']}," in "".join(real_case_lines(BOOK, PLACES))


def test_scripts_get_plain_values():
    document = real_cases_json(BOOK, PLACES)
    assert json.loads(json.dumps(document, ensure_ascii=False)) == document
    first = document["cases"][0]["questions"][0]
    assert first["finding"]["rule"] == "ORG-14-4"
    assert first["decides"]["at_least"] == 40


# -- the file ------------------------------------------------------------------------------------------------------

ONE = """
cases:
- {id: RC-1, place: 某镇, province: 安徽, source: 'http://example.org', kind: [quorum], published: lawful,
   %s}
"""


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("questions: [{rule: ORG-14-4, from: check, published: lawful}]", "没有日期"),
        ("questions: [{rule: ORG-14-4, from: check, published: lawful, judged_by: 2022-03-12}]", "because"),
        (
            "date: 2023-01-01, questions: [{rule: ORG-14-4, from: check, published: lawful, assumed: {seats: 1}}]",
            "assumption",
        ),
        (
            "date: 2023-01-01, questions: [{rule: ORG-14-4, from: check, published: lawful, threshold: {}}]",
            "threshold",
        ),
        (
            "date: 2023-01-01, questions: [{rule: ORG-14-4, from: check, published: lawful, on: 2023-02-30}]",
            "不存在",
        ),
        (
            "date: 2023-01-01, questions: [{rule: ORG-14-4, from: check, published: lawful}], facts: {people: 3}",
            "people",
        ),
        ("sums: [{check: x, kind: decision, parts: [1, 2], total: 3}]", "三个数"),
        ("words: 1", "words"),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path, content, fault):
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "real_cases.yaml").write_text(ONE % content, encoding="utf-8")
    with pytest.raises(LibraryError, match=fault) as told:
        judge_cases(BOOK, places([tmp_path]))
    assert told.value.where


def test_a_case_stands_only_once(tmp_path):
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "real_cases.yaml").write_text((ONE % "figures: {}").replace("RC-1", "RC-001"), encoding="utf-8")
    with pytest.raises(LibraryError, match="写了两次"):
        load_cases(places([tmp_path]))
