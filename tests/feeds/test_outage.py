from datetime import UTC, datetime, timedelta

from feeds.outage import Outage
from feeds.states import FeedState

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def silent(outage: Outage, names: str, started_at: datetime) -> list[bool]:
    return [outage.note_silence(name, started_at) for name in names]


def test_five_feeds_in_a_row_without_an_answer_are_an_outage() -> None:
    assert silent(Outage(), "abcdef", NOW) == [False, False, False, False, True, True]


def test_one_feed_that_fails_often_is_not() -> None:
    assert silent(Outage(), "aaaaaaa", NOW) == [False] * 7


def test_any_answer_proves_the_network() -> None:
    outage = Outage()
    silent(outage, "abcd", NOW)
    outage.note_answer(NOW)

    assert not any(silent(outage, "fghi", NOW + SECOND))


def test_an_answer_during_a_poll_makes_its_silence_the_feeds_own() -> None:
    outage = Outage()
    outage.note_answer(NOW + SECOND)

    assert not any(silent(outage, "abcdefg", NOW))


def test_an_answer_from_before_it_does_not() -> None:
    outage = Outage()
    outage.note_answer(NOW - SECOND)

    assert any(silent(outage, "abcde", NOW))


def test_who_was_blamed_before_an_outage_showed_is_forgiven_once() -> None:
    outage, before = Outage(), FeedState(failures=2)
    outage.note_blamed("a", before)
    outage.note_blamed("a", FeedState(failures=3))

    assert dict(outage.forgive()) == {"a": before}
    assert not outage.forgive()


def test_who_was_blamed_before_an_answer_was_blamed_rightly() -> None:
    outage = Outage()
    outage.note_blamed("a", FeedState())
    outage.note_answer(NOW)

    assert not outage.forgive()
