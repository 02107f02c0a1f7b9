"""What feedparser makes of XML, and what we don't take from it."""

from pathlib import Path

import pytest

from feeds.parse.parsed import Item, ParseError, ParseProblem
from feeds.parse.xml_items import read_xml


def rss(item: str) -> bytes:
    return (
        f'<rss version="2.0"><channel><title>S</title><item>{item}</item></channel></rss>'.encode()
    )


def test_markup_and_dates_stay_as_they_were_written() -> None:
    body = rss("<title>a &lt;b&gt;</title><pubDate>20.11.2031 MSK</pubDate><guid>g</guid>")

    title, items, is_well_formed = read_xml(body)

    assert (title, is_well_formed) == ("S", True)
    assert items == (Item(guid="g", link="g", title="a <b>", published="20.11.2031 MSK"),)


def test_content_that_feedparser_copies_into_the_summary_is_text_only() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>'
        b'<content type="html">words</content></entry></feed>'
    )

    _, (item,), _ = read_xml(body)

    assert (item.summary, item.text) == ("", "words")


def test_broken_xml_is_read_and_said_to_be_broken() -> None:
    _, (item,), is_well_formed = read_xml(rss("<title>a & b</title>"))

    assert item.title == "a & b"
    assert not is_well_formed


def test_a_body_that_is_the_path_of_a_file_opens_none(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_bytes(rss("<title>secret</title>"))

    with pytest.raises(ParseError) as caught:
        read_xml(str(feed).encode())

    assert caught.value.reason is ParseProblem.NOT_A_FEED


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<pubDate>a</pubDate>", "a"),
        ('<d:date xmlns:d="http://purl.org/dc/elements/1.1/">b</d:date>', "b"),
        ("<title>t</title>", ""),
    ],
)
def test_a_date_is_handed_on_as_text(xml: str, expected: str) -> None:
    _, (item,), _ = read_xml(rss(f"<guid>g</guid>{xml}"))

    assert item.published == expected


def test_the_longest_of_several_contents_is_the_text() -> None:
    space = 'xmlns:c="http://purl.org/rss/1.0/modules/content/"'
    both = f"<c:encoded {space}>short</c:encoded><c:encoded {space}>the longer</c:encoded>"

    _, (item,), _ = read_xml(rss(f"<description>summary</description>{both}"))

    assert (item.summary, item.text) == ("summary", "the longer")


def test_markup_that_would_run_is_handed_on_untouched() -> None:
    _, (item,), _ = read_xml(
        rss("<description><![CDATA[<script>x</script><a href='/1'>y]]></description>")
    )

    assert item.summary == "<script>x</script><a href='/1'>y"


@pytest.mark.parametrize(
    "body", [b"", b"plain words", b"<root><a>b</a></root>", b"<svg/>", b"\xff\xfe"]
)
def test_what_is_no_feed_is_refused_by_name(body: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read_xml(body)

    assert caught.value.reason is ParseProblem.NOT_A_FEED


def test_a_feed_without_items_is_a_feed() -> None:
    assert read_xml(b'<rss version="2.0"><channel><title>S</title></channel></rss>') == (
        "S",
        (),
        True,
    )
