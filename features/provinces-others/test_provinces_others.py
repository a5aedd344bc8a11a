"""The scenarios of the smaller provinces."""

from pytest_bdd import scenarios

scenarios(".")
