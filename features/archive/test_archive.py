"""Scenarios of the procedure archive."""

from pytest_bdd import scenarios

scenarios(".")
