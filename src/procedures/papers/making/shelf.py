"""The paper files that are held; each is read when it is asked for, a county's own replaces the shipped one."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from procedures.documents.layout import Layout, read_layout
from procedures.errors import LibraryError, UnknownName
from procedures.library.places import Places, short_path
from procedures.library.reading import Document, read_as
from procedures.papers.making.model import NamesFile, PaperKind
from procedures.workflow.retention import Retention

NAMES = "names.yaml"
_TITLE = re.compile(r"^title:\s*(.+?)\s*$", re.MULTILINE)


class PaperShelf:
    """The kinds of papers of the library.

    Args:
        places: where the library lies; a later folder's file replaces an earlier one of the same name.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._kinds: dict[str, tuple[PaperKind, Document]] = {}

    @cached_property
    def paths(self) -> dict[str, Path]:
        """File of each kind, by id."""
        return {path.stem: path for path in self._places.files("papers", "kinds/*.yaml")}

    @cached_property
    def templates(self) -> dict[str, Path]:
        """A county's own .docx template of a kind, by id."""
        return {path.stem: path for path in self._places.files("papers", "kinds/*.docx")}

    @cached_property
    def retention(self) -> Retention:
        """How long each kind of paper is kept."""
        return Retention(self._places)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Title of each kind, by id, read without loading the whole file."""
        found = {}
        for kind, text in self._texts.items():
            match = _TITLE.search(text)
            found[kind] = match.group(1) if match else kind
        return found

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {
            kind: path.read_text(encoding="utf-8-sig", errors="replace") for kind, path in self.paths.items()
        }

    @cached_property
    def names(self) -> NamesFile:
        """What papers call things; a county's file adds to the shipped one."""
        labels: dict[str, str] = {}
        names: dict[str, str] = {}
        for path in self._places.files("papers", NAMES):
            read = read_as(Document(path), NamesFile, guide="docs/paper-files.md")
            labels.update(read.labels)
            names.update(read.names)
        return NamesFile(labels=labels, names=names)

    @cached_property
    def layout(self) -> Layout:
        """The figures of a page."""
        return read_layout(self._places)

    def find(self, name: str) -> str:
        """Id of the kind with that id or title.

        Raises:
            UnknownName: where there is none.
        """
        if name in self.paths:
            return name
        for kind, title in self.titles.items():
            if name == title:
                return kind
        near = "、".join(title for title in self.titles.values() if name in title or title in name)
        told = f"是不是:{near}?" if near else ""
        raise UnknownName(
            f"没有叫“{name}”的文书。", where=name, remedy=f"{told}用 renda paper list 查看全部文书。"
        )

    def kind(self, name: str) -> PaperKind:
        """The kind with that id or title.

        Raises:
            UnknownName: where there is none.
            LibraryError: where its file is broken.
        """
        return self._read(self.find(name))[0]

    def document(self, kind: str) -> Document:
        """The file of a kind with its line numbers."""
        return self._read(self.find(kind))[1]

    def _read(self, kind: str) -> tuple[PaperKind, Document]:
        if kind not in self._kinds:
            path = self.paths[kind]
            document = Document(path)
            read = read_as(document, PaperKind, guide="docs/paper-files.md")
            if read.kind != kind:
                raise LibraryError(
                    f"文件名与 kind: {read.kind} 不一致。",
                    where=short_path(path),
                    remedy="把文件改名,或者改正 kind。",
                )
            self._kinds[kind] = (read, document)
        return self._kinds[kind]

    def all(self) -> list[PaperKind]:
        """Every kind, in the order of their files."""
        return [self.kind(kind) for kind in sorted(self.paths)]

    def titles_for(self, procedure: str, step: str, papers: tuple[str, ...]) -> list[str]:
        """Titles of the kinds that go with a step, found without reading whole files: it is asked after every act.

        Args:
            procedure: id.
            step: id.
            papers: the step's own words for its papers; kinds of these titles count where they belong to the procedure.
        """
        here = re.compile(
            rf"^- \{{procedure: {re.escape(procedure)}(?:, step: {re.escape(step)})?\}}\s*$", re.MULTILINE
        )
        anywhere = re.compile(rf"^- \{{procedure: {re.escape(procedure)}\b(?!-)", re.MULTILINE)
        found = []
        for kind, title in self.titles.items():
            text = self._texts[kind]
            with_step = any(f"step: {step}}}" in line for line in here.findall(text))
            if with_step or (title in papers and anywhere.search(text)):
                found.append(title)
        return found
