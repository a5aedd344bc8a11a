"""The scenarios of supervising the execution of the budget."""

from pytest_bdd import scenarios

scenarios(".")
