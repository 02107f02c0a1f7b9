"""The walk of one fetch: a turn at the host, the request, redirects by hand, the body.

Every hop is checked anew: its scheme, its literal address here, its name's addresses by the
resolver at the moment of connecting. One budget of wall time covers all hops; waiting for a turn
is no fault of the server and doesn't count.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import aiohttp
from yarl import URL

from feeds.fetch.addresses import AddressRule, GuardedResolver, LookUp, system_look_up
from feeds.fetch.answers import (
    Answer,
    AnswerKind,
    FetchError,
    FetchProblem,
    FetchRequest,
    HttpLimits,
)
from feeds.fetch.body import Body, Collector, first_bytes
from feeds.fetch.headers import is_challenge, max_age_seconds
from feeds.fetch.inflate import ACCEPT_ENCODING
from feeds.fetch.pace import Pace
from feeds.fetch.problems import EXPECTED, from_exception, from_status
from feeds.fetch.trip import Redirect, Trip

REDIRECTS = frozenset({301, 302, 303, 307, 308})
GOOD = frozenset({200, 203})
CHUNK_BYTES = 65_536
PAGE_BYTES = 8_192
"""How much of a page is read to recognise a challenge."""

DNS_THREADS = 16
DNS_SECONDS = 10
"""How long looked-up (and checked) addresses are used again."""


class Fetcher:
    """Fetches feeds over one session with keep-alive. Use as an async context manager.

    Args:
        http: the limits.
        ask: looks names up; whatever it answers is checked. None asks the system.
        new_socket: makes the socket for an address that was checked; None makes a plain one.
    """

    def __init__(
        self,
        http: HttpLimits,
        ask: LookUp | None = None,
        new_socket: aiohttp.SocketFactoryType | None = None,
    ) -> None:
        self._http = http
        self._ask = ask
        self._new_socket = new_socket
        self._rule = _rule(http)

    async def __aenter__(self) -> Self:
        self._dns_threads = ThreadPoolExecutor(DNS_THREADS, thread_name_prefix="look-up")
        self._ask_names = self._ask or system_look_up(self._dns_threads)
        self._pace = Pace(self._http.per_host_connections, self._http.per_host_gap_seconds)
        self._sessions: dict[str, aiohttp.ClientSession] = {}
        self._left_sessions: list[aiohttp.ClientSession] = []
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for session in (*self._sessions.values(), *self._left_sessions):
            await session.close()
        self._dns_threads.shutdown(wait=False, cancel_futures=True)

    def change(self, http: HttpLimits) -> None:
        """Take other limits from the next fetch on; those under way keep their connections."""
        self._http = http
        self._rule = _rule(http)
        self._pace = Pace(http.per_host_connections, http.per_host_gap_seconds)
        self._left_sessions += self._sessions.values()
        self._sessions = {}

    @property
    def waiting(self) -> int:
        """How many fetches wait for their turn at a host, and cost nothing meanwhile."""
        return self._pace.waiting

    async def fetch(self, request: FetchRequest) -> Answer:
        """Fetch one feed.

        Raises:
            FetchError: there is no document; its reason says why.
        """
        trip = Trip(request, self._rule, self._http.total_timeout_seconds)
        for _ in range(self._http.max_redirects + 1):
            outcome = await self._hop(trip)
            if isinstance(outcome, Answer):
                return outcome
            trip.follow(outcome)
        raise FetchError(
            FetchProblem.REDIRECT_LOOP, f"more than {self._http.max_redirects} redirects"
        )

    async def _hop(self, trip: Trip) -> Answer | Redirect:
        """Make one request within its turn and the time that is left."""
        trip.check_literal()
        host, port = trip.host_and_port
        loop = asyncio.get_running_loop()
        async with self._pace.turn(f"{host}:{port}"):
            began = loop.time()
            try:
                async with asyncio.timeout(trip.seconds_left):
                    return await self._ask_server(trip)
            except EXPECTED as error:
                raise from_exception(error, host) from error
            finally:
                trip.seconds_left -= loop.time() - began

    async def _ask_server(self, trip: Trip) -> Answer | Redirect:
        proxy = trip.request.proxy_url or self._http.proxy_url
        async with self._session(proxy).get(
            trip.url,
            headers=self._headers(trip),
            allow_redirects=False,
            proxy=proxy or None,
            ssl=trip.request.verify_tls or not trip.is_with_owner,
        ) as response:
            if response.status in REDIRECTS and "Location" in response.headers:
                return Redirect(response.status, response.headers["Location"])
            if response.status == 304 and trip.is_conditional:
                return _unchanged(trip, response)
            if response.status not in GOOD:
                page = await first_bytes(_chunks(response), PAGE_BYTES)
                raise from_status(response.status, response.headers, page, datetime.now(UTC))
            return _document(trip, response, await self._read(response))

    def _session(self, proxy: str) -> aiohttp.ClientSession:
        """Give the session for direct connections, or the one of a proxy.

        A proxy is the operator's own choice, so its address is allowed, but only as a proxy: with
        a session of its own, no feed can name it.
        """
        if proxy not in self._sessions:
            allowed = {f"{URL(proxy).host}:{URL(proxy).port}".lower()} if proxy else set()
            rule = AddressRule(
                self._rule.allow_private_networks, self._rule.allow_hosts | frozenset(allowed)
            )
            connector = aiohttp.TCPConnector(
                resolver=GuardedResolver(rule, self._ask_names),
                limit=0,  # the pace limits per host, the caller in all
                ttl_dns_cache=DNS_SECONDS,
                socket_factory=self._new_socket,
            )
            self._sessions[proxy] = aiohttp.ClientSession(
                connector=connector,
                timeout=aiohttp.ClientTimeout(
                    total=None, connect=self._http.connect_timeout_seconds
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._sessions[proxy]

    def _headers(self, trip: Trip) -> dict[str, str]:
        contact = f" (+{self._http.contact})" if self._http.contact else ""
        headers = {
            "User-Agent": f"caucasus-alerts{contact}",
            "Accept": trip.request.accept,
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        if trip.is_with_owner:
            headers.update(trip.request.headers)
        if trip.request.etag:
            headers["If-None-Match"] = trip.request.etag
        if trip.request.last_modified:
            headers["If-Modified-Since"] = trip.request.last_modified
        return headers

    async def _read(self, response: aiohttp.ClientResponse) -> Body:
        collector = Collector(response.headers.get("Content-Encoding", ""), self._http)
        try:
            async for chunk in _chunks(response):
                collector.add(chunk)
        except (aiohttp.ClientPayloadError, ConnectionResetError):
            return collector.finish(is_transfer_whole=False)
        return collector.finish(is_transfer_whole=True)


def _rule(http: HttpLimits) -> AddressRule:
    allowed = frozenset(host.lower() for host in http.allow_hosts)
    return AddressRule(http.allow_private_networks, allowed)


def _document(trip: Trip, response: aiohttp.ClientResponse, body: Body) -> Answer:
    """Make the answer of a good status."""
    if not body.data.strip():
        raise FetchError(FetchProblem.EMPTY, "the answer has no content", status=response.status)
    if is_challenge(response.headers, body.data[:PAGE_BYTES]):
        raise FetchError(
            FetchProblem.BLOCKED, "a page asks whether we are human", status=response.status
        )
    answer = Answer(
        kind=AnswerKind.DOCUMENT,
        body=body.data,
        content_type=response.headers.get("Content-Type", ""),
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
        body_hash=body.digest,
        final_url=str(trip.url),
        moved_to=trip.moved_to,
        max_age_seconds=max_age_seconds(response.headers),
        downloaded_bytes=body.downloaded_bytes,
        is_whole=body.is_whole,
    )
    if not body.is_whole:
        answer = replace(answer, etag="", last_modified="", body_hash="")
    if body.digest == trip.request.body_hash:
        answer = replace(answer, kind=AnswerKind.UNCHANGED, body=b"")
    return answer


def _unchanged(trip: Trip, response: aiohttp.ClientResponse) -> Answer:
    """Make the answer of a 304, which may bring newer validators."""
    return Answer(
        kind=AnswerKind.UNCHANGED,
        etag=response.headers.get("ETag", trip.request.etag),
        last_modified=response.headers.get("Last-Modified", trip.request.last_modified),
        body_hash=trip.request.body_hash,
        final_url=str(trip.url),
        moved_to=trip.moved_to,
        max_age_seconds=max_age_seconds(response.headers),
    )


async def _chunks(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        yield chunk
