"""The scenarios of adjusting the budget."""

from pytest_bdd import scenarios

scenarios(".")
