"""May a program read this page? robots.txt, asked once a day of each host (RFC 9309)."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from feeds.fetch import Fetcher, FetchError, FetchProblem, FetchRequest

AGENT = "caucasus-alerts"
"""The name that a robots.txt can speak to; ``fetch`` sends it as the User-Agent, too."""
KEPT = timedelta(days=1)
MAX_HOSTS = 500
"""Hosts remembered at a time; the one asked longest ago goes first."""
NO_RULES = "User-agent: *\nDisallow:\n"

_UNAVAILABLE = frozenset({FetchProblem.EMPTY, FetchProblem.GONE, FetchProblem.BLOCKED})
"""No rules to be had: then there are none. A server's fault is no such word."""


@dataclass(slots=True)
class _Host:
    """What one host allows, once it was asked; ``asking`` is held while it is."""

    asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Protego | None = None
    until: datetime | None = None


class Robots:
    """The rules of all hosts. One for all articles of a process.

    Args:
        fetcher: asks the hosts, within its own guard and pace.
        clock: now, aware UTC.
    """

    def __init__(self, fetcher: Fetcher, clock: Callable[[], datetime]) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    async def allow(self, request: FetchRequest) -> bool:
        """Tell whether the host of a page lets programs read it.

        Raises:
            FetchError: the host can't say now; it may later.
        """
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        host = self._hosts.setdefault(origin, _Host())
        async with host.asking:
            if host.rules is None or host.until is None or host.until <= self._clock():
                host.rules = Protego.parse(await self._text(origin, request))
                host.until = self._clock() + KEPT
        self._forget()
        return host.rules.can_fetch(request.url, AGENT)

    async def _text(self, origin: str, request: FetchRequest) -> str:
        """Fetch a robots.txt, the way in which the page itself will be fetched."""
        asked = FetchRequest(
            f"{origin}/robots.txt",
            proxy_url=request.proxy_url,
            accept="text/plain, */*;q=0.1",
        )
        try:
            answer = await self._fetcher.fetch(asked)
        except FetchError as error:
            is_client_error = error.status is not None and 400 <= error.status < 500
            if error.reason in _UNAVAILABLE or (
                is_client_error and error.reason is FetchProblem.BAD_STATUS
            ):
                return NO_RULES
            raise
        return answer.body.decode("utf-8", "replace")

    def _forget(self) -> None:
        if len(self._hosts) > MAX_HOSTS:
            oldest = next(iter(self._hosts))
            if not self._hosts[oldest].asking.locked():
                del self._hosts[oldest]
