"""The faults of four templates that go round on the web (field/journeys.md, C6), in invented words and towns."""

import pytest

from tests.papers.builders import FOLDER, read_sample


def expected(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [line.partition(":")[2] for line in lines if line.startswith("# 应报:")]
    return sorted(tuple(part.strip() for part in one.split(" / ")) for one in told)


@pytest.mark.parametrize("path", sorted((FOLDER / "web").glob("*.txt")), ids=lambda path: path.stem)
def test_every_fault_of_the_template_is_told_and_no_other(path, checked):
    found = checked(read_sample(path).lines)
    assert sorted({(one.code, one.place) for one in found}) == expected(path)


def test_all_four_are_there():
    assert len(list((FOLDER / "web").glob("*.txt"))) == 4
