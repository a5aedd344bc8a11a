"""The scenarios of the rules of Zhejiang."""

from pytest_bdd import scenarios

scenarios(".")
