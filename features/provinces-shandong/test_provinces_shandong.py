"""The scenarios of Shandong's own rules."""

from pytest_bdd import scenarios

scenarios(".")
