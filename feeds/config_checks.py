"""The checks behind the settings: kinds of values, and what no single value shows.

Each kind of value is a type for a field of ``feeds/config.py``. A check that fails raises
``ValueError`` with what was expected, put so that it ends the sentence "expected ...".
"""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Strict, StringConstraints

from feeds.model import Side

ROLES = ("medic", "media", "witness", "official", "diplomats", "EU", "UN", "USA", "FRA")
"""Claimants that are no side's organisation."""

SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization"})

SQLITE = "sqlite:///"
MEMORY = ":memory:"


def _split(value: str) -> SplitResult | None:
    """Split an http(s) address with a host and a sound port, or give None."""
    try:
        parts = urlsplit(value)
        is_sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if is_sound and not re.search(r"[\s\x00-\x1f]", value) else None


def web_url(value: str) -> str:
    """Accept an http(s) address without a user or password in it."""
    parts = _split(value)
    if parts is None:
        raise ValueError("an address such as https://example.org/feed")
    if "@" in parts.netloc:
        raise ValueError("no user or password in the address: put them into auth_env")
    return value


def proxy_url(value: str) -> str:
    """Accept nothing, or the http(s) address of a proxy."""
    if value and _split(value) is None:
        raise ValueError("an address such as http://proxy.example.org:3128")
    return value


def plain_proxy_url(value: str) -> str:
    """Accept nothing, or the address of a proxy without a user or password in it."""
    if "@" in proxy_url(value):
        raise ValueError("no user or password: such a proxy can only be the one of [http]")
    return value


def host_port(value: str) -> str:
    """Accept ``host:port``, an IPv6 host in brackets."""
    try:
        parts = urlsplit(f"//{value}")
        is_sound = bool(parts.hostname and parts.port) and parts.netloc == value
    except ValueError:
        is_sound = False
    if not is_sound or "@" in value:
        raise ValueError('a host and a port such as "127.0.0.1:1200"')
    return value.lower()


def database_url(value: str) -> str:
    """Accept the address of an SQLite file."""
    if not value.startswith(SQLITE) or len(value) == len(SQLITE):
        raise ValueError('the address of a file such as "sqlite:///data/alerts.db"')
    return value


def origin(value: str) -> str:
    """Accept nothing, a role, or ``SIDE_ORG`` with one of our sides."""
    side, _, organisation = value.partition("_")
    is_code = side in Side.__members__ and re.fullmatch(r"[A-Z]{2,8}", organisation)
    if value and value not in ROLES and not is_code:
        raise ValueError('a claimant such as "AZE_GOV" or "UN"')
    return value


def country(value: str) -> str:
    """Accept an ISO 3166 code of two capital letters."""
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise ValueError('a country code of two capital letters such as "RU"')
    return value


def codec(value: str) -> str:
    """Accept nothing, or an encoding that Python can decode text from."""
    try:
        b"text".decode(value or "utf-8", "replace")
    except (LookupError, ValueError):
        raise ValueError('an encoding such as "windows-1251"') from None
    return value


def zone(value: str) -> str:
    """Accept an IANA time zone."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError('a time zone such as "Asia/Tbilisi"') from None
    return value


def variable_name(value: str) -> str:
    """Accept nothing, or the name of an environment variable."""
    if value and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
        raise ValueError("the name of an environment variable, not the secret itself")
    return value


def headers(value: dict[str, str]) -> dict[str, str]:
    """Accept HTTP headers that are well formed and not made for secrets."""
    for name, content in value.items():
        if name.lower() in SECRET_HEADERS:
            raise ValueError(f"no {name} here: secrets stand in the environment (auth_env)")
        if not re.fullmatch(r"[A-Za-z0-9-]+", name) or re.search(r"[\x00-\x1f\x7f]", content):
            raise ValueError("header names of letters, digits and dashes, values on one line")
    return value


def one_line(value: str) -> str:
    """Accept text without line breaks and other control characters."""
    if re.search(r"[\x00-\x1f\x7f]", value):
        raise ValueError("text on one line")
    return value


Switch = Annotated[bool, Strict()]
Whole = Annotated[int, Strict()]
Number = Annotated[float, Strict()]
Text = Annotated[str, Strict(), StringConstraints(strip_whitespace=True), AfterValidator(one_line)]
WebUrl = Annotated[Text, AfterValidator(web_url)]
ProxyUrl = Annotated[Text, AfterValidator(proxy_url)]
PlainProxyUrl = Annotated[Text, AfterValidator(plain_proxy_url)]
HostPort = Annotated[Text, AfterValidator(host_port)]
DatabaseUrl = Annotated[Text, AfterValidator(database_url)]
Origin = Annotated[Text, AfterValidator(origin)]
Country = Annotated[Text, AfterValidator(country)]
Codec = Annotated[Text, AfterValidator(codec)]
Zone = Annotated[Text, AfterValidator(zone)]
VariableName = Annotated[Text, AfterValidator(variable_name)]
Headers = Annotated[dict[str, str], AfterValidator(headers)]


def absolute_database(url: str, folder: Path) -> str:
    """Make the path of an SQLite address absolute, from ``folder`` where it is relative."""
    path, _, options = url.removeprefix(SQLITE).partition("?")
    if path == MEMORY:
        return url
    return f"{SQLITE}{folder / path}" + (f"?{options}" if options else "")
