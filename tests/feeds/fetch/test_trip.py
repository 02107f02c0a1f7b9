"""Where redirects may lead, without a network."""

import pytest
from yarl import URL

from feeds.fetch.addresses import AddressRule
from feeds.fetch.answers import FetchError, FetchProblem, FetchRequest
from feeds.fetch.trip import Redirect, Trip

BRIDGE = AddressRule(allow_hosts=frozenset({"127.0.0.1:1200"}))


def trip(url: str, rule: AddressRule = BRIDGE) -> Trip:
    return Trip(FetchRequest(url), rule, seconds_left=30.0)


@pytest.mark.parametrize(
    ("start", "location", "expected"),
    [
        ("https://news.example/a/rss", "feed.xml", "https://news.example/a/feed.xml"),
        ("https://news.example/rss", "//cdn.example/rss", "https://cdn.example/rss"),
        ("http://news.example/rss", "https://news.example/rss#top", "https://news.example/rss"),
        ("https://news.example/rss", "https://a:b@cdn.example/", "https://cdn.example/"),
    ],
)
def test_it_resolves_the_target(start: str, location: str, expected: str) -> None:
    under_way = trip(start)

    under_way.follow(Redirect(302, location))

    assert under_way.url == URL(expected)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("file:///etc/passwd", FetchProblem.BAD_ADDRESS),
        ("gopher://127.0.0.1:6379/", FetchProblem.BAD_ADDRESS),
        ("http://[", FetchProblem.BAD_ADDRESS),
        ("https://news.example/rss", FetchProblem.REDIRECT_LOOP),
        ("http://127.0.0.1:1200/internal", FetchProblem.REFUSED_ADDRESS),
    ],
)
def test_it_refuses_targets_that_no_feed_has(location: str, expected: FetchProblem) -> None:
    with pytest.raises(FetchError) as caught:
        trip("https://news.example/rss").follow(Redirect(302, location))

    assert caught.value.reason is expected


def test_a_listed_service_may_redirect_within_itself() -> None:
    under_way = trip("http://127.0.0.1:1200/rss")

    under_way.follow(Redirect(302, "/feed"))
    under_way.check_literal()

    assert str(under_way.url) == "http://127.0.0.1:1200/feed"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://news.example/new", True),
        ("http://news.example:8080/new", False),
        ("http://other.example/new", False),
    ],
)
def test_headers_go_to_the_same_origin_and_its_tls_twin(location: str, expected: bool) -> None:
    under_way = trip("http://news.example/rss")

    under_way.follow(Redirect(301, location))

    assert expected == under_way.is_with_owner


def test_headers_do_not_go_from_https_to_http() -> None:
    under_way = trip("https://news.example/rss")

    under_way.follow(Redirect(301, "http://news.example/rss"))

    assert not under_way.is_with_owner
