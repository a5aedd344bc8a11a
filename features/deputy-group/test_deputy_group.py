"""Scenarios of the procedure deputy-group."""

from pytest_bdd import scenarios

scenarios(".")
