"""The scenarios of the election of all deputies."""

from pytest_bdd import scenarios

scenarios(".")
