"""The bot's sections of config.toml, and the one secret: Telegram's token.

The token comes from TELEGRAM_TOKEN, or from the file that TELEGRAM_TOKEN_FILE or
``[telegram] token_file`` names. It is kept in a ``SecretStr`` and never printed.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, SecretStr

from feeds import config as feeds_config
from feeds.config_checks import Number, ProxyUrl, Switch, Text, WebUrl, Whole, web_url
from feeds.config_problems import ConfigError
from feeds.config_reading import Settings
from feeds.config_warnings import warnings as feed_warnings

TOKEN_SHAPE = re.compile(r"[0-9]{3,16}:[A-Za-z0-9_-]{20,128}")


def _clock(value: str) -> str:
    """Accept a time of day, ``HH:MM``."""
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise ValueError('a time of day such as "07:30"')
    return value


def _webhook(value: str) -> str:
    """Accept nothing, or an address to which Telegram brings updates (#setwebhook)."""
    if value and not web_url(value).startswith("https://"):
        raise ValueError("an address that begins with https://; Telegram takes no other")
    return value


S = TypeVar("S", bound=Settings)

Clock = Annotated[Text, AfterValidator(_clock)]
WebhookUrl = Annotated[Text, AfterValidator(_webhook)]


class TelegramSettings(Settings):
    """[telegram]: how messages leave."""

    mode: Literal["live", "review", "shadow"] = Field(
        "live", description="who is told: everybody, everybody after a release, operators only"
    )
    api_url: WebUrl = Field(
        "https://api.telegram.org", description="address of the Bot API, or of your own server"
    )
    token_file: Text = Field(
        "",
        description="file with the bot's token, from this file's folder",
        json_schema_extra={"environment": "TELEGRAM_TOKEN_FILE"},
    )
    admin_users: tuple[Whole, ...] = Field((), description="user ids with operator rights")
    admin_chats: tuple[Whole, ...] = Field((), description="chat ids that hear of sick feeds")
    proxy_url: ProxyUrl = Field(
        "",
        repr=False,
        description="HTTP proxy for Telegram alone",
        json_schema_extra={"environment": "TELEGRAM_PROXY_URL"},
    )
    webhook_url: WebhookUrl = Field(
        "", description="https address at which Telegram reaches us; empty: we poll"
    )
    webhook_host: Text = Field(
        "127.0.0.1", min_length=1, description="address to listen on, behind your web server"
    )
    webhook_port: Whole = Field(8443, ge=1, le=65535, description="port to listen on")
    messages_per_second: Number = Field(
        25.0, ge=0.1, le=1000, description="messages a second of the whole bot"
    )
    chat_messages_per_second: Number = Field(
        1.0, ge=0.1, le=1000, description="messages a second into one chat"
    )
    group_messages_per_minute: Number = Field(
        20.0, ge=1, le=60_000, description="messages a minute into one group"
    )


class PolicySettings(Settings):
    """[policy]: what a chat hears when it has chosen nothing."""

    preset: Literal["serious", "day_and_night", "digest", "everything"] = Field(
        "serious", description="what a new chat hears"
    )
    quiet_from: Clock = Field("22:00", description="local time at which quiet hours begin")
    quiet_to: Clock = Field("07:00", description="local time at which quiet hours end")
    digest_at: Clock = Field("08:00", description="local time of the daily digest")
    sounding_per_hour: Whole = Field(
        6, ge=0, le=60, description="messages with a sound in one chat and hour"
    )
    messages_per_hour: Whole = Field(
        20, ge=1, le=600, description="messages in one chat and hour before they become round-ups"
    )
    incident_gap_minutes: Number = Field(
        10.0, ge=0, le=1440, description="least minutes between two pushes of an incident"
    )


class WebSettings(Settings):
    """[web]: the page for health checks and metrics."""

    enabled: Switch = Field(False, description="whether the page is served")
    host: Text = Field("127.0.0.1", min_length=1, description="address to listen on")
    port: Whole = Field(8080, ge=1, le=65535, description="port to listen on")


SECTIONS: Mapping[str, type[Settings]] = MappingProxyType(
    {"telegram": TelegramSettings, "policy": PolicySettings, "web": WebSettings}
)
"""The bot's sections, as ``feeds.config.load`` takes them."""


def load(path: Path, environ: Mapping[str, str]) -> feeds_config.Config:
    """Read the whole configuration, the bot's sections in ``Config.extra``.

    Raises:
        ConfigError: with every problem that was found.
    """
    return feeds_config.load(path, environ, SECTIONS)


def section(config: feeds_config.Config, model: type[S]) -> S:
    """Give the bot's section of that model: ``section(config, TelegramSettings)``."""
    return next(read for read in config.extra.values() if isinstance(read, model))


def token(config: feeds_config.Config, environ: Mapping[str, str]) -> SecretStr | None:
    """Fetch Telegram's token, or None where there is none: then messages go to the terminal.

    TELEGRAM_TOKEN comes before a file.

    Raises:
        ConfigError: if the file cannot be read, or what is given is not a token.
    """
    source, text = "TELEGRAM_TOKEN", environ.get("TELEGRAM_TOKEN", "")
    file_name = section(config, TelegramSettings).token_file
    if not text and file_name:
        path = config.path.resolve().parent / file_name
        source = str(path)
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            text = "?"
        except OSError as error:
            problem = f"[telegram] token_file: {path} cannot be read: {error.strerror}"
            raise ConfigError(config.path, [problem]) from None
    if not text and not file_name:
        return None
    if not TOKEN_SHAPE.fullmatch(text.strip()):
        problem = f"{source}: not a bot token; expected what BotFather gave you, 123456:ABC..."
        raise ConfigError(config.path, [problem])
    return SecretStr(text.strip())


def warnings(config: feeds_config.Config) -> tuple[str, ...]:
    """List what an operator should know before running with ``config``; empty is good."""
    texts = list(feed_warnings(config))
    telegram = section(config, TelegramSettings)
    if not telegram.admin_chats:
        texts.append("[telegram] admin_chats is empty: nobody hears when a feed is sick")
    if telegram.mode != "live" and not telegram.admin_chats:
        texts.append(f'[telegram] mode = "{telegram.mode}", but no admin_chats: nobody is told')
    if telegram.mode == "review" and not telegram.admin_users:
        texts.append('[telegram] mode = "review", but no admin_users: nobody can release anything')
    return tuple(texts)
