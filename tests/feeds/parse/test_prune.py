"""What is cut out of a document before feedparser reads it."""

from datetime import UTC, datetime
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.parse import ParseHints, item_key
from feeds.parse.entries import make_entry
from feeds.parse.parsed import Item
from feeds.parse.prune import Pruned, prune

READ = partial(make_entry, hints=ParseHints(), now=datetime(2031, 3, 5, tzinfo=UTC))
MEDIA = "http://search.yahoo.com/mrss/"


def document(*items: str) -> bytes:
    return (
        f'<rss xmlns:m="{MEDIA}"><channel><title>S</title>{"".join(items)}</channel></rss>'.encode()
    )


def pruned(body: bytes, known: frozenset[str] = frozenset()) -> Pruned:
    result = prune(body, READ, known)
    assert result is not None
    return result


def test_a_document_that_is_not_well_formed_is_left_alone() -> None:
    assert prune(b"<rss><item></rss>", READ, frozenset()) is None


def test_known_items_go_and_the_rest_stays() -> None:
    from_guid = READ(guid_item("1"))
    known = frozenset({item_key(from_guid.id, from_guid.content_hash)})

    result = pruned(document(xml("1"), xml("2")), known)

    assert (result.total, result.known) == (2, 1)
    assert b"<guid>2</guid>" in result.body
    assert b"<guid>1</guid>" not in result.body


def test_nothing_is_left_to_read_when_all_is_known() -> None:
    from_guid = READ(guid_item("1"))
    known = frozenset({item_key(from_guid.id, from_guid.content_hash)})

    assert pruned(document(xml("1")), known) == Pruned(b"", "S", 1, 1)


def test_cdata_stays_cdata() -> None:
    item = "<item><description><![CDATA[<p>a</p>]]></description></item>"

    assert b"<![CDATA[<p>a</p>]]>" in pruned(document(item)).body


def test_captions_go_where_the_item_has_words_of_its_own() -> None:
    caption = "<m:content><m:description>caption</m:description></m:content>"
    own = f"<item><description>own</description>{caption}</item>"

    assert b"caption" not in pruned(document(own)).body
    assert b"caption" in pruned(document(f"<item>{caption}</item>")).body


def xml(guid: str) -> str:
    return f"<item><guid>{guid}</guid><title>t</title></item>"


def guid_item(guid: str) -> Item:
    return Item(guid=guid, title="t")


def key_of(item: Item) -> str:
    entry = READ(item)
    return item_key(entry.id, entry.content_hash)


ATOM = "http://www.w3.org/2005/Atom"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CONTENT = "http://purl.org/rss/1.0/modules/content/"


@pytest.mark.parametrize(
    ("body", "item"),
    [
        (
            (
                f'<feed xmlns="{ATOM}"><entry><id>1</id><title>t</title><link rel="self" href="s"/>'
                '<link href="https://a.example/1"/><summary>w</summary></entry></feed>'
            ),
            Item(guid="1", link="https://a.example/1", title="t", summary="w"),
        ),
        (
            (
                f'<feed xmlns="{ATOM}"><entry><id>1</id><content type="xhtml"><p>a</p></content>'
                "</entry></feed>"
            ),
            Item(guid="1", text="a"),
        ),
        (
            (
                f'<r:RDF xmlns:r="{RDF}" xmlns="http://purl.org/rss/1.0/"><item r:about="1">'
                "<title>t</title></item></r:RDF>"
            ),
            Item(guid="1", title="t"),
        ),
        (
            (
                f'<rss xmlns:c="{CONTENT}"><item><guid>1</guid><!-- x --><?y z?>'
                "<c:encoded><![CDATA[<p>a</p>]]></c:encoded></item></rss>"
            ),
            Item(guid="1", text="a"),
        ),
    ],
)
def test_items_of_every_format_are_known_again(body: str, item: Item) -> None:
    result = pruned(body.encode(), frozenset({key_of(item)}))

    assert (result.total, result.known, result.body) == (1, 1, b"")


@pytest.mark.parametrize(
    "edited",
    [
        "<item><guid>1</guid><title>t2</title></item>",
        "<item><guid>1</guid><title>t</title><description>more</description></item>",
        "<item><guid>12</guid><title>t</title></item>",
    ],
)
def test_an_item_whose_words_or_name_changed_stays(edited: str) -> None:
    result = pruned(document(edited), frozenset({key_of(guid_item("1"))}))

    assert (result.known, edited.encode() in result.body) == (0, True)


def test_items_that_share_a_name_stay_together() -> None:
    twins = document(xml("1"), xml("1"), xml("2"))

    result = pruned(twins, frozenset({key_of(guid_item("1")), key_of(guid_item("2"))}))

    assert (result.total, result.known, result.body.count(b"<guid>1")) == (3, 1, 2)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<rss><channel><title>A</title><item><title>B</title></item></channel></rss>", "A"),
        (b"<rss><channel><item><title>B</title></item></channel></rss>", ""),
        (f'<feed xmlns="{ATOM}"><title>A</title></feed>'.encode(), "A"),
        (b"<rss><channel><title/></channel></rss>", ""),
    ],
)
def test_the_title_is_the_feeds_and_never_an_items(body: bytes, expected: str) -> None:
    assert expected == pruned(body).title


@pytest.mark.parametrize("body", [b"", b"<rss>", b"<a/><b/>", b"<rss>&nbsp;</rss>", b"<x:rss/>"])
def test_what_the_strict_parser_refuses_is_left_to_the_other(body: bytes) -> None:
    assert prune(body, READ, frozenset()) is None


@settings(deadline=None, max_examples=40)
@given(
    names=st.lists(st.sampled_from("abcdef"), unique=True), known=st.sets(st.sampled_from("abcd"))
)
def test_what_is_kept_and_what_is_known_make_the_whole(names: list[str], known: set[str]) -> None:
    keys = frozenset(key_of(guid_item(name)) for name in known)

    result = pruned(document(*map(xml, names)), keys)

    assert (result.total, result.known) == (len(names), len(known & set(names)))
    assert [n for n in names if f"<guid>{n}<".encode() in result.body] == [
        n for n in names if n not in known
    ]
