"""Scenarios of the procedure first-session."""

from pytest_bdd import scenarios

scenarios(".")
