"""Bring a database to the newest schema, or say that it is newer than this program.

Alembic, one history for both folders. Its import costs 0.12 s, once per process that opens a
database; a database at its head costs one query and one look into the versions folder.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"


class UnknownRevisionError(Exception):
    """The database was migrated by a newer version of this program."""


def to_head(engine: Engine) -> None:
    """Run what is missing of the history, all in one transaction.

    Raises:
        UnknownRevisionError: The database stands at a revision that this program doesn't have.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    script = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        at = revision(connection)
    if at == script.get_current_head():
        return
    if at is not None and at not in {known.revision for known in script.walk_revisions()}:
        raise UnknownRevisionError(f"is of a newer version of this program (revision {at})")
    _upgrade(engine, config)


def revision(connection: Connection) -> str | None:
    """Read at which revision the database stands; None: it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    at: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return at


def _upgrade(engine: Engine, config: Config) -> None:
    """Upgrade on a connection without foreign keys: batch mode copies and drops tables."""
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is None:
            raise RuntimeError("the engine gave no connection")
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys=ON")
