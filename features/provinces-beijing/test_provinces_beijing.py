"""The scenarios of Beijing."""

from pytest_bdd import scenarios

scenarios(".")
