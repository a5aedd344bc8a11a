"""The scenarios of approving the budget, alone and within a session."""

from pytest_bdd import scenarios

scenarios(".")
