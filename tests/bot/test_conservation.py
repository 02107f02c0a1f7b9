"""Whatever happens in whatever order: each alert reaches each chat whose news it is, somehow."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import ALL_AREAS, Chat, DeliveryState, Preset
from bot.store import chats
from feeds.model import AlertReason, EventType, Severity, Standing, Theatre
from feeds.store import Connection
from feeds.store.database import Database, open_database
from feeds.store.schema import metadata
from tests.bot.ledger_kit import CHAT, OTHER, Kit
from tests.bot.made import DAGESTAN, claim

HOUR = timedelta(hours=1)
THIRD = Chat(43)
AREAS = {
    CHAT.id: ALL_AREAS,
    OTHER.id: frozenset({Theatre.ARMENIA_AZERBAIJAN}),
    THIRD.id: ALL_AREAS,
}
WORDS: dict[str, Any] = {"types": (EventType.TALKS,), "claims": ()}
CLAIMED: dict[str, Any] = {"claims": (claim(claimant="AZE_MOD"),), "claimed_by": ("AZE_MOD",)}
GRAVE: dict[str, Any] = {"severity": Severity.CRITICAL}
NORTH: dict[str, Any] = {"places": (DAGESTAN,)}
INCIDENTS = st.integers(1, 4)
WHAT = st.sampled_from(({}, WORDS, CLAIMED, GRAVE, NORTH))
STEPS = st.one_of(
    st.tuples(st.just("news"), WHAT),
    st.tuples(st.just("update"), INCIDENTS),
    st.tuples(st.just("correct"), INCIDENTS),
    st.tuples(st.just("withdraw"), INCIDENTS),
    st.tuples(st.just("revise"), INCIDENTS),
    st.tuples(st.just("mute"), INCIDENTS),
    st.tuples(st.just("send"), st.sampled_from((DeliveryState.SENT, DeliveryState.UNKNOWN))),
    st.tuples(st.just("wait"), st.sampled_from((1, 9, 31, 300, 900))),
)


@dataclass(slots=True)
class World:
    """Three chats, and what each of them is owed: (chat, incident, version)."""

    kit: Kit
    known: dict[int, dict[str, Any]] = field(default_factory=dict)
    owed: list[tuple[int, int, int]] = field(default_factory=list)
    muted: set[int] = field(default_factory=set)

    def step(self, name: str, what: Any) -> None:
        """Do one thing, and plan."""
        if name == "news":
            self._tell(0, AlertReason.NEW, what)
        elif name == "send":
            self.kit.send(what)
        elif name == "wait":
            self.kit.plan(what)
        elif what in self.known:
            self._change(name, what)
        self.kit.plan()

    def _change(self, name: str, incident_id: int) -> None:
        values = self.known[incident_id]
        values["version"] += 1
        if name == "mute":
            chats.mute(self.kit.connection, CHAT, incident_id, self.kit.now + 999 * HOUR)
            self.muted.add(incident_id)
        elif name == "revise":
            self.kit.revise(id=incident_id, **values)
        elif name == "update":
            self._tell(incident_id, AlertReason.TOLL, values)
        else:
            gone = {"standing": Standing.WITHDRAWN} if name == "withdraw" else {}
            self._tell(incident_id, AlertReason.CORRECTION, values | gone)

    def _tell(self, incident_id: int, reason: AlertReason, values: dict[str, Any]) -> None:
        had = {chat: bool(self._rows(chat, incident_id)) for chat in AREAS}
        told, alert = self.kit.tell(reason, **{"id": incident_id, "version": 1, **values})
        self.known[told.id] = {**values, "version": told.version}
        theatre = told.places[0].theatre
        for chat, areas in AREAS.items():
            is_wanted = theatre in areas and not (chat == CHAT.id and told.id in self.muted)
            is_correction = reason is AlertReason.CORRECTION
            if had[chat] if is_correction else is_wanted:
                self.owed.append((chat, told.id, alert.version))

    def _rows(self, chat: int, incident_id: int) -> list[Any]:
        rows = self.kit.rows("incident", "state", "version", chat=Chat(chat))
        return [row for row in rows if row[0] == incident_id and row[1] != "cancelled"]

    def end(self) -> None:
        """Let all that waits go out: digests, round-ups, edits."""
        for _ in range(4):
            self.kit.plan(minutes=25 * 60)
            self.kit.send()

    def lost(self) -> list[tuple[int, int, int]]:
        """Give what a chat is owed and has in no message, edit or round-up."""
        return [
            (chat, incident, version)
            for chat, incident, version in self.owed
            if not any(
                state in ("sent", "unknown") and shown >= version
                for _, state, shown in self._rows(chat, incident)
            )
        ]


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    opened = open_database(":memory:")
    yield opened
    opened.close()


def world(connection: Connection) -> World:
    for table in reversed(metadata.sorted_tables):
        connection.execute(table.delete())
    connection.exec_driver_sql("DELETE FROM sqlite_sequence")
    kit = Kit(connection)
    kit.chat()
    kit.chat(OTHER, Preset.EVERYTHING, areas=AREAS[OTHER.id])
    kit.chat(THIRD, Preset.DIGEST)
    return World(kit)


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(STEPS, min_size=4, max_size=20))
def test_nothing_of_an_alert_is_ever_lost(database: Database, steps: list[tuple[str, Any]]) -> None:
    with database.transaction() as connection:
        made = world(connection)
        for name, what in steps:
            made.step(name, what)
        made.end()

        assert not made.lost()


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEPS, min_size=8, max_size=20))
def test_an_incident_has_one_message_at_a_time_on_its_way_to_a_chat(
    database: Database, steps: list[tuple[str, Any]]
) -> None:
    with database.transaction() as connection:
        made = world(connection)
        for name, what in steps:
            made.step(name, what)
            waiting = connection.exec_driver_sql(
                "SELECT count(*) FROM delivery WHERE state = 'pending' AND kind != 'edit' "
                "GROUP BY chat_id, incident HAVING count(*) > 1"
            ).all()

            assert not waiting
