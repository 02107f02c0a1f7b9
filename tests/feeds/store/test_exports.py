from sqlalchemy import Connection

from feeds.store import exports, incidents, merges
from feeds.store.merges import Merge
from tests.bot.made import NOW, incident


def save(connection: Connection, number: int, by: str = "feed:a") -> None:
    for _ in range(number):
        incidents.save(connection, incident(id=0), by, "opened", NOW)


def test_pages_hold_every_incident_once_by_number(connection: Connection) -> None:
    save(connection, 5)
    pages = [exports.page(connection, after, 2) for after in (0, 2, 4, 5)]

    assert [[1, 2], [3, 4], [5], []] == [[one.incident.id for one in page] for page in pages]


def test_merged_ones_are_there_with_where_they_went(connection: Connection) -> None:
    save(connection, 2)
    merges.add(connection, Merge(1, 2, None), "operator", NOW)

    assert [2, 0] == [one.merged_into for one in exports.page(connection, 0, 9)]


def test_what_a_person_touched_is_marked(connection: Connection) -> None:
    save(connection, 1)
    save(connection, 1, by="operator 42")

    assert [False, True] == [one.is_human_reviewed for one in exports.page(connection, 0, 9)]
