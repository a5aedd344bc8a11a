"""The scenarios of recalling a leading officer."""

from pytest_bdd import scenarios

scenarios(".")
