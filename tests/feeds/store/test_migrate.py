from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

import bot.store.schema
from feeds.store.database import Database
from feeds.store.migrate import MIGRATIONS, revision


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with database.transaction() as connection:
        yield connection


def config_for(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def test_the_migrations_make_the_tables_of_both_folders(connection: Connection) -> None:
    both = bot.store.schema.delivery.metadata

    assert compare_metadata(MigrationContext.configure(connection), both) == []


def test_every_migration_goes_down_and_up_again(connection: Connection) -> None:
    before = set(inspect(connection).get_table_names())
    command.downgrade(config_for(connection), "base")
    left = set(inspect(connection).get_table_names())
    command.upgrade(config_for(connection), "head")

    assert {"alembic_version"} == left - {"sqlite_sequence"}
    assert before == set(inspect(connection).get_table_names())


def test_a_database_knows_its_revision(connection: Connection) -> None:
    newest = ScriptDirectory.from_config(config_for(connection)).get_current_head()

    assert newest == revision(connection)
