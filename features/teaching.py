"""A plugin of pytest: what the scenarios have shown travels with their reports; what is lacking fails the run.

The workers of pytest-xdist send their reports to the controller, so that it is the same with one process and with many.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from features.taught import lacking, played, shown_by
from procedures.library.places import places, short_path

if TYPE_CHECKING:
    from features.steps.office import Office
    from procedures.law.book import LawBook

SHOWN = "shown"
FEATURE = "feature"
CHOOSING = ("keyword", "markexpr", "lf", "deselect")


def attach(request: pytest.FixtureRequest, feature: Any, scenario: Any, book: LawBook) -> None:
    """Put what a scenario has shown of the rules in its tags into its report."""
    office: Office = request.getfixturevalue("office")
    tags = scenario.tags | feature.tags | (scenario.rule.tags if scenario.rule else set())
    told = {id(finding) for finding in office.told}
    shown = played(tags)
    for finding in office.heard:
        if finding.rule in tags:
            shown |= shown_by(finding, told=id(finding) in told, book=book)
    request.node.user_properties += [
        (FEATURE, short_path(Path(feature.filename))),
        (SHOWN, sorted(shown)),
    ]


class Teaching:
    """Listens to the reports of all scenarios and says at the end what none of them has shown.

    Args:
        book: the rules.
    """

    def __init__(self, book: LawBook) -> None:
        self._book = book
        self._shown: set[str] = set()
        self._features: set[str] = set()
        self.lacking: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            for name, value in report.user_properties:
                if name == SHOWN:
                    self._shown.update(value)
                elif name == FEATURE:
                    self._features.add(value)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if not self._all_have_run(session.config):
            return
        self.lacking = lacking(self._book, self._shown)
        if self.lacking:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _all_have_run(self, config: pytest.Config) -> bool:
        """A run of some scenarios says nothing about the others."""
        chosen = any(config.getoption(name, None) for name in CHOOSING)
        expected = {short_path(path) for path in places().files("features", "**/*.feature")}
        return not chosen and expected <= self._features

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.lacking:
            terminalreporter.section(f"场景还缺 {len(self.lacking)} 处", red=True)
            for line in self.lacking:
                terminalreporter.write_line(line)
