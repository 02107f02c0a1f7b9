"""Content-Encoding undone: gzip, deflate, Brotli, Zstandard, a bounded number of bytes at a time.

Each engine gives out at most about as many bytes as it is asked for, so that a bomb is never held
in memory. What one of them calls damaged is ``DamagedError`` here, whatever its library raises.
"""

import sys
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP_MAGIC = b"\x1f\x8b\x08"

MAX_MEMBERS = 100
"""gzip files and Zstandard frames may be joined; a wall of empty ones costs time, says nothing."""

ZSTD_WINDOW_LOG = 23
"""8 MiB, the most that a server may ask for (RFC 9659); a frame could ask for gigabytes."""


class DamagedError(Exception):
    """The data is no such compression, or not all of it."""


class Inflater(Protocol):
    """Undoes one compression."""

    @property
    def is_done(self) -> bool:
        """Tell whether the compressed data came to its end."""

    def feed(self, chunk: bytes, max_bytes: int) -> bytes:
        """Decompress ``chunk``; the result is longer than ``max_bytes`` where there is more.

        After such a result there is no next call.

        Raises:
            DamagedError: the data is no such compression.
        """


class Zlib:
    """gzip, whose files may be joined, or deflate."""

    def __init__(self, *, is_gzip: bool) -> None:
        self._is_gzip = is_gzip
        self._engine: zlib._Decompress | None = None
        self._members = 0
        self._held = b""

    @property
    def is_done(self) -> bool:
        """Tell whether the compressed data came to its end."""
        return self._engine.eof if self._engine is not None else not self._held

    def feed(self, chunk: bytes, max_bytes: int) -> bytes:
        """Decompress ``chunk``, as ``Inflater`` says."""
        parts: list[bytes] = []
        room = max_bytes + 1
        chunk, self._held = self._held + chunk, b""
        while chunk and room > 0:
            if self._engine is None or self._engine.eof:
                if len(chunk) < self._mark_bytes:
                    self._held = chunk  # too little to tell what begins here
                    break
                if self._engine is not None and not chunk.startswith(GZIP_MAGIC):
                    break  # padding behind the last member
                self._engine = self._new_member(chunk)
            try:
                part = self._engine.decompress(chunk, room)
            except zlib.error as error:
                raise DamagedError(str(error)) from error
            parts.append(part)
            room -= len(part)
            chunk = self._engine.unconsumed_tail or self._engine.unused_data
        return b"".join(parts)

    @property
    def _mark_bytes(self) -> int:
        """How many bytes tell what compression begins."""
        return len(GZIP_MAGIC) if self._is_gzip else 2

    def _new_member(self, chunk: bytes) -> "zlib._Decompress":
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise DamagedError("too many members")
        return zlib.decompressobj(self._window_bits(chunk))

    def _window_bits(self, chunk: bytes) -> int:
        if self._is_gzip:
            return zlib.MAX_WBITS | 16
        # "deflate" means zlib's format; some servers send the raw stream instead.
        is_zlib = len(chunk) >= 2 and chunk[0] & 0x0F == 8 and (chunk[0] * 256 + chunk[1]) % 31 == 0
        return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


class Brotli:
    """Brotli, one stream; whatever follows it is damage."""

    def __init__(self) -> None:
        self._engine = brotli.Decompressor()
        self._has_begun = False

    @property
    def is_done(self) -> bool:
        """Tell whether the compressed data came to its end."""
        return not self._has_begun or self._engine.is_finished()

    def feed(self, chunk: bytes, max_bytes: int) -> bytes:
        """Decompress ``chunk``, as ``Inflater`` says."""
        self._has_begun = self._has_begun or bool(chunk)
        parts: list[bytes] = []
        room = max_bytes + 1
        try:
            while room > 0:
                part = self._engine.process(chunk, output_buffer_limit=room)
                parts.append(part)
                room -= len(part)
                chunk = b""  # the engine holds what it has not used
                if self._engine.can_accept_more_data() or self._engine.is_finished():
                    break
        except brotli.error as error:
            raise DamagedError(str(error)) from error
        return b"".join(parts)


class Zstandard:
    """Zstandard, whose frames may be joined."""

    def __init__(self) -> None:
        self._engine: zstd.ZstdDecompressor | None = None
        self._frames = 0

    @property
    def is_done(self) -> bool:
        """Tell whether the compressed data came to its end."""
        return self._engine is None or self._engine.eof

    def feed(self, chunk: bytes, max_bytes: int) -> bytes:
        """Decompress ``chunk``, as ``Inflater`` says."""
        parts: list[bytes] = []
        room = max_bytes + 1
        try:
            while room > 0 and (chunk or self._is_holding):
                if self._engine is None or self._engine.eof:
                    self._engine = self._new_frame()
                part = self._engine.decompress(chunk, room)
                parts.append(part)
                room -= len(part)
                chunk = self._engine.unused_data if self._engine.eof else b""
        except zstd.ZstdError as error:
            raise DamagedError(str(error)) from error
        return b"".join(parts)

    @property
    def _is_holding(self) -> bool:
        """Tell whether the engine has input that it has not used."""
        return self._engine is not None and not (self._engine.eof or self._engine.needs_input)

    def _new_frame(self) -> "zstd.ZstdDecompressor":
        self._frames += 1
        if self._frames > MAX_MEMBERS:
            raise DamagedError("too many frames")
        limit: dict[int, int] = {zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG}
        return zstd.ZstdDecompressor(options=limit)


def _gzip() -> Inflater:
    return Zlib(is_gzip=True)


def _deflate() -> Inflater:
    return Zlib(is_gzip=False)


INFLATERS: Mapping[str, Callable[[], Inflater] | None] = MappingProxyType(
    {
        "": None,
        "identity": None,
        "gzip": _gzip,
        "x-gzip": _gzip,
        "deflate": _deflate,
        "br": Brotli,
        "zstd": Zstandard,
    }
)
"""Content-Encoding as sent -> how we undo it; None: there is nothing to undo."""

ACCEPT_ENCODING = "gzip, deflate, br, zstd"
