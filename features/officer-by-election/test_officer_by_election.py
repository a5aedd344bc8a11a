"""The scenarios of filling an office that fell vacant in the term."""

from pytest_bdd import scenarios

scenarios(".")
