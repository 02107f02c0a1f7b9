"""What is sent next: lanes, order, one at a time, and who may not be sent to."""

from datetime import timedelta

import pytest

from bot.limits import LIFTED, Rates
from bot.model import Chat, ChatState, Delivery, DeliveryKind, Lane
from bot.store import deliveries, pace, switches
from bot.store.deliveries import ROUND_UP_ROWS, Parcel
from bot.store.pace import Account
from feeds.store import Connection
from tests.bot.made import NOW
from tests.bot.rows import change, chat_row, news, row

SECOND = timedelta(seconds=1)
CHAT, OTHER, TOPIC = Chat(-100), Chat(42), Chat(-100, thread_id=7)
FREE = Account("7", LIFTED)
PACED = Account("7", Rates())
DIGEST = {"kind": DeliveryKind.DIGEST.value, "lane": Lane.DIGEST.value}


def due(connection: Connection, limit: int = 10, after: timedelta = timedelta()) -> list[int]:
    """Give the ids of what is due, those of a round-up one after the other."""
    parcels = deliveries.due(connection, FREE, NOW + after, limit)
    return [delivery.id for parcel in parcels for delivery in parcel.deliveries]


def one(connection: Connection) -> Parcel:
    (parcel,) = deliveries.due(connection, FREE, NOW, 1)
    return parcel


def first(connection: Connection) -> Delivery:
    return one(connection).deliveries[0]


def test_each_chat_gives_its_first_row_and_topics_are_one_chat(connection: Connection) -> None:
    about = news(connection), news(connection)
    rows = [row(connection, chat, about[0]) for chat in (CHAT, OTHER, TOPIC)]
    row(connection, CHAT, about[1])

    assert due(connection) == rows[:2]


def test_lanes_go_before_the_order_of_rows(connection: Connection) -> None:
    about = news(connection)
    lanes = (Lane.EDIT, Lane.DIGEST, Lane.ALERT, Lane.CRITICAL)
    rows = [row(connection, Chat(n), about, lane=lane) for n, lane in enumerate(lanes, start=1)]

    assert due(connection) == rows[::-1]


def test_a_backlog_of_one_chat_does_not_hide_the_others(connection: Connection) -> None:
    backlog = [row(connection, CHAT, news(connection)) for _ in range(20)]
    other = row(connection, OTHER, news(connection))

    assert due(connection, limit=2) == [backlog[0], other]


def test_busy_chats_are_left_out(connection: Connection) -> None:
    about = news(connection)
    rows = [row(connection, chat, about) for chat in (CHAT, OTHER)]
    parcels = deliveries.due(connection, FREE, NOW, 10, frozenset({CHAT.id}))

    assert rows[1:] == [parcel.deliveries[0].id for parcel in parcels]


@pytest.mark.parametrize(
    "later", [{"not_before": NOW + SECOND}, {"expires_at": NOW}, {"state": "cancelled"}]
)
def test_what_is_too_early_or_too_late_is_not_due(
    connection: Connection, later: dict[str, object]
) -> None:
    change(connection, row(connection, CHAT, news(connection)), **later)

    assert due(connection) == []


@pytest.mark.parametrize("state", [ChatState.SETUP, ChatState.PAUSED, ChatState.GONE])
def test_a_chat_that_is_not_active_gets_nothing(connection: Connection, state: ChatState) -> None:
    chat_row(connection, CHAT, state)
    row(connection, CHAT, news(connection))

    assert due(connection) == []


def test_a_stop_by_an_operator_stops_everything(connection: Connection) -> None:
    waiting = row(connection, CHAT, news(connection))
    switches.put(connection, switches.PUSHES_STOPPED, switches.ON, 7, NOW)
    stopped = due(connection)
    switches.put(connection, switches.PUSHES_STOPPED, switches.OFF, 7, NOW)

    assert (stopped, due(connection)) == ([], [waiting])


def test_an_update_never_overtakes_the_message_that_tells_first(connection: Connection) -> None:
    incident_id, alert_id = news(connection)
    told = row(connection, CHAT, (incident_id, alert_id), not_before=NOW + SECOND)
    row(connection, CHAT, news(connection, 2, incident_id), kind="reply", version=2, lane=0)
    another = row(connection, CHAT, news(connection))

    assert due(connection) == [another]
    assert due(connection, after=SECOND) == [told]


def test_the_slots_of_the_bot_are_a_gap_apart_and_given_little_ahead(
    connection: Connection,
) -> None:
    about = news(connection)
    for number in range(1, 21):
        row(connection, Chat(number), about)
    slots = [parcel.send_at - NOW for parcel in deliveries.due(connection, PACED, NOW, 20)]

    assert [n * SECOND / 25 for n in range(6)] == slots
    assert deliveries.due(connection, PACED, NOW, 20) == ()


def test_a_chat_is_due_again_when_its_pace_lets_it(connection: Connection) -> None:
    rows = [row(connection, OTHER, news(connection)) for _ in range(3)]
    for number in rows[:2]:
        deliveries.begin(connection, PACED, one(connection), NOW)
        change(connection, number, state="sent")

    assert due(connection, after=0.9 * SECOND) == []
    assert due(connection, after=SECOND) == rows[2:]


def test_a_chat_that_must_wait_gives_nothing_and_delays_nobody(connection: Connection) -> None:
    about = news(connection)
    rows = [row(connection, chat, about) for chat in (CHAT, OTHER)]
    pace.flood(connection, FREE, CHAT.id, 3600, NOW)

    assert due(connection) == rows[1:]
    assert due(connection, after=timedelta(hours=1)) == rows


def test_a_parcel_begins_once_and_alone_in_its_chat(connection: Connection) -> None:
    about = news(connection)
    row(connection, CHAT, about)
    parcel = one(connection)
    row(connection, TOPIC, about, lane=Lane.CRITICAL)
    other = one(connection)
    begun = [deliveries.begin(connection, FREE, it, NOW) for it in (parcel, parcel, other)]

    assert begun == [True, False, False]
    assert due(connection) == []


def test_a_slot_that_is_long_past_is_not_used(connection: Connection) -> None:
    waiting = row(connection, CHAT, news(connection))

    assert not deliveries.begin(connection, FREE, one(connection), NOW + SECOND)
    assert due(connection, after=SECOND) == [waiting]


def test_what_was_taken_back_meanwhile_does_not_begin(connection: Connection) -> None:
    taken_back = row(connection, CHAT, news(connection))
    parcel = one(connection)
    change(connection, taken_back, state="cancelled")

    assert not deliveries.begin(connection, FREE, parcel, NOW)


def test_rows_of_the_round_up_go_out_together_as_far_as_they_fit(connection: Connection) -> None:
    rows = [row(connection, CHAT, news(connection), **DIGEST) for _ in range(ROUND_UP_ROWS + 1)]
    row(connection, TOPIC, news(connection), **DIGEST)
    row(connection, CHAT, news(connection), not_before=NOW + SECOND, **DIGEST)

    assert due(connection) == rows[:-1]


def test_a_repeated_round_up_holds_what_it_held(connection: Connection) -> None:
    rows = [row(connection, CHAT, news(connection), **DIGEST) for _ in range(3)]
    for number in rows[:2]:
        change(connection, number, is_repeat=True)

    assert due(connection) == rows[:2]


def test_a_reply_knows_what_was_told_and_when(connection: Connection) -> None:
    incident_id, alert_id = news(connection)
    told = row(connection, CHAT, (incident_id, alert_id))
    change(connection, told, state="sent", message_id=555, updated_at=NOW - SECOND)
    about = news(connection, 2, incident_id)
    row(connection, CHAT, about, kind="reply", version=2)
    reply = first(connection)

    assert (reply.reply_to, reply.told_at, reply.attempts) == (555, NOW - SECOND, 1)


def test_an_edit_changes_the_message_that_its_row_names(connection: Connection) -> None:
    row(connection, CHAT, news(connection), kind="edit", target_message_id=77, is_silent=True)
    edit = first(connection)

    assert (edit.kind, edit.reply_to, edit.is_silent) == (DeliveryKind.EDIT, 77, True)


def test_it_knows_how_the_chat_wants_it(connection: Connection) -> None:
    chat = Chat(42, 0, "ru", "Asia/Tbilisi")
    chat_row(connection, chat)
    row(connection, Chat(42), news(connection))

    assert chat == first(connection).chat
