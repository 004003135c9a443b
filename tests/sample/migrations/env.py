"""Alembic's environment."""

from alembic import context

import northwind.models  # noqa: F401 - fills the metadata
from northwind.db import Base, engine


def run_migrations() -> None:
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=Base.metadata)
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
