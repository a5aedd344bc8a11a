"""The scenarios of electing the chairperson, the township head and their deputies."""

from pytest_bdd import scenarios

scenarios(".")
