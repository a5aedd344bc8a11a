"""Scenarios of the procedure petition."""

from pytest_bdd import scenarios

scenarios(".")
