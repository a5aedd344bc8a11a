"""The scenarios of the constitutional oath."""

from pytest_bdd import scenarios

scenarios(".")
