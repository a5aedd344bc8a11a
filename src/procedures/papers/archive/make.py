"""Making an archive folder: all of it, or none of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from procedures.documents.docx import docx
from procedures.documents.folders import room_below, safe_name, write_folder
from procedures.documents.html import html
from procedures.documents.originals import find_originals
from procedures.engine.keeping import with_cases_within
from procedures.errors import BadInput, RecordError
from procedures.journal.verify import check_chain
from procedures.papers.archive.catalogue import page, rows_of, workbook
from procedures.papers.archive.excerpt import lines_of, links_of
from procedures.papers.archive.manifest import FORMAT, MANIFEST, sealed
from procedures.papers.archive.pieces import Piece, lacking_in, pieces_of, taken_in_of

if TYPE_CHECKING:
    from datetime import date

    from procedures.engine.case import Case
    from procedures.engine.engine import Engine
    from procedures.journal.entry import Entry
    from procedures.workflow.retention import Retention


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive folder holds.

    Attributes:
        folder: where it lies.
        case: id of the case.
        closed: whether the case has come to its end.
        pieces: the papers.
        lacking: by case, kinds of papers that should be there and were not handed in.
        unreadable: files in the folders searched that could not be read.
        entries: entries in the journal's excerpt.
        head: number and hash of the record's last entry; to be compared with a copy kept elsewhere.
    """

    folder: Path
    case: str
    closed: bool
    pieces: tuple[Piece, ...]
    lacking: dict[str, list[str]]
    unreadable: tuple[Path, ...]
    entries: int
    head: tuple[int, str]

    @property
    def complete(self) -> bool:
        """Whether every paper that should be there is there."""
        return not self.lacking and all(piece.place for piece in self.pieces)

    def as_json(self) -> dict[str, Any]:
        """The archive as the command line shows it."""
        return {
            "case": self.case,
            "folder": str(self.folder),
            "closed": self.closed,
            "complete": self.complete,
            "papers": [_paper(piece) for piece in self.pieces],
            "lacking": self.lacking,
            "unreadable": [str(path) for path in self.unreadable],
            "entries": self.entries,
            "head": {"number": self.head[0], "hash": self.head[1]},
        }


def _paper(piece: Piece) -> dict[str, Any]:
    period = piece.period
    return {
        "case": piece.paper.case,
        "entry": piece.paper.entry,
        "kind": piece.paper.kind,
        "name": piece.paper.name,
        "sha256": piece.paper.sha256,
        "on": piece.paper.on.isoformat(),
        "file": piece.place or None,
        "retention": None if period is None else period.group.period,
        "retention_class": None if period is None else period.group.id,
        "by_analogy": None if period is None else period.by_analogy,
        "remark": piece.remark,
    }


def archive_case(
    engine: Engine,
    name: str,
    target: Path,
    retention: Retention,
    *,
    folders: Sequence[Path] = (),
    on: date,
    force: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Archived:
    """Write the archive folder of a case and of all cases within it.

    Args:
        engine: whose congress.
        name: id or title of the case.
        target: the folder to write.
        retention: the periods.
        folders: where the originals are looked for.
        on: day of archiving.
        force: replace an archive folder that is there.
        progress: told how many files have been read in the search.

    Raises:
        BadInput: where there is no such case, or the folder cannot be written; nothing is left half done.
        RecordError: where the record cannot be trusted.
    """
    record = engine.record
    case = record.case(name)
    with engine.store.reading(engine.congress) as reader:
        recorded = reader.entries()
    entries = [entry for entry in recorded if entry.number <= record.head.number]  # none that came meanwhile
    if check_chain(entries):
        raise RecordError("记录被改动或损坏,不能归档。", where=case.id, remedy="请运行 renda verify。")
    papers = taken_in_of(record, case)
    wanted = {(paper.name, paper.sha256) for paper in papers}
    search = find_originals(wanted, folders, progress)
    pieces = pieces_of(record, case, papers, search.found, retention)
    ids = {one.id for one in with_cases_within(record, case)}
    excerpt = [entry for entry in entries if entry.case in ids]
    archived = Archived(
        target,
        case.id,
        record.closed(case),
        tuple(pieces),
        lacking_in(record, case),
        tuple(search.unreadable),
        len(excerpt),
        (entries[-1].number, entries[-1].hash),
    )
    made = _written(engine, case, archived, entries, excerpt, on)
    _check_paths(target, [*made, *(piece.place for piece in pieces), MANIFEST])
    write_folder(
        target,
        lambda folder: _fill(folder, made, archived),
        force=force,
        replaceable=lambda there: (there / MANIFEST).is_file(),
    )
    return archived


def _written(
    engine: Engine,
    case: Case,
    archived: Archived,
    entries: Sequence[Entry],
    excerpt: Sequence[Entry],
    on: date,
) -> dict[str, bytes]:
    """The files that the program itself writes: catalogue, journal, manifest."""
    day = on.strftime("%Y%m%d")
    congress = engine.record.register.congress
    rows = rows_of(archived.pieces, engine.shelf.actors)
    title = f"{congress.name}人大归档目录"
    about = [
        f"事项:{case.title}({case.id})    编制日期:{on.year}年{on.month}月{on.day}日",
        f"记录至第 {archived.head[0]} 号,末条哈希 {archived.head[1]}",
    ]
    document = page(title, about, rows, archived.lacking)
    journal = safe_name(0, "办理记录", day, ".jsonl")
    made = {
        safe_name(0, "归档目录", day, ".xlsx"): workbook(rows, archived.lacking),
        safe_name(0, "归档目录", day, ".docx"): docx(document),
        safe_name(0, "归档目录", day, ".html"): html(document).encode(),
        journal: lines_of(excerpt).encode(),
    }
    files = [
        {"file": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in made.items()
    ]
    files += [
        {
            "file": piece.place,
            "sha256": piece.paper.sha256,
            "bytes": piece.original.stat().st_size,
            "kind": piece.paper.kind,
            "entry": piece.paper.entry,
        }
        for piece in archived.pieces
        if piece.original is not None
    ]
    manifest = {
        "format": FORMAT,
        "congress": engine.congress,
        "case": case.id,
        "title": case.title,
        "procedure": case.procedure,
        "closed": archived.closed,
        "archived_on": on.isoformat(),
        "files": files,
        "not_found": [_not_found(piece) for piece in archived.pieces if piece.original is None],
        "lacking": archived.lacking,
        "journal": journal,
        "links": links_of(entries),
    }
    return {**made, MANIFEST: sealed(manifest)}


def _not_found(piece: Piece) -> dict[str, Any]:
    paper = piece.paper
    return {"kind": paper.kind, "name": paper.name, "sha256": paper.sha256, "entry": paper.entry}


def _check_paths(target: Path, places: Sequence[str]) -> None:
    longest = max(len(place) for place in places)
    room = room_below(target)
    if longest > room:
        raise BadInput(
            f"路径太长:最长的文件有 {longest} 个字,文件夹以下只剩 {room} 个,Windows 打不开。",
            where=str(target),
            remedy="请放在上级更少、名称更短的文件夹里。",
        )


def _fill(folder: Path, made: dict[str, bytes], archived: Archived) -> None:
    for piece in archived.pieces:
        if piece.original is not None:
            place = folder / piece.place
            place.parent.mkdir(exist_ok=True)
            content = piece.original.read_bytes()
            if hashlib.sha256(content).hexdigest() != piece.paper.sha256:
                raise BadInput(
                    f"{piece.original} 在归档时被改动了。", where=str(piece.original), remedy="请重新归档。"
                )
            place.write_bytes(content)
    for name, content in made.items():
        (folder / name).write_bytes(content)
