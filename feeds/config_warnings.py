"""What is allowed in a configuration and still deserves a word from ``check``."""

import ipaddress
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from feeds.config import Config, FeedSettings
from feeds.model import Side, Theatre

PARTIES = {
    Theatre.ARMENIA_AZERBAIJAN: (Side.ARM, Side.AZE),
    Theatre.GEORGIA: (Side.GEO, Side.RUS),
    Theatre.NORTH_CAUCASUS: (Side.RUS,),
}
"""Sides whose press a balanced list reads, by theatre. No feed of Abkhazia's or South Ossetia's
press is known that answers (config.toml), so neither is asked for."""


def warnings(config: Config) -> tuple[str, ...]:
    """List what an operator should know before running with ``config``; empty is good."""
    enabled = [feed for feed in config.feeds if feed.enabled]
    disabled = len(config.feeds) - len(enabled)
    texts = [*dangers(config), *_balance(enabled), *_hurry(enabled)]
    if not config.http.contact:
        texts.append("[http] contact is empty: publishers cannot reach you before they block you")
    if disabled:
        noun = "feed is" if disabled == 1 else "feeds are"
        texts.append(f"{disabled} of {len(config.feeds)} {noun} disabled")
    return tuple(texts)


def dangers(config: Config) -> tuple[str, ...]:
    """List what opens a door in ``config``: said by ``check``, and at every start."""
    texts = [
        f'feeds "{feed.name}": verify_tls = false: whoever stands between can invent its news'
        for feed in config.feeds
        if feed.enabled and not feed.verify_tls
    ]
    if config.http.allow_private_networks:
        texts.append(
            "[http] allow_private_networks = true: a feed can lead us to any machine in your "
            "network; allow_hosts opens single ones"
        )
    return tuple(texts)


def _balance(enabled: Sequence[FeedSettings]) -> list[str]:
    if not enabled:
        return ["no feed is enabled: nothing will be read"]
    texts = []
    for theatre, parties in PARTIES.items():
        covering = [feed for feed in enabled if theatre in feed.areas]
        texts += _hanging(f"theatre {theatre}", covering)
        for side in parties if covering else ():
            texts += _hanging(f"side {side} in {theatre}", [f for f in covering if f.side == side])
    return texts


def _hanging(what: str, feeds: Iterable[FeedSettings]) -> list[str]:
    """Warn where a part of the picture has no origin, or only one: ten feeds may be one voice."""
    origins = sorted({feed.spoken_for for feed in feeds})
    if not origins:
        return [f"{what}: no enabled feed"]
    return [f"{what} hangs on one origin: {origins[0]}"] if len(origins) == 1 else []


def _hurry(enabled: Iterable[FeedSettings]) -> list[str]:
    return [
        f'feeds "{feed.name}": poll_minutes = {feed.poll_minutes:g} is under a minute: '
        "publishers may block you"
        for feed in enabled
        if feed.poll_minutes < 1 and not _is_local(feed.url)
    ]


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
