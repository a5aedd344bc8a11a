"""The scenarios of research in the field."""

from pytest_bdd import scenarios

scenarios(".")
