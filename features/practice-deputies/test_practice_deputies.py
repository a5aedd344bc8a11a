"""The scenarios of local good practice: deputies."""

from pytest_bdd import scenarios

scenarios(".")
