import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text

from feeds.store.database import SQLITE, Database, DatabaseError, is_safe, open_database


def add_feed(connection: Connection, name: str) -> str:
    connection.execute(
        text("INSERT INTO revision_cursor (name, position) VALUES (:name, 1)"),
        {"name": name},
    )
    return threading.current_thread().name


def count(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT count(*) FROM revision_cursor")) or 0)


async def test_run_is_one_transaction_in_the_database_thread(database: Database) -> None:
    thread = await database.run(add_feed, "a")

    assert thread.startswith("database")
    assert await database.run(count) == 1


async def test_an_error_undoes_the_whole_transaction(database: Database) -> None:
    def fail(connection: Connection) -> None:
        add_feed(connection, "a")
        raise LookupError("half way")

    with pytest.raises(LookupError):
        await database.run(fail)

    assert await database.run(count) == 0


def test_what_is_committed_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/made/on/the/way/alerts.db"
    first = open_database(url)
    with first.transaction() as connection:
        add_feed(connection, "a")
    first.close()
    second = open_database(url)

    with second.transaction() as connection:
        assert count(connection) == 1
    second.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_every_connection_has_its_pragmas(tmp_path: Path, pragma: str, value: object) -> None:
    database = open_database(f"sqlite:///{tmp_path}/a.db")

    with database.transaction() as connection:
        assert value == connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
    database.close()


async def test_a_command_writes_beside_a_running_service(tmp_path: Path) -> None:
    service, command = (open_database(f"sqlite:///{tmp_path}/a.db") for _ in range(2))
    with command.transaction() as connection:
        add_feed(connection, "a")
        writing = service.run(add_feed, "bb")
    await writing

    with command.transaction() as connection:
        assert count(connection) == 2
    service.close()
    command.close()


def test_it_waits_for_whoever_makes_the_same_new_file(tmp_path: Path) -> None:
    maker = SQLITE.connect(tmp_path / "a", isolation_level=None, check_same_thread=False)
    maker.execute("CREATE TABLE first (x)")
    maker.execute("BEGIN IMMEDIATE")
    threading.Timer(0.4, maker.commit).start()

    open_database(f"sqlite:///{tmp_path}/a").close()

    maker.close()
    later = SQLITE.connect(tmp_path / "a")

    assert ("wal",) == later.execute("PRAGMA journal_mode").fetchone()
    later.close()


def test_two_processes_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    code = (
        f"from feeds.store.database import open_database\nopen_database('sqlite:///{tmp_path}/a')"
    )
    started = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]  # noqa: S603

    assert [process.wait(20) for process in started] == [0, 0]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://u:secret@host/db", '"postgresql:..." is not supported'),
        ("sqlite:///", "is not supported"),
        ("sqlite:////proc/nowhere/a.db", "can't make the folder"),
    ],
)
def test_it_says_why_an_address_is_refused(url: str, words: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        open_database(url)

    assert words in str(caught.value)
    assert "secret" not in str(caught.value)


def test_it_refuses_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("these are notes, not a database " * 40)

    with pytest.raises(DatabaseError, match="not a database"):
        open_database(f"sqlite:///{tmp_path}/a.db")


def test_it_refuses_a_database_of_a_newer_program(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/a.db")
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()

    with pytest.raises(DatabaseError, match=r"newer version of this program \(revision 9999\)"):
        open_database(f"sqlite:///{tmp_path}/a.db")


@pytest.mark.parametrize(
    ("version", "safe"), [((3, 51, 2), False), ((3, 51, 3), True), ((3, 53, 0), True)]
)
def test_it_knows_the_versions_with_the_wal_bug(version: tuple[int, ...], safe: bool) -> None:
    assert safe is is_safe(version)


def test_opening_logs_no_warning_on_a_safe_sqlite(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        database = open_database(":memory:")
    with database.transaction() as connection:
        version = str(connection.scalar(text("SELECT sqlite_version()")))
    database.close()

    assert is_safe(tuple(map(int, version.split(".")))) is not ("can corrupt" in caplog.text)


def test_memory_databases_are_apart(database: Database) -> None:
    other = open_database(":memory:")
    with other.transaction() as connection:
        add_feed(connection, "a")

    with database.transaction() as connection:
        assert inspect(connection).has_table("incident")
        assert count(connection) == 0
    other.close()
