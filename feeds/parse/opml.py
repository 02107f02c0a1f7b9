"""OPML (opml.org, version 2.0) -> the feeds that it lists, and back.

What OPML has no word for stands in attributes of our own namespace, so that a list that we wrote
is read again whole. Other programs pass over them.
"""

from collections.abc import Iterable

from lxml import etree

from feeds.parse.decode import decode
from feeds.parse.frame import frame
from feeds.parse.outlines import OpmlError, Outline

NAMESPACE = "urn:caucasus-alerts:feeds"
MAX_OUTLINES = 5_000
MAX_CHARS = 2_000


def read_opml(document: bytes) -> tuple[Outline, ...]:
    """List the feeds of an OPML document, in its order, folders and all.

    Raises:
        OpmlError: it is none.
        ParseError: it is no XML, an HTML page, or defines entities.
    """
    body = frame(decode(document, "").lstrip("\ufeff \t\r\n")).body.encode("utf-8", "replace")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise OpmlError(f"not XML: {error.msg}") from None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise OpmlError("not OPML: it has no <opml> at its root")
    found = [_outline(element) for element in root.iter("outline")][:MAX_OUTLINES]
    return tuple(one for one in found if one.url)


def write_opml(title: str, outlines: Iterable[Outline]) -> bytes:
    """Write a list of feeds."""
    root = etree.Element("opml", version="2.0", nsmap={"ca": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    for one in outlines:
        attributes = {"type": "rss", "text": one.name, "title": one.name, "xmlUrl": one.url}
        attributes |= {"language": one.language} if one.language else {}
        attributes |= {f"{{{NAMESPACE}}}{name}": text for name, text in one.settings.items()}
        etree.SubElement(body, "outline", attributes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _outline(element: etree._Element) -> Outline:
    """Read one outline; programs write its attributes in any case."""
    plain = {str(name).lower(): str(text)[:MAX_CHARS] for name, text in element.attrib.items()}
    prefix = f"{{{NAMESPACE}}}"
    url = plain.get("xmlurl", "").strip()
    return Outline(
        name=" ".join((plain.get("title") or plain.get("text") or "").split()),
        url=url,
        language=plain.get("language", "").partition("-")[0].lower(),
        settings={
            name.removeprefix(prefix): text
            for name, text in plain.items()
            if name.startswith(prefix)
        },
    )
