"""Filters and watch points at a fan-out, against the same rules written down once more."""

import random
from dataclasses import replace
from math import acos, cos, radians, sin

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.config import PolicySettings
from bot.fan_out import fan_out
from bot.model import ChatSettings, WatchPoint
from bot.store import chats
from bot.store.schema import delivery
from bot.watching import REACH_KM
from feeds.model import Incident, Place, Precision, Severity, Standing, Theatre
from feeds.store import alerts, incidents
from feeds.store.database import open_database
from tests.bot.made import NOW, alert, incident, source
from tests.bot.random_chats import FAMILIES, OUTLETS, random_chat

STANDINGS = (Standing.ONE_SIDE, Standing.INDEPENDENT, Standing.DISPUTED)


def random_incident(chance: random.Random) -> Incident:
    """Draw an incident that nobody has heard of."""
    lat, lon = chance.uniform(38.5, 43.5), chance.uniform(43.0, 49.0)
    precision = chance.choice((Precision.VILLAGE, Precision.DISTRICT))
    place = Place("Somewhere", precision, chance.choice(tuple(Theatre)), lat, lon)
    return incident(
        id=0,
        family=chance.choice(FAMILIES),
        severity=chance.choice(tuple(Severity)),
        standing=chance.choice(STANDINGS),
        places=(place,),
        sources=(source(outlet=chance.choice(OUTLETS)),),
    )


def is_near(point: WatchPoint, place: Place) -> bool:
    """Measure by the law of cosines."""
    a, b = radians(point.lat), radians(place.lat or 0)
    angle = sin(a) * sin(b) + cos(a) * cos(b) * cos(radians(point.lon - (place.lon or 0)))
    away_km = 6371 * acos(min(1.0, angle)) - REACH_KM[place.precision]
    return away_km <= point.radius_km


def wants(chat: ChatSettings, news: Incident) -> bool:
    """Say whether a chat is told of an incident whose sources wrote nothing."""
    place, wanted = news.places[0], chat.filter
    if any(is_near(point, place) for point in chat.points):
        return True
    ranks = list(Severity)
    return (
        place.theatre in chat.areas
        and (not wanted.families or news.family in wanted.families)
        and ranks.index(news.severity) >= ranks.index(wanted.min_severity)
        and (not wanted.standings or news.standing in wanted.standings)
        and not {one.outlet for one in news.sources} <= wanted.outlets_off
        and not wanted.keywords
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_each_chat_hears_what_its_filter_and_its_places_say(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seed makes the same chats again
    subscribed = [random_chat(chance, number) for number in range(1, 21)]
    news = random_incident(chance)
    database = open_database(":memory:")
    with database.transaction() as connection:
        for chat in subscribed:
            chats.subscribe(connection, chat, NOW)
        saved = incidents.save(connection, news, "feed:a", "told", NOW)
        alerts.add(connection, replace(alert(), id=0, incident_id=saved.id))
        fan_out(connection, NOW, PolicySettings())
        told = set(connection.scalars(select(delivery.c.chat_id)))
    database.close()

    assert {chat.chat.id for chat in subscribed if wants(chat, news)} == told
