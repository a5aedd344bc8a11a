"""Scenarios of the linter of papers."""

from pytest_bdd import scenarios

scenarios(".")
