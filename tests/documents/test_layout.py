"""The figures of the page: read with line numbers, replaced by a county, worked out exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.documents.layout import Layout, read_layout, shipped_layout
from procedures.errors import LibraryError
from procedures.library.places import places, shipped

SHIPPED = (shipped() / "papers" / "layout.yaml").read_text(encoding="utf-8")


def own(tmp_path, text):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "layout.yaml").write_text(text, encoding="utf-8")
    return places([tmp_path])


def test_a_county_s_own_layout_replaces_the_shipped_one(tmp_path):
    where = own(tmp_path, SHIPPED.replace("body_size: 16 ", "body_size: 15 "))
    assert read_layout(where).body_size == 15
    assert shipped_layout().body_size == 16


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("body_size: 16 ", "body_size: 十六 ", "应为数字,不是 十六"),
        ("body_size: 16 ", "body_size: 0 ", "应大于 0"),
        ("body_size: 16 ", "bodysize: 16 ", "body_size"),
        ("lines: 22", "lines: 0", "应大于 0"),
    ],
)
def test_a_broken_layout_is_told_with_its_line(tmp_path, old, new, words):
    with pytest.raises(LibraryError, match=words) as told:
        read_layout(own(tmp_path, SHIPPED.replace(old, new)))
    assert "layout.yaml:" in told.value.where
    assert "docs/paper-files.md" in told.value.remedy


@given(st.integers(10, 40), st.integers(15, 45))
def test_lines_and_characters_fill_the_text_for_every_grid(lines, characters):
    values = shipped_layout().model_dump()
    values["grid"] = {"lines": lines, "characters": characters}
    layout = Layout.model_validate(values)
    assert lines * layout.line_pitch <= layout.text_height < lines * (layout.line_pitch + 1)
    pitch = 16 * 20 + layout.character_spacing
    assert characters * pitch <= layout.text_width < characters * (pitch + 1)
