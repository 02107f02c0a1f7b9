"""Cut the known items out of a well-formed document, before feedparser's slow walk over it.

Measured: 2 new of 32 items cost 5 ms a feed instead of 25. Only an item whose identity *and*
words are known goes; one that feedparser would read differently merely stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from feeds.model import Entry
from feeds.parse.entries import is_known
from feeds.parse.found import MAX_ITEMS
from feeds.parse.parsed import Item

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = ("{http://search.yahoo.com/mrss/}*", "{http://search.yahoo.com/mrss}*")
"""Pictures and their captions: feedparser takes a caption for the item's text."""

RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


@dataclass(frozen=True, slots=True)
class _Held:
    """An item's element and what stands in it."""

    element: etree._Element
    item: Item


@dataclass(frozen=True, slots=True)
class Pruned:
    """What is left of a document: ``body`` is empty where all items were known."""

    body: bytes
    title: str
    total: int
    known: int


def prune(body: bytes, read: Callable[[Item], Entry], known: frozenset[str]) -> Pruned | None:
    """Drop known items, and those beyond the most that are read.

    Args:
        body: UTF-8 without a prolog.
        read: makes an entry of an item.
        known: keys of the stored entries.

    Returns:
        None where the document isn't well-formed.
    """
    # CDATA stays: escaped instead, it costs feedparser one call for each "<".
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        return None
    elements = list(root.iter("{*}item", "{*}entry"))
    items = [_Held(element, _item(element)) for element in elements[:MAX_ITEMS]]
    kept = _unknown(items, read, known) if known else items
    _drop(set(elements) - {held.element for held in kept})
    _drop_captions(kept)
    return Pruned(
        body=etree.tostring(root, encoding="utf-8") if kept or not items else b"",
        title=_title(root),
        total=len(elements),
        known=len(items) - len(kept),
    )


def _drop(elements: Iterable[etree._Element]) -> None:
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _drop_captions(items: Iterable[_Held]) -> None:
    """Drop the media of items that have words of their own."""
    for held in items:
        if held.item.summary or held.item.text:
            etree.strip_elements(held.element, *MEDIA, with_tail=False)


def _unknown(
    items: list[_Held], read: Callable[[Item], Entry], known: frozenset[str]
) -> list[_Held]:
    """Choose the items to keep: also the known ones whose id another item has.

    Those are told apart only when all of them are seen together.
    """
    entries = [read(held.item) for held in items]
    shared = Counter(entry.id for entry in entries)
    return [
        held
        for held, entry in zip(items, entries, strict=True)
        if shared[entry.id] > 1 or not is_known(entry, known)
    ]


def _item(element: etree._Element) -> Item:
    """Read an item's fields as feedparser would, dates left out."""
    namespace = element.tag[: element.tag.find("}") + 1]
    parts: dict[str, str] = {}
    for child in element:
        # Comments and processing instructions have functions for tags.
        name = child.tag.removeprefix(namespace) if isinstance(child.tag, str) else ""
        if name == "link" and "href" in child.attrib:
            if child.get("rel", "alternate") == "alternate":
                parts.setdefault("link", str(child.get("href")))
        elif name:
            parts[name] = _markup(child)
    return Item(
        guid=_first(parts, "guid", "id") or str(element.get(RDF_ABOUT, "")),
        link=_first(parts, "link"),
        title=_first(parts, "title"),
        summary=_first(parts, "description", "summary"),
        text=_first(parts, CONTENT, "content"),
    )


def _first(parts: dict[str, str], *names: str) -> str:
    return next((parts[name] for name in names if parts.get(name)), "")


def _markup(element: etree._Element) -> str:
    """Give what an element holds: its text, or its markup where it holds elements."""
    if len(element):
        return etree.tostring(element, encoding="unicode", with_tail=False)
    return element.text or ""


def _title(root: etree._Element) -> str:
    found = root.find("{*}channel/{*}title")
    found = root.find("{*}title") if found is None else found
    return (found.text or "") if found is not None else ""
