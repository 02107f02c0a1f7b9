from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.model import Chat, ChatSettings, Delivery, DeliveryKind, WatchPoint
from bot.store import chats
from bot.summarize import Mark
from bot.writing import read, write
from feeds.config import FeedSettings
from feeds.model import AlertReason, Theatre
from feeds.store import Connection, alerts, feeds, incidents
from feeds.store.database import open_database
from tests.bot.made import NOW, alert, incident

CHAT = Chat(42, time_zone="Asia/Yerevan")
HERALD = FeedSettings(
    name="Herald", url="https://herald.example/rss", language="en", areas=(Theatre.GEORGIA,)
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    """Incident 1 with alert 1 (new) and 2 (a correction)."""
    database = open_database(":memory:")
    with database.transaction() as connection:
        incidents.save(connection, incident(id=0), "feed:a", "told", NOW)
        for reason in (AlertReason.NEW, AlertReason.CORRECTION):
            alerts.add(connection, replace(alert(reason), id=0, incident_id=1))
        yield connection
    database.close()


def delivery(kind: DeliveryKind, **changes: Any) -> Delivery:
    made = Delivery(1, CHAT, alert_id=1, incident_id=1, version=1, kind=kind)
    return replace(made, **changes)


def written(connection: Connection, *deliveries: Delivery, sources: Any = ()) -> list[str]:
    material = read(connection, deliveries, sources)
    return write(material, (Mark.SAMPLE,), NOW).plain.splitlines()


@pytest.mark.parametrize(
    ("kind", "alert_id", "expected"),
    [
        (DeliveryKind.MESSAGE, 1, "Fighting reported near Nerkin Hand: one side's claim"),
        (DeliveryKind.EDIT, 1, "Fighting reported near Nerkin Hand: one side's claim"),
        (DeliveryKind.REPLY, 1, "UPDATE to #1, Nerkin Hand: a first report"),
        (DeliveryKind.EDIT, 2, "CORRECTION to #1, Nerkin Hand, sent to you at Wed 5 Mar 06:32"),
        (DeliveryKind.REPLY, 2, "CORRECTION to #1, Nerkin Hand, sent to you at Wed 5 Mar 06:32"),
        (DeliveryKind.DIGEST, 1, "Round-up of 1 report, times in UTC+4"),
    ],
)
def test_each_kind_of_delivery_has_its_form(
    connection: Connection, kind: DeliveryKind, alert_id: int, expected: str
) -> None:
    lines = written(connection, delivery(kind, alert_id=alert_id, told_at=NOW))

    assert lines[0] == "SAMPLE, NOT REAL"
    assert lines[1].startswith(expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"is_repeat": True}, "(repeat: you may have this already)"),
        ({"reason": "single_report"}, "SINGLE REPORT, only one side says so"),
        ({"reason": "unreviewed"}, "(not reviewed: read with care)"),
    ],
)
def test_it_heads_what_needs_a_word_before_it(
    connection: Connection, changes: dict[str, Any], expected: str
) -> None:
    assert expected == written(connection, delivery(DeliveryKind.MESSAGE, **changes))[1]


def test_a_round_up_counts_the_sources_of_the_chats_areas(connection: Connection) -> None:
    settings = ChatSettings(CHAT, areas=frozenset({Theatre.GEORGIA}))
    chats.subscribe(connection, settings, NOW)
    feeds.sync(connection, [HERALD], NOW)
    lines = written(connection, delivery(DeliveryKind.DIGEST), sources=[HERALD])

    assert lines[-2] == "Sources read now: Georgia, Abkhazia, South Ossetia: 0 of 1"


@pytest.mark.parametrize("changes", [{"incident_id": 9}, {"alert_id": 9}])
def test_a_hole_in_the_ledger_is_named(connection: Connection, changes: dict[str, int]) -> None:
    with pytest.raises(LookupError, match=r"incident \d, alert \d"):
        written(connection, delivery(DeliveryKind.MESSAGE, **changes))


def test_a_watched_place_is_named_with_how_far_it_is(connection: Connection) -> None:
    goris = WatchPoint("Goris", 39.51, 46.34, 60)
    chats.save(connection, ChatSettings(CHAT, points=(goris,)), NOW)
    lines = written(connection, delivery(DeliveryKind.MESSAGE))

    assert lines[2:4] == ["Where: Nerkin Hand, Syunik", "About 55 km S of Goris"]


@pytest.mark.parametrize(
    ("kinds", "head"),
    [
        ((DeliveryKind.MESSAGE,), "1 new report"),
        ((DeliveryKind.DIGEST, DeliveryKind.DIGEST), "2 new reports"),
    ],
)
def test_a_discreet_message_shows_nothing_on_a_lock_screen(
    connection: Connection, kinds: tuple[DeliveryKind, ...], head: str
) -> None:
    chats.save(connection, ChatSettings(CHAT, is_discreet=True), NOW)
    material = read(connection, [delivery(kind) for kind in kinds], ())
    message = write(material, (), NOW)

    assert message.html.startswith(f"<b>{head}</b>\n<tg-spoiler><b>")
    assert message.html.endswith("</tg-spoiler>")
    assert head == message.plain.splitlines()[0]
