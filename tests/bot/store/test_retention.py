from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from bot.limits import Pace
from bot.model import Chat
from bot.store import chats
from bot.store.pace import save
from bot.store.retention import forget_old
from bot.store.schema import chat_mute, chat_pace
from tests.bot.made import NOW
from tests.bot.rows import chat_row, news, row, states

DAY = timedelta(days=1)
CHAT = Chat(42)


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


@pytest.mark.parametrize(
    ("pace", "is_known", "expected"),
    [
        (Pace(), False, 0),
        (Pace(), True, 1),
        (Pace(next_ok_at=NOW + DAY), False, 1),
        (Pace(group_ok_at=NOW + DAY), False, 1),
        (Pace(not_before=NOW + DAY), False, 1),
        (Pace(not_before=NOW, flood_count=2, flooded_at=NOW), False, 0),
    ],
    ids=["free", "known", "a second", "a minute", "a flood wait", "it is over"],
)
def test_of_strangers_only_what_holds_them_back_is_kept(
    connection: Connection, pace: Pace, is_known: bool, expected: int
) -> None:
    save(connection, CHAT.id, pace)
    if is_known:
        chat_row(connection, CHAT)
    forget_old(connection, NOW)

    assert connection.scalar(select(func.count()).select_from(chat_pace)) == expected
