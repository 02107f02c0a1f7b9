import json
from pathlib import Path
from typing import Any

from bot import config as bot_config
from bot.asking import Ask, Desk
from bot.model import ALL_AREAS, Chat, ChatKind, ChatSettings
from bot.replies.data import export
from bot.store import chats
from bot.words import words
from feeds.store.database import open_database
from tests.bot.made import NOW
from tests.bot.workflows.stage import CONFIG

ANNA = Chat(7)


def exported(folder: Path, *known: Chat) -> dict[str, Any]:
    """Read what Anna gets when these chats are known."""
    path = folder / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    database = open_database(":memory:")
    with database.transaction() as connection:
        for chat in known:
            chats.subscribe(connection, ChatSettings(chat, areas=ALL_AREAS), NOW)
        desk = Desk(
            connection=connection,
            ask=Ask(1, ANNA, ChatKind.PRIVATE, ANNA.id),
            known=chats.load(connection, ANNA.id),
            words=words("en"),
            config=bot_config.load(path, {}),
            now=NOW,
            user_name="bot",
            languages=("en",),
        )
        reply = export(desk)
    database.close()
    return json.loads(reply.document.body) if reply.document else {}


def test_an_export_holds_every_row_about_the_chat_and_no_other(tmp_path: Path) -> None:
    found = exported(tmp_path, ANNA, Chat(8), Chat(ANNA.id, 5))

    assert (found["chat_id"], found["as_of"]) == (7, "2031-03-05T02:32:00+00:00")
    assert [(row["chat_id"], row["thread_id"]) for row in found["kept"]["chat"]] == [(7, 0), (7, 5)]
    assert found["kept"]["chat"][0]["areas"] == "all"


def test_of_a_stranger_there_is_nothing_to_export(tmp_path: Path) -> None:
    assert exported(tmp_path, Chat(8)) == {}
