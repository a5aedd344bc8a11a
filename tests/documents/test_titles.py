"""Long titles are broken between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.documents.titles import broken


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于预算的决议", ["关于预算的决议"]),
        (
            "清溪镇第二十届人民代表大会第一次会议关于2026年预算的决议",
            ["清溪镇第二十届人民代表大会", "第一次会议关于2026年预算的决议"],
        ),
        (
            "清溪镇人民代表大会主席团关于清溪镇第二十届人民代表大会第一次会议改期召开的决定",
            ["清溪镇人民代表大会主席团", "关于清溪镇第二十届人民代表大会", "第一次会议改期召开的决定"],
        ),
    ],
)
def test_titles_of_the_field(title, lines):
    assert broken(title, 20) == lines


@given(st.text("清溪镇第二十届人民代表大会次议关于的和", min_size=1, max_size=90), st.integers(4, 28))
def test_nothing_is_lost_and_every_line_fits(title, longest):
    lines = broken(title, longest)
    assert "".join(lines) == title
    assert all(0 < len(line) <= longest for line in lines)
    least = -(-len(title) // longest)
    assert len(lines) in {least, least + 1}
