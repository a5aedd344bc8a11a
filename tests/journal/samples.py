"""Entries to try things on, and the door past the store straight to the database."""

from contextlib import contextmanager
from datetime import date

from sqlalchemy import NullPool, create_engine

from procedures.journal.entry import Draft

TOWN = "青石镇"
COLUMNS = "congress, number, kind, case_id, step, on_date, recorded_at, operator, body, previous, hash"


def draft(count=1, **changes):
    values = {
        "kind": "record",
        "on": date(2026, 1, 8),
        "operator": "王秘书",
        "body": {
            "facts": {"deputies_present": count, "note": "到会“过半”，𬭎①"},
            "allowed": True,
            "none": None,
            "list": [1, "二"],
        },
        "case": "S-2026-1",
        "step": "open",
    }
    return Draft(**(values | changes))


@contextmanager
def straight(url):
    """A connection of its own, committed after every statement; for what the store would never do."""
    engine = create_engine(
        url if "://" in url else f"sqlite:///{url}", poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def append(store, count, town=TOWN):
    with store.writing(town) as writer:
        return writer.append([draft(number) for number in range(count)])


def entries(store, town=TOWN):
    with store.reading(town) as reader:
        return reader.entries()
