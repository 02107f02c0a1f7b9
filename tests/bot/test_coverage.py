import pytest

from bot.coverage import MAX_NAMES, Coverage, coverage, coverage_line, names
from bot.words import words
from feeds.config import FeedSettings
from feeds.health import Health
from feeds.model import Theatre

GEORGIA, NORTH = Theatre.GEORGIA, Theatre.NORTH_CAUCASUS


def feed(name: str, *areas: Theatre, enabled: bool = True) -> FeedSettings:
    url = f"https://{name}.example/rss"
    return FeedSettings(name=name, url=url, language="en", areas=areas, enabled=enabled)


FEEDS = (feed("a", GEORGIA, NORTH), feed("b", GEORGIA), feed("c", NORTH, enabled=False))


@pytest.mark.parametrize(
    ("state", "is_read"),
    [
        *((state, True) for state in ("ok", "slow", "stale", "empty", "moved")),
        *((state, False) for state in ("new", "blocked", "limited", "broken", "gone")),
        ("unreachable", False),
    ],
)
def test_a_source_is_read_while_it_answers(state: str, is_read: bool) -> None:
    (found,) = coverage((feed("a", GEORGIA),), {"a": Health(state)}, {GEORGIA})

    assert found.read == (("a",) if is_read else ())


def test_it_counts_by_area_what_is_enabled() -> None:
    found = coverage(FEEDS, {"a": Health.OK, "c": Health.OK}, {GEORGIA, NORTH})

    assert found == (Coverage(GEORGIA, ("a",), ("b",)), Coverage(NORTH, ("a",), ()))


def test_it_leaves_out_areas_that_nobody_asked_for() -> None:
    assert [one.area for one in coverage(FEEDS, {}, {NORTH})] == [NORTH]


def test_it_says_so_in_one_line() -> None:
    found = coverage(FEEDS, {"a": Health.OK}, {GEORGIA, NORTH})

    assert coverage_line(found, words("en")) == (
        "Sources read now: Georgia, Abkhazia, South Ossetia: 1 of 2; North Caucasus: 1 of 1"
    )


def test_a_long_list_of_names_is_cut() -> None:
    text = names([f"n{number}" for number in range(MAX_NAMES + 2)], words("en"))

    assert text.endswith(f"n{MAX_NAMES - 1}, and 2 more")
