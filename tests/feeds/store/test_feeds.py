from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import NoResultFound

from feeds.config import FeedSettings
from feeds.health import FeedState, Health
from feeds.store import feeds
from feeds.store.feeds import Claimant, Validators

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ME = Claimant("me", lease=10 * MINUTE)
OTHER = Claimant("other", lease=10 * MINUTE)


def settings(name: str, **changes: object) -> FeedSettings:
    row = {"name": name, "url": f"https://{name}.example/rss", "language": "en", **changes}
    return FeedSettings.model_validate(row)


A, B, C = settings("a"), settings("b", poll_minutes=60), settings("c", enabled=False)


def test_new_feeds_are_due_at_once_and_disabled_ones_never(connection: Connection) -> None:
    feeds.sync(connection, [A, B, C], NOW)

    assert {"a", "b"} == set(feeds.claim_due(connection, ME, NOW, 9))


def test_a_claimed_feed_is_nobody_elses(connection: Connection) -> None:
    feeds.sync(connection, [A, B], NOW)
    mine = feeds.claim_due(connection, ME, NOW, 1)
    theirs = feeds.claim_due(connection, OTHER, NOW, 9)

    assert {"a", "b"} == {*mine, *theirs}
    assert feeds.claim_due(connection, OTHER, NOW, 9) == ()


def test_the_next_time_is_stored_before_the_fetch(connection: Connection) -> None:
    feeds.sync(connection, [A, B], NOW)
    feeds.claim_due(connection, ME, NOW, 9)
    next_times = [row.state.next_poll_at for row in feeds.every(connection)]

    assert next_times == [NOW + 5 * MINUTE, NOW + 60 * MINUTE]


def test_a_lease_that_ran_out_gives_the_feed_to_others(connection: Connection) -> None:
    feeds.sync(connection, [A], NOW)
    feeds.claim_due(connection, ME, NOW, 9)

    assert feeds.claim_due(connection, OTHER, NOW + 9 * MINUTE, 9) == ()
    assert feeds.claim_due(connection, OTHER, NOW + 10 * MINUTE, 9) == ("a",)


def test_a_restart_ends_the_leases_of_the_dead_but_keeps_the_times(connection: Connection) -> None:
    feeds.sync(connection, [A], NOW)
    feeds.claim_due(connection, ME, NOW, 9)
    feeds.release(connection)

    assert feeds.claim_due(connection, OTHER, NOW + 4 * MINUTE, 9) == ()
    assert feeds.claim_due(connection, OTHER, NOW + 5 * MINUTE, 9) == ("a",)


def test_the_longest_due_comes_first(connection: Connection) -> None:
    feeds.sync(connection, [A, B], NOW)
    feeds.save_state(connection, "a", FeedState(next_poll_at=NOW + 2 * MINUTE))
    feeds.save_state(connection, "b", FeedState(next_poll_at=NOW + 1 * MINUTE))

    assert feeds.claim_due(connection, ME, NOW + 3 * MINUTE, 1) == ("b",)


def test_force_makes_every_enabled_feed_due(connection: Connection) -> None:
    feeds.sync(connection, [A, B, C], NOW)
    feeds.claim_due(connection, ME, NOW, 9)
    feeds.release(connection)
    feeds.make_due(connection, NOW)

    assert {"a", "b"} == set(feeds.claim_due(connection, ME, NOW, 9))


def test_a_saved_state_comes_back_whole_and_ends_the_lease(connection: Connection) -> None:
    state = FeedState(
        Health.BLOCKED, "403", NOW, NOW, 3, "blocked 403", NOW, NOW, 60.0, "https://x/", NOW, NOW
    )
    feeds.sync(connection, [A], NOW)
    feeds.claim_due(connection, ME, NOW, 9)
    feeds.save_state(connection, "a", state)

    assert state == feeds.load(connection, "a").state
    assert feeds.claim_due(connection, OTHER, NOW, 9) == ("a",)


def test_validators_are_kept_verbatim(connection: Connection) -> None:
    validators = Validators('W/"a b"', "Wed, 05 Mar 2031 06:00:00 GMT", "f" * 64, NOW)
    feeds.sync(connection, [A], NOW)
    feeds.save_validators(connection, "a", validators)
    feeds.sync(connection, [A], NOW)

    assert validators == feeds.load(connection, "a").validators


def test_a_new_address_drops_the_validators_and_is_due(connection: Connection) -> None:
    feeds.sync(connection, [A], NOW)
    feeds.save_validators(connection, "a", Validators("x", "y", "z", NOW))
    feeds.save_state(connection, "a", FeedState(next_poll_at=NOW + 99 * MINUTE))
    feeds.sync(connection, [settings("a", url="https://new.example/")], NOW)
    row = feeds.load(connection, "a")

    assert (Validators(), "https://new.example/", NOW) == (
        row.validators,
        row.url,
        row.state.next_poll_at,
    )


def test_a_feed_that_left_the_config_is_kept_but_not_polled(connection: Connection) -> None:
    feeds.sync(connection, [A, B], NOW)
    feeds.sync(connection, [B], NOW)

    assert feeds.claim_due(connection, ME, NOW, 9) == ("b",)
    assert [(row.name, row.is_enabled) for row in feeds.every(connection)] == [
        ("a", False),
        ("b", True),
    ]


def test_once_a_day_the_whole_document_is_asked_for() -> None:
    validators = Validators("x", "y", "z", NOW)

    assert validators == validators.at(NOW + timedelta(hours=23))
    assert Validators() == validators.at(NOW + timedelta(hours=24))
    assert Validators() == replace(validators, validated_at=None).at(NOW)


def test_the_baseline_ends_once(connection: Connection) -> None:
    feeds.sync(connection, [A], NOW)
    feeds.end_baseline(connection, "a", NOW)
    feeds.end_baseline(connection, "a", NOW + MINUTE)

    assert feeds.load(connection, "a").first_polled_at == NOW


def test_an_unknown_feed_is_an_error(connection: Connection) -> None:
    with pytest.raises(NoResultFound):
        feeds.load(connection, "nobody")
