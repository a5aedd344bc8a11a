"""Alembic migrations of the record's tables."""
