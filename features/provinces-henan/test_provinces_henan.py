"""The scenarios of Henan's own rules."""

from pytest_bdd import scenarios

scenarios(".")
