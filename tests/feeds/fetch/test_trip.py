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


@pytest.mark.parametrize(
    "url",
    [
        "",
        "news.example/rss",
        "ftp://news.example/rss",
        "https://",
        "https:///rss",
        "http://[",
        "javascript:x",
    ],
)
def test_a_trip_to_no_web_address_does_not_begin(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        trip(url)

    assert caught.value.reason is FetchProblem.BAD_ADDRESS


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((301,), "https://news.example/1"),
        ((308, 301), "https://news.example/2"),
        ((301, 302), "https://news.example/1"),
        ((301, 302, 301), "https://news.example/1"),
        ((302, 301), None),
        ((307,), None),
        ((303, 308), None),
    ],
)
def test_a_feed_has_moved_as_far_as_every_redirect_was_for_good(
    statuses: tuple[int, ...], expected: str | None
) -> None:
    under_way = trip("https://news.example/rss")

    for number, status in enumerate(statuses, start=1):
        under_way.follow(Redirect(status, f"/{number}"))

    assert expected == under_way.moved_to


@pytest.mark.parametrize("location", ["", "#top", "/rss", "/rss#new", "//news.example/rss"])
def test_a_redirect_to_where_it_stands_is_a_loop(location: str) -> None:
    with pytest.raises(FetchError) as caught:
        trip("https://news.example/rss").follow(Redirect(301, location))

    assert caught.value.reason is FetchProblem.REDIRECT_LOOP


def test_a_loop_of_several_hops_is_seen() -> None:
    under_way = trip("https://news.example/a")
    under_way.follow(Redirect(302, "/b"))
    under_way.follow(Redirect(302, "https://cdn.example/c"))

    with pytest.raises(FetchError) as caught:
        under_way.follow(Redirect(302, "https://news.example/b"))

    assert caught.value.reason is FetchProblem.REDIRECT_LOOP


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254"]
)
def test_a_redirect_to_a_private_literal_is_refused_before_it_is_followed(host: str) -> None:
    under_way = trip("https://news.example/rss")
    under_way.follow(Redirect(302, f"http://{host}/"))

    with pytest.raises(FetchError) as caught:
        under_way.check_literal()

    assert caught.value.reason is FetchProblem.REFUSED_ADDRESS


@pytest.mark.parametrize(
    ("etag", "last_modified", "expected"),
    [("", "", False), ('"1"', "", True), ("", "Wed, 05 Mar 2031 12:05:00 GMT", True)],
)
def test_a_304_makes_sense_only_where_a_validator_was_sent(
    etag: str, last_modified: str, expected: bool
) -> None:
    request = FetchRequest("https://news.example/", etag, last_modified, body_hash="x")

    assert expected is Trip(request, BRIDGE, seconds_left=30.0).is_conditional


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/rss", ("news.example", 443)),
        ("http://News.Example/rss", ("news.example", 80)),
        ("http://[2001:db8::1]:8080/", ("2001:db8::1", 8080)),
    ],
)
def test_it_knows_whom_to_ask(url: str, expected: tuple[str, int]) -> None:
    assert expected == trip(url).host_and_port
