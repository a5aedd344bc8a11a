"""Scenarios of the check before a session."""

from pytest_bdd import scenarios

scenarios(".")
