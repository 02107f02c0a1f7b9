"""/export_my_data and /delete_my_data: people's data are theirs (product.md, section 6)."""

import json
import re
from datetime import datetime, timedelta
from typing import Any

from bot.asking import Desk, Document, Reply
from bot.layout import line, write
from bot.replies.pages import page, told
from bot.store.kept import forget, kept

ASKED_FOR = timedelta(hours=1)
"""How long the question whether to delete can be answered."""
FILE_NAME = "caucasus-alerts.json"
_MINUTE = re.compile("[0-9]{1,9}")


def export(desk: Desk) -> Reply:
    """/export_my_data: everything that is kept of this chat, as a JSON file."""
    rows = kept(desk.connection, desk.ask.chat.id)
    if not rows:
        return told(desk, "export.nothing")
    made = {"chat_id": desk.ask.chat.id, "as_of": desk.now, "kept": rows}
    body = json.dumps(made, default=_json, ensure_ascii=False, indent=1).encode()
    return Reply(write([line(desk.words.say("export"))]), document=Document(FILE_NAME, body))


def ask_to_delete(desk: Desk) -> Reply:
    """/delete_my_data: ask whether it is meant, with what will be gone."""
    if not kept(desk.connection, desk.ask.chat.id):
        return told(desk, "delete.nothing")
    delete = desk.button("delete.yes", "delete", _minute(desk.now))
    keep = desk.button("delete.no", "keep")
    return Reply(page(desk.words, "delete.ask", "delete.warning"), ((delete,), (keep,)))


def delete(desk: Desk) -> Reply:
    """Delete everything about this chat and its topics, if the question is still fresh."""
    if not _is_fresh(desk):
        return told(desk, "delete.late")
    forget(desk.connection, desk.ask.chat.id)
    return told(desk, "delete.done")


def keep(desk: Desk) -> Reply:
    """Delete nothing."""
    return told(desk, "delete.kept")


def _is_fresh(desk: Desk) -> bool:
    """Tell whether the question is young enough. A client may press with any data it likes."""
    if not _MINUTE.fullmatch(desk.ask.arguments):
        return False
    asked_minutes_ago = int(_minute(desk.now)) - int(desk.ask.arguments)
    return timedelta() <= timedelta(minutes=asked_minutes_ago) <= ASKED_FOR


def _minute(at: datetime) -> str:
    return str(int(at.timestamp()) // 60)


def _json(value: Any) -> str:
    """Write what JSON has no form for: times. Raises TypeError for anything else."""
    if not isinstance(value, datetime):
        raise TypeError(f"no form for {type(value).__name__}")
    return value.isoformat()
