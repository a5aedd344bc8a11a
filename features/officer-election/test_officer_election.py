"""The scenarios of electing officers."""

from pytest_bdd import scenarios

scenarios(".")
