"""What an edited configuration changes, and what of it needs a restart. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from bot.config import TelegramSettings, WebSettings
from feeds.config import Config, DatabaseSettings, FeedSettings
from feeds.config_reading import Settings

AFTER_RESTART: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "service": frozenset({"workers", "worker_timeout_seconds"}),
        "database": frozenset(DatabaseSettings.model_fields),
        "telegram": frozenset(TelegramSettings.model_fields)
        - {"mode", "admin_users", "admin_chats"},
        "web": frozenset(WebSettings.model_fields),
    }
)
"""Section -> its settings that are read at the start alone. All others are applied at once."""


@dataclass(frozen=True, slots=True)
class Reload:
    """What became of an edited configuration: applied (``config``), or refused (``problems``).

    ``changes`` says what is different now, ``after_restart`` which settings wait for a restart.
    """

    config: Config | None
    changes: tuple[str, ...] = ()
    after_restart: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Tell whether only comments or spaces were edited."""
        return not (self.changes or self.after_restart or self.problems)


def compare(old: Config, new: Config) -> Reload:
    """Say what ``new`` changes; values are left out, as they may be secret."""
    changed = tuple(_changed(old, new))
    later = tuple(f"[{s}] {name}" for s, name in changed if name in AFTER_RESTART.get(s, ()))
    at_once = tuple(f"[{s}] {name}" for s, name in changed if name not in AFTER_RESTART.get(s, ()))
    # The database stays the one that is open, whatever the file says now.
    config = replace(new, database=old.database)
    return Reload(config, (*_feeds(old, new), *at_once), later)


def _changed(old: Config, new: Config) -> Iterator[tuple[str, str]]:
    """Give each setting that differs, with its section."""
    before, after = _sections(old), _sections(new)
    for section, settings in after.items():
        for name in type(settings).model_fields:
            if getattr(before.get(section), name, None) != getattr(settings, name):
                yield section, name


def _sections(config: Config) -> dict[str, Settings]:
    own: dict[str, Settings] = {
        "service": config.service,
        "database": config.database,
        "http": config.http,
        "extract": config.extract,
    }
    return {**own, **config.extra}


def _feeds(old: Config, new: Config) -> Iterator[str]:
    before = {feed.name: feed for feed in old.feeds}
    after = {feed.name: feed for feed in new.feeds}
    yield from (f"feed added: {name}" for name in after if name not in before)
    yield from (f"feed removed: {name}" for name in before if name not in after)
    for name in (name for name in after if name in before):
        what = _differences(before[name], after[name])
        if not what and old.authorizations.get(name) != new.authorizations.get(name):
            what = ["its authorization"]
        if what:
            yield f"feed changed: {name} ({', '.join(what)})"


def _differences(old: FeedSettings, new: FeedSettings) -> list[str]:
    return [name for name in FeedSettings.model_fields if getattr(old, name) != getattr(new, name)]
