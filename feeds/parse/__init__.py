"""A document -> its entries as plain text: decode, cut out what is known, parse, clean.

Only the light names stand here, so that the main process can ask and store without loading
feedparser and lxml; ``parse`` itself is in ``feeds.parse.document``, for the worker processes.

``decode`` makes text of bytes, ``xml_items`` and ``json_feed`` find the items, ``prune`` drops the
known ones, ``entries`` makes an Entry of an item with ``identity``, ``dates`` and ``html_text``.
"""

from feeds.parse.parsed import ParsedFeed, ParseError, ParseHints, ParseProblem, item_key

__all__ = ["ParseError", "ParseHints", "ParseProblem", "ParsedFeed", "item_key"]
