"""Which entries' articles are read, and of which feeds. Pure.

Title and summary have decided and alerted by then; an article is read where they are thin, and
only where both the operator and the outlet's terms allow it.
"""

from feeds.config import ExtractSettings, FeedSettings
from feeds.model import Entry, Report

THIN_WORDS = 60
"""A title and summary of fewer words leave out what the article says."""


def may_be_read(feed: FeedSettings, extract: ExtractSettings) -> bool:
    """Tell whether articles of a feed may be read; who allows no more than a link is left alone."""
    return extract.full_text and feed.full_text and feed.quote == "full"


def is_needed(entry: Entry, report: Report) -> bool:
    """Tell whether an entry in scope is thin enough for its article to be read.

    Thin are few words, or no figure of people harmed. A feed that brings its articles along, in
    the entry's text, leaves nothing to be fetched.
    """
    if not entry.url.startswith(("http://", "https://")) or not report.alert:
        return False
    if len(entry.text.split()) >= THIN_WORDS:
        return False
    words = len(entry.title.split()) + len(entry.summary.split())
    return words < THIN_WORDS or not report.casualties
