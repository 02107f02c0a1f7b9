"""What a worker process does for ``explain``: a text, a feed or a page -> why it alerts or not.

Loaded in worker processes alone, like ``feeds.reading``: what it hands back is in ``explained``.
"""

from datetime import datetime

from feeds.article_text import article_of, decoded, title_of
from feeds.explained import Explained, Finding
from feeds.extract import Explanation
from feeds.model import Entry
from feeds.parse import ParseError, ParseHints, ParseProblem
from feeds.parse.document import parse
from feeds.reading import explain_entry

MAX_ENTRIES = 20
"""Of a feed: the newest, as it lists them."""


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
        return (explain(_page(decoded(document, content_type), url), now),)
    return tuple(explain(entry, now) for entry in parsed.entries[:MAX_ENTRIES])


def _page(page: str, url: str) -> Entry:
    """Make an entry of a page: its title, and its article as the one behind an entry is read."""
    return Entry(id=url, title=title_of(page), text=article_of(page), url=url)


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
