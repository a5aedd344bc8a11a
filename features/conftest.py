"""Collects the scenarios; their tags name the requirements they show.

Once all of them have run, every rule must have been shown fulfilled, broken and at its exact boundaries (taught.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from features.steps.cases import *
from features.steps.office import *
from features.steps.office import BOOK, Office
from features.steps.rules import *
from features.taught import lacking, shown_by
from procedures.library.places import places, short_path

SHOWN = "shown"
FEATURE = "feature"


def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:
    """One registered marker for all requirements, instead of one for each."""
    pytest.mark.requirement(tag)(function)
    return True


def pytest_bdd_after_scenario(request: pytest.FixtureRequest, feature: Any, scenario: Any) -> None:
    """What the scenario has shown of the rules it is tagged with travels with its report."""
    office: Office = request.getfixturevalue("office")
    tags = scenario.tags | feature.tags | (scenario.rule.tags if scenario.rule else set())
    told = {id(finding) for finding in office.told}
    shown: set[str] = set()
    for finding in office.heard:
        if finding.rule in tags:
            shown |= shown_by(finding, told=id(finding) in told, book=BOOK)
    request.node.user_properties += [(FEATURE, short_path(Path(feature.filename))), (SHOWN, sorted(shown))]


class Teaching:
    """Listens to the reports of all scenarios (of all workers) and says at the end what they have not shown."""

    def __init__(self) -> None:
        self.shown: set[str] = set()
        self.features: set[str] = set()
        self.lacking: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == SHOWN:
                    self.shown.update(value)
                elif name == FEATURE:
                    self.features.add(value)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._all_have_run(session.config):
            self.lacking = lacking(BOOK, self.shown)
            if self.lacking:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _all_have_run(self, config: pytest.Config) -> bool:
        """A run of some scenarios only says nothing about the others."""
        chosen = any(config.getoption(name, None) for name in ("keyword", "markexpr", "lf", "deselect"))
        expected = {short_path(path) for path in places().files("features", "**/*.feature")}
        return not chosen and expected <= self.features

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.lacking:
            terminalreporter.section(f"{len(self.lacking)} 处没有场景", red=True)
            for line in self.lacking:
                terminalreporter.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # a worker sends its reports to the controller
        config.pluginmanager.register(Teaching(), "teaching")
