"""The same thing is told once: rules that refine one another, lists that a rule and an expectation both ask about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from procedures.checks.base import BaseCheck
from procedures.checks.choices import Contains
from procedures.compliance.report import distinct
from procedures.errors import ProceduresError
from procedures.workflow.expectations import Listed

if TYPE_CHECKING:
    from procedures.compliance.report import Row
    from procedures.compliance.scene import Scene
    from procedures.law.rule import Rule

OPEN = {"breach", "flawed", "todo"}
ORDER = {"breach": 0, "flawed": 1, "todo": 2}


def told_once(rows: list[Row], scene: Scene) -> list[Row]:
    """The rows without repetitions; what says the same is cited in the one that stays.

    Args:
        rows: everything found.
        scene: what they were found on.
    """
    kept = distinct(rows)
    owed = {row.finding.rule for row in kept if row.owed}
    kept = [
        row for row in kept if row.case or row.owed or row.group != "todo" or row.finding.rule not in owed
    ]
    kept = _refined(kept, scene)
    kept = _listed(kept, scene)
    return _one_step(kept)


def _rule(scene: Scene, row: Row) -> Rule | None:
    try:
        province = scene.record.register.congress.province
        return scene.engine.book.rule(row.finding.rule, scene.engine.today, province).rule
    except ProceduresError:  # a requirement without a rule, a fault of shape
        return None


def _refined(rows: list[Row], scene: Scene) -> list[Row]:
    """A local rule that refines a national one speaks for both, where both find the same act wanting."""
    gone: set[int] = set()
    for place, row in enumerate(rows):
        rule = _rule(scene, row) if row.group in {"breach", "flawed"} else None
        if rule is None or rule.refines is None:
            continue
        for other, national in enumerate(rows):
            same_act = (national.case, national.step, national.entry) == (row.case, row.step, row.entry)
            here = same_act and national.group in OPEN
            if here and national.finding.rule == rule.refines and other not in gone:
                rows[place] = _citing(rows[place], national)
                gone.add(other)
    return [row for place, row in enumerate(rows) if place not in gone]


def _listed(rows: list[Row], scene: Scene) -> list[Row]:
    """A rule that misses an item in a list speaks for the expectation of the same item."""
    wanted = {(e.requirement, f"{e.says}。"): e for e in scene.before.expects if isinstance(e, Listed)}
    gone: set[int] = set()
    for place, row in enumerate(rows):
        if row.group not in {"breach", "flawed"} or row.case != scene.case.id:
            continue
        missing = _missing(_rule(scene, row), scene)
        for other, about in enumerate(rows):
            expected = wanted.get((about.finding.rule, about.finding.message))
            if expected is None or about.group not in OPEN or other == place:
                continue
            if any(name in expected.lists and item in expected.items for name, item in missing):
                rows[place] = _citing(rows[place], about)
                gone.add(other)
    return [row for place, row in enumerate(rows) if place not in gone]


def _missing(rule: Rule | None, scene: Scene) -> list[tuple[str, str]]:
    """What the rule asks of lists and does not find in them, as list and item."""
    if rule is None:
        return []
    return [
        (check.list, item)
        for check in _contained(rule.check)
        for item in check.items
        if item not in (scene.case.facts.get(check.list) or ())
    ]


def _contained(check: BaseCheck) -> Iterator[Contains]:
    if isinstance(check, Contains):
        yield check
    parts: list[Any] = [
        *getattr(check, "checks", ()),
        getattr(check, "check", None),
        getattr(check, "then", None),
    ]
    for part in parts:
        if isinstance(part, BaseCheck):
            yield from _contained(part)


def _one_step(rows: list[Row]) -> list[Row]:
    """That a step is to be done, said by several rules, is one thing to do: the gravest, by the earliest day."""
    kept: list[Row] = []
    at: dict[tuple[str | None, str], list[int]] = {}
    for row in rows:
        if row.group not in {"todo", "flawed"} or row.command is None or row.step is None:
            kept.append(row)
            continue
        places = at.setdefault((row.case, _doing(row.command)), [])
        same = next((place for place in places if row.bare or kept[place].bare), None)
        if same is None:
            places.append(len(kept))
            kept.append(row)
        elif _says_more(row, kept[same]):
            kept[same] = _citing(row, kept[same])
        else:
            kept[same] = _citing(kept[same], row)
    return kept


PLACE = "=…"


def _doing(command: str) -> str:
    """A command without the places for facts that are wanting."""
    return " ".join(word for word in command.split() if not word.endswith(PLACE))


def _joint(command: str | None, other: str | None) -> str | None:
    """The command with the places of the other one too, where both do the same step."""
    if command is None or other is None or _doing(command) != _doing(other):
        return command
    return " ".join(dict.fromkeys([*command.split(), *other.split()]))


def _says_more(row: Row, than: Row) -> bool:
    if row.group != than.group:
        return ORDER[row.group] < ORDER[than.group]
    if (row.until is None) != (than.until is None):
        return row.until is not None
    return row.until is not None and than.until is not None and row.until < than.until


def _citing(row: Row, other: Row) -> Row:
    """The row, citing the other too."""
    cited = {row.finding.citation, *row.also, ""}
    more = [c for c in (other.finding.citation, *other.also) if c not in cited and c != "程序次序"]
    return replace(
        row,
        also=(*row.also, *dict.fromkeys(more)),
        command=_joint(row.command, other.command),
        powers=tuple(dict.fromkeys((*row.powers, *other.powers))),
        owed=row.owed or (other.owed and row.group == "todo"),
    )
