"""What a worker process does for ``explain``: a text, a feed or a page -> why it alerts or not.

Loaded in worker processes alone, like ``feeds.reading``: what it hands back is in ``explained``.
"""

import re
from datetime import datetime

from feeds.explained import Explained, Finding
from feeds.extract import Explanation
from feeds.model import Entry
from feeds.parse import ParseError, ParseHints, ParseProblem
from feeds.parse.decode import decode
from feeds.parse.document import parse
from feeds.parse.html_text import plain_text
from feeds.reading import explain_entry

MAX_ENTRIES = 20
"""Of a feed: the newest, as it lists them."""
MAX_TITLE = 500
MAX_TEXT = 20_000

_TITLE = re.compile(r"<title[^<>]*>([^<]*)", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p(?=[\s>])", re.IGNORECASE)
_END = re.compile(r"</p\s*>", re.IGNORECASE)


def explain(entry: Entry, now: datetime) -> Explained:
    """Explain one entry; ``now`` stands in where it has no date."""
    return _light(explain_entry(entry, now))


def explain_document(
    document: bytes, content_type: str, url: str, now: datetime
) -> tuple[Explained, ...]:
    """Explain each entry of a feed, or a page as one entry.

    Raises:
        ParseError: it is neither.
    """
    try:
        parsed = parse(document, content_type, ParseHints(url=url), frozenset(), now)
    except ParseError as error:
        if error.reason is not ParseProblem.HTML_PAGE:
            raise
        return (explain(_page(decode(document, content_type), url), now),)
    return tuple(explain(entry, now) for entry in parsed.entries[:MAX_ENTRIES])


def _page(page: str, url: str) -> Entry:
    """Make an entry of a page: its title and its paragraphs, which is where articles stand."""
    title = _TITLE.search(page)
    pieces = _PARAGRAPH.split(page)[1:]
    paragraphs = (_END.split(piece, maxsplit=1)[0] for piece in pieces)
    text = "\n".join(f"<p{paragraph}</p>" for paragraph in paragraphs)
    return Entry(
        id=url,
        title=plain_text(title[1], MAX_TITLE) if title else "",
        text=plain_text(text, MAX_TEXT),
        url=url,
    )


def _light(explanation: Explanation) -> Explained:
    """Leave behind what the main process could not unpickle without loading the extractor."""
    gate = explanation.gate
    return Explained(
        text=explanation.text,
        report=explanation.report,
        gate=Finding(", ".join(gate.words), str(gate.reason), "gate"),
        findings=tuple(
            Finding(evidence.text, evidence.field, evidence.rule)
            for evidence in explanation.evidence
        ),
        cues=tuple(Finding(cue.text, cue.field, cue.rule) for cue in explanation.cues),
    )
