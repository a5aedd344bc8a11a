"""The scenarios of bills."""

from pytest_bdd import scenarios

scenarios(".")
