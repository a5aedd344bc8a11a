"""The scenarios of Chongqing."""

from pytest_bdd import scenarios

scenarios(".")
