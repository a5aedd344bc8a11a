"""A chain that was meddled with tells where."""

from dataclasses import replace

import pytest

from procedures.journal.entry import GENESIS, hash_of, seal
from procedures.journal.verify import check_chain
from tests.journal.samples import TOWN, draft


def chain(count=5, moments=None):
    entries, last = [], GENESIS
    for number in range(1, count + 1):
        moment = (moments or {}).get(number, f"2026-01-08T09:30:{number:02}Z")
        entries.append(seal(TOWN, number, last, moment, draft(number)))
        last = entries[-1].hash
    return entries


def resealed(entry, **changes):
    changed = replace(entry, **changes)
    return replace(changed, hash=hash_of(changed))


def test_a_whole_chain_has_no_problem():
    assert check_chain([]) == []
    assert check_chain(iter(chain())) == []


def altered(entries):
    entries[2] = replace(entries[2], operator="李")


def resealed_without_the_rest(entries):
    entries[2] = resealed(entries[2], operator="李")


def without_the_third(entries):
    del entries[2]


def without_the_first_two(entries):
    del entries[:2]


def twice(entries):
    entries.insert(3, entries[2])


def swapped(entries):
    entries[2], entries[3] = entries[3], entries[2]


def spaced(entries):
    entries[2] = resealed(entries[2], text=entries[2].text.replace(":", ": "))


def unreadable(entries):
    entries[2] = resealed(entries[2], text="{")


def other_congress(entries):
    entries[4] = resealed(entries[4], congress="别镇")


def wrong_genesis(entries):
    entries[:] = [resealed(entries[0], previous="1" * 64)]


def broken_hash(entries):
    entries[4] = replace(entries[4], hash="")


def unwritable(entries):
    entries[4] = replace(entries[4], operator="\ud83d")


@pytest.mark.parametrize(
    ("meddle", "expected"),
    [
        (altered, [(3, "校验值与内容不符")]),
        (resealed_without_the_rest, [(4, "衔接不上")]),
        (without_the_third, [(4, "缺少第 3 号")]),
        (without_the_first_two, [(3, "缺少第 1 至 2 号")]),
        (twice, [(3, "重复或倒退")]),
        (swapped, [(4, "缺少第 3 号"), (3, "重复或倒退"), (3, "早于上一条"), (5, "缺少第 4 号")]),
        (spaced, [(3, "规范"), (4, "衔接不上")]),
        (unreadable, [(3, "规范"), (4, "衔接不上")]),
        (other_congress, [(5, "另一单位(别镇)")]),
        (wrong_genesis, [(1, "衔接不上")]),
        (broken_hash, [(5, "校验值与内容不符")]),
        (unwritable, [(5, "校验值与内容不符")]),
    ],
)
def test_what_was_meddled_with_is_told(meddle, expected):
    entries = chain()
    meddle(entries)
    problems = check_chain(entries)
    assert [problem.number for problem in problems] == [number for number, _ in expected]
    for problem, (_, words) in zip(problems, expected, strict=True):
        assert words in problem.message
        problem.message.encode("gb18030")


def test_a_clock_that_ran_backwards_is_told():
    problems = check_chain(chain(3, {2: "2020-01-01T00:00:00Z"}))
    assert [(problem.number, "早于上一条" in problem.message) for problem in problems] == [(2, True)]
