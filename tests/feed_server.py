"""A web server on 127.0.0.1 that does what a test tells it, misbehaviour included.

    async with FeedServer() as server:
        server.document("/rss", RSS, etag='"1"')
        answer = await fetcher.fetch(FetchRequest(server.url("/rss")))
        assert server.count("/rss") == 1

It writes raw HTTP/1.1, so that it can lie about lengths, drip, hang and break off.
"""

import asyncio
import socket
import ssl
import struct
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

RSS_TYPE = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True)
class Request:
    """A request as it came; header names in small letters, ``at`` in seconds of time.monotonic."""

    path: str
    headers: Mapping[str, str]
    at: float = field(default_factory=time.monotonic)


Route = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class FeedServer:
    """The server; use as an async context manager. Unknown paths are answered 404."""

    tls: ssl.SSLContext | None = None
    latency_seconds: float = 0.0
    requests: list[Request] = field(default_factory=list)
    connected: int = 0
    _asked: dict[str, asyncio.Event] = field(default_factory=dict)
    _routes: dict[str, Route] = field(default_factory=dict)
    _connections: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, ssl=self.tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for task in self._connections:
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Give the address of a path, under any name of this host."""
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}{path}"

    def count(self, path: str) -> int:
        """Count the requests for a path."""
        return sum(request.path == path for request in self.requests)

    async def asked(self, path: str) -> None:
        """Wait until a path is asked for."""
        await self._asked.setdefault(path, asyncio.Event()).wait()

    def document(
        self,
        path: str,
        body: bytes,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        etag: str = "",
    ) -> None:
        """Serve a body; with an ETag, 304 to whoever has it."""
        given = {"Content-Type": RSS_TYPE, **(headers or {}), **({"ETag": etag} if etag else {})}

        async def serve(request: Request, writer: asyncio.StreamWriter) -> None:
            if self.latency_seconds:
                await asyncio.sleep(self.latency_seconds)
            if etag and request.headers.get("if-none-match") == etag:
                await _write(writer, _head(304, given))
            else:
                await _write(writer, _head(status, given, len(body)) + body)

        self._routes[path] = serve

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Send whoever asks elsewhere."""
        self.document(path, b"", status, {"Location": to})

    def cut(self, path: str, body: bytes, promised: int) -> None:
        """Promise more bytes than there are, then end the connection."""

        async def serve(_: Request, writer: asyncio.StreamWriter) -> None:
            await _write(writer, _head(200, {"Content-Type": RSS_TYPE}, promised) + body)
            writer.close()

        self._routes[path] = serve

    def hang(self, path: str) -> None:
        """Take the request and never answer."""

        async def serve(_: Request, __: asyncio.StreamWriter) -> None:
            await asyncio.Event().wait()

        self._routes[path] = serve

    def drip(self, path: str, seconds: float) -> None:
        """Send a byte of an endless body every so many seconds."""

        async def serve(_: Request, writer: asyncio.StreamWriter) -> None:
            await _write(writer, _head(200, {"Content-Type": RSS_TYPE}, 1_000_000))
            while True:
                await _write(writer, b"<")
                await asyncio.sleep(seconds)

        self._routes[path] = serve

    def reset(self, path: str, body: bytes, promised: int) -> None:
        """Break the connection off, without a word, before all that was promised is sent."""

        async def serve(_: Request, writer: asyncio.StreamWriter) -> None:
            await _write(writer, _head(200, {"Content-Type": RSS_TYPE}, promised) + body)
            await asyncio.sleep(0.05)  # what is not yet read would be lost with the connection
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            writer.transport.abort()

        self._routes[path] = serve

    def drip_head(self, path: str, seconds: float) -> None:
        """Send a byte of an endless header every so many seconds."""

        async def serve(_: Request, writer: asyncio.StreamWriter) -> None:
            await _write(writer, b"HTTP/1.1 200 So\r\nX-Long: ")
            while True:
                await _write(writer, b"x")
                await asyncio.sleep(seconds)

        self._routes[path] = serve

    def raw(self, path: str, answer: bytes) -> None:
        """Send these very bytes, then end the connection."""

        async def serve(_: Request, writer: asyncio.StreamWriter) -> None:
            await _write(writer, answer)
            writer.close()

        self._routes[path] = serve

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.connected += 1
        self._connections.add(task)
        try:
            while request := await _read_request(reader):
                self.requests.append(request)
                self._asked.setdefault(request.path, asyncio.Event()).set()
                await self._routes.get(request.path, _not_found)(request, writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()


async def _read_request(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines if line)
    return Request(first.split(" ")[1], {name.lower(): value for name, _, value in pairs})


async def _not_found(_: Request, writer: asyncio.StreamWriter) -> None:
    await _write(writer, _head(404, {}, 0))


def _head(status: int, headers: Mapping[str, str], length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status} So", *(f"{name}: {value}" for name, value in headers.items())]
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join([*lines, "", ""]).encode()


async def _write(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()
