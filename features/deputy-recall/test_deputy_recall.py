"""The scenarios of recalling a deputy by the voters."""

from pytest_bdd import scenarios

scenarios(".")
