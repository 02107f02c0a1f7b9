"""Whole documents: each format, what is known, what is broken, what is no feed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.model import Entry
from feeds.parse import ParsedFeed, ParseError, ParseHints, ParseProblem, item_key
from feeds.parse.document import parse

SAMPLES = Path(__file__).parents[2] / "data" / "feeds"
NOW = datetime(2031, 3, 6, tzinfo=UTC)
HINTS = ParseHints(url="https://wire.example/rss", language="en", time_zone="Asia/Yerevan")


def read(
    document: str | bytes, known: frozenset[str] = frozenset(), hints: ParseHints = HINTS
) -> ParsedFeed:
    raw = document.encode() if isinstance(document, str) else document
    return parse(raw, "", hints, known, NOW)


def sample(name: str) -> ParsedFeed:
    return read((SAMPLES / name).read_bytes())


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>S</title>{"".join(items)}</channel></rss>'


def item(number: int, words: str = "words", guid: str = "") -> str:
    mark = f"<guid>{guid}</guid>" if guid else ""
    return f"<item>{mark}<title>{words}</title><link>https://a.example/{number}</link></item>"


def keys(parsed: ParsedFeed) -> frozenset[str]:
    return frozenset(item_key(entry.id, entry.content_hash) for entry in parsed.entries)


def test_it_reads_rss() -> None:
    parsed = sample("rss20.xml")

    first, second = parsed.entries
    assert (parsed.title, parsed.total_entries) == ("Sample Wire", 2)
    assert replace(first, content_hash="") == Entry(
        id="wire-2",
        title="Shelling reported near Nerkin Hand",
        summary="Two soldiers were wounded, the ministry said.\nNo reply & no details.",
        text="Two soldiers were wounded, the ministry said.\nThe village lies in Syunik.",
        url="https://wire.example/2031/03/shelling?utm_source=rss",
        language="en",
        published_at=datetime(2031, 3, 5, 5, 30, tzinfo=UTC),
    )
    assert second.id == "https://wire.example/2031/03/road"
    assert second.published_at == datetime(2031, 3, 4, 14, 0, tzinfo=UTC)


def test_it_reads_atom() -> None:
    (entry,) = sample("atom10.xml").entries

    assert entry.id == "tag:atom.example,2031:1"
    assert entry.title == 'Truce "holds"'
    assert entry.url == "https://atom.example/1"
    assert (entry.summary, entry.text) == ("", "Observers report no fire.")
    assert entry.published_at == datetime(2031, 3, 5, 8, 0, tzinfo=UTC)


def test_it_reads_rdf() -> None:
    (entry,) = sample("rss10.xml").entries

    assert (entry.id, entry.title) == ("https://rdf.example/1", "Переговоры в Тбилиси")
    assert entry.published_at == datetime(2031, 3, 5, 7, 0, tzinfo=UTC)


def test_it_reads_json_feed() -> None:
    first, second = sample("feed.json").entries

    assert (first.id, first.text) == ("7", "Closed since noon.")
    assert (second.url, second.text) == ("https://other.example/8", "A note without a title.")


@pytest.mark.parametrize("name", ["rss20.xml", "atom10.xml", "rss10.xml", "feed.json"])
def test_what_is_known_is_counted_and_left_out(name: str) -> None:
    first = sample(name)

    again = read((SAMPLES / name).read_bytes(), keys(first))

    assert again.entries == ()
    assert again.known_entries == again.total_entries == len(first.entries)
    assert again.title == first.title


def test_a_new_entry_is_the_same_among_known_ones_as_alone() -> None:
    known = keys(read(rss(item(1), item(2))))

    parsed = read(rss(item(3, "new"), item(1), item(2)), known)

    assert parsed.entries == read(rss(item(3, "new"))).entries
    assert (parsed.total_entries, parsed.known_entries) == (3, 2)


def test_an_edited_entry_is_unseen_under_its_old_id() -> None:
    before = read(rss(item(1, "2 killed")))

    (edited,) = read(rss(item(1, "3 killed")), keys(before)).entries

    assert edited.id == before.entries[0].id
    assert edited.content_hash != before.entries[0].content_hash


def test_an_entry_whose_guid_another_one_takes_stays_known() -> None:
    known = keys(read(rss(item(1, "old", guid="same"))))

    (entry,) = read(rss(item(2, "new", guid="same"), item(1, "old", guid="same")), known).entries

    assert (entry.title, entry.id) == ("new", "same https://a.example/2")


def test_an_entry_stays_known_when_the_other_with_its_guid_is_gone() -> None:
    known = keys(read(rss(item(2, "b", guid="same"), item(1, "a", guid="same"))))

    assert read(rss(item(2, "b", guid="same")), known).entries == ()


def test_exact_repeats_are_one_entry() -> None:
    assert len(read(rss(item(1), item(1))).entries) == 1


def test_a_date_from_the_future_is_set_back() -> None:
    future = item(1).replace("</item>", "<pubDate>Thu, 06 Mar 2036 00:00:00 GMT</pubDate></item>")

    (entry,) = read(rss(future)).entries

    assert entry.published_at == datetime(2031, 3, 6, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "document",
    [
        rss("<item><title>a & b</title></item>"),
        rss("<item><title>a &nbsp; b</title></item>"),
        "\n\n \ufeff" + rss(item(1)),
        '<?xml?xml version="1.0" ??>' + rss(item(1)),
        rss(item(1)) + "<script>injected()</script>",
        rss("<item><media:x>undeclared</media:x><title>a</title></item>"),
        rss("<item><title>a\x00\x0bb</title></item>"),
        rss(f"<item><title>a &#{'9' * 5000};</title></item>"),
        rss(item(1))[:-1],
    ],
)
def test_sloppy_documents_are_read(document: str) -> None:
    assert len(read(document).entries) == 1


def test_the_half_item_of_a_document_that_breaks_off_is_left_out() -> None:
    whole = rss(item(1), item(2, "No one was hurt"))

    parsed = read(whole[: whole.index("was hurt")])

    assert [entry.url for entry in parsed.entries] == ["https://a.example/1"]
    assert parsed.is_truncated


def test_more_items_than_the_cap_are_left_for_another_time() -> None:
    parsed = read(rss(*("<item><title>x</title></item>" for _ in range(10_001))))

    assert parsed.total_entries == 10_001
    assert parsed.is_truncated


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("", ParseProblem.EMPTY),
        (" \n\ufeff", ParseProblem.EMPTY),
        ("/etc/passwd", ParseProblem.NOT_A_FEED),
        ("https://a.example/rss", ParseProblem.NOT_A_FEED),
        ("<opml><body/></opml>", ParseProblem.NOT_A_FEED),
        ('{"items": 1}', ParseProblem.NOT_A_FEED),
        ("{broken", ParseProblem.NOT_A_FEED),
        ("[" * 200_000, ParseProblem.NOT_A_FEED),
        ("<!DOCTYPE html><p>Welcome", ParseProblem.HTML_PAGE),
        ("<html><body>404</body></html>", ParseProblem.HTML_PAGE),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', ParseProblem.ENTITIES),
        ('<!-- <rss> --><!doctype r [<!entity a "<b>">]><rss/>', ParseProblem.ENTITIES),
    ],
)
def test_it_says_what_is_no_feed(document: str, expected: ParseProblem) -> None:
    with pytest.raises(ParseError) as caught:
        read(document)

    assert caught.value.reason is expected


def test_a_feed_without_entries_is_a_feed() -> None:
    assert read(rss()).total_entries == 0


def test_words_about_entities_in_an_item_are_no_entities() -> None:
    assert len(read(rss("<item><title><![CDATA[<!ENTITY a>]]></title></item>")).entries) == 1


def test_a_link_that_is_no_web_address_is_dropped() -> None:
    script = "<item><guid isPermaLink='false'>1</guid><link>javascript:alert(1)</link></item>"

    assert read(rss(script)).entries[0].url == ""


def test_a_guid_is_not_taken_for_a_link() -> None:
    (entry,) = read(rss("<item><guid>77</guid><title>a</title></item>")).entries

    assert (entry.id, entry.url) == ("77", "")


def test_the_encoding_of_the_operator_wins() -> None:
    document = rss("<item><title>Перемирие</title></item>").encode("koi8-r")

    parsed = read(document, hints=replace(HINTS, encoding="koi8-r"))

    assert parsed.entries[0].title == "Перемирие"


@pytest.mark.parametrize(
    "document",
    [
        rss("<item><guid>a&#xD800;b</guid><title>c&#56320;d&#x0000dFfF;</title></item>"),
        (
            r'{"version": "https://jsonfeed.org/version/1.1", "title": "S", "items": ['
            r'{"id": "a\ud800b", "url": "https://a.example/\udfff", "title": "c\udc00d"}]}'
        ),
    ],
    ids=["rss", "json"],
)
def test_halves_of_characters_are_dropped_wherever_they_stand(document: str) -> None:
    (entry,) = read(document).entries

    assert (entry.id, entry.title) == ("ab", "cd")
    entry.url.encode()
