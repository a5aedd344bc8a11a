"""The scenarios of deputies' inspections."""

from pytest_bdd import scenarios

scenarios(".")
