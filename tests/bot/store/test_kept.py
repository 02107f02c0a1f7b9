"""All that is kept of a chat can be read, and deleted, and nothing of another."""

from datetime import timedelta

from sqlalchemy import Connection, insert

from bot.model import Chat
from bot.store import chats, updates
from bot.store.kept import CHAT_ID, forget, kept, reasons
from bot.store.schema import chat_pace
from feeds.store.schema import metadata
from tests.bot.made import NOW
from tests.bot.rows import chat_row, news, row

ANNA, TOPIC, OTHER = Chat(-7), Chat(-7, 3), Chat(8)


def pace(connection: Connection, chat: Chat) -> None:
    times = {"next_ok_at": NOW, "group_ok_at": NOW}
    connection.execute(insert(chat_pace).values(chat_id=chat.id, flood_count=0, **times))


def live(connection: Connection, chat: Chat) -> None:
    """Leave rows of a chat in the tables that know chats."""
    about = news(connection)
    chat_row(connection, chat)
    row(connection, chat, about)
    chats.mute(connection, chat, about[0], NOW + timedelta(days=1))


def test_all_tables_of_a_chat_are_read_with_its_topics(connection: Connection) -> None:
    for chat in (ANNA, TOPIC, OTHER):
        live(connection, chat)
    pace(connection, ANNA)
    found = kept(connection, ANNA.id)

    assert {name: len(rows) for name, rows in found.items()} == {
        "chat": 2,
        "chat_mute": 2,
        "chat_pace": 1,
        "delivery": 2,
    }
    assert {one[CHAT_ID] for rows in found.values() for one in rows} == {ANNA.id}


def test_what_is_forgotten_is_gone_and_others_stay(connection: Connection) -> None:
    for chat in (ANNA, TOPIC, OTHER):
        live(connection, chat)
    pace(connection, ANNA)
    before = kept(connection, OTHER.id)
    forget(connection, ANNA.id)

    assert kept(connection, ANNA.id) == {}
    assert before == kept(connection, OTHER.id)


def test_the_pace_of_an_answer_alone_is_nothing_kept(connection: Connection) -> None:
    pace(connection, ANNA)

    assert kept(connection, ANNA.id) == {}


def test_to_forget_a_stranger_changes_nothing(connection: Connection) -> None:
    live(connection, OTHER)
    updates.is_first(connection, 1, NOW)
    forget(connection, ANNA.id)

    assert set(kept(connection, OTHER.id)) == {"chat", "chat_mute", "delivery"}
    assert not updates.is_first(connection, 1, NOW)


def test_each_topic_has_its_reason(connection: Connection) -> None:
    for chat in (ANNA, TOPIC, OTHER):
        chat_row(connection, chat)
    chats.pause(connection, TOPIC.id, "unsubscribed", NOW, 3)

    assert reasons(connection, ANNA.id) == {0: "", 3: "unsubscribed"}


def test_no_table_holds_who_a_person_is_by_another_name() -> None:
    people = {"user_id", "user", "name", "username", "first_name", "phone"}
    with_chats = [table for table in metadata.sorted_tables if CHAT_ID in table.c]

    assert not [table.name for table in with_chats if people & set(table.c.keys())]
