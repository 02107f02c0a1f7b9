from dataclasses import replace
from datetime import UTC, datetime, timedelta

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from sqlalchemy import Connection, delete
from sqlalchemy.exc import NoResultFound

from feeds.config import FeedSettings
from feeds.health import FeedState, Health
from feeds.store import feeds, pauses
from feeds.store.feeds import Claimant, Validators
from feeds.store.schema import feed as table

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


def test_an_empty_configuration_disables_every_feed(connection: Connection) -> None:
    feeds.sync(connection, [A, B], NOW)
    feeds.sync(connection, [], NOW)

    assert [row.is_enabled for row in feeds.every(connection)] == [False, False]
    assert feeds.claim_due(connection, ME, NOW, 9) == ()


def test_a_feed_that_comes_back_keeps_what_was_known_of_it(connection: Connection) -> None:
    feeds.sync(connection, [A], NOW)
    feeds.end_baseline(connection, "a", NOW)
    feeds.save_validators(connection, "a", Validators("1", validated_at=NOW))
    before = feeds.load(connection, "a")
    feeds.sync(connection, [], NOW)
    feeds.sync(connection, [A], NOW + MINUTE)

    assert before == feeds.load(connection, "a")


@pytest.mark.parametrize(
    ("limit", "expected"), [(0, set()), (1, {"a"}), (2, {"a", "b"}), (9, {"a", "b"})]
)
def test_no_more_are_claimed_than_there_is_room_for(
    connection: Connection, limit: int, expected: set[str]
) -> None:
    feeds.sync(connection, [A, B, C], NOW)

    assert expected == set(feeds.claim_due(connection, ME, NOW, limit))


@pytest.mark.parametrize(
    ("passed", "expected"),
    [
        (timedelta(), ()),
        (5 * MINUTE - timedelta(seconds=1), ()),
        (5 * MINUTE, ()),
        (10 * MINUTE - timedelta(seconds=1), ()),
        (10 * MINUTE, ("a",)),
    ],
)
def test_a_claim_holds_until_its_lease_ends(
    connection: Connection, passed: timedelta, expected: tuple[str, ...]
) -> None:
    feeds.sync(connection, [A], NOW)
    feeds.claim_due(connection, ME, NOW, 9)

    assert expected == feeds.claim_due(connection, OTHER, NOW + passed, 9)


def test_a_feed_that_an_operator_stopped_is_due_when_it_may_go_on(connection: Connection) -> None:
    feeds.sync(connection, [A, B], NOW)
    pauses.stop(connection, "a", 7, NOW)
    stopped = feeds.claim_due(connection, ME, NOW, 9)
    pauses.resume(connection, "a")

    assert (stopped, feeds.claim_due(connection, ME, NOW, 9)) == (("b",), ("a",))


@pytest.mark.parametrize(("name", "expected"), [("", {"a", "b"}), ("b", {"b"}), ("c", set())])
def test_force_makes_one_or_all_due_and_never_a_disabled_one(
    connection: Connection, name: str, expected: set[str]
) -> None:
    feeds.sync(connection, [A, B, C], NOW)
    feeds.claim_due(connection, ME, NOW, 9)
    feeds.release(connection)
    feeds.make_due(connection, NOW + MINUTE, name)

    assert expected == set(feeds.claim_due(connection, ME, NOW + MINUTE, 9))


@pytest.mark.parametrize("minutes", [0.05, 0.5, 7.25, 1440])
def test_an_interval_may_be_a_fraction_of_a_minute(connection: Connection, minutes: float) -> None:
    feeds.sync(connection, [settings("a", poll_minutes=minutes)], NOW)
    feeds.claim_due(connection, ME, NOW, 9)

    assert feeds.load(connection, "a").state.next_poll_at == NOW + minutes * MINUTE


def test_what_is_saved_of_one_feed_touches_no_other(connection: Connection) -> None:
    feeds.sync(connection, [A, B], NOW)
    before = feeds.load(connection, "b")
    feeds.save_state(connection, "a", FeedState(Health.BROKEN, "why", next_poll_at=NOW))
    feeds.save_validators(connection, "a", Validators("1", "2", "3", NOW))
    feeds.end_baseline(connection, "a", NOW)

    assert before == feeds.load(connection, "b")


STEPS = st.lists(
    st.tuples(st.sampled_from([ME, OTHER]), st.integers(0, 4), st.integers(0, 2)), max_size=8
)


@given(steps=STEPS)
@hypothesis.settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_feed_is_ever_in_two_hands(
    connection: Connection, steps: list[tuple[Claimant, int, int]]
) -> None:
    connection.execute(delete(table))  # the fixture serves all examples
    feeds.sync(connection, [A, B, settings("d", poll_minutes=1)], NOW)
    now, held = NOW, dict[str, datetime]()

    for claimant, minutes, limit in steps:
        now += minutes * MINUTE
        taken = feeds.claim_due(connection, claimant, now, limit)

        assert len(taken) <= limit
        assert all(held.get(name, now) <= now for name in taken)
        held.update(dict.fromkeys(taken, now + claimant.lease))
