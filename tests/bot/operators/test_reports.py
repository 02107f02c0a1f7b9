"""Held reports: shown with buttons, released, dropped; pressed twice, late, by the wrong person."""

from pathlib import Path

from bot.store import holds
from feeds.store import conducts, pauses
from feeds.store.database import Database, open_database
from tests.bot.operators.made import Desk, desk
from tests.telegram_server.faults import Trouble
from tests.telegram_server.server import FakeTelegram

MINUTE = 60.0


def flood(database: Database, at: Desk) -> None:
    """Let the Herald be suspicious."""
    feed = at.stage.context.config.feeds[0]
    with database.transaction() as connection:
        conducts.note(connection, feed, feed.url, 50, at.stage.clock.now)


async def test_in_review_nothing_goes_out_before_an_operator_releases_it(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes(60 * MINUTE)
        before = at.reader.texts
        said = await at.stage.step("Olga in Desk", "[Release]")
        await at.passes()

    assert before == []
    assert "Released" in said[0]
    assert said[-1] == "#1 is released: subscribers hear of it now."
    assert [text.splitlines()[0] for text in at.reader.texts] == [
        "Fighting reported near Nerkin Hand: one side's claim"
    ]
    assert at.deeds() == [("release", "#1")]


async def test_the_card_shows_the_message_and_why_it_is_held(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        await at.passes()

    (card,) = at.admins.sent
    assert card.text.startswith("Held for review: nobody was told. It waits for your decision.")
    assert "Armenia MoD: 2 of its soldiers killed" in card.text
    assert [button["text"] for button in card.buttons] == [
        "Release",
        "Drop",
        "Stop this feed",
        "Stop all pushes",
    ]


async def test_a_dropped_report_is_told_to_nobody_and_its_card_loses_its_buttons(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        await at.stage.step("Olga in Desk", "[Drop]")
        await at.passes(60 * MINUTE)

    (card,) = at.admins.sent
    assert at.reader.texts == []
    assert "Dropped" in card.text
    assert card.buttons == []


async def test_a_press_counts_once_however_often_it_comes(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        card = at.admins.sent[0]
        answers = [
            (await at.stage.press("Olga", card, data))[-1]
            for data in ("o1:release:1", "o1:release:1", "o1:drop:1")
        ]
        await at.passes()

    assert answers[0] == "#1 is released: subscribers hear of it now."
    assert answers[1:] == [
        "Nothing of #1 is held.",
        "Nothing of #1 is held or queued. If subscribers have it: /retract 1 REASON",
    ]
    assert len(at.reader.sent) == 1
    assert at.deeds() == [("release", "#1")]


async def test_whoever_is_no_operator_presses_and_types_in_vain(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        pressed = await at.stage.step("Vera in Desk", "[Release]")
        typed = await at.stage.step("Vera", "/release 1")
        at.admins.add(telegram.person("Olga"), "administrator", anonymous=True)
        hidden = await at.stage.step("Olga in Desk", "/release 1")
        await at.passes(MINUTE)

    refusal = ["Only the operators of this service can do that."]
    assert (pressed, typed, hidden) == (refusal, refusal, refusal)
    assert at.reader.texts == []
    assert at.deeds() == []


async def test_a_button_works_after_a_restart(telegram: FakeTelegram, tmp_path: Path) -> None:
    database = open_database(":memory:")
    async with desk(telegram, tmp_path, "review", database) as at:
        at.report()
        await at.passes()
    async with desk(telegram, tmp_path, "review", database) as at:
        await at.passes()
        await at.stage.step("Olga in Desk", "[Release]")
        await at.passes()
    database.close()

    assert len(at.admins.sent) == 1
    assert len(at.reader.sent) == 1


async def test_a_press_out_of_reach_or_of_another_version_is_answered(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        card = at.admins.sent[0]
        late = await at.stage.press("Olga", card, "o1:release:1", is_out_of_reach=True)
        old = await at.stage.press("Olga", card, "o1:launch:1")

    assert late == ["#1 is released: subscribers hear of it now."]
    assert old == ["This button belongs to an older version. All commands: /operators"]


async def test_in_live_mode_a_suspicious_feed_is_held_ten_minutes_then_silent_and_marked(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        flood(at.database, at)
        at.report()
        await at.passes()
        await at.passes(9 * MINUTE)
        held = at.reader.texts
        await at.passes(2 * MINUTE)

    (message,) = at.reader.sent
    assert held == []
    assert message.silent
    assert message.text.startswith("(not reviewed: read with care)")
    assert "Went out" in at.admins.texts[0]
    assert at.admins.sent[0].buttons == []


async def test_a_trusted_feed_goes_on_at_once(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with desk(telegram, tmp_path) as at:
        flood(at.database, at)
        at.report()
        await at.passes()
        said = await at.stage.step("Olga in Desk", "[It is well]")
        await at.passes()

    (message,) = at.reader.sent
    assert said == ["Herald is trusted: what it does now counts as usual."]
    assert not message.silent
    assert message.text.startswith("Fighting reported")


async def test_in_shadow_mode_operators_see_everything_and_subscribers_nothing(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "shadow") as at:
        at.report()
        await at.passes(60 * MINUTE)
        await at.passes(60 * MINUTE)

    (card,) = at.admins.sent
    assert card.text.startswith("SHADOW: only operators see this\n\nFighting reported")
    assert card.buttons == []
    assert at.reader.texts == []


async def test_what_is_held_is_listed_with_its_reason(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        empty = await at.stage.step("Olga", "/held")
        with at.database.transaction() as connection:
            pauses.stop(connection, "Herald", 1, at.stage.clock.now)
        for _ in range(17):
            at.report()
        await at.passes()
        (listed,) = await at.stage.step("Olga", "/held")

    assert empty == ["Nothing waits for you."]
    assert "#1 Fighting reported near Nerkin Hand: one side's claim. Held: Herald is stop" in listed
    assert "#15 " in listed
    assert "#16 " not in listed
    assert "... and more." in listed


async def test_a_number_that_is_none_is_answered_with_an_example(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    numbers = ("", "x", "-1", "99", "9" * 300, "<b>", "\u0661")
    async with desk(telegram, tmp_path) as at:
        said = [
            (command, (await at.stage.step("Olga", f"{command} {number}"))[0])
            for command in ("/release", "/drop")
            for number in numbers
        ]

    assert [one for one in said if not one[1].endswith(f"for example: {one[0]} 1042")] == []


async def test_dropping_takes_what_is_still_queued_back(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        telegram.fail(Trouble.FLOOD, "sendMessage", seconds=30)
        at.report()
        await at.passes()
        said = await at.stage.step("Olga", "/drop 1")
        await at.passes(60 * MINUTE)

    assert said[0].startswith("#1 is dropped")
    assert at.reader.texts == []


async def test_an_admin_chat_that_refuses_us_is_asked_again_later(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        telegram.person("Olga").kicks_bot(at.admins)
        at.report()
        await at.passes()
        tries = len([call for call in telegram.calls if call.method == "sendMessage"])
        await at.passes()
        telegram.person("Olga").adds_bot(at.admins)
        await at.passes(6 * MINUTE)

    assert tries == 1
    assert len(at.admins.sent) == 1


async def test_an_admin_group_that_becomes_a_supergroup_is_followed(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        new = at.admins.migrates()
        at.report()
        await at.passes()

    assert len(new.sent) == 1


async def test_a_decision_is_in_the_store_with_who_and_when(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path, "review") as at:
        at.report()
        await at.passes()
        await at.stage.step("Olga", "/release #1")
        with at.database.transaction() as connection:
            (held,) = holds.of_incident(connection, 1)

    assert (held.decision, held.decided_by) == ("released", telegram.person("Olga").id)
    assert held.decided_at == at.stage.clock.now


async def test_a_flood_of_strangers_is_not_answered_for_ever(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        said = [await at.stage.step("Vera", "/release 1") for _ in range(20)]
        operators = await at.stage.step("Olga", "/held")

    assert 5 < sum(map(bool, said)) < 15
    assert operators == ["Nothing waits for you."]
