import pytest

from feeds.parse.discovery import MAX_CANDIDATES, discover, format_of

PAGE = b"""<!doctype html><html><head>
<link rel="alternate" type="application/rss+xml; charset=utf-8" href="/comments/feed/">
<link rel="ALTERNATE" type="application/rss+xml" href="/news.rss" title="News">
<link rel="alternate" type="application/json+oembed" href="/wp-json/oembed/1.0">
<link rel="alternate" hreflang="ru" href="/ru/">
<link rel="alternate" type="application/atom+xml" href="https://feeds.example/herald">
</head><body><a href="/rss/world">World</a><a href="/news/feedback">Write to us</a>
<a href="https://elsewhere.example/feed">Friends</a><a href="javascript:feed()">x</a></body></html>
"""


def found(page: bytes, url: str = "https://herald.example/a/") -> list[str]:
    return list(discover(page, "text/html", url))


def test_what_a_page_declares_comes_first_then_its_own_links() -> None:
    assert found(PAGE)[:3] == [
        "https://herald.example/news.rss",
        "https://feeds.example/herald",
        "https://herald.example/rss/world",
    ]


def test_feeds_of_comments_and_other_sites_and_words_are_left_out() -> None:
    text = " ".join(found(PAGE))

    assert all(word not in text for word in ("comments", "oembed", "elsewhere", "feedback", "java"))


def test_the_usual_addresses_are_tried_at_last() -> None:
    assert found(b"<html></html>")[:2] == [
        "https://herald.example/feed/",
        "https://herald.example/rss",
    ]


@pytest.mark.parametrize(
    "page", [b"", b"\x00\xff<<<", b"<a href='http://['>rss</a>", b"<a>" * 9999]
)
def test_a_hostile_page_has_no_more_than_the_usual_ones(page: bytes) -> None:
    assert 0 < len(found(page)) <= MAX_CANDIDATES


def test_a_page_of_a_thousand_feeds_gives_a_few() -> None:
    page = b"".join(b"<a href='/rss/%d'>x</a>" % number for number in range(1000))

    assert len(found(page)) == MAX_CANDIDATES


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"<?xml version='1.0'?><rss xmlns:a='b' version=\"2.0\">", "RSS 2.0"),
        (b"<rdf:RDF xmlns='x'>", "RSS 1.0 (RDF)"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "Atom"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "JSON Feed 1.1"),
        (b"<html>", "unknown"),
    ],
)
def test_a_feed_says_its_format(document: bytes, expected: str) -> None:
    assert expected == format_of(document, "")
