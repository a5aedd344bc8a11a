"""Schedules counted back from a date, and what falls due."""
