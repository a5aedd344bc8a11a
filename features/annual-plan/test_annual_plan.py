"""Scenarios of the procedure annual-plan."""

from pytest_bdd import scenarios

scenarios(".")
