"""Scenarios of the procedure deputy-contact."""

from pytest_bdd import scenarios

scenarios(".")
