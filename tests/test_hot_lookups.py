"""No look-up on the way of a report to its readers scans a table that grows with the archive."""

from datetime import timedelta
from typing import Any

from sqlalchemy import event as sqlalchemy_event

from bot import limits
from bot.config import PolicySettings
from bot.corrections import Act
from bot.holds import Mode
from bot.merges import merge, undo
from bot.model import ALL_AREAS, Chat, ChatSettings
from bot.plan import plan
from bot.store import chats, deliveries, holds
from bot.store.pace import Account
from feeds.store import Connection, incidents
from tests.bot.news_kit import known, read
from tests.feeds.merge.made import HOUR, KUT, NOON, event

GROWING = (
    *("alert", "alert_fan_out", "alert_hold", "chat_mute", "delivery", "entry", "incident"),
    *("incident_alias", "incident_history", "incident_report", "report", "wording"),
    "wording_band",
)


class Watched:
    """Keeps every statement that a connection runs, with its values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._seen: dict[str, Any] = {}
        sqlalchemy_event.listen(connection, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if not statement.startswith(("EXPLAIN", "INSERT")):
            self._seen.setdefault(statement, values)

    def scans(self) -> list[str]:
        """Give what reads a whole growing table, with the step of its plan."""
        found = []
        for statement, values in list(self._seen.items()):
            one = values[0] if isinstance(values, list) else values
            plan_ = self._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", one)
            steps = [row[-1] for row in plan_]
            found += [f"{step}: {statement}" for step in steps if _is_scan(step, statement)]
        return found


def _is_scan(step: str, statement: str) -> bool:
    """Tell whether a step reads a whole table: not if it goes through an index, up to a limit.

    Nor does it if it begins with the oldest rows and stops at a limit, whatever these hold.
    """
    verb, _, rest = step.partition(" ")
    table = rest.partition(" ")[0]
    is_up_to_a_limit = "USING" in step and "LIMIT" in statement
    is_from_the_oldest = f"FROM {table} ORDER BY {table}.id\n LIMIT" in statement
    is_bounded = is_up_to_a_limit or is_from_the_oldest
    return verb == "SCAN" and table in GROWING and not is_bounded


def test_a_scan_is_noticed(connection: Connection) -> None:
    watched = Watched(connection)
    connection.exec_driver_sql("SELECT id FROM incident WHERE severity = 'high'").all()

    assert 1 == len(watched.scans())


def test_reading_a_report_scans_nothing(connection: Connection) -> None:
    read(connection, "Herald", killed=2)
    watched = Watched(connection)
    read(connection, "Gazette", at=NOON + HOUR, killed=3)

    assert not watched.scans()


def test_planning_and_sending_scan_nothing(connection: Connection) -> None:
    chats.subscribe(connection, ChatSettings(Chat(42), areas=ALL_AREAS), NOON)
    plan(connection, NOON, PolicySettings())
    read(connection, "Herald", killed=2)
    watched = Watched(connection)
    now = NOON + timedelta(minutes=1)
    holds.release_due(connection, now)
    holds.place(connection, Mode.LIVE, now)
    plan(connection, now, PolicySettings())
    found = deliveries.due(connection, Account("1", limits.Rates()), now, 10)

    assert found
    assert not watched.scans()


def test_showing_merging_and_undoing_scan_nothing(connection: Connection) -> None:
    first = read(connection, "Herald", killed=2)
    second = read(connection, "Gazette", event(places=(KUT,)), at=NOON + HOUR)
    watched = Watched(connection)
    act = Act("one clash", NOON + 2 * HOUR)
    merge(connection, known(connection, second), known(connection, first), act)
    incidents.tellings(connection, first)
    incidents.history(connection, first)
    incidents.newest(connection, 8)
    holds.of_incident(connection, first)
    chats.muted(connection, first, NOON)
    undo(connection, known(connection, first), second, act)

    assert not watched.scans()
