"""The rule files as they lie in the library; each is read only when it is asked for, and only once."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from procedures.errors import LibraryError
from procedures.law.facts import Fact, Vocabulary
from procedures.law.placed import Placed
from procedures.law.rule import (
    NATIONAL,
    Otherwise,
    RuleFile,
    Statute,
)
from procedures.library.places import Places, short_path
from procedures.library.reading import Document, read_as

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from procedures.checks.base import Labels


_JURISDICTION = re.compile(r"^\s*jurisdiction\s*:\s*[\"']?(\w+)", re.MULTILINE)


class RuleFiles:
    """The rule files of the library.

    Args:
        places: where the library lies.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._read: dict[Path, tuple[RuleFile, Document]] = {}
        self._sources: dict[Path, Document] = {}
        self._texts: dict[Path, str] = {}
        self._placed: dict[Path, list[Placed]] = {}
        self._statutes: dict[Path, Statute] = {}

    @cached_property
    def paths(self) -> list[Path]:
        """All rule files."""
        return [
            path
            for path in self._places.files("rules", "**/*.yaml")
            if path.name not in {"facts.yaml", "offices.yaml"}
        ]

    @property
    def office_files(self) -> list[Path]:
        """The files that name the offices."""
        return self._places.files("rules", "offices.yaml")

    @cached_property
    def vocabulary(self) -> dict[str, Fact]:
        """The facts that rules may read, by name."""
        result: dict[str, Fact] = {}
        for path in self._places.files("rules", "**/facts.yaml"):
            document = self._source(path)
            for place, fact in enumerate(read_as(document, Vocabulary).facts):
                if fact.name in result:
                    raise LibraryError(
                        f"事实 {fact.name} 定义了两次。", where=document.where(("facts", place))
                    )
                result[fact.name] = fact
        return result

    def some_facts(self, words: Iterable[str]) -> dict[str, Fact]:
        """The facts of these names or labels, by name; without reading the whole vocabulary."""
        if "vocabulary" in self.__dict__:
            return self.vocabulary
        wanted = "|".join(re.escape(word) for word in words)
        pattern = re.compile(rf"\b(?:name|label):\s*[\"']?(?:{wanted})[\"']?\s*$", re.MULTILINE)
        found: dict[str, Fact] = {}
        for path in self._places.files("rules", "**/facts.yaml"):
            document = self._source(path).part(lambda item: pattern.search(item) is not None)
            if document.value.get("facts"):
                found.update({fact.name: fact for fact in read_as(document, Vocabulary).facts})
        return found

    @cached_property
    def labels(self) -> Labels:
        """Chinese label of each fact."""
        return {name: fact.label for name, fact in self.vocabulary.items()}

    def file(self, path: Path) -> RuleFile:
        """A rule file, read once."""
        return self._document(path)[0]

    def statute(self, path: Path) -> Statute:
        """The statute version that a rule file holds; its rules are not read for that."""
        if path not in self._statutes:
            if path in self._read:
                self._statutes[path] = self.file(path).statute
            else:
                head = self._source(path).part(lambda _item: False)
                self._statutes[path] = read_as(head, RuleFile).statute
        return self._statutes[path]

    def _source(self, path: Path) -> Document:
        """A file as it is written, read once; its items are checked when they are asked for."""
        if path not in self._sources:
            self._sources[path] = Document(path)
        return self._sources[path]

    def _document(self, path: Path) -> tuple[RuleFile, Document]:
        if path not in self._read:
            document = self._source(path)
            self._read[path] = (read_as(document, RuleFile), document)
        return self._read[path]

    def _text(self, path: Path) -> str:
        if path not in self._texts:
            self._texts[path] = path.read_text(encoding="utf-8-sig", errors="replace")
        return self._texts[path]

    def _placed_in(self, path: Path) -> list[Placed]:
        if path not in self._placed:
            content, document = self._document(path)
            name = short_path(path)
            self._placed[path] = [
                Placed(rule, content.statute, f"{name}:{document.line(('rules', place))}")
                for place, rule in enumerate(content.rules)
            ]
        return self._placed[path]

    def _excerpt(self, path: Path, pattern: re.Pattern[str]) -> list[Placed]:
        """Only the rules whose text matches; the rest of the file is not even checked (lint checks it all)."""
        document = self._source(path).part(lambda item: pattern.search(item) is not None)
        content = read_as(document, RuleFile)
        return [
            Placed(rule, content.statute, document.where(("rules", place)))
            for place, rule in enumerate(content.rules)
        ]

    def _otherwise_in(self, path: Path, pattern: re.Pattern[str]) -> tuple[Otherwise, ...]:
        """Requirements without a rule in one file; only the matching lines are read where it has not been read."""
        if path in self._read:
            return self.file(path).otherwise
        return read_as(
            self._source(path).part(lambda item: pattern.search(item) is not None), RuleFile
        ).otherwise

    def here(self, province: str | None) -> list[Path]:
        """The national rule files and a province's; all files where no province is named.

        Found by a look at the text: a file in another layout counts as national, so its rules are still to be asked.
        """
        if province is None:
            return self.paths
        return [path for path in self.paths if self._jurisdiction(path) in {NATIONAL, province}]

    def _jurisdiction(self, path: Path) -> str:
        match = _JURISDICTION.search(self._text(path))
        return match.group(1) if match else NATIONAL
