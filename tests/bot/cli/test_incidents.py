"""An operator sees what is known and takes alerts back."""

import json
from pathlib import Path

import pytest

from feeds.model import Alert, AlertReason, Standing
from feeds.store import alerts, incidents
from feeds.store.database import open_database
from tests.bot.cli.conftest import Run
from tests.bot.made import NOW, incident


def store(config: Path, *, is_told: bool = True) -> None:
    """Put the sample incident, told or not, into the configured database."""
    database = open_database(f"sqlite:///{config.parent}/data/alerts.db")
    with database.transaction() as connection:
        told = incident(id=0, is_told=is_told)
        saved = incidents.save(connection, told, "feed:Herald", "a first report", NOW)
        alerts.add(connection, Alert(0, saved.id, 1, AlertReason.NEW, NOW, note="clash"))
    database.close()


def test_an_empty_list_says_what_to_do(run: Run, config: Path) -> None:
    ended = run("incidents", "list", "-c", config)

    assert (ended.code, ended.err) == (0, "")
    assert "caucasus-alerts poll" in ended.out


def test_the_list_shows_each_incident(run: Run, config: Path) -> None:
    store(config)

    ended = run("incidents", "list", "-c", config)

    assert "Fighting reported near Nerkin Hand: one side's claim" in ended.out


def test_json_is_an_object_a_line(run: Run, config: Path) -> None:
    store(config)
    store(config)

    rows = [
        json.loads(line)
        for line in run("incidents", "list", "--json", "-c", config).out.splitlines()
    ]

    assert [row["id"] for row in rows] == [2, 1]


def test_show_prints_message_alerts_and_history(run: Run, config: Path) -> None:
    store(config)

    out = run("incidents", "show", 1, "-c", config).out

    assert "Armenia MoD: 2 of its soldiers killed" in out
    assert "version 1: new, told. clash" in out
    assert "version 1 by feed:Herald: a first report" in out


def test_show_gives_json_too(run: Run, config: Path) -> None:
    store(config)

    assert json.loads(run("incidents", "show", 1, "--json", "-c", config).out)["version"] == 1


@pytest.mark.parametrize("command", [("show", 9), ("retract", 9, "--yes", "--reason", "x")])
def test_an_unknown_number_is_an_expected_failure(
    run: Run, config: Path, command: tuple[object, ...]
) -> None:
    ended = run("incidents", *command, "-c", config)

    assert ended.code == 1
    assert ended.err.strip() == (
        "caucasus-alerts: there is no incident #9; see: caucasus-alerts incidents list"
    )


@pytest.mark.parametrize(("is_told", "held"), [(True, ""), (False, "untold")])
def test_a_retraction_is_told_to_whoever_was_told(
    run: Run, config: Path, is_told: bool, held: str
) -> None:
    store(config, is_told=is_told)

    ended = run(
        "incidents", "retract", 1, "--yes", "--reason", "it was an anniversary", "-c", config
    )

    assert ended.code == 0
    database = open_database(f"sqlite:///{config.parent}/data/alerts.db")
    with database.transaction() as connection:
        withdrawn = incidents.get(connection, 1)
        told = alerts.of_incident(connection, 1)[-1]
    database.close()
    assert withdrawn is not None
    assert (withdrawn.standing, withdrawn.version) == (Standing.WITHDRAWN, 2)
    assert (told.reason, told.version, told.held_reason) == (AlertReason.CORRECTION, 2, held)
    assert told.note == "operator: it was an anniversary"


def test_nothing_is_taken_back_twice_or_without_a_word(run: Run, config: Path) -> None:
    store(config)
    retract = ("incidents", "retract", 1, "--yes", "-c", config, "--reason")

    silent = run(*retract, " ")
    run(*retract, "our mistake")
    again = run(*retract, "our mistake")

    assert (silent.code, again.code) == (2, 1)
    assert "#1 is withdrawn already" in again.err


@pytest.mark.parametrize("number", ["0", "-1", "#1", str(2**63), "9" * 30])
def test_a_number_that_cannot_be_one_is_wrong_use(run: Run, config: Path, number: str) -> None:
    ended = [
        run("incidents", "show", "-c", config, "--", number),
        run("incidents", "retract", "-c", config, "--reason", "x", "--", number),
    ]

    assert [(one.code, one.out) for one in ended] == [(2, "")] * 2


def test_what_was_typed_as_a_reason_does_nothing_to_the_terminal(run: Run, config: Path) -> None:
    store(config)
    run("incidents", "retract", 1, "-y", "-c", config, "--reason", "\x1b[2Jgone\r\n[red]\u202e")
    ended = run("incidents", "show", 1, "-c", config)

    assert not {"\x1b", "\r", "\u202e"} & set(ended.out)
    assert "by operator at the command line: withdrawn: [2Jgone [red]" in ended.out


@pytest.mark.parametrize(("limit", "expected"), [(1, [2]), (2, [2, 1]), (9, [2, 1])])
def test_the_list_is_as_long_as_was_asked(
    run: Run, config: Path, limit: int, expected: list[int]
) -> None:
    store(config)
    store(config)
    ended = run("incidents", "list", "--json", "--limit", limit, "-c", config)

    assert expected == [json.loads(line)["id"] for line in ended.out.splitlines()]


@pytest.mark.parametrize("limit", [0, -1, 10_001, "x"])
def test_a_limit_that_is_none_is_wrong_use(run: Run, config: Path, limit: object) -> None:
    assert run("incidents", "list", "--limit", limit, "-c", config).code == 2
