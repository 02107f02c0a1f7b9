"""The cursor reads each change once; an edit that waits shows the newest version."""

from datetime import timedelta

from sqlalchemy import Connection, select

from bot.model import Chat
from bot.store.revisions import changed, renew
from bot.store.schema import delivery as table
from tests.bot.made import NOW
from tests.bot.rows import news, row


def test_a_change_is_read_once_by_each_cursor(connection: Connection) -> None:
    first, second = (news(connection)[0] for _ in range(2))
    news(connection, 2, first)
    found = [changed(connection, name, 9) for name in ("edits", "edits", "other")]

    assert found == [[first, second], [], [first, second]]


def test_a_limit_leaves_the_rest_for_the_next_look(connection: Connection) -> None:
    ids = [news(connection)[0] for _ in range(3)]
    found = [changed(connection, "edits", 2) for _ in range(3)]

    assert found == [ids[:2], ids[2:], []]


def test_a_cursor_that_found_nothing_finds_what_comes_later(connection: Connection) -> None:
    nothing = changed(connection, "edits", 9)
    incident_id, _ = news(connection)

    assert nothing == []
    assert changed(connection, "edits", 9) == [incident_id]


def test_an_edit_that_waits_is_renewed_alone(connection: Connection) -> None:
    about, later = news(connection), NOW + timedelta(minutes=1)
    edit = row(connection, Chat(1), about, kind="edit")
    row(connection, Chat(2), about, kind="edit")
    renew(connection, edit, 5, later)

    query = select(table.c.version, table.c.updated_at).order_by(table.c.id)
    assert [tuple(one) for one in connection.execute(query)] == [(5, later), (1, NOW)]
