"""Whatever is altered in an archive folder is found, with its file; without any record."""

from __future__ import annotations

import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.errors import BadInput
from procedures.papers.archive.checking import check_folder
from procedures.papers.archive.manifest import MANIFEST, SEAL, sealed, unsealed
from tests.papers.desk import PaperOffice

PAPER = "01_筹备/02_会议公告_20260108.docx"
JOURNAL = "00_办理记录_20260301.jsonl"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    office = PaperOffice(tmp_path_factory.mktemp("office"))
    folder = office.convened().archive().folder
    office.close()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "归档")


def problems(folder):
    return dict(check_folder(folder).problems)


def reseal(folder, change):
    """A forger who knows how the seal is made."""
    manifest = unsealed((folder / MANIFEST).read_bytes())
    change(manifest)
    (folder / MANIFEST).write_bytes(sealed(manifest))


def test_as_it_was_made(folder):
    found = check_folder(folder)
    assert found.problems == []
    assert (found.files, found.entries, found.head[0]) == (7, 5, 7)
    assert found.about["case"] == "S19-1"
    assert [one["name"] for one in found.not_found] == ["纪要.docx"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_byte_of_any_file(made, tmp_path_factory, data):
    folder = shutil.copytree(made, tmp_path_factory.mktemp("one") / "归档")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(content))
    assert path.relative_to(folder).as_posix() in problems(folder)


def test_a_file_that_is_gone_renamed_added(folder):
    (folder / PAPER).rename(folder / "01_筹备/公告.docx")
    found = problems(folder)
    assert found == {PAPER: "文件不见了", "01_筹备/公告.docx": "清单里没有这个文件"}


def test_what_a_desktop_puts_there_does_not_matter(folder):
    for name in ("Thumbs.db", "desktop.ini", "01_筹备/.DS_Store"):
        (folder / name).write_bytes(b"x")
    assert problems(folder) == {}


def test_a_paper_swapped_and_the_manifest_made_to_fit(folder):
    (folder / PAPER).write_text("另一份公告", encoding="utf-8")
    import hashlib

    def change(manifest):
        one = next(one for one in manifest["files"] if one["file"] == PAPER)
        one["sha256"] = hashlib.sha256("另一份公告".encode()).hexdigest()

    reseal(folder, change)
    messages = [message for file, message in check_folder(folder).problems if file == JOURNAL]
    assert messages == [
        "第 5 号记录登记的“会议公告”,清单里没有",
        "清单里的“会议公告”,办理记录(第 5 号)里没有登记",
    ]


def test_a_paper_taken_out_and_the_manifest_made_to_fit(folder):
    (folder / PAPER).unlink()
    reseal(folder, lambda m: m.update(files=[one for one in m["files"] if one["file"] != PAPER]))
    assert problems(folder) == {JOURNAL: "第 5 号记录登记的“会议公告”,清单里没有"}


@pytest.mark.parametrize("change", ["body", "drop", "order", "hash", "float", "blank"])
def test_a_journal_altered_and_the_manifest_made_to_fit(folder, change):
    import hashlib

    path = folder / JOURNAL
    lines = path.read_text(encoding="utf-8").splitlines()
    if change == "body":
        lines[1] = lines[1].replace("2026-02-05", "2026-02-06", 1)
    elif change == "drop":
        del lines[1]
    elif change == "order":
        lines[1], lines[2] = lines[2], lines[1]
    elif change == "hash":
        entry = json.loads(lines[1])
        lines[1] = lines[1].replace(entry["hash"], "0" * 64)
    elif change == "float":
        lines[1] = lines[1].replace('"number":4', '"number":4.0')
    else:
        lines.append("")
    content = ("\n".join(lines) + "\n").encode()
    path.write_bytes(content)

    def fit(manifest):
        one = next(one for one in manifest["files"] if one["file"] == JOURNAL)
        one["sha256"] = hashlib.sha256(content).hexdigest()

    reseal(folder, fit)
    assert JOURNAL in problems(folder)


def test_an_entry_forged_with_its_hash_does_not_fit_the_chain(folder):
    from procedures.journal.entry import hash_of
    from procedures.papers.archive.excerpt import lines_of, problems_of, read_line

    lines = (folder / JOURNAL).read_text(encoding="utf-8").splitlines()
    entries = [read_line(line) for line in lines]
    links = unsealed((folder / MANIFEST).read_bytes())["links"]
    assert problems_of(entries, links) == []
    forged = read_line(lines[1])
    object.__setattr__(forged, "text", forged.text.replace("2026-02-05", "2026-02-06"))
    object.__setattr__(forged, "hash", hash_of(forged))
    assert problems_of([entries[0], forged, *entries[2:]], links) == ["第 4 号记录与哈希链衔接不上"]
    assert lines_of(entries).splitlines() == lines
    assert problems_of(entries, links[:4]) != []
    assert problems_of(entries, [links[0], "0" * 64, *links[2:]]) == ["第 3 号记录与哈希链衔接不上"]
    assert problems_of([entries[0], *entries], links) == ["第 3 号记录的次序不对"]


@pytest.mark.parametrize("name", ["../外面.txt", "/etc/passwd", "C:/x", "a\\b", ""])
def test_a_manifest_does_not_lead_out_of_its_folder(folder, name):
    reseal(folder, lambda m: m["files"].append({"file": name, "sha256": "0" * 64, "bytes": 1}))
    assert problems(folder)[name] == "清单里的路径不在本文件夹内"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"format":"renda-archive-1"}']
)
def test_a_manifest_that_is_none(folder, content):
    (folder / MANIFEST).write_bytes(content)
    assert problems(folder) == {MANIFEST: "清单被改动或损坏"}


@pytest.mark.parametrize("key", ["files", "links", "journal", "not_found", "congress"])
def test_a_manifest_without_a_part(folder, key):
    reseal(folder, lambda m: m.pop(key))
    assert problems(folder) == {MANIFEST: "清单被改动或损坏"}


def test_an_old_seal_does_not_fit(folder):
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["title"] = "别的会议"
    assert manifest[SEAL]
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    assert problems(folder) == {MANIFEST: "清单被改动或损坏"}


def test_folders_that_are_no_archive(tmp_path):
    for folder in (tmp_path, tmp_path / "无"):
        with pytest.raises(BadInput) as caught:
            check_folder(folder)
        assert caught.value.remedy
