"""How calls end in the database: rows, the pace of their chats, and what a crash cut short."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.ledger import Alarm, Effect, LeaveChat
from bot.limits import LIFTED
from bot.model import Chat, ChatState, DeliveryKind, Ending, Outcome, Trouble
from bot.store import chats, deliveries, endings, kept, pace
from bot.store.deliveries import LEASE, Parcel
from bot.store.endings import STEADY_SECONDS
from bot.store.pace import Account
from bot.store.schema import delivery as table
from feeds.store import Connection
from tests.bot.made import NOW
from tests.bot.rows import change, chat_row, news, row, states

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
CHAT, TOPIC, OTHER = Chat(-100), Chat(-100, thread_id=7), Chat(42)
FREE = Account("7", LIFTED)
SENT = Outcome(Ending.SENT, message_id=555)
UNCLEAR = Outcome(Ending.UNCLEAR)
BLOCKED = Outcome(Ending.REFUSED, trouble=Trouble.BLOCKED)


def begun(connection: Connection, after: timedelta = timedelta()) -> Parcel:
    """Begin what is due first."""
    (parcel,) = deliveries.due(connection, FREE, NOW + after, 1)
    assert deliveries.begin(connection, FREE, parcel, NOW + after)
    return parcel


def end(connection: Connection, outcome: Outcome, after: timedelta = timedelta()) -> list[Effect]:
    parcel = begun(connection, after)
    return list(endings.settle(connection, FREE, parcel, outcome, NOW + after))


def opens(connection: Connection, chat: Chat) -> float:
    """Seconds until a chat may be sent to."""
    known = pace.of_chat(connection, chat.id)
    return (max(known.next_ok_at, known.not_before or NOW) - NOW).total_seconds()


def test_a_message_that_arrived_keeps_its_number(connection: Connection) -> None:
    row(connection, CHAT, news(connection))
    end(connection, SENT)

    assert states(connection) == ["sent"]
    assert list(connection.scalars(select(table.c.message_id))) == [555]


def test_all_rows_of_a_round_up_end_together(connection: Connection) -> None:
    for _ in range(3):
        row(connection, CHAT, news(connection), kind=DeliveryKind.DIGEST.value)
    effects = end(connection, UNCLEAR)

    assert len(effects) == 1
    assert set(connection.scalars(select(table.c.is_repeat))) == {True}

    end(connection, SENT, MINUTE)
    assert set(connection.scalars(select(table.c.message_id))) == {555}


def test_a_late_ending_changes_nothing_that_somebody_else_has_begun_anew(
    connection: Connection,
) -> None:
    row(connection, CHAT, news(connection))
    late = begun(connection)
    endings.recover(connection, FREE, NOW, is_start=True)
    begun(connection, MINUTE)
    endings.settle(connection, FREE, late, SENT, NOW + MINUTE)

    assert states(connection) == ["sending"]


def test_after_two_crashes_it_is_unknown_and_the_chat_goes_on(connection: Connection) -> None:
    rows = [row(connection, CHAT, news(connection)) for _ in range(2)]
    seen = []
    for minute in range(3):
        seen.append(begun(connection, minute * MINUTE).deliveries[0])
        endings.recover(connection, FREE, NOW + minute * MINUTE, is_start=True)

    assert [(one.id, one.is_repeat) for one in seen] == [
        (rows[0], False),
        (rows[0], True),
        (rows[1], False),
    ]


def test_a_last_try_is_not_risked_on_a_service_that_has_just_started(
    connection: Connection,
) -> None:
    row(connection, CHAT, news(connection))
    begun(connection)
    endings.recover(connection, FREE, NOW, is_start=True)
    row(connection, OTHER, news(connection))
    endings.recover(connection, FREE, NOW + MINUTE, is_start=True)

    assert (opens(connection, CHAT), opens(connection, OTHER)) == (60 + STEADY_SECONDS, 0)


@pytest.mark.parametrize(
    ("after", "is_ours", "recovered"),
    [(MINUTE, False, 0), (LEASE, False, 1), (LEASE, True, 0), (-timedelta(hours=5), False, 1)],
)
def test_a_running_service_recovers_only_what_is_past_its_lease_and_not_its_own(
    connection: Connection, after: timedelta, is_ours: bool, recovered: int
) -> None:
    row(connection, CHAT, news(connection))
    ours = frozenset(begun(connection).attempts) if is_ours else frozenset[int]()
    if not is_ours:
        begun(connection)
    count = endings.recover(connection, FREE, NOW + after, is_start=False, ours=ours)

    assert recovered == count


def test_a_flood_wait_is_the_chats_and_ends_with_the_next_message(connection: Connection) -> None:
    row(connection, CHAT, news(connection))
    end(connection, Outcome(Ending.NOT_SENT, retry_after_seconds=60))
    waits = opens(connection, CHAT)
    end(connection, SENT, MINUTE)

    assert (waits, pace.of_chat(connection, CHAT.id).flood_count) == (60, 0)
    assert pace.budget(connection, FREE).not_before is None


def test_three_flooded_chats_stop_the_bot_for_the_shortest_wait(connection: Connection) -> None:
    for number in range(1, 4):
        row(connection, Chat(number), news(connection))
        end(connection, Outcome(Ending.NOT_SENT, retry_after_seconds=60 + number))

    assert pace.budget(connection, FREE).not_before == NOW + 61 * SECOND
    assert deliveries.due(connection, FREE, NOW + MINUTE, 1) == ()


def test_a_block_pauses_all_topics_of_the_chat_and_cancels_what_waits(
    connection: Connection,
) -> None:
    for chat in (CHAT, TOPIC, OTHER):
        chat_row(connection, chat)
        row(connection, chat, news(connection))
    effects = end(connection, BLOCKED)
    topic = chats.load(connection, TOPIC.id, TOPIC.thread_id)

    assert effects == [LeaveChat(Trouble.BLOCKED, is_topic=False)]
    assert states(connection) == ["cancelled", "cancelled", "pending"]
    assert topic is not None
    assert (topic.state, topic.state_reason) == (ChatState.PAUSED, "blocked")


def test_a_closed_topic_is_left_alone_after_a_few_tries(connection: Connection) -> None:
    for chat in (TOPIC, CHAT):
        chat_row(connection, chat)
    row(connection, TOPIC, news(connection))
    gone = Outcome(Ending.REFUSED, trouble=Trouble.TOPIC_GONE)
    for minute in range(3):
        end(connection, gone, minute * MINUTE)

    assert states(connection) == ["cancelled"]
    assert [chat.chat.thread_id for chat in chats.active(connection)] == []
    group = chats.load(connection, CHAT.id)
    assert group is not None
    assert group.state is ChatState.ACTIVE


def test_a_group_that_moved_gets_its_message_at_its_new_id_at_once(connection: Connection) -> None:
    chat_row(connection, CHAT)
    rows = [row(connection, CHAT, news(connection)) for _ in range(2)]
    moved = Outcome(Ending.NOT_SENT, trouble=Trouble.MIGRATED, new_chat_id=-1001)
    end(connection, moved)
    (parcel,) = deliveries.due(connection, FREE, NOW, 5)

    assert (parcel.chat.id, parcel.deliveries[0].id) == (-1001, rows[0])


def test_who_unsubscribed_during_a_call_gets_no_second_try(connection: Connection) -> None:
    chat_row(connection, CHAT)
    row(connection, CHAT, news(connection))
    parcel = begun(connection)
    chats.pause(connection, CHAT.id, "asked", NOW)
    endings.settle(connection, FREE, parcel, UNCLEAR, NOW)

    assert states(connection) == ["cancelled"]


def test_our_own_mistake_fails_and_alarms(connection: Connection) -> None:
    row(connection, CHAT, news(connection))
    effects = end(connection, Outcome(Ending.REFUSED, detail="can't parse entities"))

    assert (states(connection), effects) == (["failed"], [Alarm("can't parse entities")])


def test_a_forgotten_chat_is_no_trouble(connection: Connection) -> None:
    row(connection, CHAT, news(connection))
    parcel = begun(connection)
    kept.forget(connection, CHAT.id)

    assert endings.settle(connection, FREE, parcel, SENT, NOW) == ()


def test_a_row_changed_by_hand_is_left_as_it_is(connection: Connection) -> None:
    sending = row(connection, CHAT, news(connection))
    parcel = begun(connection)
    change(connection, sending, state="cancelled")
    endings.settle(connection, FREE, parcel, SENT, NOW)

    assert states(connection) == ["cancelled"]
