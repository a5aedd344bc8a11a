"""Scenarios of the procedure special-session."""

from pytest_bdd import scenarios

scenarios(".")
