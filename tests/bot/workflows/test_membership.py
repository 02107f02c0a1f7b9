"""A chat that closes itself to us, opens again, or moves: its choices stay."""

from pathlib import Path

import pytest

from bot.model import ChatKind, ChatState
from feeds.model import Theatre
from tests.bot.workflows.stage import Step, stage
from tests.telegram_server.server import FakeTelegram

SUBSCRIBED: Step = ("Anna", "/subscribe georgia", ["Done"])
LEFT: Step = ("Anna", "/unsubscribe", ["nothing more"])
STARTED: Step = ("Anna", "/start", ["Which areas"])


@pytest.mark.parametrize(
    ("steps", "blocked", "unblocked"),
    [
        ([SUBSCRIBED], ChatState.PAUSED, ChatState.ACTIVE),
        ([SUBSCRIBED, LEFT], ChatState.PAUSED, ChatState.PAUSED),
        ([STARTED], ChatState.PAUSED, ChatState.SETUP),
    ],
    ids=["subscribed", "unsubscribed before", "choosing"],
)
async def test_blocking_pauses_and_unblocking_goes_on_where_it_was(
    telegram: FakeTelegram,
    tmp_path: Path,
    steps: list[Step],
    blocked: ChatState,
    unblocked: ChatState,
) -> None:
    anna = telegram.person("Anna")
    async with stage(telegram, tmp_path) as play:
        await play.play(*steps)
        anna.blocks()
        await play.handle()
        while_blocked = play.stored(anna)
        anna.unblocks()
        await play.handle()
        afterwards = play.stored(anna)

    assert (while_blocked.state, afterwards.state) == (blocked, unblocked)
    assert while_blocked.areas == afterwards.areas


async def test_a_stranger_who_blocks_us_leaves_no_trace(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        telegram.person("Anna").blocks()
        telegram.person("Anna").unblocks()
        await play.handle()
        await play.play(("Anna", "/export_my_data", ["Nothing is kept"]))


async def test_a_group_that_throws_us_out_is_paused_with_all_its_topics(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        news, anna = play.topic("Forum", "News"), play.admin("Anna", "Forum")
        await play.play(
            ("Anna in Forum", "/subscribe all", ["Done"]),
            ("Anna in Forum/News", "/subscribe georgia", ["Done"]),
        )
        forum = play.places["Forum"]
        anna.kicks_bot(forum)
        await play.handle()
        out = [play.stored(forum).state, play.stored(forum, news).state]
        anna.adds_bot(forum)
        await play.handle()
        back = [play.stored(forum).state, play.stored(forum, news).state]

    assert out == [ChatState.PAUSED] * 2
    assert back == [ChatState.ACTIVE] * 2
    assert len(forum.sent) == 2


@pytest.mark.parametrize(("kind", "greetings"), [("group", 1), ("supergroup", 1), ("channel", 0)])
async def test_a_new_group_is_greeted_once(
    telegram: FakeTelegram, tmp_path: Path, kind: str, greetings: int
) -> None:
    async with stage(telegram, tmp_path) as play:
        watch = play.place("Watch", kind)
        telegram.person("Anna").kicks_bot(watch)
        telegram.person("Anna").adds_bot(watch)
        await play.handle()
        telegram.person("Anna").promotes_bot(watch, "can_post_messages")
        await play.handle()

    assert [text for text in watch.texts if "Silence is not safety" in text] == watch.texts
    assert len(watch.texts) == greetings


async def test_a_group_that_becomes_a_supergroup_keeps_its_choices(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        group = play.place("Watch", "group")
        play.admin("Anna", "Watch")
        await play.play(("Anna in Watch", "/subscribe all", ["Done"]))
        new = play.places["Watch"] = group.migrates()
        await play.handle()
        stored = play.stored(new)
        await play.play(
            ("Anna in Watch", "/unsubscribe north caucasus", ["still hear about"]),
            ("Anna in Watch", "/status", ["is subscribed"]),
        )

        changed = play.stored(new)

    assert (stored.kind, stored.state) == (ChatKind.GROUP, ChatState.ACTIVE)
    assert stored.areas - changed.areas == {Theatre.NORTH_CAUCASUS}
