"""config.toml -> settings: every setting with its unit, default, check and meaning.

To add a setting, add one field here: its name (with the unit), default, bounds and description.
``docs/configuration.md`` and ``config.toml`` must then mention it; tests/feeds/test_config.py says
what is missing. Further sections come from their owners as models (``bot/config.py``), so that
``feeds`` knows nothing of Telegram. Secrets come from the environment and are never printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from pydantic import Field

from feeds.config_checks import (
    Codec,
    Country,
    DatabaseUrl,
    Headers,
    HostPort,
    Number,
    Origin,
    PlainProxyUrl,
    ProxyUrl,
    Switch,
    Text,
    VariableName,
    WebUrl,
    Whole,
    Zone,
    absolute_database,
)
from feeds.config_problems import ConfigError, read_document
from feeds.config_reading import Reading, Settings
from feeds.model import Side, Theatre

Language = Literal["en", "ru", "hy", "az", "ka", "tr"]
"""ISO 639-1 codes of the languages of the region's news, English and Turkish included."""
LANGUAGES: tuple[str, ...] = get_args(Language)


class ServiceSettings(Settings):
    """[service]: how the service runs."""

    workers: Whole = Field(2, ge=1, le=16, description="processes that read documents")
    worker_timeout_seconds: Number = Field(
        30.0, ge=1, le=600, description="seconds after which a worker is replaced"
    )
    polls_at_once: Whole = Field(20, ge=1, le=500, description="feeds fetched at the same time")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="the least grave message that is logged"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="lines for people, or one JSON object a line"
    )


class DatabaseSettings(Settings):
    """[database]: where everything is kept."""

    url: DatabaseUrl = Field(
        "sqlite:///data/alerts.db",
        repr=False,
        description="address of the database; a relative path starts at this file's folder",
        json_schema_extra={"environment": "DATABASE_URL"},
    )


class HttpSettings(Settings):
    """[http]: how feeds are fetched."""

    contact: Text = Field("", description="mail or web address shown to publishers (User-Agent)")
    connect_timeout_seconds: Number = Field(
        10.0, ge=0.1, le=120, description="seconds for a connection to stand"
    )
    total_timeout_seconds: Number = Field(
        30.0, ge=0.1, le=600, description="seconds of wall time for one answer, redirects included"
    )
    max_download_bytes: Whole = Field(
        8_388_608, ge=1024, le=268_435_456, description="bytes of one answer as sent"
    )
    max_document_bytes: Whole = Field(
        8_388_608, ge=1024, le=268_435_456, description="bytes of one answer once decompressed"
    )
    max_inflation: Whole = Field(
        100, ge=1, le=10_000, description="bytes that one byte as sent may become"
    )
    max_redirects: Whole = Field(5, ge=0, le=20, description="redirects followed in one fetch")
    per_host_connections: Whole = Field(2, ge=1, le=500, description="fetches at once from a host")
    per_host_gap_seconds: Number = Field(
        0.5, ge=0, le=600, description="least seconds between two fetches from a host"
    )
    allow_private_networks: Switch = Field(
        False, description="whether feeds may stand on private or loopback addresses"
    )
    allow_hosts: tuple[HostPort, ...] = Field(
        (), description='single private hosts that are allowed, as "host:port" (an RSS bridge)'
    )
    proxy_url: ProxyUrl = Field(
        "",
        repr=False,
        description="HTTP proxy for all feeds",
        json_schema_extra={"environment": "FEEDS_PROXY_URL"},
    )


class ExtractSettings(Settings):
    """[extract]: what is read out of entries."""

    full_text: Switch = Field(True, description="whether articles may be read after their alert")
    max_age_hours: Number = Field(
        48.0, ge=1, le=720, description="hours after which an entry is stored but never pushed"
    )


class FeedSettings(Settings):
    """[[feeds]]: one feed. ``origin`` is whom the outlet speaks for; empty means for itself."""

    name: Text = Field(min_length=1, max_length=60, description="the outlet, as readers see it")
    url: WebUrl = Field(description="address of the RSS, Atom or JSON feed")
    language: Language = Field(description="language of the entries")
    poll_minutes: Number = Field(
        5.0, ge=0.05, le=1440, description="minutes between two polls; fractions are allowed"
    )
    least_poll_minutes: Number = Field(
        1.0, ge=0.05, le=1440, description="the same where entries may be missed otherwise"
    )
    enabled: Switch = Field(True, description="whether the feed is polled")
    reason: Text = Field("", max_length=200, description="why the feed is not enabled")
    areas: tuple[Theatre, ...] = Field(
        tuple(Theatre), min_length=1, description="theatres that the feed covers"
    )
    side: Side | None = Field(None, description="whose press it is; none for the world's press")
    origin: Origin = Field(
        "", description="claimant that the outlet speaks for (a state agency: AZE_GOV)"
    )
    quote: Literal["full", "link"] = Field(
        "full", description='"link" where the terms allow no more than a link'
    )
    restricted_in: tuple[Country, ...] = Field(
        (), description="countries (ISO 3166) where reading or linking it is punishable"
    )
    full_text: Switch = Field(True, description="whether its articles may be read, too")
    headers: Headers = Field(
        {}, repr=False, description="further HTTP headers, none of them secret"
    )
    auth_env: VariableName = Field(
        "",
        repr=False,
        description="environment variable with the value of the Authorization header",
    )
    proxy_url: PlainProxyUrl = Field(
        "", description="HTTP proxy for this feed, in place of the general one"
    )
    verify_tls: Switch = Field(
        True, description="whether the certificate must prove the host; without that all is open"
    )
    encoding: Codec = Field("", description="encoding of the document where it is declared wrongly")
    time_zone: Zone = Field("UTC", description="time zone of dates that name none")

    @property
    def spoken_for(self) -> str:
        """The claimant behind the outlet, or the outlet itself: what counts as one origin."""
        return self.origin or self.name


SECTIONS: Mapping[str, type[Settings]] = MappingProxyType(
    {
        "service": ServiceSettings,
        "database": DatabaseSettings,
        "http": HttpSettings,
        "extract": ExtractSettings,
    }
)
"""The sections that belong to ``feeds``; ``[[feeds]]`` stands beside them."""

NO_SECTIONS: Mapping[str, type[Settings]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Config:
    """A checked configuration. ``extra`` holds the sections of other owners by name."""

    path: Path
    service: ServiceSettings
    database: DatabaseSettings
    http: HttpSettings
    extract: ExtractSettings
    feeds: tuple[FeedSettings, ...]
    extra: Mapping[str, Settings]
    authorizations: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Value of the Authorization header by name of feed: secret."""

    def headers_for(self, feed: FeedSettings) -> dict[str, str]:
        """Give the HTTP headers of one feed, its authorization included."""
        secret = self.authorizations.get(feed.name)
        return {**feed.headers, **({"Authorization": secret} if secret else {})}


def load(
    path: Path,
    environ: Mapping[str, str],
    sections: Mapping[str, type[Settings]] = NO_SECTIONS,
) -> Config:
    """Read and check a whole configuration.

    Args:
        path: the TOML file; a relative database path starts at its folder.
        environ: the environment, for secrets and for what overrides a setting.
        sections: models of further sections, by name.

    Raises:
        ConfigError: with every problem that was found, not only the first.
    """
    reading = Reading(read_document(path), environ, {**SECTIONS, **sections, "feeds": FeedSettings})
    config = Config(
        path=path,
        service=reading.section("service", ServiceSettings),
        database=reading.section("database", DatabaseSettings),
        http=reading.section("http", HttpSettings),
        extract=reading.section("extract", ExtractSettings),
        feeds=reading.blocks("feeds", FeedSettings),
        extra={name: reading.section(name, model) for name, model in sections.items()},
    )
    secrets, missing = _authorizations(config.feeds, environ)
    if problems := [*reading.problems, *missing]:
        raise ConfigError(path, problems)
    url = absolute_database(config.database.url, path.absolute().parent)
    database = config.database.model_copy(update={"url": url})
    return replace(config, database=database, authorizations=secrets)


def _authorizations(
    feeds: tuple[FeedSettings, ...], environ: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Fetch each enabled feed's secret; the second part says which are not there."""
    wanted = [feed for feed in feeds if feed.enabled and feed.auth_env]
    secrets = {feed.name: environ.get(feed.auth_env, "") for feed in wanted}
    missing = [
        f'feeds "{feed.name}": auth_env: the environment has no {feed.auth_env}'
        for feed in wanted
        if not secrets[feed.name]
    ]
    return secrets, missing
