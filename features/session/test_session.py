"""The session's scenarios."""

from pytest_bdd import scenarios

scenarios(".")
