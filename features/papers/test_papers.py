"""Scenarios of papers made from the record."""

from pytest_bdd import scenarios

scenarios(".")
