"""The scenarios of questions put in deliberation."""

from pytest_bdd import scenarios

scenarios(".")
