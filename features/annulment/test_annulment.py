"""The scenarios of annulments."""

from pytest_bdd import scenarios

scenarios(".")
