"""An operator merges, splits and puts right at the command line, and confirms first."""

from pathlib import Path

import pytest

from bot.cli.incident_changes import _ask
from bot.cli.shared import UsageError
from feeds.model import AlertReason, Incident
from feeds.store import alerts, incidents
from feeds.store.database import open_database
from tests.bot.cli.conftest import Ended, Run
from tests.bot.news_kit import read
from tests.feeds.merge.made import HOUR, KUT, NOON, event

WHY = ("--yes", "--reason", "the same clash")


@pytest.fixture
def stored(config: Path) -> Path:
    """Store #1 of two reports, at Sotk, and #2 of one, at Kut."""
    database = open_database(f"sqlite:///{config.parent}/data/alerts.db")
    with database.transaction() as connection:
        read(connection, "Herald", killed=2)
        read(connection, "Gazette", at=NOON + HOUR, killed=3)
        read(connection, "Courier", event(places=(KUT,)), at=NOON + 2 * HOUR, killed=5)
    database.close()
    return config


def known(config: Path, number: int) -> Incident:
    database = open_database(f"sqlite:///{config.parent}/data/alerts.db")
    with database.transaction() as connection:
        found = incidents.get(connection, number)
    database.close()
    assert found is not None
    return found


def test_a_merge_is_shown_and_undone(run: Run, stored: Path) -> None:
    done = run("incidents", "merge", 2, 1, *WHY, "-c", stored)
    shown = run("incidents", "show", 2, "-c", stored).out
    merged = known(stored, 2)
    undone = run("incidents", "split", 1, "#2", *WHY, "-c", stored)

    assert (0, "#2 goes on as #1; its readers are told by the running service.\n") == (
        done.code,
        done.out,
    )
    assert "Merged into it: #2" in shown
    assert "by operator at the command line: merged into #1: the same clash" in shown
    assert (1, 1, 2) == (merged.id, known(stored, 1).id, known(stored, 2).id)
    assert 0 == undone.code


def test_reports_are_split_off_by_the_numbers_that_show_gives(run: Run, stored: Path) -> None:
    shown = run("incidents", "show", 1, "-c", stored).out
    done = run("incidents", "split", 1, "2", *WHY, "-c", stored)

    assert "2: 2031-03-04 09:00 Gazette" in shown
    assert done.out.startswith("#3 is told apart from #1")
    assert ["Gazette"] == [source.outlet for source in known(stored, 3).sources]


@pytest.mark.parametrize(
    ("right", "found"),
    [
        ("figure:1=4", lambda one: one.claims[0].low == 4),
        ("place=Kut", lambda one: [place.name for place in one.places] == ["Kut"]),
        ("day=2031-03-02", lambda one: str(one.happened_on) == "2031-03-02"),
        ("time=05:30", lambda one: one.local_time == "05:30"),
        ("kind=shelling", lambda one: one.types == ("shelling",)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_figure_or_field_is_put_right(run: Run, stored: Path, right: str, found: object) -> None:
    done = run("incidents", "correct", 1, right, *WHY, "-c", stored)

    assert 0 == done.code, done.err
    assert callable(found)
    assert found(known(stored, 1))


def test_the_source_that_corrected_itself_is_told_apart_from_our_mistake(
    run: Run, stored: Path
) -> None:
    reason = ("--yes", "--reason", "source: it counted one twice")
    run("incidents", "correct", 1, "figure:1=2", *reason, "-c", stored)
    database = open_database(f"sqlite:///{stored.parent}/data/alerts.db")
    with database.transaction() as connection:
        last = alerts.of_incident(connection, 1)[-1]
    database.close()

    assert (AlertReason.CORRECTION, "source: it counted one twice") == (last.reason, last.note)


REFUSED = {
    "merge 1 1": (1, "both are #1"),
    "merge 1 9": (1, "there is no incident #9"),
    "split 1 9": (1, "report 9 does not tell of #1"),
    "split 1 1,2": (1, "at least one report must go, and one stay"),
    "split 1 #2": (1, "#2 was not merged into #1"),
    "split 1 two": (2, '"two" is not a number'),
    "correct 1 figure:9=1": (1, "#1 has no figure 9"),
    "correct 1 figure:x=1": (2, '"x" is not the number of a figure'),
    "correct 1 figure:1=-3": (2, '"-3" is not a figure'),
    "correct 1 place=Atlantis": (2, 'is called "Atlantis"'),
    "correct 1 day=yesterday": (2, "write it as 2031-03-05"),
    "correct 1 time=25:00": (2, "write it as 05:30"),
    "correct 1 kind=parade": (2, "kinds are armed_clash"),
    "correct 1 kind=talks": (1, "of the kind talks"),
    "correct 1 kind=armed_clash": (1, "the kind is so already"),
    "correct 1 colour=red": (2, "nothing that can be put right"),
}


@pytest.mark.parametrize("command", REFUSED)
def test_what_cannot_be_done_is_refused_in_words_and_changes_nothing(
    run: Run, stored: Path, command: str
) -> None:
    before = known(stored, 1)
    ended: Ended = run("incidents", *command.split(), *WHY, "-c", stored)
    code, words = REFUSED[command]

    assert code == ended.code
    assert words in ended.err.replace("\n", " ")
    assert before == known(stored, 1)


def test_without_a_terminal_it_wants_a_yes(run: Run, stored: Path) -> None:
    ended = run("incidents", "merge", 2, 1, "--reason", "one clash", "-c", stored)

    assert 2 == ended.code
    assert "add --yes to do it" in ended.err
    assert 2 == known(stored, 2).id


def test_who_is_sure_is_not_asked() -> None:
    _ask("#1 is taken back", is_sure=True)

    with pytest.raises(UsageError, match="#1 is taken back"):
        _ask("#1 is taken back", is_sure=False)
