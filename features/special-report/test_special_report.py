"""The scenarios of hearing a special report."""

from pytest_bdd import scenarios

scenarios(".")
