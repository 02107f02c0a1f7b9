"""A feed that behaves unlike itself is suspicious, and a bad day is not."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.breaker import Conduct, Suspicion, after, host_of, trusted

NOW = datetime(2031, 3, 5, 6, 12, tzinfo=UTC)
URL = "https://herald.example/rss"
OTHER = "https://elsewhere.example/rss"


def lived(alerts_per_hour: int, hours: int) -> Conduct:
    """Let a feed bring so many alerts every hour; give how it stands at ``NOW``."""
    conduct = Conduct()
    for hour in reversed(range(hours)):
        conduct = after(conduct, URL, URL, alerts_per_hour, NOW - timedelta(hours=hour))
    return conduct


@pytest.mark.parametrize(
    ("usual", "now", "expected"),
    [
        (0, 7, None),
        (0, 8, Suspicion.FLOOD),
        (1, 4, None),
        (1, 9, Suspicion.FLOOD),
        (4, 12, None),
        (4, 25, Suspicion.FLOOD),
        (20, 40, None),
    ],
)
def test_five_times_the_usual_alerts_are_a_flood(
    usual: int, now: int, expected: Suspicion | None
) -> None:
    conduct = lived(usual, hours=24 * 14)

    assert expected is after(conduct, URL, URL, now, NOW + timedelta(hours=1)).suspicion


def test_a_flood_passes_by_itself_and_says_since_when_it_lasted() -> None:
    flooded = after(Conduct(), URL, URL, 20, NOW)
    later = after(flooded, URL, URL, 0, NOW + timedelta(minutes=10))
    calm = after(later, URL, URL, 0, NOW + timedelta(hours=2))

    assert (flooded.suspicion, flooded.since_at) == (Suspicion.FLOOD, NOW)
    assert (later.suspicion, later.since_at) == (Suspicion.FLOOD, NOW)
    assert (calm.suspicion, calm.since_at) == (None, None)


@pytest.mark.parametrize(
    ("usual", "final", "expected"),
    [
        (URL, URL, None),
        (URL, OTHER, Suspicion.OTHER_HOST),
        (URL, "https://www.herald.example/feed", None),
        (OTHER, OTHER, None),
        (OTHER, URL, None),
        (OTHER, "https://third.example/", Suspicion.OTHER_HOST),
    ],
)
def test_another_host_than_usual_is_suspicious(
    usual: str, final: str, expected: Suspicion | None
) -> None:
    first = after(Conduct(), URL, usual, 0, NOW)

    assert first.suspicion is None
    assert expected is after(first, URL, final, 1, NOW).suspicion


def test_the_old_host_is_remembered_until_an_operator_trusts_the_new_one() -> None:
    moved = after(after(Conduct(), URL, URL, 0, NOW), URL, OTHER, 1, NOW)
    back = after(moved, URL, URL, 1, NOW)
    kept = after(trusted(moved), URL, OTHER, 1, NOW)

    assert (moved.host, moved.new_host) == ("herald.example", "elsewhere.example")
    assert (back.suspicion, back.new_host) == (None, "")
    assert (kept.suspicion, kept.host) == (None, "elsewhere.example")


def test_a_flood_that_an_operator_trusts_is_usual_from_then_on() -> None:
    flooded = after(Conduct(), URL, URL, 20, NOW)
    more = after(trusted(flooded), URL, URL, 20, NOW + timedelta(minutes=5))

    assert more.suspicion is None


@pytest.mark.parametrize(
    ("url", "host"),
    [(URL, "herald.example"), ("http://www.b.example:81/x", "b.example"), ("nonsense", "")],
)
def test_a_host_is_read_from_an_address(url: str, host: str) -> None:
    assert host == host_of(url)
