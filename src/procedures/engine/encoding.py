"""Facts as the journal keeps them: dates ISO, tuples as arrays, fractions of money as text; and back again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any


def keep(value: Any) -> Any:
    """A fact's value as JSON without floats."""
    if isinstance(value, bool) or value is None or isinstance(value, (int, str)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return [keep(item) for item in value]
    if isinstance(value, dict):
        return {str(key): keep(item) for key, item in value.items()}
    raise TypeError(f"a fact cannot be kept: {value!r}")


def restore(value: Any, fact_type: str | None) -> Any:
    """The value that `keep` kept.

    Args:
        value: from the journal.
        fact_type: the fact's type; None for a value that only the engine worked out.
    """
    if fact_type == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    if fact_type in {"number", "money"} and isinstance(value, str):
        return Decimal(value)
    if isinstance(value, list):
        return tuple(restore(item, None) for item in value)
    return value
