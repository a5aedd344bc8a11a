"""Scenarios of the procedure deputy-report-to-voters."""

from pytest_bdd import scenarios

scenarios(".")
