"""The scenarios of work evaluations."""

from pytest_bdd import scenarios

scenarios(".")
