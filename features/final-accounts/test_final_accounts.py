"""The scenarios of approving the final accounts."""

from pytest_bdd import scenarios

scenarios(".")
