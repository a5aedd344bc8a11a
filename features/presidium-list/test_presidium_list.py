"""The scenarios of the presidium list: each member is asked about."""

from pytest_bdd import scenarios

scenarios(".")
