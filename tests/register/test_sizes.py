"""Group sizes and seats come from the rules."""

from __future__ import annotations

from datetime import date

import pytest

from features.steps.office import BOOK
from procedures.register.sizes import group_findings, seats_allowed

ON = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("population", "least", "most"),
    [
        (1_000, 1, 45),
        (1_499, 1, 45),
        (1_500, 1, 46),
        (1_999, 1, 46),
        (2_000, 45, 46),
        (2_999, 45, 46),
        (3_000, 45, 47),
        (172_499, 45, 159),
        (172_500, 45, 160),
        (174_000, 45, 160),
        (1_000_000, 45, 160),
    ],
)
def test_seats_by_population(population, least, most):
    found = seats_allowed(BOOK, None, ON, population)
    assert (found.least, found.most) == (least, most)
    assert found.citations == ("选举法第十二条第一款第四项",)
    assert found.findings == ()


@pytest.mark.parametrize(("quota", "against"), [(44, True), (45, False), (66, False), (67, True)])
def test_the_recorded_seats_are_judged(quota, against):
    found = seats_allowed(BOOK, "浙江", ON, 32_600, quota=quota)
    assert bool(found.findings) == against
    assert all(finding.remedy for finding in found.findings)


def test_seats_added_for_minorities_stand_beside_the_number_by_population():
    assert seats_allowed(BOOK, None, ON, 3_000, quota=49, extra=2).findings == ()
    assert seats_allowed(BOOK, None, ON, 3_000, quota=50, extra=2).findings


def test_a_day_before_any_text_that_is_held_is_not_guessed():
    assert seats_allowed(BOOK, None, date(2019, 1, 1), 3_000) is None
    assert group_findings(BOOK, None, date(2001, 1, 1), {"一组": 2}) is None


def test_three_are_a_group():
    found = group_findings(BOOK, None, ON, {"一组": 3, "二组": 2})
    assert found["一组"] == []
    assert [finding.citation for finding in found["二组"]] == ["地方组织法第四十三条第三款"]


def test_a_province_adds_its_own_rule():
    found = group_findings(BOOK, "重庆", ON, {"一组": 2})
    assert {finding.jurisdiction for finding in found["一组"]} == {"全国", "重庆"}
