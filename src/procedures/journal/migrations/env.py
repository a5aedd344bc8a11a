"""Runs the migrations on the connection handed over by `procedures.journal.upgrade`."""

from alembic import context

from procedures.journal.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
