"""python-telegram-bot's requests over aiohttp: 64 connections at once don't slow it down.

Whether a failed call may have been carried out decides about copies, so every failure says so by
its cause: ``NotSentError`` (it surely was not) or ``UnclearError`` (it may have been). No error
holds an address, since the token is a part of it.
"""

import asyncio
import contextlib
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.answers import NotSentError, UnclearError, because, check

MAX_ANSWER_BYTES = 16 * 1024 * 1024

_KEEP_ALIVE_SECONDS = 15.0
_NOT_SENT = (
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientConnectorError,
    aiohttp.ClientHttpProxyError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
)
"""What fails before the first byte of a request has left."""

Timeout = object
"""Seconds, None for ever, or PTB's mark for "the default": its own type for that is private."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long each part of a call may take; ``read`` is between two pieces of the answer.

    A read time-out leaves a message of which nobody knows whether it arrived, so it is long.
    """

    pool_seconds: float = 30.0
    connect_seconds: float = 10.0
    write_seconds: float = 20.0
    read_seconds: float = 25.0


def _ignore(_status: int) -> None:
    """Take no notice of a status."""


class AiohttpRequest(BaseRequest):
    """One pool of connections to the Bot API; updates and sends have one each.

    ``on_status`` hears the HTTP status of every answer that came.
    """

    __slots__ = ("_connections", "_free", "_on_status", "_proxy_url", "_session", "_timeouts")

    def __init__(
        self,
        connections: int,
        timeouts: Timeouts = Timeouts(),
        proxy_url: str = "",
        on_status: Callable[[int], None] = _ignore,
    ) -> None:
        self._connections = connections
        self._timeouts = timeouts
        self._proxy_url = proxy_url
        self._on_status = on_status
        self._session: aiohttp.ClientSession | None = None
        self._free = asyncio.Semaphore(connections)

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer; PTB adds the time of a long poll to it."""
        return self._timeouts.read_seconds

    async def initialize(self) -> None:
        """Open the pool, in the running loop; a second time does nothing."""
        if self._session is None:
            # The pool is the semaphore, so that its time-out is told from that of a connection.
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_SECONDS)
            self._free = asyncio.Semaphore(self._connections)
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917 - the signature is BaseRequest's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; give the status and the body of the Bot API's answer.

        Raises:
            NetworkError: with a cause, see above.
            TimedOut: the same, where time ran out.
            FloodError: 429.
        """
        if self._session is None:
            raise RuntimeError("the request is not initialized")
        limits = _client_timeout(self._timeouts, read_timeout, write_timeout, connect_timeout)
        pool_seconds = _given(pool_timeout, self._timeouts.pool_seconds)
        # Raised outside of any except clause: no address may hang on it as its context.
        failure: TelegramError | None = None
        try:
            async with self._place(pool_seconds):
                status, headers, body = await self._call(url, method, request_data, limits)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = _failure(error)
        except (NotSentError, UnclearError) as error:
            failure = because(NetworkError(str(error)), error)
        if failure is not None:
            raise failure
        self._on_status(status)
        if method == "POST":
            check(status, headers.get("Retry-After", ""), body)
        return status, body

    @contextlib.asynccontextmanager
    async def _place(self, seconds: float | None) -> AsyncIterator[None]:
        """Hold one of the pool's connections."""
        try:
            async with asyncio.timeout(seconds):
                await self._free.acquire()
        except TimeoutError:
            raise NotSentError("no connection became free") from None
        try:
            yield
        finally:
            self._free.release()

    async def _call(
        self,
        url: str,
        method: str,
        request_data: RequestData | None,
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, dict[str, str], bytes]:
        if self._session is None:
            raise NotSentError("the request was shut down")
        async with self._session.request(
            method,
            url,
            data=_body(request_data),
            timeout=limits,
            proxy=self._proxy_url or None,
            allow_redirects=False,
        ) as answer:
            body = bytearray()
            async for piece in answer.content.iter_any():
                body += piece
                if len(body) > MAX_ANSWER_BYTES:
                    raise UnclearError("the answer is too long")
            return answer.status, dict(answer.headers), bytes(body)


def _given(seconds: Timeout, default: float) -> float | None:
    """Give the time-out of this call, or else the pool's own; None is for ever."""
    return seconds if seconds is None or isinstance(seconds, int | float) else default


def _client_timeout(
    own: Timeouts, read: Timeout, write: Timeout, connect: Timeout
) -> aiohttp.ClientTimeout:
    read_seconds = _given(read, own.read_seconds)
    write_seconds = _given(write, own.write_seconds)
    connect_seconds = _given(connect, own.connect_seconds)
    parts = (read_seconds, write_seconds, connect_seconds)
    bounded = [seconds for seconds in parts if seconds is not None]
    return aiohttp.ClientTimeout(
        # aiohttp has no time-out for writing alone: the whole is bounded instead.
        total=sum(bounded) if len(bounded) == len(parts) else None,
        connect=connect_seconds,
        sock_connect=connect_seconds,
        sock_read=read_seconds,
    )


def _body(request_data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    """Write the form that the Bot API takes; nothing at all where there are no parameters."""
    if request_data is None or not request_data.parameters:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(request_data.json_parameters)
    for name, (file_name, content, content_type) in request_data.multipart_data.items():
        # aiohttp writes bytes in one go and a file in pieces, which leaves room for other calls.
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=file_name, content_type=content_type)
    return form


def _failure(error: aiohttp.ClientError | TimeoutError | OSError) -> TelegramError:
    """Say what a failed call is, in words without any address of the Bot API."""
    kind = type(error).__name__
    is_late = isinstance(error, TimeoutError)
    raised = TimedOut if is_late else NetworkError
    if isinstance(error, _NOT_SENT):
        text = f"not sent: {kind}{_reason(error)}"
        return because(raised(text), NotSentError(text))
    text = f"no answer: {kind}{_reason(error)}"
    return because(raised(text), UnclearError(text))


def _reason(error: Exception) -> str:
    """Give the system's word for it, where it has one: "Connection refused"."""
    if isinstance(error, aiohttp.ClientResponseError):
        return f": {error.status}"
    os_error = getattr(error, "os_error", error)
    reason = getattr(os_error, "strerror", None)
    return f": {reason}" if reason else ""
