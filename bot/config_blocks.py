"""[[feeds]] blocks as text: what ``probe`` and ``import`` offer, and what an OPML list carries.

A list from elsewhere is untrusted: every value is read as our own model reads a configuration, and
what it refuses is left out and named.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from pydantic import ValidationError

from feeds.breaker import host_of
from feeds.config import LANGUAGES, FeedSettings
from feeds.config_problems import model_problems
from feeds.parse.identity import normal_url
from feeds.parse.outlines import Outline

ALWAYS = ("name", "url", "language")
MAX_NAME = 60
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Offered:
    """A list of feeds sorted for a configuration: new ones, and others with why not."""

    feeds: tuple[FeedSettings, ...]
    left_out: tuple[str, ...]


def block(feed: FeedSettings) -> str:
    """Write a feed as a block of config.toml: its name, address, language, and what is unusual."""
    lines = [f"{name} = {text}" for name, text in settings_of(feed).items()]
    return "\n".join(["[[feeds]]", *lines]) + "\n"


def settings_of(feed: FeedSettings) -> dict[str, str]:
    """Give the settings of a feed that are not the defaults, as TOML writes them."""
    values = feed.model_dump(mode="json")
    unusual = {
        name: value for name, value in values.items() if name in ALWAYS or value != _default(name)
    }
    return {name: toml(value) for name, value in unusual.items()}


def outline_of(feed: FeedSettings) -> Outline:
    """Give a feed as an OPML list carries it: without what may be secret (headers, a proxy)."""
    settings = {
        name: text
        for name, text in settings_of(feed).items()
        if name not in ALWAYS and FeedSettings.model_fields[name].repr
    }
    return Outline(feed.name, feed.url, feed.language, settings)


def offer(outlines: Iterable[Outline], have: Sequence[FeedSettings], language: str) -> Offered:
    """Choose the feeds of a list that a configuration lacks, and make settings of them.

    ``language`` is that of feeds whose list names none. A name that is taken gets a number.
    """
    names = {feed.name.casefold() for feed in have}
    urls = {normal_url(feed.url): feed.name for feed in have}
    feeds, left_out = [], []
    for outline in outlines:
        made = _settings(outline, free_name(outline.name, outline.url, names), language)
        if isinstance(made, str):
            left_out.append(made)
        elif (known := urls.get(normal_url(made.url))) is not None:
            left_out.append(f"{made.url}: there already, as {known}")
        else:
            feeds.append(made)
            names.add(made.name.casefold())
            urls[normal_url(made.url)] = made.name
    return Offered(tuple(feeds), tuple(left_out))


def free_name(name: str, url: str, taken: Collection[str]) -> str:
    """Give a feed's name, or its host where it has none, with a number where that is taken."""
    wanted = " ".join(CONTROL.sub(" ", name).split())[:MAX_NAME].strip() or host_of(url) or "feed"
    numbers = (f"{wanted[: MAX_NAME - 5]} {number}" for number in count(2))
    return next(one for one in chain((wanted,), numbers) if one.casefold() not in taken)


def toml(value: object) -> str:
    """Write a value as TOML does; JSON's text, numbers and lists are also TOML's."""
    if isinstance(value, dict):
        inner = ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _default(name: str) -> Any:
    default = FeedSettings.model_fields[name].default
    return list(default) if isinstance(default, tuple) else default


def _settings(outline: Outline, name: str, language: str) -> FeedSettings | str:
    """Make settings of an outline, or say why that can't be."""
    values: dict[str, Any] = {"language": outline.language or language}
    if values["language"] not in LANGUAGES:
        values["language"] = language
    for key, text in outline.settings.items():
        try:
            values[key] = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            return f"{outline.url}: {key} is not written as TOML"
    try:
        return FeedSettings.model_validate({**values, "name": name, "url": outline.url})
    except ValidationError as error:
        problems = model_problems(error, FeedSettings, {}, {})
        return f"{outline.url}: {'; '.join(problems)}"
