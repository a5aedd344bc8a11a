"""The scenarios of deputy by-elections."""

from pytest_bdd import scenarios

scenarios(".")
