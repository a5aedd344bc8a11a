"""The scenarios of local good practice: supervision."""

from pytest_bdd import scenarios

scenarios(".")
