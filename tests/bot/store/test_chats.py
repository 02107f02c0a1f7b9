from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from bot.model import (
    ALL_AREAS,
    TERMINAL,
    Chat,
    ChatKind,
    ChatSettings,
    ChatState,
    DeliveryState,
    Filter,
    Level,
    Preset,
    Rhythm,
    WatchPoint,
)
from bot.store import chats
from bot.store.schema import chat as table
from bot.store.schema import delivery
from feeds.model import Severity, Standing, Theatre
from tests.bot.made import NOW
from tests.bot.rows import change, news, row, states

HOUR = timedelta(hours=1)
GORIS = WatchPoint("Goris", 39.51, 46.34, 30, Level.SILENT)
NARROW = Filter(
    families=frozenset({"violence", "ceasefire"}),
    min_severity=Severity.HIGH,
    standings=frozenset({Standing.INDEPENDENT}),
    keywords=("Goris", "Kapan"),
    outlets_off=frozenset({"Herald, The"}),
)
GROUP, TOPIC, OTHER = Chat(-100), Chat(-100, thread_id=7), Chat(42, language="ru")
GEORGIA = frozenset({Theatre.GEORGIA})


def known(connection: Connection, chat: Chat, **choices: object) -> ChatSettings:
    made = ChatSettings(chat, kind=ChatKind.GROUP, areas=ALL_AREAS)
    return chats.subscribe(connection, replace(made, **choices), NOW)  # type: ignore[arg-type]


def state_of(connection: Connection, chat: Chat) -> tuple[ChatState, str] | None:
    found = chats.load(connection, chat.id, chat.thread_id)
    return None if found is None else (found.state, found.state_reason)


@pytest.mark.parametrize(
    "settings",
    [
        ChatSettings(GROUP),
        ChatSettings(TOPIC, ChatKind.GROUP, ChatState.ACTIVE, ALL_AREAS, Preset.EVERYTHING),
        ChatSettings(OTHER, areas=GEORGIA, quiet_from="23:30", quiet_to="06:00", digest_at="09:15"),
        ChatSettings(OTHER, state=ChatState.GONE, state_reason="the group was deleted"),
        ChatSettings(OTHER, rhythm=Rhythm.HOURLY, is_silent=True, is_discreet=True),
        ChatSettings(TOPIC, filter=NARROW, points=(GORIS, replace(GORIS, place="Kapan"))),
    ],
)
def test_it_gives_back_what_it_was_given(connection: Connection, settings: ChatSettings) -> None:
    chats.save(connection, settings, NOW)

    assert settings == chats.load(connection, settings.chat.id, settings.chat.thread_id)


def test_every_theatre_is_kept_as_all_so_that_a_new_one_is_in_it(connection: Connection) -> None:
    known(connection, GROUP)

    assert connection.scalar(select(table.c.areas)) == "all"


def test_it_does_not_know_a_chat_that_never_spoke(connection: Connection) -> None:
    assert chats.load(connection, 5) is None


def test_a_change_of_choices_does_not_touch_since_when_it_is_told(connection: Connection) -> None:
    settings = known(connection, GROUP)
    chats.save(connection, replace(settings, preset=Preset.DIGEST), NOW + HOUR)
    times = connection.execute(
        select(table.c.state_since_at, table.c.created_at, table.c.updated_at)
    ).one()

    assert (NOW, NOW, NOW + HOUR) == tuple(times)


def test_only_subscribed_chats_with_an_area_are_told(connection: Connection) -> None:
    known(connection, GROUP)
    known(connection, TOPIC)
    known(connection, OTHER, areas=frozenset())
    chats.save(connection, ChatSettings(Chat(43), areas=ALL_AREAS), NOW)
    chats.pause(connection, TOPIC.id, "asked", NOW, TOPIC.thread_id)

    assert [GROUP] == [settings.chat for settings in chats.active(connection)]


def test_a_chat_that_blocks_us_hears_nothing_more_in_any_topic(connection: Connection) -> None:
    told = news(connection)
    for chat in (GROUP, TOPIC, OTHER):
        known(connection, chat)
        row(connection, chat, told)

    assert chats.pause(connection, GROUP.id, "blocked", NOW + HOUR) == 2
    assert ["cancelled", "cancelled", "pending"] == states(connection)
    assert state_of(connection, TOPIC) == (ChatState.PAUSED, "blocked")
    assert state_of(connection, OTHER) == (ChatState.ACTIVE, "")


def test_what_is_being_sent_is_not_taken_back(connection: Connection) -> None:
    known(connection, GROUP)
    change(connection, row(connection, GROUP, news(connection)), state=DeliveryState.SENDING.value)
    chats.pause(connection, GROUP.id, "asked", NOW)

    assert states(connection) == ["sending"]


@pytest.mark.parametrize(
    ("areas", "expected"),
    [(GEORGIA, ChatState.ACTIVE), (frozenset[Theatre](), ChatState.SETUP)],
)
def test_a_chat_that_comes_back_goes_on_where_it_was(
    connection: Connection, areas: frozenset[Theatre], expected: ChatState
) -> None:
    known(connection, GROUP, areas=areas)
    chats.lose(connection, GROUP.id, "kicked", NOW)
    assert state_of(connection, GROUP) == (ChatState.GONE, "kicked")
    chats.resume(connection, GROUP.id, NOW)

    assert state_of(connection, GROUP) == (expected, "")


def test_resuming_leaves_a_chat_alone_that_is_told_already(connection: Connection) -> None:
    known(connection, GROUP)

    assert chats.resume(connection, GROUP.id, NOW) == 0


def test_a_group_keeps_everything_when_it_becomes_a_supergroup(connection: Connection) -> None:
    told = news(connection)
    for chat in (GROUP, TOPIC):
        known(connection, chat, preset=Preset.DIGEST)
        row(connection, chat, told)
    chats.mute(connection, TOPIC, told[0], NOW + HOUR)
    chats.migrate(connection, GROUP.id, -200, NOW)
    moved = chats.load(connection, -200, TOPIC.thread_id)

    assert chats.load(connection, GROUP.id) is None
    assert moved is not None
    assert moved.preset is Preset.DIGEST
    assert {(-200, 7)} == chats.muted(connection, told[0], NOW)
    assert {-200} == set(connection.scalars(select(delivery.c.chat_id)))


def test_where_both_ids_are_known_the_new_ones_rows_win(connection: Connection) -> None:
    told = news(connection)
    known(connection, GROUP, preset=Preset.DIGEST)
    known(connection, Chat(-200), preset=Preset.EVERYTHING)
    row(connection, GROUP, told)
    row(connection, Chat(-200), told, message_id=9)
    row(connection, GROUP, told, version=2)
    chats.migrate(connection, GROUP.id, -200, NOW)
    moved = chats.load(connection, -200)
    kept = connection.execute(select(delivery.c.chat_id, delivery.c.version)).all()

    assert moved is not None
    assert moved.preset is Preset.EVERYTHING
    assert [(-200, 1), (-200, 2)] == [tuple(one) for one in kept]


@pytest.mark.parametrize(("at", "expected"), [(NOW, True), (NOW + HOUR, False)])
def test_a_mute_ends_by_itself(connection: Connection, at: datetime, expected: bool) -> None:
    incident_id, _ = news(connection)
    chats.mute(connection, TOPIC, incident_id, NOW + 2 * HOUR)
    chats.mute(connection, TOPIC, incident_id, NOW + HOUR)

    assert expected is ((TOPIC.id, TOPIC.thread_id) in chats.muted(connection, incident_id, at))


def test_a_mute_can_be_taken_back(connection: Connection) -> None:
    incident_id, _ = news(connection)
    chats.mute(connection, GROUP, incident_id, NOW + HOUR)
    chats.unmute(connection, GROUP, incident_id)

    assert not chats.muted(connection, incident_id, NOW)


def test_the_terminal_is_a_chat_until_there_is_telegram(connection: Connection) -> None:
    chats.open_terminal(connection, NOW)
    assert [TERMINAL] == [settings.chat for settings in chats.active(connection)]
    chats.close_terminal(connection, NOW)

    assert not chats.active(connection)


def test_what_a_chat_watches_is_its_own_and_goes_with_it(connection: Connection) -> None:
    known(connection, GROUP, points=(GORIS,))
    known(connection, TOPIC, points=(GORIS, replace(GORIS, place="Kapan")))
    known(connection, TOPIC, points=(replace(GORIS, radius_km=50),))
    chats.migrate(connection, -100, -1001, NOW)

    assert [(GORIS,), (replace(GORIS, radius_km=50),)] == [
        one.points for one in chats.active(connection)
    ]
