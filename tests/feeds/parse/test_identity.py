"""What makes an item this item."""

import pytest

from feeds.parse.identity import absolute_url, entry_id, normal_url


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("/x?y=1", "https://base.example/x?y=1"),
        (" x ", "https://base.example/news/x"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("http://[", ""),
        ('https://a.example/"><script>', ""),
        ("https://a.example/" + "x" * 3_000, ""),
    ],
)
def test_it_gives_web_addresses_only(link: str, expected: str) -> None:
    assert expected == absolute_url(link, "https://base.example/news/rss")


@pytest.mark.parametrize(
    "variant",
    [
        "http://a.example/x?id=1",
        "https://A.example:443/x?id=1",
        "https://a.example./x?id=1",
        "https://a.example/x?id=1&utm_source=rss&utm_medium=feed",
        "https://a.example/x?fbclid=1&id=1&at_campaign=2",
        "https://a.example/x?id=1#xtor=RSS-1",
    ],
)
def test_variants_of_an_address_are_one(variant: str) -> None:
    assert normal_url(variant) == "https://a.example/x?id=1"


@pytest.mark.parametrize("other", ["https://a.example/x?id=2", "https://a.example:8443/x?id=1"])
def test_other_addresses_are_others(other: str) -> None:
    assert normal_url(other) != "https://a.example/x?id=1"


def test_the_guid_comes_first_then_the_link_then_the_words() -> None:
    url = "https://a.example/x"

    assert entry_id(" g\n1 ", url, "w") == "g 1"
    assert entry_id("", url, "w") == url
    assert entry_id("", "", "w").startswith("sha256:")
    assert entry_id("", "", "w") != entry_id("", "", "v")


def test_a_guid_that_is_an_address_is_the_same_over_http_and_https() -> None:
    assert entry_id("http://a.example/?p=1", "", "") == entry_id("https://a.example/?p=1", "", "")


def test_an_endless_guid_is_shortened() -> None:
    assert len(entry_id("g" * 10_000, "", "")) < 100
