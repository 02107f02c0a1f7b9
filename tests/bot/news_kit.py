"""Reports that are stored and merged as a poll does it, from invented feeds of 2031."""

from dataclasses import replace
from datetime import datetime, timedelta

from feeds.config import FeedSettings
from feeds.model import Entry, Event, Incident, Report
from feeds.record import Batch, record
from feeds.store import Connection, feeds, incidents
from feeds.store.entries import Item
from tests.feeds.merge.made import NOON, casualty, event, report

FEEDS = ("Herald", "Gazette", "Courier")


def read(
    connection: Connection,
    feed: str,
    *events: Event,
    at: datetime = NOON,
    killed: int | None = None,
) -> int:
    """Let a feed report these events; give the incident of the first."""
    told = report(*(events or (event(),)), casualties=[] if killed is None else [casualty(killed)])
    return read_report(connection, feed, told, at)


def read_report(connection: Connection, feed: str, told: Report, at: datetime) -> int:
    """Record one report of a feed at its time, under an address of its own."""
    settings = FeedSettings(name=feed, url=f"https://{feed}.example/", language="en")
    feeds.sync(
        connection, [replace_name(settings, name) for name in dict.fromkeys((*FEEDS, feed))], at
    )
    key = f"{feed}-{at:%d%H%M%S}"
    entry = Entry(key, f"{feed} {key}", url=f"https://{feed}.example/{key}", published_at=at)
    batch = Batch(
        settings,
        [Item(entry, key, replace(told, entry_id=key))],
        is_baseline=False,
        max_age=timedelta(hours=48),
        now=at,
    )
    (recorded,) = record(connection, batch)
    return recorded.decisions[0].incident_id


def replace_name(settings: FeedSettings, name: str) -> FeedSettings:
    """Give the same feed under another name."""
    return settings.model_copy(update={"name": name, "url": f"https://{name}.example/"})


def known(connection: Connection, number: int) -> Incident:
    """Read an incident that is there."""
    found = incidents.get(connection, number)
    assert found is not None
    return found
