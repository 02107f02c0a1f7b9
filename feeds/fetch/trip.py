"""The state of one fetch between its hops, and where a redirect may lead it. No I/O."""

from dataclasses import dataclass, field

from yarl import URL

from feeds.fetch.addresses import AddressRule
from feeds.fetch.answers import FetchError, FetchProblem, FetchRequest

PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Redirect:
    """A server's word that the document is elsewhere, as sent."""

    status: int
    location: str


@dataclass(slots=True)
class Trip:
    """One fetch under way: ``url`` is where it is now.

    ``moved_to`` follows as long as every redirect so far was permanent.
    """

    request: FetchRequest
    rule: AddressRule
    seconds_left: float
    url: URL = field(init=False)
    moved_to: str | None = None
    _seen: set[URL] = field(default_factory=set)
    _is_moving: bool = True

    def __post_init__(self) -> None:
        try:
            self.url = URL(self.request.url).with_fragment(None)
        except ValueError:
            raise FetchError(FetchProblem.BAD_ADDRESS, "the address can't be read") from None
        self._check_scheme()

    @property
    def host_and_port(self) -> tuple[str, int]:
        """Whom the next request goes to."""
        return str(self.url.host), self.url.port or 0

    @property
    def is_conditional(self) -> bool:
        """Tell whether a 304 is a sensible answer."""
        return bool(self.request.etag or self.request.last_modified)

    @property
    def is_with_owner(self) -> bool:
        """Tell whether the feed's own headers may go along: to its origin, or the TLS twin."""
        first = URL(self.request.url)
        if first.host != self.url.host:
            return False
        is_upgrade = first.scheme == "http" and self.url.scheme == "https"
        are_default = first.is_default_port() and self.url.is_default_port()
        return first.origin() == self.url.origin() or (is_upgrade and are_default)

    def follow(self, redirect: Redirect) -> None:
        """Turn to the target of a redirect.

        Raises:
            FetchError: the target is no address, was seen before, or may not be reached.
        """
        came_from, was_listed = self.url, self.rule.is_listed(*self.host_and_port)
        self._seen.add(came_from)
        try:
            self.url = came_from.join(URL(redirect.location)).with_user(None).with_fragment(None)
        except ValueError:
            raise FetchError(FetchProblem.BAD_ADDRESS, "a redirect leads to no address") from None
        self._check_scheme()
        if self.url in self._seen:
            raise FetchError(FetchProblem.REDIRECT_LOOP, f"{came_from.host} redirects in a circle")
        if self.rule.is_listed(*self.host_and_port) and not was_listed:
            # The operator allowed this private service to the feeds that name it, not to strangers.
            raise FetchError(
                FetchProblem.REFUSED_ADDRESS, f"{came_from.host} redirects to a private service"
            )
        self._is_moving = self._is_moving and redirect.status in PERMANENT
        if self._is_moving:
            self.moved_to = str(self.url)

    def check_literal(self) -> None:
        """Refuse a literal address of a private network: no resolver will be asked about it.

        Raises:
            FetchError: REFUSED_ADDRESS.
        """
        if self.rule.refuses(*self.host_and_port):
            raise FetchError(
                FetchProblem.REFUSED_ADDRESS, f"{self.url.host} is an address of a private network"
            )

    def _check_scheme(self) -> None:
        if self.url.scheme not in ("http", "https") or not self.url.host:
            raise FetchError(
                FetchProblem.BAD_ADDRESS, f"no http(s) address: {self.url.scheme[:20]!r}"
            )
