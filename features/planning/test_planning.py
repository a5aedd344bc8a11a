"""The scenarios of schedules and reminders."""

from pytest_bdd import scenarios

scenarios(".")
