"""Whatever is told, merged and undone in whatever order: no chat loses news, none gets it twice."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corrections import Act
from bot.merges import merge, undo
from bot.model import Preset
from feeds.model import AlertReason, Standing
from feeds.store import Connection, incidents, merges
from feeds.store.database import Database, open_database
from feeds.store.schema import metadata
from tests.bot.ledger_kit import CHAT, OTHER, Kit
from tests.bot.made import claim

ONE_SIDE: dict[str, Any] = {"claims": (claim(claimant="AZE_MOD"),), "claimed_by": ("AZE_MOD",)}
NUMBERS = st.integers(1, 4)
STEPS = st.one_of(
    st.tuples(st.just("news"), st.sampled_from(({}, ONE_SIDE))),
    st.tuples(st.just("update"), NUMBERS),
    st.tuples(st.just("correct"), NUMBERS),
    st.tuples(st.just("merge"), st.tuples(NUMBERS, NUMBERS)),
    st.tuples(st.just("undo"), NUMBERS),
    st.tuples(st.just("send"), st.none()),
    st.tuples(st.just("wait"), st.sampled_from((1, 9, 31))),
    st.tuples(st.just("nothing"), st.none()),
)


class World:
    """Three chats that want everything, each in its way."""

    def __init__(self, connection: Connection) -> None:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        connection.exec_driver_sql("DELETE FROM sqlite_sequence")
        self.kit = Kit(connection)
        self.kit.chat()
        self.kit.chat(OTHER, Preset.EVERYTHING)
        self.act = Act("by hand", self.kit.now)

    def step(self, name: str, what: Any, *, plans: bool) -> None:
        """Do one thing; plan after it, or leave that to a later step."""
        connection = self.kit.connection
        if name == "news":
            self.kit.tell(**what, is_told=True)
        elif name in ("update", "correct") and (known := incidents.get(connection, what)):
            reason = AlertReason.TOLL if name == "update" else AlertReason.CORRECTION
            self.kit.tell(reason, id=known.id, version=known.version + 1, is_told=True)
        elif name == "merge":
            self._merge(*(incidents.get(connection, number) for number in what))
        elif name == "undo" and (known := incidents.get(connection, what)):
            for one in merges.into(connection, known.id)[:1]:
                # What has changed since can't be told apart here: these have no reports.
                with contextlib.suppress(ValueError):
                    undo(connection, known, one.old, self.act)
        elif name == "send":
            self.kit.send()
        if plans:
            self.kit.plan(what if name == "wait" else 0)

    def _merge(self, gone: Any, kept: Any) -> None:
        if gone and kept and gone.id != kept.id and gone.standing is not Standing.WITHDRAWN:
            merge(self.kit.connection, gone, kept, self.act)

    def waiting_twice(self) -> list[Any]:
        """Give the chats to which two first messages of one incident are on their way."""
        rows = self.kit.connection.exec_driver_sql(
            "SELECT chat_id, incident FROM delivery WHERE state = 'pending' AND kind = 'message'"
        )
        current = [(chat, merges.current_id(self.kit.connection, number)) for chat, number in rows]
        return [one for one, number in Counter(current).items() if number > 1]

    def untold(self) -> list[tuple[int, int]]:
        """Let all that waits go out; give which chat heard nothing of which incident."""
        for _ in range(3):
            self.kit.plan(minutes=25 * 60)
            self.kit.send()
        connection, found = self.kit.connection, []
        last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM incident").scalar_one()
        for chat in (CHAT, OTHER):
            rows = self.kit.rows("incident", "state", chat=chat)
            got = {merges.current_id(connection, row[0]) for row in rows if row[1] == "sent"}
            found += [
                (chat.id, number)
                for number in range(1, last + 1)
                if merges.current_id(connection, number) not in got
            ]
        return found


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    opened = open_database(":memory:")
    yield opened
    opened.close()


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.tuples(STEPS, st.booleans()), min_size=4, max_size=16))
def test_nothing_is_lost_and_nothing_is_on_its_way_twice(
    database: Database, steps: list[tuple[tuple[str, Any], bool]]
) -> None:
    with database.transaction() as connection:
        world = World(connection)
        for (name, what), plans in steps:
            world.step(name, what, plans=plans)
            assert not (plans and world.waiting_twice())

        assert not world.untold()
