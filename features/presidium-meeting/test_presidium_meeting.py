"""The presidium meeting's scenarios."""

from pytest_bdd import scenarios

scenarios(".")
