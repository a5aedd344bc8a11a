"""The scenarios of a leading officer's resignation."""

from pytest_bdd import scenarios

scenarios(".")
