"""Chats with settings drawn at random, for property tests and benches."""

import random
from typing import TypeVar

from bot.model import (
    ALL_AREAS,
    Chat,
    ChatSettings,
    Filter,
    Level,
    Preset,
    Rhythm,
    WatchPoint,
)
from feeds.model import Severity, Standing, Theatre

_T = TypeVar("_T")

FAMILIES = ("violence", "ceasefire", "prisoners", "talks")
OUTLETS = ("Armenpress", "News.am", "Herald")
WORDS = ("Goris", "Syunik", "drone", "дрон")


def random_chat(chance: random.Random, chat_id: int) -> ChatSettings:
    """Draw a chat: most have chosen little, some much."""
    areas = some(chance, tuple(Theatre)) or ALL_AREAS
    return ChatSettings(
        Chat(chat_id, time_zone=chance.choice(("", "Asia/Baku", "Europe/Paris"))),
        areas=areas,
        preset=chance.choice(tuple(Preset)),
        rhythm=chance.choice(tuple(Rhythm)),
        is_silent=chance.random() < 0.1,
        filter=random_filter(chance) if chance.random() < 0.5 else Filter(),
        points=tuple(random_point(chance, index) for index in range(chance.choice((0, 0, 1, 3)))),
    )


def random_filter(chance: random.Random) -> Filter:
    """Draw a filter."""
    return Filter(
        families=some(chance, FAMILIES),
        min_severity=chance.choice(tuple(Severity)),
        standings=some(chance, tuple(Standing)),
        keywords=tuple(some(chance, WORDS)),
        outlets_off=some(chance, OUTLETS),
    )


def random_point(chance: random.Random, index: int) -> WatchPoint:
    """Draw a place within the region."""
    return WatchPoint(
        f"Place {index}",
        chance.uniform(38.5, 43.5),
        chance.uniform(43.0, 49.0),
        chance.choice((10, 30, 60, 100)),
        chance.choice(tuple(Level)),
    )


def some(chance: random.Random, values: tuple[_T, ...]) -> frozenset[_T]:
    """Draw some of these values; often none."""
    if chance.random() < 0.5:
        return frozenset()
    return frozenset(chance.sample(values, chance.randint(1, len(values))))
