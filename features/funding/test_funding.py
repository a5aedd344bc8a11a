"""Scenarios of the procedure funding."""

from pytest_bdd import scenarios

scenarios(".")
