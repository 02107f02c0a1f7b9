"""Groups, channels and topics: anybody may read, only admins change things."""

from pathlib import Path

import pytest

from bot.model import ChatKind, ChatState
from feeds.model import Theatre
from tests.bot.workflows.stage import Stage, Step, stage
from tests.telegram_server.entities import commands
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.world import chat_json

ADMINS = "Only admins of this chat"
GEORGIA = "Georgia, Abkhazia, South Ossetia"
WORKFLOWS: dict[str, list[Step]] = {
    "a member reads and changes nothing": [
        ("Ben in Watch", "/latest", ["Sources read now"]),
        ("Ben in Watch", "/status", ["not subscribed yet"]),
        ("Ben in Watch", "/help", ["/latest: ", "/subscribe: ", "(admins)"]),
        ("Ben in Watch", "/start", [ADMINS]),
        ("Ben in Watch", "/subscribe all", [ADMINS]),
        ("Ben in Watch", "/unsubscribe", [ADMINS]),
        ("Ben in Watch", "/export_my_data", [ADMINS]),
        ("Ben in Watch", "/delete_my_data", [ADMINS]),
        ("Ben in Watch", "/status", ["not subscribed yet"]),
    ],
    "an admin sets it up, nobody else can press": [
        ("Anna in Watch", "/start", ["Silence is not safety", "Which areas"]),
        ("Ben in Watch", f"[{GEORGIA}]", [ADMINS]),
        ("Anna in Watch", f"[{GEORGIA}]", ["Which areas"]),
        ("Ben in Watch", "[Next]", [ADMINS]),
        ("Anna in Watch", "[Next]", ["How much"]),
        ("Ben in Watch", "[Serious news, day and night]", [ADMINS]),
        ("Anna in Watch", "[Serious news, day and night]", ["Done"]),
    ],
    "an anonymous admin writes as the group and presses as a person": [
        ("Carla in Watch", "/subscribe georgia", ["Done"]),
        ("Carla in Watch", "/start", ["Which areas"]),
        ("Carla in Watch", "[All three areas]", ["How much"]),
    ],
    "what is not for us is not answered": [
        ("Anna in Watch", "good morning", []),
        ("Anna in Watch", "/weather", []),
        ("Anna in Watch", "/start@other_bot", []),
    ],
}


def _watch(play: Stage) -> None:
    play.admin("Anna", "Watch")
    play.admin("Carla", "Watch", anonymous=True)


@pytest.mark.parametrize("steps", WORKFLOWS.values(), ids=WORKFLOWS)
async def test_in_groups_only_admins_change_things(
    telegram: FakeTelegram, tmp_path: Path, steps: list[Step]
) -> None:
    async with stage(telegram, tmp_path) as play:
        _watch(play)
        await play.play(*steps)


async def test_a_group_is_stored_as_a_group(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with stage(telegram, tmp_path) as play:
        _watch(play)
        await play.play(("Anna in Watch", "/subscribe georgia", ["Done"]))
        stored = play.stored(play.places["Watch"])

    assert (stored.kind, stored.state) == (ChatKind.GROUP, ChatState.ACTIVE)


async def test_an_answer_in_a_group_hangs_on_the_question(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        question = telegram.person("Ben").writes("/about", play.place("Watch"))
        await play.handle()

    assert [message.reply_to for message in play.places["Watch"].sent] == [question]


async def test_each_topic_hears_what_it_asked_for_and_is_answered_where_it_asked(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        news, watch = play.topic("Forum", "News"), play.topic("Forum", "Watch")
        play.admin("Anna", "Forum")
        await play.play(
            ("Anna in Forum/News", "/subscribe georgia", ["Done"]),
            ("Anna in Forum/Watch", "/subscribe north caucasus", ["Done"]),
            ("Anna in Forum", "/status", ["not subscribed yet"]),
            ("Anna in Forum/News", "/unsubscribe", ["hear nothing more"]),
        )
        states = [play.stored(play.places["Forum"], topic).state for topic in (news, watch)]
        areas = play.stored(play.places["Forum"], watch).areas

    assert [message.thread_id for message in telegram.sent] == [news.id, watch.id, 0, news.id]
    assert states == [ChatState.PAUSED, ChatState.ACTIVE]
    assert areas == {Theatre.NORTH_CAUCASUS}


async def test_a_channel_is_set_up_by_a_post(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with stage(telegram, tmp_path) as play:
        play.place("Alerts", "channel")
        play.admin("Anna", "Alerts")
        await play.play(
            ("Anna in Alerts", "/start", ["Which areas"]),
            ("Ben in Alerts", "[All three areas]", [ADMINS]),
            ("Anna in Alerts", "[All three areas]", ["How much"]),
            ("Anna in Alerts", "[Everything, at once, with sound]", ["Done"]),
            ("Anna in Alerts", "/export_my_data", ["Not in a channel"]),
        )
        stored = play.stored(play.places["Alerts"])

    assert (stored.kind, stored.state) == (ChatKind.CHANNEL, ChatState.ACTIVE)


async def test_who_may_is_asked_once_a_minute(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with stage(telegram, tmp_path) as play:
        play.place("Watch")
        await play.play(("Anna in Watch", "/subscribe all", [ADMINS]))
        play.admin("Anna", "Watch")
        await play.play(("Anna in Watch", "/subscribe all", [ADMINS]))
        play.clock.passes(60)
        await play.play(("Anna in Watch", "/subscribe all", ["Done"]))

    asked = [call for call in telegram.calls if call.method == "getChatAdministrators"]
    assert len(asked) == 2


async def test_it_says_so_where_the_admins_can_not_be_known(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        _watch(play)
        telegram.fail(Trouble.BAD_GATEWAY, "getChatAdministrators")
        await play.play(("Anna in Watch", "/subscribe all", ["I can't see who the admins"]))


async def test_what_telegram_copies_from_a_channel_was_answered_there(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        watch, alerts = play.place("Watch"), play.place("Alerts", "channel")
        copied = {
            "message_id": 1,
            "date": 1,
            "chat": chat_json(watch.record),
            "sender_chat": chat_json(alerts.record),
            "is_automatic_forward": True,
            "text": "/subscribe all",
            "entities": commands("/subscribe all"),
        }
        telegram.updates.add("message", copied)
        await play.handle()

    assert telegram.sent == []
