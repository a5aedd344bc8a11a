"""What makes the database itself refuse to alter the record, and to append out of order.

Triggers on UPDATE and DELETE do not stop `INSERT OR REPLACE`, which throws out the older row first: so every insert
must carry the next number and the last hash.

A migration writes down its own copy: what ran once must not change with this file.
"""

from __future__ import annotations

from typing import Final

NEXT_NUMBER: Final = "entry.number must be the next one"
LAST_HASH: Final = "entry.previous must be the hash of the last one"
FOR_EVER: Final = "entry is append-only"

_GENESIS = "0" * 64

_SQLITE = (
    f"""
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, '{FOR_EVER}');
END
""",
    f"""
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, '{FOR_EVER}');
END
""",
    f"""
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
BEGIN
    SELECT RAISE(ABORT, '{NEXT_NUMBER}')
    WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entry WHERE congress = NEW.congress);
    SELECT RAISE(ABORT, '{LAST_HASH}')
    WHERE NEW.previous IS NOT coalesce(
        (SELECT hash FROM entry WHERE congress = NEW.congress AND number = NEW.number - 1), '{_GENESIS}');
END
""",  # noqa: S608  # nothing but constants is put in
)

# The search path is fixed when the function is made, so that no table of the same name elsewhere is looked into.
_POSTGRESQL = (
    f"""
CREATE FUNCTION entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{FOR_EVER}' USING ERRCODE = 'integrity_constraint_violation';
END
$$
""",
    f"""
CREATE FUNCTION entry_check_order() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    last_number bigint;
    last_hash text;
BEGIN
    SELECT number, hash INTO last_number, last_hash
    FROM entry WHERE congress = NEW.congress ORDER BY number DESC LIMIT 1;
    IF NEW.number IS DISTINCT FROM coalesce(last_number, 0) + 1 THEN
        RAISE EXCEPTION '{NEXT_NUMBER}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.previous IS DISTINCT FROM coalesce(last_hash, '{_GENESIS}') THEN
        RAISE EXCEPTION '{LAST_HASH}' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$
""",  # noqa: S608  # nothing but constants is put in
    "CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entry_refuse()",
    "CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION entry_refuse()",
    "CREATE TRIGGER entry_in_order BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION entry_check_order()",
)

GUARDS: Final = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
"""The statements for each database, to be run after the table was made."""
