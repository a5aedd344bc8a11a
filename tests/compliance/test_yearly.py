"""The year's report: what is counted, that every number leads to its entries, and what is said of what was not done."""

import json
from datetime import date

import pytest

from procedures.compliance.outline import outline_of
from procedures.compliance.year_sheet import year_sheet
from procedures.compliance.yearly import year_report
from procedures.documents.html import html
from procedures.errors import LibraryError, UnknownName
from procedures.library.places import Places, places
from tests.engine.office import START, SUBMITTED, after, done, entries, settled, start, suggestion

HERE = places()


def replied(engine, result=None, opinion="满意", again=None):
    case = start(engine, "suggestion")
    done(engine, case, "submit", SUBMITTED)
    done(engine, case, "hand-over", {"handler": "管理站"})
    done(engine, case, "reply", {"reply_class": result} if result else {}, after(7))
    done(engine, case, "opinion", {"satisfaction": opinion}, after(8))
    if again:
        done(engine, case, "reply-again", {}, after(9))
        done(engine, case, "opinion", {"satisfaction": again}, after(10))
    return case


def told(engine, year=2026, on=date(2026, 12, 31)):
    engine._today = on
    return year_report(engine, HERE, year)


def values(report, *words):
    return {n.label: n.value for n in report.numbers() if any(word in n.label for word in words)}


def test_every_requirement_of_the_outline_is_told_in_its_order():
    outline = outline_of(HERE)
    report = told(settled())
    assert [title for title, _ in report.parts] == [part.title for part in outline.parts]
    items = [item for _, items in report.parts for item in items]
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert [item.requirements[0] for item in items[:14]] == [f"ORG-12-1-{n}" for n in range(1, 15)]
    assert all(item.requirement and item.citation for item in items)


def test_without_any_occasion_every_item_says_so():
    report = told(settled())
    items = [item for _, items in report.parts for item in items]
    assert all(item.none for item in items)
    assert all(number.value == 0 for number in report.numbers())


def test_ids_are_those_of_item_and_place_and_the_same_in_every_year():
    engine = settled()
    first = [(n.id, n.label) for n in told(engine).numbers()]
    suggestion(engine)
    assert [(n.id, n.label) for n in told(engine).numbers()] == first
    assert [(n.id, n.label) for n in told(engine, 2025).numbers()] == first
    assert len({number for number, _ in first}) == len(first)


def test_replies_are_told_by_what_came_of_them_and_apart_from_the_deputies_opinion():
    engine = settled()
    replied(engine, "已解决")
    replied(engine, "列入计划")
    replied(engine, "留作参考", "基本满意")
    unsolved = replied(engine, "不能解决", "不满意", again="基本满意")
    replied(engine)
    report = told(engine)
    assert values(report, "答复", "代表意见") == {
        "答复代表": 5,
        "答复的办理结果:已解决": 1,
        "答复的办理结果:列入计划": 1,
        "答复的办理结果:留作参考": 1,
        "答复的办理结果:不能解决": 1,
        "答复的办理结果:(没有填写)": 1,
        "代表意见:满意": 3,
        "代表意见:基本满意": 2,
        "代表意见:不满意": 1,
    }
    (number,) = [n for n in report.numbers() if n.label == "答复的办理结果:不能解决"]
    assert number.named
    assert [source.case for source in number.sources] == [unsolved]
    assert "试办suggestion" in html(year_sheet(report))


def test_every_number_is_that_of_its_entries():
    engine = settled()
    suggestion(engine)
    suggestion(engine, until="reply")
    journal = {entry.number: entry for entry in entries(engine)}
    report = told(engine)
    counted = [number for number in report.numbers() if number.value]
    assert counted
    for number in counted:
        assert number.value == len({source.entry for source in number.sources})
        for source in number.sources:
            entry = journal[source.entry]
            assert (entry.case, entry.on) == (source.case, source.on)
        days = [source.on for source in number.sources]
        assert days == sorted(days)
        assert report.number(number.id) is number
        assert report.number(f"2026-{number.id}") is number


@pytest.mark.parametrize(
    ("day", "year", "expected"),
    [
        (date(2026, 12, 31), 2026, 1),
        (date(2026, 12, 31), 2027, 0),
        (date(2027, 1, 1), 2026, 0),
        (date(2027, 1, 1), 2027, 1),
    ],
)
def test_the_year_of_the_act_counts(day, year, expected):
    engine = settled(today=day)
    case = start(engine, "suggestion", on=day)
    done(engine, case, "submit", SUBMITTED, day)
    assert values(told(engine, year, on=date(2027, 6, 1)), "提出建议") == {"提出建议": expected}


def test_what_lies_after_the_day_asked_about_is_not_counted():
    engine = settled()
    replied(engine)
    assert values(told(engine, on=after(6)), "答复代表") == {"答复代表": 0}
    assert values(told(engine, on=after(7)), "答复代表") == {"答复代表": 1}


def test_only_what_was_passed_counts_as_decided():
    engine = settled()
    case = start(engine, "session")
    for step, facts in (
        ("decide-date", {"session_kind": "例会", "opening_on": after(20).isoformat()}),
        ("publish-date", {}),
        ("deliver-materials", {}),
    ):
        done(engine, case, step, facts)
    done(engine, case, "open", {"deputies_present": "24", "government_leaders_attend": "是"}, after(20))
    members = "代表1、代表2、代表3、代表4、代表5、代表6、代表7"
    done(engine, case, "elect-presidium", {"presidium_list": members, "votes_for": "24"}, after(20))
    done(engine, case, "adopt-agenda", {"presider": "代表1"}, after(20))
    for name, votes in (("甲", 13), ("乙", 12)):
        facts = {"resolution": name, "votes_for": votes, "votes_against": 24 - votes, "abstentions": 0}
        done(engine, case, "vote-resolution", facts, after(20))
    assert values(told(engine), "通过决议") == {"通过决议": 1}


def test_duties_of_the_year_are_told_with_their_finding():
    engine = settled()
    late = told(engine, on=date(2027, 1, 1))
    (item,) = [item for _, items in late.parts for item in items if "ORG-14-1" in item.requirements]
    assert {row.finding.rule: row.group for row in item.findings} == {
        "ORG-14-1": "flawed",
        "ORG-14-1a": "advice",
    }
    early = told(engine, on=date(2026, 12, 31))
    (item,) = [item for _, items in early.parts for item in items if "ORG-14-1" in item.requirements]
    assert {row.finding.rule: row.group for row in item.findings} == {
        "ORG-14-1": "todo",
        "ORG-14-1a": "advice",
    }


def test_a_local_duty_is_told_under_the_national_one_it_refines():
    report = told(settled(province="浙江"), on=date(2027, 1, 1))
    (item,) = [item for _, items in report.parts for item in items if item.requirements[0] == "ORG-19-2"]
    assert [row.finding.rule for row in item.findings] == ["ZJ-26-1"]


def test_an_unknown_number_is_told_with_where_to_look():
    with pytest.raises(UnknownName, match="没有数字 99.1") as told_:
        told(settled()).number("99.1")
    assert "renda report year 2026" in told_.value.remedy


def test_the_document_goes_through_every_item():
    engine = settled()
    suggestion(engine)
    report = told(engine)
    page = html(year_sheet(report))
    for _, items in report.parts:
        for item in items:
            assert item.requirement in page
    json.dumps(report.as_json())
    assert "排名" in page  # said that there is none
    assert report.year == START.year


def test_a_library_without_an_outline_says_so(tmp_path):
    with pytest.raises(LibraryError, match=r"reports/year\.yaml"):
        outline_of(Places((tmp_path,)))
