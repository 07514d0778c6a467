"""What Alembic runs: connect to the URL it was given and migrate inside one transaction."""

from alembic import context

from storage.database import open_engine
from storage.tables import Table


def run() -> None:
    """Migrate the database named by the configuration."""
    engine = open_engine(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            context.configure(
                connection=connection,
                target_metadata=Table.metadata,
                render_as_batch=connection.dialect.name == "sqlite",
                compare_type=True,
                transaction_per_migration=True,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
