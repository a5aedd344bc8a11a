"""The scenarios of the library, found by the requirements they are tagged with."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from procedures.library.places import Places

_FEATURE = re.compile(r"^\s*功能:\s*(.+?)\s*$")
_SCENARIO = re.compile(r"^\s*场景(?:大纲)?:\s*(.+?)\s*$")
_TAGS = re.compile(r"^\s*@")


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario.

    Attributes:
        name: `功能:场景`.
        tags: ids of the requirements it shows.
        where: file and line.
    """

    name: str
    tags: tuple[str, ...]
    where: str


def all_scenarios(places: Places) -> list[Scenario]:
    """Every scenario of the library, in the order of the files."""
    found = []
    for path in places.files("features", "**/*.feature"):
        feature, common, waiting = path.stem, [], []
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if _TAGS.match(line):
                waiting += [tag.removeprefix("@") for tag in line.split()]
            elif match := _FEATURE.match(line):
                feature, common, waiting = match.group(1), waiting, []
            elif match := _SCENARIO.match(line):
                where = f"{path.parent.name}/{path.name}:{number}"
                found.append(Scenario(f"{feature}:{match.group(1)}", (*common, *waiting), where))
                waiting = []
            elif line.strip():
                waiting = []
    return found


def by_requirement(places: Places) -> dict[str, list[Scenario]]:
    """Scenarios by the requirement they show."""
    result: dict[str, list[Scenario]] = defaultdict(list)
    for scenario in all_scenarios(places):
        for tag in scenario.tags:
            result[tag].append(scenario)
    return result


def scenarios_for(places: Places, requirement: str) -> list[str]:
    """Names of the scenarios that show a requirement."""
    return [f"{scenario.name}({scenario.where})" for scenario in by_requirement(places).get(requirement, [])]
