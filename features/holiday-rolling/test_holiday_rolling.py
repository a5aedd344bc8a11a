"""The scenarios of last days that roll on over a holiday."""

from pytest_bdd import scenarios

scenarios(".")
