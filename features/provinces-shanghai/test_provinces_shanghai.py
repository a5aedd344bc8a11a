"""The scenarios of Shanghai."""

from pytest_bdd import scenarios

scenarios(".")
