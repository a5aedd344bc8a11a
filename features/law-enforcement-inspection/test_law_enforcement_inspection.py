"""The scenarios of inspecting how a law is enforced."""

from pytest_bdd import scenarios

scenarios(".")
