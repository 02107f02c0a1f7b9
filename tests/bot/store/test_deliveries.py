from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.model import Chat, Delivery, DeliveryKind, DeliveryState, Ending, Outcome
from bot.store import deliveries
from bot.store.deliveries import Step, after
from feeds.store import alerts, incidents
from feeds.store.database import open_database
from tests.bot.made import NOW, alert, incident

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
CHAT, OTHER, TOPIC = Chat(-100), Chat(42), Chat(-100, thread_id=7)
SENT = Outcome(Ending.SENT, message_id=555)
NOT_SENT = Outcome(Ending.NOT_SENT)
LIMITED = Outcome(Ending.NOT_SENT, retry_after_seconds=77)
UNCLEAR = Outcome(Ending.UNCLEAR)
REFUSED = Outcome(Ending.REFUSED)
DELIVERY = Delivery(1, CHAT, 1, 1, 1, DeliveryKind.MESSAGE, attempts=1)


@pytest.fixture
def connection() -> Iterator[Connection]:
    database = open_database(":memory:")
    with database.transaction() as connection:
        yield connection
    database.close()


def publish(connection: Connection, incident_id: int = 0, version: int = 1, held: str = "") -> int:
    """Store an alert of a new incident, or of this version of a stored one; give the incident."""
    made = incidents.save(
        connection, incident(id=incident_id, version=version), "feed:a", "told", NOW
    )
    told = replace(alert(), incident_id=made.id, version=version, held_reason=held)
    alerts.add(connection, told)
    return made.id


def claimed(connection: Connection, chat: Chat = CHAT) -> Delivery:
    delivery = deliveries.claim(connection, chat, NOW)
    assert delivery is not None
    return delivery


@pytest.mark.parametrize(
    ("delivery", "outcome", "expected"),
    [
        (DELIVERY, SENT, Step(DeliveryState.SENT, False)),
        (DELIVERY, REFUSED, Step(DeliveryState.FAILED, False)),
        (DELIVERY, NOT_SENT, Step(DeliveryState.PENDING, False, 2)),
        (replace(DELIVERY, attempts=4), NOT_SENT, Step(DeliveryState.PENDING, False, 16)),
        (replace(DELIVERY, attempts=999), NOT_SENT, Step(DeliveryState.PENDING, False, 300)),
        (
            DELIVERY,
            replace(NOT_SENT, retry_after_seconds=77),
            Step(DeliveryState.PENDING, False, 77),
        ),
        (DELIVERY, UNCLEAR, Step(DeliveryState.PENDING, True, 2)),
        (replace(DELIVERY, is_repeat=True), UNCLEAR, Step(DeliveryState.UNKNOWN, True)),
        (replace(DELIVERY, is_repeat=True), SENT, Step(DeliveryState.SENT, True)),
        (replace(DELIVERY, kind=DeliveryKind.EDIT), UNCLEAR, Step(DeliveryState.PENDING, False, 2)),
    ],
)
def test_every_ending_has_its_step(delivery: Delivery, outcome: Outcome, expected: Step) -> None:
    assert expected == after(delivery, outcome)


def test_each_alert_is_fanned_out_once(connection: Connection) -> None:
    publish(connection)
    counts = [deliveries.fan_out(connection, CHAT, NOW)]
    publish(connection)
    counts += [deliveries.fan_out(connection, CHAT, NOW) for _ in range(2)]

    assert counts == [1, 1, 0]


def test_chats_and_topics_are_fanned_out_to_apart(connection: Connection) -> None:
    publish(connection)

    assert [deliveries.fan_out(connection, c, NOW) for c in (CHAT, OTHER, TOPIC)] == [1, 1, 1]


def test_a_held_alert_reaches_nobody(connection: Connection) -> None:
    publish(connection, held="baseline")

    assert deliveries.fan_out(connection, CHAT, NOW) == 0
    assert deliveries.claim(connection, CHAT, NOW) is None


def test_more_alerts_than_one_batch_are_all_fanned_out(connection: Connection) -> None:
    first = publish(connection)
    for version in range(2, 2 + deliveries.ALERTS_PER_FAN_OUT):
        alerts.add(connection, replace(alert(), incident_id=first, version=version))

    assert deliveries.fan_out(connection, CHAT, NOW) == deliveries.ALERTS_PER_FAN_OUT + 1


def test_the_first_of_an_incident_is_a_message_and_the_next_a_reply(
    connection: Connection,
) -> None:
    first = publish(connection)
    publish(connection, first, version=2)
    deliveries.fan_out(connection, CHAT, NOW)
    message = claimed(connection)
    deliveries.settle(connection, message, SENT, NOW)
    reply = claimed(connection)

    assert (message.kind, message.reply_to, message.told_at) == (DeliveryKind.MESSAGE, None, None)
    assert (reply.kind, reply.reply_to, reply.told_at) == (DeliveryKind.REPLY, 555, NOW)


def test_after_a_refused_message_the_next_one_stands_alone(connection: Connection) -> None:
    first = publish(connection)
    deliveries.fan_out(connection, CHAT, NOW)
    deliveries.settle(connection, claimed(connection), REFUSED, NOW)
    publish(connection, first, version=2)
    deliveries.fan_out(connection, CHAT, NOW)

    assert claimed(connection).kind is DeliveryKind.MESSAGE


def test_one_delivery_is_in_flight_per_chat(connection: Connection) -> None:
    for _ in range(2):
        publish(connection)
    for chat in (CHAT, OTHER):
        deliveries.fan_out(connection, chat, NOW)
    first = claimed(connection)

    assert deliveries.claim(connection, CHAT, NOW) is None
    assert claimed(connection, OTHER).incident_id == first.incident_id


def test_a_waiting_delivery_keeps_its_turn(connection: Connection) -> None:
    for _ in range(2):
        publish(connection)
    deliveries.fan_out(connection, CHAT, NOW)
    first = claimed(connection)
    deliveries.settle(connection, first, replace(NOT_SENT, retry_after_seconds=60), NOW)

    assert deliveries.claim(connection, CHAT, NOW + 59 * SECOND) is None
    again = deliveries.claim(connection, CHAT, NOW + 60 * SECOND)
    assert again is not None
    assert (first.id, 2) == (again.id, again.attempts)


def test_after_a_crash_it_is_sent_once_more_and_marked(connection: Connection) -> None:
    publish(connection)
    deliveries.fan_out(connection, CHAT, NOW)
    before = claimed(connection)
    recovered = deliveries.recover(connection, NOW, is_start=True)
    again = deliveries.claim(connection, CHAT, NOW + MINUTE)

    assert recovered == 1
    assert again is not None
    assert (before.is_repeat, again.is_repeat) == (False, True)


def test_after_a_second_crash_it_is_unknown_and_the_chat_goes_on(connection: Connection) -> None:
    first, second = publish(connection), publish(connection)
    deliveries.fan_out(connection, CHAT, NOW)
    seen = []
    for minutes in range(3):
        delivery = deliveries.claim(connection, CHAT, NOW + minutes * MINUTE)
        seen.append(delivery and delivery.incident_id)
        deliveries.recover(connection, NOW + minutes * MINUTE, is_start=True)

    assert seen == [first, first, second]


def test_a_running_service_recovers_only_what_is_past_its_lease(connection: Connection) -> None:
    publish(connection)
    deliveries.fan_out(connection, CHAT, NOW)
    claimed(connection)

    assert deliveries.recover(connection, NOW + MINUTE, is_start=False) == 0
    assert deliveries.recover(connection, NOW + 2 * MINUTE, is_start=False) == 1


def test_a_late_outcome_changes_nothing_that_was_recovered(connection: Connection) -> None:
    publish(connection)
    deliveries.fan_out(connection, CHAT, NOW)
    delivery = claimed(connection)
    deliveries.recover(connection, NOW, is_start=True)
    deliveries.settle(connection, delivery, SENT, NOW)

    assert deliveries.claim(connection, CHAT, NOW + MINUTE) is not None
