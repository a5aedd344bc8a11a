"""The scenarios of deputies' suggestions."""

from pytest_bdd import scenarios

scenarios(".")
