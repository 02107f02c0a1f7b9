"""What makes an item this item."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feeds.parse.identity import MAX_ID_CHARS, absolute_url, entry_id, normal_url


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


@pytest.mark.parametrize(
    ("link", "base", "expected"),
    [
        ("https://a.example/x", "", "https://a.example/x"),
        ("/x", "", ""),
        ("//cdn.example/x", "https://a.example/rss", "https://cdn.example/x"),
        ("../x", "https://a.example/news/rss", "https://a.example/x"),
        ("?id=1", "https://a.example/news", "https://a.example/news?id=1"),
        ("", "https://a.example/rss", "https://a.example/rss"),
        ("HTTPS://A.example/X", "", "HTTPS://A.example/X"),
        ("https://", "", ""),
        ("https:///x", "", ""),
        ("mailto:desk@a.example", "https://a.example/rss", ""),
        ("vbscript:x", "https://a.example/rss", ""),
        ("file:///etc/passwd", "https://a.example/rss", ""),
        ("https://a.example/x y", "", ""),
        ("https://a.example/новости", "", "https://a.example/новости"),
        ("/x", "not an address", ""),
    ],
)
def test_a_link_is_joined_to_the_address_of_its_feed(link: str, base: str, expected: str) -> None:
    assert expected == absolute_url(link, base)


@pytest.mark.parametrize(
    "query",
    ["ref=main", "ref_src=x", "rss", "rss=1", "spm=1.2", "_ga=1", "gclid=1", "yclid=2", "UTM_ID=3"],
)
def test_where_a_reader_came_from_is_no_part_of_an_address(query: str) -> None:
    assert normal_url(f"https://a.example/x?{query}") == "https://a.example/x"
    assert normal_url(f"https://a.example/x?id=1&{query}&p=2") == "https://a.example/x?id=1&p=2"


@pytest.mark.parametrize(
    "query", ["reference=1", "rssid=2", "article=rss", "p=utm_source", "nid=3"]
)
def test_what_is_read_stays_in_an_address(query: str) -> None:
    assert normal_url(f"https://a.example/?{query}").endswith(f"?{query}")


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [("#utm_source=x", ""), ("#ref=home", ""), ("#rss", ""), ("#part-2", "#part-2"), ("#", "")],
)
def test_a_fragment_stays_where_it_names_a_part(fragment: str, expected: str) -> None:
    assert f"https://a.example/{expected}" == normal_url(f"https://a.example/{fragment}")


def test_a_port_that_is_none_is_left_out() -> None:
    assert normal_url("https://a.example:port/x") == "https://a.example/x"


PARTS = st.text(st.sampled_from("abz019-_=&?;,+%.#/~"), max_size=30)


@given(path=PARTS, scheme=st.sampled_from(["http", "https"]), port=st.sampled_from(["", ":8080"]))
def test_a_normal_address_is_its_own_normal_form(path: str, scheme: str, port: str) -> None:
    once = normal_url(f"{scheme}://A.example.{port}/{path}")

    assert once == normal_url(once)
    assert once.startswith(f"https://a.example{port}/")


@example(guid="", link="0\x850", words="")
@given(guid=st.text(max_size=60), link=st.text(max_size=60), words=st.text(max_size=9))
def test_every_item_has_a_short_identity_on_one_line(guid: str, link: str, words: str) -> None:
    name = entry_id(guid, absolute_url(link, "https://a.example/rss"), words)

    assert 0 < len(name) <= MAX_ID_CHARS
    assert name == " ".join(name.split())


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_no_link_leaves_the_web(link: str) -> None:
    url = absolute_url(link, "https://a.example/rss")

    assert not url or url.lower().startswith(("http://", "https://"))
    assert not set(url) & set(' "<>\\\n\t')


def test_endless_guids_that_differ_at_their_ends_stay_apart() -> None:
    assert entry_id("g" * 9_999 + "a", "", "") != entry_id("g" * 9_999 + "b", "", "")
