"""The append-only table of entries, and the triggers that guard it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GENESIS = "0" * 64

SQLITE = (
    """
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'entry is append-only');
END
""",
    """
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'entry is append-only');
END
""",
    f"""
CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
BEGIN
    SELECT RAISE(ABORT, 'entry.number must be the next one')
    WHERE NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM entry WHERE congress = NEW.congress);
    SELECT RAISE(ABORT, 'entry.previous must be the hash of the last one')
    WHERE NEW.previous IS NOT coalesce(
        (SELECT hash FROM entry WHERE congress = NEW.congress AND number = NEW.number - 1), '{GENESIS}');
END
""",  # noqa: S608  # nothing but constants is put in
)

POSTGRESQL = (
    """
CREATE FUNCTION entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entry is append-only' USING ERRCODE = 'integrity_constraint_violation';
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
        RAISE EXCEPTION 'entry.number must be the next one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.previous IS DISTINCT FROM coalesce(last_hash, '{GENESIS}') THEN
        RAISE EXCEPTION 'entry.previous must be the hash of the last one' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$
""",  # noqa: S608  # nothing but constants is put in
    "CREATE TRIGGER entry_no_change BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION entry_refuse()",
    "CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION entry_refuse()",
    "CREATE TRIGGER entry_in_order BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION entry_check_order()",
)


def upgrade() -> None:
    """Makes the table and its guards."""
    op.create_table(
        "entry",
        sa.Column("congress", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("operator", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("congress", "number", name=op.f("pk_entry")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_entry_number")),
        sa.CheckConstraint("length(on_date) = 10", name=op.f("ck_entry_on_date")),
        sa.CheckConstraint("length(recorded_at) = 20", name=op.f("ck_entry_recorded_at")),
        sa.CheckConstraint("length(previous) = 64", name=op.f("ck_entry_previous")),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_entry_hash")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)
