"""The bytes of an answer, decompressed and hashed as they come, within their caps.

aiohttp could decompress by itself, but only we can stop in the middle of a chunk: what a bomb
inflates to is never held in memory beyond the cap.
"""

import hashlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from feeds.fetch.answers import FetchError, FetchProblem, HttpLimits
from feeds.fetch.inflate import GZIP_MAGIC, INFLATERS, DamagedError, Inflater, Zlib

RATIO_CHECKED_FROM_BYTES = 1_048_576
"""Small documents may be as repetitive as they like."""

DOCUMENT_END = re.compile(rb"(?:</(?:[\w.-]{1,20}:)?(?:rss|feed|rdf)\s*>|\})\s*\Z", re.IGNORECASE)
"""How a feed document ends: RSS, Atom, RSS 1.0, JSON."""


@dataclass(frozen=True, slots=True)
class Body:
    """A document as bytes, with the SHA-256 of them in hexadecimal."""

    data: bytes
    digest: str
    downloaded_bytes: int
    is_whole: bool


class Collector:
    """Takes a body in chunks as sent, and keeps it decompressed, within the caps."""

    def __init__(self, content_encoding: str, limits: HttpLimits) -> None:
        coding = content_encoding.strip().lower()
        if coding not in INFLATERS:
            raise FetchError(FetchProblem.UNREADABLE, f"compressed as {content_encoding[:40]!r}")
        self._limits = limits
        new_inflater = INFLATERS[coding]
        self._inflater: Inflater | None = new_inflater() if new_inflater else None
        self._parts: list[bytes] = []
        self._hash = hashlib.sha256()
        self._size = 0
        self._start = b""
        self.downloaded_bytes = 0

    def add(self, chunk: bytes) -> None:
        """Take the next chunk.

        Raises:
            FetchError: TOO_LARGE beyond a cap, UNREADABLE where it can't be decompressed.
        """
        self.downloaded_bytes += len(chunk)
        if self.downloaded_bytes > self._limits.max_download_bytes:
            raise _too_large(f"more than {self._limits.max_download_bytes:,} bytes sent")
        part = self._inflate(self._begun(chunk))
        self._size += len(part)
        self._check_size()
        self._hash.update(part)
        self._parts.append(part)

    def finish(self, is_transfer_whole: bool) -> Body:
        """Give the whole body.

        Raises:
            FetchError: CUT_SHORT where the transfer or the compression broke off, unless the
                document ends as a feed does: then only the server's count was wrong.
        """
        data = b"".join(self._parts)
        is_whole = is_transfer_whole and (self._inflater is None or self._inflater.is_done)
        if not is_whole and not DOCUMENT_END.search(data[-200:]):
            raise FetchError(FetchProblem.CUT_SHORT, f"broke off after {self._size:,} bytes")
        return Body(data, self._hash.hexdigest(), self.downloaded_bytes, is_whole)

    def _begun(self, chunk: bytes) -> bytes:
        """Hold back a start that may be gzip's mark: a .gz file may be served as it is."""
        if self._inflater is not None or self._size:
            return chunk
        start, self._start = self._start + chunk, b""
        if start.startswith(GZIP_MAGIC):
            self._inflater = Zlib(is_gzip=True)
        elif GZIP_MAGIC.startswith(start):
            self._start = start
            return b""
        return start

    def _inflate(self, chunk: bytes) -> bytes:
        if self._inflater is None:
            return chunk
        try:
            return self._inflater.feed(chunk, self._limits.max_document_bytes - self._size)
        except DamagedError:
            raise FetchError(FetchProblem.UNREADABLE, "the compressed data is damaged") from None

    def _check_size(self) -> None:
        if self._size > self._limits.max_document_bytes:
            raise _too_large(f"more than {self._limits.max_document_bytes:,} bytes of document")
        may_be = max(RATIO_CHECKED_FROM_BYTES, self.downloaded_bytes * self._limits.max_inflation)
        if self._inflater is not None and self._size > may_be:
            raise _too_large(f"it inflates more than {self._limits.max_inflation} times")


async def first_bytes(chunks: AsyncIterator[bytes], at_most: int) -> bytes:
    """Read the beginning of a body, as sent."""
    start = b""
    async for chunk in chunks:
        start += chunk
        if len(start) >= at_most:
            break
    return start[:at_most]


def _too_large(detail: str) -> FetchError:
    return FetchError(FetchProblem.TOO_LARGE, detail)
