"""Scenarios of the procedure deputy-training."""

from pytest_bdd import scenarios

scenarios(".")
