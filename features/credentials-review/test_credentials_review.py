"""The scenarios of the review of credentials."""

from pytest_bdd import scenarios

scenarios(".")
