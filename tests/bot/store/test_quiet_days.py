"""Whether a day was quiet for a chat, and since when that is asked."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.model import Chat
from bot.store.quiet_days import WITHIN, has_news, look
from tests.bot.made import NOW
from tests.bot.rows import news, row

CHAT = Chat(-7, 3)
SECOND = timedelta(seconds=1)


def test_each_look_is_told_of_the_one_before(connection: Connection) -> None:
    times = [NOW + n * timedelta(minutes=7) for n in range(3)]

    assert [times[0], *times[:2]] == [look(connection, at) for at in times]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"state": "sent", "updated_at": NOW - WITHIN + SECOND}, True),
        ({"state": "unknown"}, True),
        ({"state": "sent", "updated_at": NOW - WITHIN}, False),
        ({"state": "pending", "not_before": NOW}, True),
        ({"state": "sending"}, True),
        ({"state": "pending", "not_before": NOW + SECOND}, False),
        ({"state": "failed"}, False),
        ({"state": "cancelled"}, False),
    ],
)
def test_a_day_has_news_where_a_chat_got_some_or_is_about_to(
    connection: Connection, changes: dict[str, Any], expected: bool
) -> None:
    row(connection, CHAT, news(connection), **changes)

    assert expected is has_news(connection, CHAT, NOW)


@pytest.mark.parametrize("other", [Chat(-7), Chat(-7, 4), Chat(8, 3)])
def test_news_of_another_topic_or_chat_is_not_news_here(
    connection: Connection, other: Chat
) -> None:
    row(connection, other, news(connection), state="sent")

    assert not has_news(connection, CHAT, NOW)
