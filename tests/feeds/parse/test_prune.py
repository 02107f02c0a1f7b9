"""What is cut out of a document before feedparser reads it."""

from datetime import UTC, datetime
from functools import partial

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
