"""What goes into a fetch and what comes out of it: plain values, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ACCEPT_FEED = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
"""Some servers answer 406 to anything vaguer."""

ACCEPT_PAGE = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """How far a fetch may go. The defaults are those of ``[http]`` in config.toml.

    Times are wall time. ``max_download_bytes`` counts bytes as sent, ``max_document_bytes`` once
    decompressed, ``max_inflation`` how many of these one byte as sent may become. ``allow_hosts``
    holds exact ``host:port`` of private services (a local RSS bridge).
    """

    contact: str = ""
    connect_timeout_seconds: float = 10.0
    total_timeout_seconds: float = 30.0
    max_download_bytes: int = 8_388_608
    max_document_bytes: int = 8_388_608
    max_inflation: int = 100
    max_redirects: int = 5
    per_host_connections: int = 2
    per_host_gap_seconds: float = 0.5
    allow_private_networks: bool = False
    allow_hosts: tuple[str, ...] = ()
    proxy_url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """One feed to ask for, with what its last answer left behind.

    ``etag`` and ``last_modified`` are the validators verbatim, ``body_hash`` is that of the last
    document; leave all three empty to be sure of a document. ``headers`` may hold secrets: they
    go to the origin of ``url`` alone. ``proxy_url`` takes the place of the general one. Without
    ``verify_tls`` that origin, and no other, is believed whatever certificate it shows.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    proxy_url: str = field(default="", repr=False)
    verify_tls: bool = True
    accept: str = ACCEPT_FEED


class AnswerKind(StrEnum):
    """Whether there is something to read."""

    UNCHANGED = "unchanged"
    """304, or the same bytes as last time: ``Answer.body`` is empty."""
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. Store ``etag``, ``last_modified``, ``body_hash`` for the next request.

    ``moved_to`` is the address that permanent redirects (301, 308) lead to, or None.
    ``max_age_seconds`` is how long the server wants the answer to be held, or None.
    ``is_whole`` is False for a document that ends as it should while the transfer did not: it
    carries no validators, so that the next fetch asks anew.
    """

    kind: AnswerKind
    body: bytes = field(default=b"", repr=False)
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    final_url: str = ""
    moved_to: str | None = None
    max_age_seconds: float | None = None
    downloaded_bytes: int = 0
    is_whole: bool = True


class FetchProblem(StrEnum):
    """Why there is no answer: what health decides by."""

    BAD_ADDRESS = "bad_address"
    """Not an http(s) address, or a header that HTTP can't carry."""
    REFUSED_ADDRESS = "refused_address"
    """It leads to a private network: we refused, nothing was sent."""
    UNREACHABLE = "unreachable"
    """No such name, or nobody takes the connection."""
    UNTRUSTED = "untrusted"
    """The certificate doesn't prove the host."""
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    """More bytes than the caps allow, or bytes that inflate like a bomb."""
    CUT_SHORT = "cut_short"
    """The connection ended before the document did."""
    UNREADABLE = "unreadable"
    """Not HTTP, or compressed in a way that can't be undone."""
    EMPTY = "empty"
    """A good status with nothing behind it."""
    BAD_STATUS = "bad_status"
    BLOCKED = "blocked"
    """403, 451, or a page that asks whether we are human."""
    LIMITED = "limited"
    """429: we ask too often."""
    GONE = "gone"
    """410: the publisher says that it is over."""
    REDIRECT_LOOP = "redirect_loop"


class FetchError(Exception):
    """No document, and why.

    ``detail`` is for operators and names hosts only: never a query, user or password.
    ``retry_after_seconds`` is the server's wish, where it has one; ``status`` its HTTP status.
    """

    def __init__(
        self,
        reason: FetchProblem,
        detail: str,
        retry_after_seconds: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(reason, detail, retry_after_seconds, status)
        self.reason = reason
        self.detail = detail
        self.retry_after_seconds = retry_after_seconds
        self.status = status

    def __str__(self) -> str:
        return f"{self.reason}: {self.detail}"
