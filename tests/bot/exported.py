"""What an export tells of a small database."""

from bot.exports import About
from feeds.store import Connection, exports, incidents


def abouts(connection: Connection) -> list[About]:
    """Give everything that an export is written from, incident by incident."""
    return [
        About(
            one.incident,
            one.merged_into,
            one.is_human_reviewed,
            "9.9",
            incidents.tellings(connection, one.incident.id),
        )
        for one in exports.page(connection, 0, 99)
    ]
