from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.model import Chat
from bot.store import chats
from bot.store.retention import forget_old
from bot.store.schema import chat_mute
from feeds.store.database import open_database
from tests.bot.made import NOW
from tests.bot.rows import news, row, states

DAY = timedelta(days=1)
CHAT = Chat(42)


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(":memory:")
    with database.transaction() as connection:
        yield connection
    database.close()


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("sent", 31, 0),
        ("sent", 29, 1),
        ("unknown", 31, 0),
        ("failed", 31, 0),
        ("cancelled", 31, 0),
        ("pending", 31, 1),
        ("sending", 31, 1),
    ],
)
def test_what_ended_a_month_ago_is_forgotten(
    connection: Connection, state: str, days: int, expected: int
) -> None:
    row(connection, CHAT, news(connection), state=state)
    forget_old(connection, NOW + days * DAY)

    assert expected == len(states(connection))


def test_one_that_is_still_to_be_sent_does_not_keep_the_others(connection: Connection) -> None:
    about = news(connection)
    row(connection, CHAT, about)
    row(connection, Chat(43), about, state="sent")

    assert forget_old(connection, NOW + 31 * DAY) == 1
    assert states(connection) == ["pending"]


@pytest.mark.parametrize(("days", "expected"), [(1, 1), (2, 0)])
def test_a_mute_is_forgotten_when_it_ends(connection: Connection, days: int, expected: int) -> None:
    incident_id, _ = news(connection)
    chats.mute(connection, CHAT, incident_id, NOW + 2 * DAY)
    forget_old(connection, NOW + days * DAY)

    assert expected == connection.scalar(select(func.count()).select_from(chat_mute))
