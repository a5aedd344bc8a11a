"""What is kept of parsed files: never an old state, never a damaged one, never in anybody's way."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from procedures.errors import LibraryError
from procedures.library import cache, parsing
from procedures.library.places import places
from procedures.library.reading import Document

TEXT = "statute: {id: a}\nrules:\n- id: one\n  to: [甲, 乙]\n- id: two\n  on: no\n"
FILES = [*places().files("rules", "**/*.yaml"), *places().files("workflows", "*.yaml")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RENDA_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept" / "library"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def kept(folder):
    return sorted(folder.glob("*")) if folder.exists() else []


@pytest.fixture
def no_parsing(monkeypatch):
    """From now on, reading YAML is a failure."""

    def forbid():
        def parse(_text, shown):
            raise AssertionError(f"{shown} was parsed")

        monkeypatch.setattr(parsing, "parse", parse)

    return forbid


def test_the_second_reading_does_without_yaml_and_says_the_same(folder, path, no_parsing):
    first = Document(path)
    assert len(kept(folder)) == 1
    no_parsing()
    second = Document(path)
    assert (
        second.value
        == first.value
        == {
            "statute": {"id": "a"},
            "rules": [{"id": "one", "to": ["甲", "乙"]}, {"id": "two", "on": "no"}],
        }
    )
    for place in [
        (),
        ("rules",),
        ("rules", 0),
        ("rules", 1, "on"),
        ("rules", 0, "to", 1),
        ("rules", 7),
        ("x",),
    ]:
        assert second.line(place) == first.line(place)
    assert second.line(("rules", 1, "on")) == 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_comes_back_as_it_was_parsed(folder, path):
    value, lines = parsing.parse(path.read_text(encoding="utf-8-sig"), path.name)
    Document(path)
    found = cache.load(path.read_bytes())
    assert found is not None
    assert repr(found[0]) == repr(value)  # types too: 1 is not true, and the order of keys is kept
    assert json.loads(found[1]) == lines


def test_a_changed_file_never_finds_the_old_state(folder, path):
    Document(path)
    stamp = path.stat()
    path.write_text(TEXT.replace("one", "uno"), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # same size, same time
    assert Document(path).value["rules"][0]["id"] == "uno"
    assert len(kept(folder)) == 2
    path.write_text(TEXT, encoding="utf-8")
    assert Document(path).value["rules"][0]["id"] == "one"


DAMAGE = {
    "cut off": lambda data: data[:-7],
    "empty": lambda _data: b"",
    "one character": lambda data: data.replace(b'"one"', b'"two"'),
    "other lines": lambda data: data.replace(b"[3,", b"[4,", 1),
    "not JSON": lambda _data: b"x" * 200,
    "not UTF-8": lambda data: data[:70] + b"\xff" + data[71:],
    "a program": lambda _data: b"import os\n",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_one_is_passed_over_and_mended(folder, path, damage):
    Document(path)
    (one,) = kept(folder)
    whole = one.read_bytes()
    assert damage(whole) != whole
    one.write_bytes(damage(whole))
    document = Document(path)
    assert document.value["rules"][0]["id"] == "one"
    assert document.line(("rules", 0)) == 3
    assert one.read_bytes() == whole


def test_another_format_is_not_read(folder, path, monkeypatch):
    Document(path)
    monkeypatch.setattr(cache, "FORMAT", cache.FORMAT + 1)
    assert cache.load(path.read_bytes()) is None
    Document(path)
    assert len(kept(folder)) == 2


def test_a_broken_file_is_not_kept_and_is_told_each_time(folder, path):
    path.write_text("rules:\n- id: one\n- id: [\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(LibraryError, match="YAML") as problem:
            Document(path)
        assert problem.value.where.startswith(str(path))
    assert kept(folder) == []


def test_nothing_is_kept_where_it_is_switched_off(folder, path, monkeypatch):
    monkeypatch.setenv("RENDA_CACHE", "")
    assert Document(path).value["rules"][1] == {"id": "two", "on": "no"}
    assert kept(folder) == []


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path, path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("RENDA_CACHE", str(tmp_path / "file"))
    assert Document(path).line(("rules", 1)) == 5


def test_a_relative_folder_is_not_used(tmp_path, path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RENDA_CACHE", "kept-here")
    Document(path)
    assert not (tmp_path / "kept-here").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the folders of its users apart itself")
def test_a_folder_in_which_others_can_write_is_not_believed(folder, path):
    Document(path)
    cache._folder.cache_clear()
    folder.chmod(0o777)
    assert cache.load(path.read_bytes()) is None
    cache._folder.cache_clear()
    folder.chmod(0o700)
    assert cache.load(path.read_bytes()) is not None


def test_too_many_are_thinned_out_and_the_newest_stay(folder, path, monkeypatch):
    monkeypatch.setattr(cache, "MOST", 10)
    for number in range(40):
        path.write_text(f"value: {number}\n", encoding="utf-8")
        Document(path)
    assert 5 <= len(kept(folder)) <= 10
    assert cache.load(path.read_bytes()) is not None


READ = """
import sys
from pathlib import Path
from procedures.library.reading import Document
for name in sys.argv[1:]:
    document = Document(Path(name))
    print(hash(repr(document.value)), document.line(("rules", 1)), document.line(("steps", 1)))
"""


def read_in_its_own_process(names, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "RENDA_"))}
    return subprocess.run(
        [sys.executable, "-c", READ, *names],
        env={**clean, "PYTHONHASHSEED": "0", **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_two_processes_at_once_read_and_write_the_same(folder, tmp_path):
    names = [str(path) for path in FILES[:25]]
    with ThreadPoolExecutor(3) as pool:
        told = list(
            pool.map(lambda _n: read_in_its_own_process(names, RENDA_CACHE=str(tmp_path / "kept")), range(3))
        )
    assert len(set(told)) == 1
    assert told[0] == read_in_its_own_process(names, RENDA_CACHE="")
    assert all(one.suffix == ".json" for one in kept(folder))  # nothing unfinished is left behind


@pytest.mark.skipif(os.name == "nt", reason="the home folder is found otherwise there")
@pytest.mark.parametrize("home", ["", "file/home"])
def test_without_a_home_folder_the_library_is_read_all_the_same(path, home, tmp_path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    told = read_in_its_own_process([str(path)], HOME=home and str(tmp_path / home))
    assert told == read_in_its_own_process([str(path)], RENDA_CACHE="")
    assert not Path(".cache").exists()


@pytest.mark.skipif(os.name == "nt", reason="the home folder is found otherwise there")
def test_the_usual_place_is_the_users_cache_folder(path, tmp_path):
    read_in_its_own_process([str(path)], HOME=str(tmp_path))
    beginning = "Library/Caches" if sys.platform == "darwin" else ".cache"
    found = list((tmp_path / beginning / "renda" / "library").iterdir())
    assert len(found) == 1
    assert found[0].parent.stat().st_mode & 0o077 == 0
