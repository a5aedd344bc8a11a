"""Values and lines are built from YAML's events: what PyYAML's own trees say, and its words where they say no."""

import gc

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from procedures.errors import LibraryError
from procedures.library.parsing import parse
from procedures.library.places import places
from procedures.library.reading import collected_later

FILES = [
    *places().files("rules", "**/*.yaml"),
    *places().files("workflows", "*.yaml"),
    *places().files("papers", "**/*.yaml"),
]


def by_nodes(node):
    """Value and lines by the other way through PyYAML: its tree of nodes."""
    if isinstance(node, yaml.MappingNode):
        parts = {key.value: (key, by_nodes(value)) for key, value in node.value}
        value = {name: built[0] for name, (_, built) in parts.items()}
        return value, {name: [key.start_mark.line + 1, built[1]] for name, (key, built) in parts.items()}
    if isinstance(node, yaml.SequenceNode):
        built = [by_nodes(child) for child in node.value]
        lines = [[child.start_mark.line + 1, one[1]] for child, one in zip(node.value, built, strict=True)]
        return [one[0] for one in built], lines
    return node.value, 0


def as_text(value):
    """The value with every scalar as it is written; numbers and truth come back as their only spelling."""
    if isinstance(value, dict):
        return {key: as_text(part) for key, part in value.items()}
    if isinstance(value, list):
        return [as_text(part) for part in value]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_is_read_as_pyyaml_composes_it(path):
    text = path.read_text(encoding="utf-8-sig")
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    value, (line, within) = parse(text, path.name)
    expected, lines = by_nodes(node)
    assert within == lines
    assert line == node.start_mark.line + 1
    assert as_text(value) == as_text(expected)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8", exclude_categories=["C"]))
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab 甲:-#\"'&*", min_size=1), inner)
)


@given(VALUES, st.booleans())
def test_what_is_written_is_read(value, flow):
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    found = parse(text, "a.yaml")[0]
    assert repr(found) == repr(value)


@pytest.mark.parametrize(
    ("text", "value", "lines"),
    [
        ("- &a {b: 1}\n- *a", [{"b": 1}, {"b": 1}], [1, [[1, {"b": [1, 0]}], [1, {"b": [1, 0]}]]]),
        ("a: &x 1\nb: *x", {"a": 1, "b": 1}, [1, {"a": [1, 0], "b": [2, 0]}]),
        ("- &x 12\n- *x : 甲", [12, {"12": "甲"}], [1, [[1, 0], [2, {"12": [1, 0]}]]]),
        ("&x 12: *x", {"12": 12}, [1, {"12": [1, 0]}]),
        ("!!str 5", "5", [1, 0]),
        (
            "- !!int 5\n- !!int '5'\n- !!null x\n- !!null 'x'",
            [5, 5, None, "x"],
            [1, [[n, 0] for n in (1, 2, 3, 4)]],
        ),
        ("- ! 5\n- !own 5", [5, "5"], [1, [[1, 0], [2, 0]]]),
    ],
)
def test_anchors_and_tags(text, value, lines):
    found = parse(text, "a.yaml")
    assert (repr(found[0]), found[1]) == (repr(value), lines)


@pytest.mark.parametrize(
    ("text", "message", "where"),
    [
        ("a: *b", "YAML 格式有误:found undefined alias", "a.yaml:1"),
        ("*b : 1", "YAML 格式有误:found undefined alias", "a.yaml:1"),
        ("- &a 1\n- &a 2", "YAML 格式有误:second occurrence", "a.yaml:2"),
        ("&a x: 1\n&a y: 2", "YAML 格式有误:second occurrence", "a.yaml:2"),
        ("a: &x [1, *x]", "引用(*)指向了它自己。", "a.yaml"),
        ("a: &x {b: {c: *x}}", "引用(*)指向了它自己。", "a.yaml"),
        ("- &a [1]\n- *a : 1", "键必须是文字。", "a.yaml:1"),
        ("? [1]\n: 2", "键必须是文字。", "a.yaml:1"),
        ("a: 1\nb: 2\na: 3", "键 a 写了两次。", "a.yaml:3"),
        ("a: 1\n---\nb: 2", "YAML 格式有误:but found another document", "a.yaml:2"),
        ("", "文件是空的。", "a.yaml"),
        ("# 注", "文件是空的。", "a.yaml"),
        # an unclosed bracket further down explains what seems wrong above it
        ("? [1]\n: 2\nb: [1", "YAML 格式有误:did not find expected ',' or ']'", "a.yaml:4"),
        ("a: 1\na: 2\nb: {c", "YAML 格式有误:did not find expected ',' or '}'", "a.yaml:4"),
    ],
)
def test_faults(text, message, where):
    with pytest.raises(LibraryError) as caught:
        parse(text, "a.yaml")
    assert (caught.value.message, caught.value.where) == (message, where)


# --- Python's search for memory to give back


@pytest.fixture
def collecting():
    gc.collect()
    yield
    gc.unfreeze()
    gc.enable()


def test_the_search_is_off_while_much_is_made_and_then_does_not_look_at_it(collecting):
    with collected_later():
        assert not gc.isenabled()
        made = [[] for _ in range(5000)]
        assert gc.get_count()[0] >= len(made)
    assert gc.isenabled()
    assert gc.get_count()[0] < len(made) // 2
    assert gc.get_freeze_count() == 0


def test_what_nobody_needs_is_still_found(collecting):
    with collected_later():
        circle = []
        circle.append(circle)
        del circle
    assert gc.collect() >= 1


def test_what_the_host_has_set_aside_stays_so(collecting):
    gc.freeze()
    aside = gc.get_freeze_count()
    with collected_later():
        pass
    assert gc.get_freeze_count() >= aside > 0


def test_a_search_that_was_off_stays_off(collecting):
    gc.disable()
    with pytest.raises(ValueError, match="x"), collected_later():
        raise ValueError("x")
    assert not gc.isenabled()
