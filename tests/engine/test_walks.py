"""Whatever a clerk tries, in whatever order: no unlawful act is recorded, and the record stays whole."""

from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.office import SHELF, assert_whole, settled
from tests.engine.walking import Walk, assert_in_order

PROCEDURES = sorted(SHELF.paths)
UNITS = ("镇", "乡", "民族乡")
STEPS = 45

walks = settings(
    derandomize=True, deadline=None, max_examples=12, database=None, suppress_health_check=list(HealthCheck)
)


def wander(procedure, seed):
    chance = Random(seed)  # noqa: S311 - no secret
    engine = settled(deputies=chance.choice((20, 21, 24, 45, 60)), unit_kind=chance.choice(UNITS))
    try:
        walk = Walk(engine, procedure, chance)
        walk.go(STEPS)
        assert_whole(engine)
        assert_in_order(engine)
        for _ in range(3):
            walk.put_right()
        assert_whole(engine)
    finally:
        engine.store.close()
    return walk


@pytest.mark.parametrize("procedure", PROCEDURES)
@walks
@given(seed=st.integers(0, 2**32))
def test_no_walk_leaves_the_law(procedure, seed):
    wander(procedure, seed)


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_walks_reach_deep(procedure):
    """The walks prove nothing where they never get anywhere."""
    reached, recorded = Counter(), 0
    for seed in range(20):
        walk = wander(procedure, seed)
        reached.update(walk.stages)
        recorded += walk.recorded
    known = SHELF.procedure(procedure)
    # the shortest procedures end after two or three acts, often by the first of two ways
    assert recorded >= 20 * 2
    assert len(reached) >= len(known.stages) // 2, (reached, known.stages)
    assert set(reached) & set(known.final), (reached, known.stages)
