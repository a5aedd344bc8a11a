"""The scenarios of local good practice: office."""

from pytest_bdd import scenarios

scenarios(".")
