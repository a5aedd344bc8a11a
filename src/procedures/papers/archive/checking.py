"""Checking an archive folder by itself: no record, no database, only what lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from procedures.documents.originals import sha256_of
from procedures.errors import BadInput, why
from procedures.journal.entry import Entry
from procedures.papers.archive.excerpt import problems_of, read_line
from procedures.papers.archive.manifest import MANIFEST, unsealed

_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
"""Files that a desktop puts into every folder it shows."""


@dataclass(slots=True)
class Checked:
    """What checking an archive folder found.

    Attributes:
        folder: which.
        about: congress, case, title, day of archiving, as the manifest says.
        files: how many files were compared.
        entries: how many entries the journal's excerpt has.
        head: number and hash of the record's last entry at that time.
        not_found: papers whose originals were not found when the folder was made.
        problems: file and what is wrong with it; empty where the folder can be trusted.
    """

    folder: Path
    about: dict[str, Any] = field(default_factory=dict)
    files: int = 0
    entries: int = 0
    head: tuple[int, str] | None = None
    not_found: list[dict[str, Any]] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The outcome as the command line shows it."""
        return {
            "folder": str(self.folder),
            "trusted": not self.problems,
            **self.about,
            "files": self.files,
            "entries": self.entries,
            "head": None if self.head is None else {"number": self.head[0], "hash": self.head[1]},
            "not_found": self.not_found,
            "problems": [{"file": file, "message": message} for file, message in self.problems],
        }


def check_folder(folder: Path) -> Checked:
    """Check an archive folder.

    Args:
        folder: as made by `archive_case`.

    Raises:
        BadInput: where it is no archive folder at all.
    """
    if not folder.is_dir():
        raise BadInput(f"没有这个文件夹:{folder}", where=str(folder), remedy="请写归档文件夹的路径。")
    if not (folder / MANIFEST).is_file():
        raise BadInput(
            f"{folder} 里没有“{MANIFEST}”,不是归档文件夹,或者清单已经丢失。",
            where=str(folder),
            remedy="请写 renda archive 写出的文件夹;清单丢失的不能核对。",
        )
    found = Checked(folder)
    try:
        manifest = unsealed((folder / MANIFEST).read_bytes())
        listed = {str(one["file"]): str(one["sha256"]) for one in manifest["files"]}
        found.about = {key: manifest[key] for key in ("congress", "case", "title", "archived_on", "closed")}
        found.not_found = list(manifest["not_found"])
        links = [str(link) for link in manifest["links"]]
        journal = str(manifest["journal"])
        found.head = (len(links), links[-1])
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        found.problems.append((MANIFEST, "清单被改动或损坏"))
        return found
    found.files = len(listed)
    found.problems += [*_files(folder, listed), *_others(folder, listed)]
    found.problems += _journal(folder, journal, links, manifest, found)
    return found


def _files(folder: Path, listed: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Files that are not as the manifest says."""
    for name, digest in listed.items():
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or PurePosixPath(name).is_absolute() or "\\" in name or ":" in name:
            yield name, "清单里的路径不在本文件夹内"
            continue
        path = folder / name
        try:
            if sha256_of(path) != digest:
                yield name, "内容被改动:与清单的哈希不符"
        except FileNotFoundError:
            yield name, "文件不见了"
        except OSError as problem:
            yield name, f"文件读不出来({why(problem)})"


def _others(folder: Path, listed: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Files that the manifest does not know."""
    known = {*listed, MANIFEST}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in known and path.name.lower() not in _OF_THE_SYSTEM:
            yield name, "清单里没有这个文件"


def _journal(
    folder: Path, name: str, links: list[str], manifest: dict[str, Any], found: Checked
) -> list[tuple[str, str]]:
    """What is wrong with the journal's excerpt, and with the papers that it names."""
    try:
        lines = (folder / name).read_text(encoding="utf-8").split("\n")
        entries = [read_line(line) for line in lines[:-1]]
        if lines[-1] or not entries:
            raise ValueError(name)  # noqa: TRY301 - told as every other damage
    except (OSError, ValueError, BadInput, RecursionError):
        return [(name, "办理记录被改动或损坏")]
    found.entries = len(entries)
    return [
        *((name, message) for message in problems_of(entries, links)),
        *((name, message) for message in _papers(entries, manifest)),
    ]


def _papers(entries: list[Entry], manifest: dict[str, Any]) -> Iterator[str]:
    """Papers that the record took in and the manifest does not account for, and the other way round."""
    recorded = {
        (entry.number, str(paper["kind"]), str(paper["sha256"]))
        for entry in entries
        for paper in entry.body.get("papers", ())
    }
    accounted = {
        (one.get("entry"), str(one.get("kind")), str(one.get("sha256")))
        for one in (*manifest["files"], *manifest["not_found"])
        if "kind" in one
    }
    for number, kind, _ in sorted(recorded - accounted, key=str):
        yield f"第 {number} 号记录登记的“{kind}”,清单里没有"
    for number, kind, _ in sorted(accounted - recorded, key=str):
        yield f"清单里的“{kind}”,办理记录(第 {number} 号)里没有登记"
