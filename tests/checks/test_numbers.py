"""Numbers at the exact boundary; exact fractions; what would have been enough."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.checks.reading import LABELS, answer, read, truth

counts = st.integers(0, 5000)
fractions = st.builds(Fraction, st.integers(1, 30), st.integers(1, 100))

TWO_THIRDS = read("at_least_fraction", part="a", whole="b", fraction="2/3")
THIRD_AT_MOST = read("at_most_fraction", part="a", whole="b", fraction="1/3")
HALF = read("more_than_half", part="a", whole="b")
ALL_KINDS = [
    TWO_THIRDS,
    THIRD_AT_MOST,
    HALF,
    read("between", value="a", at_least="b", at_most=100),
]


@pytest.mark.parametrize(
    ("part", "whole", "holds"),
    [
        (40, 60, True),
        (39, 60, False),
        (41, 61, True),
        (40, 61, False),
        (0, 0, True),
        (2, 3, True),
        (1, 2, False),
    ],
)
def test_at_least_a_fraction(part, whole, holds):
    assert truth(TWO_THIRDS, a=part, b=whole) is holds


@pytest.mark.parametrize(
    ("part", "whole", "holds"),
    [(20, 60, True), (21, 60, False), (20, 61, True), (21, 62, False), (0, 0, True)],
)
def test_at_most_a_fraction(part, whole, holds):
    assert truth(THIRD_AT_MOST, a=part, b=whole) is holds


@pytest.mark.parametrize(
    ("part", "whole", "holds"),
    [(30, 60, False), (31, 60, True), (30, 59, True), (29, 59, False), (0, 0, False)],
)
def test_more_than_half_is_strictly_more(part, whole, holds):
    assert truth(HALF, a=part, b=whole) is holds


@pytest.mark.parametrize(
    ("bounds", "fit", "unfit"),
    [
        ({"at_least": 5}, [5, 6], [4]),
        ({"more_than": 5}, [6], [5, 4]),
        ({"at_most": 5}, [5, 4], [6]),
        ({"less_than": 5}, [4], [5, 6]),
        ({"exactly": 5}, [5], [4, 6]),
        ({"at_least": 1, "at_most": 3}, [1, 2, 3], [0, 4]),
        ({"more_than": 1, "less_than": 3}, [2], [1, 3]),
        ({"exactly": "b + 1"}, [8], [7, 9]),
    ],
)
def test_between_includes_or_excludes_its_bounds(bounds, fit, unfit):
    check = read("between", value="a", **bounds)
    assert [truth(check, a=value, b=7) for value in fit] == [True] * len(fit)
    assert [truth(check, a=value, b=7) for value in unfit] == [False] * len(unfit)


@pytest.mark.parametrize(("number", "holds"), [(0, False), (1, False), (2, True), (3, True)])
def test_at_least_so_often(number, holds):
    check = read("at_least_often", count="a", times=2)
    assert truth(check, a=number) is holds
    assert answer(check, a=0).needed == {"a": 2}
    assert answer(check, a=0).allowed == (2, None)
    assert answer(check, a=0).shortfalls == ("甲数 0,至少 2",)
    assert answer(check).missing == ("a",)


@pytest.mark.parametrize("check", ALL_KINDS, ids=lambda check: check.kind)
def test_a_missing_number_leaves_the_answer_open(check):
    assert (answer(check, a=1).truth, answer(check, a=1).missing) == (None, ("b",))
    assert answer(check, b=1).missing == ("a",)
    assert answer(check).missing == ("a", "b")
    assert check.facts() == ("a", "b")
    assert answer(check, a="甲", b=1).missing == ("a",)  # what is no number is no answer either


def test_between_is_false_as_soon_as_one_bound_fails():
    check = read("between", value="a", at_least=3, at_most="b")
    assert truth(check, a=2) is False
    assert truth(check, a=3) is None
    assert truth(check, b=5) is None
    assert answer(check, a=2).allowed == (3, None)


# --- what would have been enough


@settings(deadline=None)
@given(
    st.sampled_from(["at_least_fraction", "at_most_fraction", "more_than_half"]), counts, counts, fractions
)
def test_the_number_needed_is_the_nearest_that_passes(kind, part, whole, fraction):
    more = (
        {} if kind == "more_than_half" else {"fraction": str(fraction.numerator) + f"/{fraction.denominator}"}
    )
    check = read(kind, part="a", whole="b", **more)
    found = answer(check, a=part, b=whole)
    share = Fraction(1, 2) if kind == "more_than_half" else fraction
    exact = {
        "at_least_fraction": part >= share * whole,
        "at_most_fraction": part <= share * whole,
        "more_than_half": part > share * whole,
    }[kind]
    assert found.truth is exact
    if found.truth:
        assert (found.needed, found.allowed, found.shortfalls) == ({}, None, ())
        return
    needed = found.needed["a"]
    assert type(needed) is int
    step = 1 if kind == "at_most_fraction" else -1
    assert truth(check, a=needed, b=whole) is True
    assert truth(check, a=needed + step, b=whole) is False
    assert found.allowed == ((None, needed) if kind == "at_most_fraction" else (needed, None))


bounds = st.dictionaries(
    st.sampled_from(["at_least", "more_than", "at_most", "less_than"]), counts, min_size=1
)


@settings(deadline=None)
@given(counts, bounds)
def test_the_range_allowed_is_exactly_what_passes(value, limits):
    check = read("between", value="a", **limits)
    found = answer(check, a=value)
    naive = {
        "at_least": lambda bound: value >= bound,
        "more_than": lambda bound: value > bound,
        "at_most": lambda bound: value <= bound,
        "less_than": lambda bound: value < bound,
    }
    assert found.truth is all(naive[name](bound) for name, bound in limits.items())
    if found.truth:
        return
    low, high = found.allowed
    if low is not None and high is not None and low > high:
        return  # nothing can pass
    for bound, beside in ((low, -1), (high, 1)):
        if bound is not None:
            assert truth(check, a=bound) is True
            assert truth(check, a=bound + beside) is False
    assert truth(check, a=found.needed["a"]) is True


def test_needed_only_where_one_fact_can_be_named():
    check = read("between", value="a - b", at_least=1)
    found = answer(check, a=3, b=3)
    assert (found.needed, found.allowed) == ({}, (1, None))
    assert found.shortfalls == ("甲数减乙数为 0,不少于 1",)


@pytest.mark.parametrize(
    ("check", "facts", "sentence"),
    [
        (TWO_THIRDS, {"a": 39, "b": 60}, "甲数 39,乙数 60,三分之二为 40,还差 1"),
        (THIRD_AT_MOST, {"a": 22, "b": 62}, "甲数 22,乙数 62,三分之一为 20"),
        (HALF, {"a": 28, "b": 60}, "甲数 28,乙数 60,过半数为 31,还差 3"),
    ],
)
def test_the_sentence_on_a_shortfall(check, facts, sentence):
    assert answer(check, **facts).shortfalls == (sentence,)


# --- exact


def test_one_vote_in_a_large_number_is_not_rounded_away():
    thirds = 10**17
    assert truth(TWO_THIRDS, a=2 * thirds, b=3 * thirds) is True
    assert truth(TWO_THIRDS, a=2 * thirds - 1, b=3 * thirds) is False
    assert truth(THIRD_AT_MOST, a=thirds + 1, b=3 * thirds) is False
    assert truth(HALF, a=thirds, b=2 * thirds) is False


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**9, places=2), fractions)
def test_money_is_exact(part, whole, fraction):
    text = f"{fraction.numerator}/{fraction.denominator}"
    least = read("at_least_fraction", part="a", whole="b", fraction=text)
    most = read("at_most_fraction", part="a", whole="b", fraction=text)
    assert truth(least, a=part, b=whole) is (Fraction(part) >= Fraction(whole) * fraction)
    assert truth(most, a=part, b=whole) is (Fraction(part) <= Fraction(whole) * fraction)
    assert truth(HALF, a=part, b=whole) is (2 * Fraction(part) > Fraction(whole))
    for check in (least, most, HALF):
        found = answer(check, a=part, b=whole)
        if found.truth is False:
            assert truth(check, a=found.needed["a"], b=whole) is True


def test_a_cent_decides():
    check = read("at_most_fraction", part="a", whole="b", fraction="3/100")
    assert truth(check, a=Decimal("3.00"), b=100) is True
    assert truth(check, a=Decimal("3.01"), b=100) is False
    assert truth(read("between", value="a", exactly=0), a=Decimal("0.01")) is False
    assert truth(read("between", value="a", exactly=0), a=Decimal("0.00")) is True


@pytest.mark.parametrize(
    "fraction", [0.5, 1, "0.5", "2", "2/0", "1/3/5", "2.0/3", "-1/3", "一/三", "１/３", "", None]
)
def test_a_fraction_is_never_a_float(fraction):
    with pytest.raises(ValidationError, match="分数写作 2/3"):
        read("at_least_fraction", part="a", whole="b", fraction=fraction)


@settings(deadline=None)
@given(fractions)
def test_a_fraction_is_kept_exactly(fraction):
    check = read(
        "at_least_fraction", part="a", whole="b", fraction=f"{fraction.numerator}/{fraction.denominator}"
    )
    assert check.fraction == fraction
    assert type(check.fraction) is Fraction
    assert check.model_copy(update={"fraction": fraction}) == check
    assert read("at_least_fraction", part="a", whole="b", fraction=fraction) == check


def test_between_needs_a_bound():
    with pytest.raises(ValidationError, match="至少要有一个界限"):
        read("between", value="a")


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (TWO_THIRDS, "甲数不少于乙数的三分之二(含)"),
        (THIRD_AT_MOST, "甲数不超过乙数的三分之一(含)"),
        (read("at_most_fraction", part="a", whole="b", fraction="1/100"), "甲数不超过乙数的百分之一(含)"),
        (read("at_most_fraction", part="a", whole="b", fraction="13/100"), "甲数不超过乙数的13%(含)"),
        (read("at_least_fraction", part="a", whole="b", fraction="1/2"), "甲数不少于乙数的一半(含)"),
        (read("at_least_fraction", part="a", whole="b", fraction="1/20"), "甲数不少于乙数的1/20(含)"),
        (read("at_most_fraction", part="a", whole="b", fraction="3/10"), "甲数不超过乙数的十分之三(含)"),
        (HALF, "甲数超过乙数的一半(恰好一半不够)"),
        (read("between", value="a", at_least=1, at_most="b"), "甲数不少于1,不超过乙数"),
        (read("between", value="a", more_than=1, less_than=9), "甲数多于1,少于9"),
        (read("between", value="a", exactly=0), "甲数等于0"),
        (read("at_least_often", count="a", times=2), "甲数至少 2"),
    ],
)
def test_the_requirement_in_chinese(check, words):
    assert check.worded(LABELS) == words


def test_numbers_bind_no_date():
    assert TWO_THIRDS.limits("a", {"b": 3}, LABELS) == ()


def test_the_bound_itself_is_not_named_as_enough_where_it_is_not():
    found = answer(read("between", value="a", more_than="b"), a=Decimal("12.50"), b=Decimal("12.50"))
    assert (found.truth, found.needed) == (False, {})
