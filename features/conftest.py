"""Collects the scenarios; their tags name the requirements they show."""

from __future__ import annotations

from typing import Any

import pytest

from features.steps.cases import *
from features.steps.differences import *
from features.steps.keeping import *
from features.steps.office import *
from features.steps.office import BOOK
from features.steps.paper_making import *
from features.steps.papers import *
from features.steps.planning import *
from features.steps.practice import *
from features.steps.rules import *
from features.steps.standing import *
from features.teaching import Teaching, attach


def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:
    """One registered marker for all requirements, instead of one for each."""
    pytest.mark.requirement(tag)(function)
    return True


def pytest_bdd_after_scenario(request: pytest.FixtureRequest, feature: Any, scenario: Any) -> None:
    attach(request, feature, scenario, BOOK)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # a worker only sends its reports
        config.pluginmanager.register(Teaching(BOOK), "teaching")
