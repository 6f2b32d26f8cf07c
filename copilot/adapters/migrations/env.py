"""Runs a migration on the connection the store hands over."""

from alembic import context

from copilot.adapters.store_tables import Table

context.configure(connection=context.config.attributes["connection"], target_metadata=Table.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
