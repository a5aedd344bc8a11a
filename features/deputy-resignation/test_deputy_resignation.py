"""The scenarios of a deputy's resignation."""

from pytest_bdd import scenarios

scenarios(".")
