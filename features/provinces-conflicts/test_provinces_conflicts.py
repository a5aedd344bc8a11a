"""The scenarios of local texts that differ from national law."""

from pytest_bdd import scenarios

scenarios(".")
