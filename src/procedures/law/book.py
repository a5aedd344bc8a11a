"""The rules that are held: which file holds which, and which version is in force on a date in a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from procedures.errors import NoLaw, UnknownName
from procedures.law.files import RuleFiles
from procedures.law.placed import Placed, Required
from procedures.law.rule import (
    NATIONAL,
    PRACTICE,
    Applies,
    Occasion,
    Otherwise,
    Rule,
    RuleFile,
    Statute,
)
from procedures.library.likeness import asked_back
from procedures.library.places import Places
from procedures.library.reading import read_as

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from pathlib import Path


# Patterns only choose what is read; where they may find too much, what is read is asked again. They begin with plain
# letters, for which Python looks fast.
_IDENTITY = re.compile(r"^- id[\"']?\s*:\s*[\"']?([A-Z]+-[\w-]+)", re.MULTILINE)
_CONFLICT = re.compile(r"conflict[\"']?\s*:")
_PRACTICE = re.compile(rf"level[\"']?\s*:\s*[\"']?{PRACTICE}\b")


class LawBook(RuleFiles):
    """Which rules there are: by procedure, by occasion, by id, in force on a day in a place.

    Args:
        places: where the library lies.
    """

    def __init__(self, places: Places) -> None:
        super().__init__(places)
        self._about: dict[tuple[str, str | None], list[Placed]] = {}
        self._asked_at: dict[tuple[str, Occasion, str | None, str | None], list[Placed]] = {}
        self._differing: dict[str, list[tuple[Rule | Otherwise, Statute]]] = {}
        self._versions: dict[str, list[Placed]] = {}
        self._in_force: dict[tuple[str, Occasion, str | None, date, str | None], list[Placed]] = {}

    def all(self, paths: Iterable[Path] | None = None) -> list[Placed]:
        """Every rule of the given files (of all files, where none are given)."""
        return [
            placed for path in (self.paths if paths is None else paths) for placed in self._placed_in(path)
        ]

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
