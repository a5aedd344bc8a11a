"""The scenarios of decisions on major matters and votes on livelihood projects."""

from pytest_bdd import scenarios

scenarios(".")
