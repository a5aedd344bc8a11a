"""The scenarios of interpellations."""

from pytest_bdd import scenarios

scenarios(".")
