"""Statutes and rules: which apply on a date, in a place, and what they find on facts."""
