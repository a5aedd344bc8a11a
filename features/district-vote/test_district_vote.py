"""The scenarios of the election in one district."""

from pytest_bdd import scenarios

scenarios(".")
