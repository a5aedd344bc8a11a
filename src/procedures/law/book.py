"""The rules that are held: which file holds which, and which version is in force on a date in a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from procedures.errors import LibraryError, NoLaw, UnknownName
from procedures.law.facts import Fact, Vocabulary
from procedures.law.rule import (
    NATIONAL,
    PRACTICE,
    Applies,
    Effect,
    Occasion,
    Otherwise,
    Rule,
    RuleFile,
    Statute,
)
from procedures.library.likeness import asked_back
from procedures.library.places import Places, short_path
from procedures.library.reading import Document, read_as

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from pathlib import Path

    from procedures.checks.base import Labels


# Patterns only choose what is read; where they may find too much, what is read is asked again. They begin with plain
# letters, for which Python looks fast.
_IDENTITY = re.compile(r"^- id[\"']?\s*:\s*[\"']?([A-Z]+-[\w-]+)", re.MULTILINE)
_CONFLICT = re.compile(r"conflict[\"']?\s*:")
_PRACTICE = re.compile(rf"level[\"']?\s*:\s*[\"']?{PRACTICE}\b")
_JURISDICTION = re.compile(r"^\s*jurisdiction\s*:\s*[\"']?(\w+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule with the statute version and the file it stands in."""

    rule: Rule
    statute: Statute
    where: str

    def in_force(self, on: date) -> bool:
        """Whether the rule applies on that day."""
        since = self.rule.in_force or self.statute.in_force
        ends = [day for day in (self.rule.until, self.statute.until) if day is not None]
        return since <= on and all(on < end for end in ends)

    @property
    def citation(self) -> str:
        """Statute and article."""
        return f"{self.statute.short}{self.rule.article}"

    def asked(self, practice: Collection[str]) -> bool:
        """Whether it is asked where these ids of good practice are switched on; law always is."""
        return self.statute.level != PRACTICE or self.rule.id in practice


@dataclass(frozen=True, slots=True)
class Required:
    """A requirement as its statute words it for us; effect and remedy only where a rule decides it."""

    id: str
    statute: Statute
    article: str
    requirement: str
    effect: Effect | None
    remedy: str | None

    @property
    def citation(self) -> str:
        """Statute and article."""
        return f"{self.statute.short}{self.article}"


class LawBook:
    """The rule files of the library; each is read only when it is asked for.

    Args:
        places: where the library lies.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        self._read: dict[Path, tuple[RuleFile, Document]] = {}
        self._sources: dict[Path, Document] = {}
        self._texts: dict[Path, str] = {}
        self._placed: dict[Path, list[Placed]] = {}
        self._about: dict[tuple[str, str | None], list[Placed]] = {}
        self._asked_at: dict[tuple[str, Occasion, str | None, str | None], list[Placed]] = {}
        self._statutes: dict[Path, Statute] = {}
        self._differing: dict[str, list[tuple[Rule | Otherwise, Statute]]] = {}
        self._versions: dict[str, list[Placed]] = {}
        self._in_force: dict[tuple[str, Occasion, str | None, date, str | None], list[Placed]] = {}

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

    def all(self, paths: Iterable[Path] | None = None) -> list[Placed]:
        """Every rule of the given files (of all files, where none are given)."""
        return [
            placed for path in (self.paths if paths is None else paths) for placed in self._placed_in(path)
        ]

    def _placed_in(self, path: Path) -> list[Placed]:
        if path not in self._placed:
            content, document = self._document(path)
            name = short_path(path)
            self._placed[path] = [
                Placed(rule, content.statute, f"{name}:{document.line(('rules', place))}")
                for place, rule in enumerate(content.rules)
            ]
        return self._placed[path]

    def otherwise(self) -> list[tuple[Otherwise, Statute]]:
        """Every requirement that is accounted for without a rule."""
        return [(item, self.file(path).statute) for path in self.paths for item in self.file(path).otherwise]

    def practices(self, province: str | None) -> list[Placed]:
        """Every rule of good practice, of the whole country and of a province."""
        paths = [path for path in self.here(province) if _PRACTICE.search(self._text(path))]
        return [placed for placed in self.all(paths) if placed.statute.level == PRACTICE]

    def without_rule(self, identity: str) -> list[tuple[Otherwise, Statute]]:
        """The requirement of that id in every text that accounts for it without a rule."""
        pattern = re.compile(rf"id[\"']?\s*:\s*[\"']?{re.escape(identity)}\b")
        paths = [path for path in self.paths if pattern.search(self._text(path))]
        files = [self.file(path) for path in paths]
        return [(item, file.statute) for file in files for item in file.otherwise if item.id == identity]

    @property
    def provinces(self) -> list[str]:
        """The provinces of which local rules are held."""
        return sorted({self._jurisdiction(path) for path in self.paths} - {NATIONAL})

    def differing(self, province: str | None) -> list[tuple[Rule | Otherwise, Statute]]:
        """The province's requirements that say how they differ from national law; only these are read."""
        if province is None:
            return []
        if province not in self._differing:
            found: list[tuple[Rule | Otherwise, Statute]] = []
            for path in self.here(province):
                if self._jurisdiction(path) == province and _CONFLICT.search(self._text(path)):
                    part = self._source(path).part(lambda item: _CONFLICT.search(item) is not None)
                    content = read_as(part, RuleFile)
                    items: tuple[Rule | Otherwise, ...] = (*content.rules, *content.otherwise)
                    found += [(item, content.statute) for item in items if item.conflict is not None]
            self._differing[province] = found
        return self._differing[province]

    def about(self, procedure: str, province: str | None = None) -> list[Placed]:
        """Every version of every rule that is asked in a procedure; only these rules are read.

        Args:
            procedure: its id.
            province: whose local rules to read beside the national ones; None reads those of all provinces.
        """
        key = (procedure, province)
        if key not in self._about:
            pattern = re.compile(rf"procedure[\"']?\s*:\s*[\"']?{re.escape(procedure)}\b(?!-)")
            self._about[key] = [
                placed
                for placed in self._matching(pattern, province)
                if any(applies.procedure == procedure for applies in placed.rule.applies)
            ]
        return self._about[key]

    def _matching(self, pattern: re.Pattern[str], province: str | None) -> list[Placed]:
        """The rules whose text matches, of the national files and the province's.

        Users' own files are read whole: what is wrong anywhere in them is said, not passed over.
        """
        found: list[Placed] = []
        for path in self.here(province):
            if path in self._read or self._places.own(path):
                found += self._placed_in(path)
            elif pattern.search(self._text(path)):
                found += self._excerpt(path, pattern)
        return found

    def _excerpt(self, path: Path, pattern: re.Pattern[str]) -> list[Placed]:
        """Only the rules whose text matches; the rest of the file is not even checked (lint checks it all)."""
        document = self._source(path).part(lambda item: pattern.search(item) is not None)
        content = read_as(document, RuleFile)
        return [
            Placed(rule, content.statute, document.where(("rules", place)))
            for place, rule in enumerate(content.rules)
        ]

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

    def versions(self, rule_id: str) -> list[Placed]:
        """All versions of one rule.

        Raises:
            UnknownName: where there is none.
        """
        if rule_id in self._versions:
            return self._versions[rule_id]
        prefix = rule_id.split("-", 1)[0]
        pattern = re.compile(rf"id[\"']?\s*:\s*[\"']?{re.escape(rule_id)}\b")
        named = [path for path in self.paths if path.name.startswith(f"{prefix}-")]
        for paths in (named, self.paths):
            candidates = [path for path in paths if pattern.search(self._text(path))]
            found = [placed for path in candidates for placed in self._version(path, rule_id, pattern)]
            if found:
                self._versions[rule_id] = found
                return found
        known = {found: found for path in self.paths for found in _IDENTITY.findall(self._text(path))}
        raise UnknownName(
            f"没有编号为 {rule_id} 的规则。",
            where=rule_id,
            remedy=f"{asked_back(rule_id.upper(), known)}用 renda rule list 查看全部编号。",
        )

    def _version(self, path: Path, rule_id: str, pattern: re.Pattern[str]) -> list[Placed]:
        """The rule in one file; only its own lines are read, where the file has not been read before."""
        found = self._placed_in(path) if path in self._read else self._excerpt(path, pattern)
        return [placed for placed in found if placed.rule.id == rule_id]

    def rule(self, rule_id: str, on: date, province: str | None = None) -> Placed:
        """The version of a rule in force on a day.

        Raises:
            UnknownName: where there is no such rule.
            NoLaw: where no version held here was in force, or it belongs to another province.
        """
        versions = self.versions(rule_id)
        for placed in versions:
            if placed.in_force(on):
                place = placed.statute.jurisdiction
                if province is not None and place not in {NATIONAL, province}:
                    raise NoLaw(
                        f"{rule_id} 是{place}的规定,在{province}不适用。",
                        where=rule_id,
                        remedy=f"用 --province {place},或用 renda rule list --province {province} 查本省规则。",
                    )
                return placed
        spans = ";".join(_span(placed) for placed in versions)
        raise NoLaw(
            f"{on.year}年{on.month}月{on.day}日没有施行中的 {rule_id}({spans})。",
            where=rule_id,
            remedy="请核对日期;如确系当日的行为,此处没有当时有效的文本,不能判断。",
        )

    def requirement(self, requirement_id: str, on: date, province: str | None = None) -> Required:
        """Any requirement in force on a day, whether a rule decides it or not.

        Raises:
            UnknownName: where there is no such requirement.
            NoLaw: where no version held here was in force.
        """
        pattern = re.compile(rf"id[\"']?\s*:\s*[\"']?{re.escape(requirement_id)}\b(?!-)")
        for path in self.paths:
            statute = self.statute(path)
            stands = statute.in_force <= on and (statute.until is None or on < statute.until)
            if not stands or not pattern.search(self._text(path)):
                continue
            for item in self._otherwise_in(path, pattern):
                if item.id == requirement_id:
                    return Required(item.id, statute, item.article, item.requirement, None, None)
        placed = self.rule(requirement_id, on, province)
        rule = placed.rule
        return Required(rule.id, placed.statute, rule.article, rule.requirement, rule.effect, rule.remedy)

    def _otherwise_in(self, path: Path, pattern: re.Pattern[str]) -> tuple[Otherwise, ...]:
        """Requirements without a rule in one file; only the matching lines are read where it has not been read."""
        if path in self._read:
            return self.file(path).otherwise
        return read_as(
            self._source(path).part(lambda item: pattern.search(item) is not None), RuleFile
        ).otherwise

    def for_step(
        self, procedure: str, step: str, on: date, province: str | None, practice: Collection[str] = ()
    ) -> list[Placed]:
        """The rules asked on a step, in force that day, national ones first.

        Args:
            procedure: where they sit.
            step: where they sit.
            on: the day whose law counts.
            province: whose local rules are asked too.
            practice: ids of good practice that is switched on; other practice is not asked.

        Raises:
            NoLaw: where a statute has rules for the step, but no version held here was in force.
        """
        return _chosen(self._asked(procedure, "act", on, province, step), practice)

    def for_closing(
        self, procedure: str, on: date, province: str | None, practice: Collection[str] = ()
    ) -> list[Placed]:
        """The rules asked before a case of the procedure may close."""
        return _chosen(self._asked(procedure, "close", on, province, None), practice)

    def for_period(
        self, occasion: Occasion, on: date, province: str | None, practice: Collection[str] = ()
    ) -> list[Placed]:
        """The rules asked of a year or a term."""
        pattern = re.compile(rf"on[\"']?\s*:\s*[\"']?{occasion}\b")
        found = [
            p
            for p in self._matching(pattern, province or NATIONAL)
            if any(a.on == occasion for a in p.rule.applies)
        ]
        return _chosen(self._current(found, on, province, occasion), practice)

    def reading(self, facts: Collection[str], on: date, province: str | None) -> list[Placed]:
        """The rules in force on a day, national and the province's, that read all of these facts.

        Args:
            facts: names of facts.
            on: the day.
            province: whose local rules to take; None is national only.
        """
        name = min(facts)
        found = self._matching(re.compile(rf"{re.escape(name)}\b"), province or NATIONAL)
        return [p for p in found if p.in_force(on) and set(facts) <= set(p.rule.facts())]

    def _asked(
        self, procedure: str, occasion: Occasion, on: date, province: str | None, step: str | None
    ) -> list[Placed]:
        now = (procedure, occasion, step, on, province)
        if now not in self._in_force:
            key = (procedure, occasion, step, province)
            if key not in self._asked_at:
                self._asked_at[key] = [
                    placed
                    for placed in self.about(procedure, province or NATIONAL)
                    if any(_is_asked(applies, procedure, occasion, step) for applies in placed.rule.applies)
                ]
            what = f"{procedure}/{step or occasion}"
            self._in_force[now] = self._current(self._asked_at[key], on, province, what)
        return self._in_force[now]

    def _current(self, found: list[Placed], on: date, province: str | None, what: str) -> list[Placed]:
        here = [placed for placed in found if placed.statute.jurisdiction in {NATIONAL, province}]
        current = [placed for placed in here if placed.in_force(on)]
        law = [placed for placed in here if placed.statute.level != PRACTICE]  # a habit has no earlier text
        for family in dict.fromkeys(placed.statute.id for placed in law):
            if _one_stands((placed.statute for placed in here if placed.statute.id == family), on):
                continue
            texts = self._texts_of(family)  # the text of that day may have no rule of this kind
            if not _one_stands(texts, on):
                first = min(texts, key=lambda statute: statute.in_force)
                raise NoLaw(
                    f"这里没有 {on.year}年{on.month}月{on.day}日有效的《{first.title}》文本"
                    f"(所存文本自 {first.in_force.isoformat()} 起施行),不能判断。",
                    where=what,
                    remedy="请核对日期;早于该日的行为请按当时的文本人工判断。",
                )
        return sorted(current, key=lambda placed: placed.statute.jurisdiction != NATIONAL)

    def _texts_of(self, family: str) -> list[Statute]:
        """All texts of a statute that are held here."""
        pattern = re.compile(rf"id[\"']?\s*:\s*[\"']?{re.escape(family)}\b")
        statutes = [self.statute(path) for path in self.paths if pattern.search(self._text(path))]
        return [statute for statute in statutes if statute.id == family]


def _chosen(found: Iterable[Placed], practice: Collection[str]) -> list[Placed]:
    return [placed for placed in found if placed.asked(practice)]


def _one_stands(texts: Iterable[Statute], on: date) -> bool:
    return any(text.in_force <= on and (text.until is None or on < text.until) for text in texts)


def _is_asked(applies: Applies, procedure: str, occasion: Occasion, step: str | None) -> bool:
    return (
        applies.procedure == procedure and applies.on == occasion and (step is None or step in applies.step)
    )


def _span(placed: Placed) -> str:
    since = placed.rule.in_force or placed.statute.in_force
    until = placed.rule.until or placed.statute.until
    return f"{placed.statute.version}:{since.isoformat()} 至 {until.isoformat() if until else '今'}"
