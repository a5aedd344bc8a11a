"""What is written in a library file is what is read, and every fault is told with its line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from procedures.errors import BadInput, LibraryError
from procedures.law.book import LawBook
from procedures.law.facts import Vocabulary
from procedures.law.rule import RuleFile
from procedures.library.places import Places, places, shipped, short_path
from procedures.library.reading import Document, read_as
from procedures.workflow.model import Procedure
from procedures.workflow.shelf import Shelf

BROKEN = Path(__file__).parent / "broken"


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode(encoding))
    return Document(path)


# --- the corpus: one fault each


def announced(path):
    """`# 应报:words / words / 行 12` in the first line of the file."""
    first = path.read_bytes().splitlines()[0] if path.stat().st_size else b""
    encoding = "gb18030" if "gb18030" in path.name else "utf-8"
    text = first.decode(encoding)
    if not text:
        return ["文件是空的"], None
    assert text.startswith("# 应报:"), path.name
    *words, line = [part.strip() for part in text.removeprefix("# 应报:").split(" / ")]
    return words, None if line == "无行号" else int(line.removeprefix("行 "))


def load(path, tmp_path):
    """Read the file as the program would: a procedure, a vocabulary, or a rule file."""
    text = path.read_bytes()
    kind = path.name.split("-")[0]
    folder = tmp_path / ("workflows" if kind == "workflow" else "rules")
    folder.mkdir()
    target = folder / {"workflow": "sample.yaml", "facts": "facts.yaml"}.get(kind, "sample.yaml")
    target.write_bytes(text)
    if kind == "workflow":
        return Shelf(Places((tmp_path,))).procedure("sample")
    book = LawBook(Places((tmp_path,)))
    return book.vocabulary if kind == "facts" else book.all()


@pytest.mark.parametrize("path", sorted(BROKEN.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_broken_file_is_told_with_its_line(path, tmp_path):
    words, line = announced(path)
    with pytest.raises(LibraryError) as caught:
        load(path, tmp_path)
    problem = caught.value
    for word in words:
        assert word in problem.message, f"{path.name}: {problem.message}"
    assert ("另有" in problem.message) == any("另有" in word for word in words), problem.message
    name, _, number = problem.where.rpartition(":")
    if line is None:
        assert problem.where.endswith(".yaml")
    else:
        assert (name.endswith(".yaml"), int(number)) == (True, line), f"{path.name}: {problem.where}"


def test_the_corpus_holds_rule_files_workflows_and_vocabularies():
    kinds = [path.name.split("-")[0] for path in BROKEN.glob("*.yaml")]
    assert len(kinds) >= 30
    assert {"rules", "workflow", "facts"} == set(kinds)


# --- what is written is what is read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on: close", {"on": "close"}),
        ("no: 1", {"no": 1}),
        ("- on\n- off\n- yes\n- no\n- y\n- N", ["on", "off", "yes", "no", "y", "N"]),
        ("- true\n- false", [True, False]),
        ("- True\n- FALSE\n- 'true'", ["True", "FALSE", "true"]),
        ("- 010\n- 0\n- 10\n- -3\n- 0x1F\n- 0o17\n- 1_000", ["010", 0, 10, -3, "0x1F", "0o17", "1_000"]),
        ("- 12:30\n- 1:2:3", ["12:30", "1:2:3"]),
        ("- 2026-01-08\n- 2026-01-08 10:00:00", ["2026-01-08", "2026-01-08 10:00:00"]),
        ("- 2/3\n- 0.5\n- 1e3\n- .5\n- .inf\n- +5", ["2/3", "0.5", "1e3", ".5", ".inf", "+5"]),
        ("- null\n- ~\n- ''\n- 'null'\n-", [None, "~", "", "null", None]),
        ("- '12'\n- \"3\"", ["12", "3"]),
        ("a:\n  <<: 甲", {"a": {"<<": "甲"}}),
        ("- !!int abc\n- !!bool yes", ["abc", "yes"]),
        ("- &a [1]\n- *a", [[1], [1]]),
        ("1: 甲\ntrue: 乙", {"1": "甲", "true": "乙"}),
        ("text: >\n  甲\n  乙", {"text": "甲 乙"}),
    ],
)
def test_plain_text_stays_text(tmp_path, text, value):
    assert written(tmp_path, text).value == value


def test_a_bom_and_windows_line_ends_do_no_harm(tmp_path):
    document = written(tmp_path, "a: 1\r\nb:\r\n- 甲\r\n", "utf-8-sig")
    assert document.value == {"a": 1, "b": ["甲"]}
    assert document.line(("b", 0)) == 3


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12))
def test_every_plain_number_is_read_as_it_is_written(tmp_path_factory, number):
    assert written(tmp_path_factory.getbasetemp(), f"a: {number}").value == {"a": number}


def test_lines_of_values_and_of_what_is_around_them(tmp_path):
    document = written(tmp_path, "# 注\na: 1\nb:\n  c:\n  - 甲\n  - d: 2\n    e: 3\n")
    assert document.line(("a",)) == 2
    assert document.line(("b", "c")) == 4
    assert document.line(("b", "c", 1, "e")) == 7
    assert document.line(("b", "c", 1, "missing", "deeper")) == 6
    assert document.line(()) == 2
    assert document.where(("b", "c", 0)).endswith("a.yaml:5")


class Sample(BaseModel):
    number: int
    day: date


def test_several_faults_are_counted(tmp_path):
    with pytest.raises(LibraryError, match=r"number.*\(另有 1 处\)"):
        read_as(written(tmp_path, "number: 甲\nday: 甲"), Sample)
    with pytest.raises(LibraryError) as caught:
        read_as(written(tmp_path, "number: 1\nday: 甲"), Sample)
    assert "另有" not in caught.value.message
    assert caught.value.where.endswith(":2")
    assert read_as(written(tmp_path, "number: 1\nday: 2026-01-08"), Sample).day == date(2026, 1, 8)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(LibraryError, match="文件读不出来"):
        Document(tmp_path / "none.yaml")


# --- parts of a file

TWO_LISTS = """\
statute: {id: a}
rules:
- id: one
  to: [甲]
# between
- id: two
  to:
  - 乙
otherwise:
- id: three
"""


def test_a_part_holds_the_items_that_are_wanted_with_their_own_lines(tmp_path):
    whole = written(tmp_path, TWO_LISTS)
    part = whole.part(lambda item: "two" in item)
    assert part.value == {"statute": {"id": "a"}, "rules": [{"id": "two", "to": ["乙"]}]}
    assert part.where(("rules", 0)) == whole.where(("rules", 1))
    assert part.line(("rules", 0, "to", 0)) == 8
    assert part.part(lambda item: "two" in item).value == part.value
    assert part.part(lambda item: "one" in item).value == {"statute": {"id": "a"}}


def test_an_item_ends_where_the_next_key_begins(tmp_path):
    asked = []
    written(tmp_path, TWO_LISTS).part(lambda item: asked.append(item) is not None)
    assert asked == ["- id: one\n  to: [甲]\n# between", "- id: two\n  to:\n  - 乙", "- id: three"]


def test_taking_a_part_leaves_the_whole_as_it_is(tmp_path):
    whole = written(tmp_path, TWO_LISTS)
    before = repr(whole.value)
    whole.part(lambda _item: False)
    assert repr(whole.value) == before
    assert whole.line(("rules", 1)) == 6


def test_a_file_without_keys_has_no_parts(tmp_path):
    whole = written(tmp_path, "- 甲\n")
    assert whole.part(lambda _item: False).value == ["甲"]


# --- places


def test_the_shipped_library_is_whole():
    for path in places().files("rules", "**/*.yaml"):
        if path.name == "offices.yaml":
            continue
        read_as(Document(path), Vocabulary if path.name == "facts.yaml" else RuleFile)
    shelf = Shelf(places())
    for name in shelf.paths:
        assert isinstance(shelf.procedure(name), Procedure)


def test_own_folders_lie_on_top_in_order(tmp_path):
    for name in ("b", "a"):
        (tmp_path / name / "rules").mkdir(parents=True)
        (tmp_path / name / "rules" / f"{name}.yaml").touch()
    found = places([tmp_path / "b", str(tmp_path / "a")])
    assert found.folders == (shipped(), tmp_path / "b", tmp_path / "a")
    own = [path.name for path in found.files("rules", "*.yaml") if path.is_relative_to(tmp_path)]
    assert own == ["b.yaml", "a.yaml"]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadInput, match="没有这个文件夹") as caught:
        places([tmp_path / "none"])
    assert caught.value.where == "--library"


def test_paths_are_shown_from_the_library_on(tmp_path):
    assert short_path(shipped() / "rules" / "facts.yaml") == "rules/facts.yaml"
    assert short_path(tmp_path / "x.yaml") == str(tmp_path / "x.yaml")
