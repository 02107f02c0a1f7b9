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
