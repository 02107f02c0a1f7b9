"""Keeps bot tokens out of logs: the token is a part of every Bot API address.

Libraries put addresses, and PTB the token itself, into messages and tracebacks. So the last step
of the log is watched, whatever wrote the record.
"""

import logging
import re

SHOWN = "[token]"

_TOKEN = re.compile(r"(?<![0-9])[0-9]{3,16}:[A-Za-z0-9_-]{20,128}")


def redact(text: str) -> str:
    """Return ``text`` with everything of a bot token's shape replaced."""
    return _TOKEN.sub(SHOWN, text)


class RedactingFormatter(logging.Formatter):
    """Formats as ``inner`` does, tracebacks included, and then takes tokens out."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self._inner = inner

    def format(self, record: logging.LogRecord) -> str:
        """Format ``record`` without any token."""
        return redact(self._inner.format(record))
