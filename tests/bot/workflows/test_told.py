"""What a subscriber sees in the chat: sounds, replies, edits and round-ups."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.model import ALL_AREAS, Chat, ChatSettings
from bot.store import chats
from feeds.model import Alert, AlertReason, EventType, Incident, Standing
from feeds.store import alerts, incidents
from tests.bot.made import claim
from tests.bot.operators.made import Desk, desk
from tests.telegram_server.server import FakeTelegram

TALKS: dict[str, Any] = {"types": (EventType.TALKS,), "claims": ()}
DAY_SECONDS = 24 * 3600


def subscribe(at: Desk) -> None:
    """Let the reader choose nothing: the default."""
    settings = ChatSettings(Chat(at.reader.id, time_zone="Asia/Yerevan"), areas=ALL_AREAS)
    with at.database.transaction() as connection:
        chats.subscribe(connection, settings, at.stage.clock.now)


def withdraw(at: Desk, told: Incident) -> None:
    gone = replace(told, version=told.version + 1, standing=Standing.WITHDRAWN)
    now = at.stage.clock.now
    with at.database.transaction() as connection:
        saved = incidents.save(connection, gone, "feed:Herald", "withdrawn", now)
        reason = AlertReason.CORRECTION
        alerts.add(connection, Alert(0, saved.id, saved.version, reason, now))


async def test_losses_ring_and_one_sides_claims_do_not(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        subscribe(at)
        at.report()
        at.report(claims=(claim(claimant="AZE_MOD"),), claimed_by=("AZE_MOD",))
        await at.passes()

    assert [False, True] == [message.silent for message in at.reader.sent]


async def test_talks_wait_for_the_digest_and_what_was_wrong_in_it_is_answered_there(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        subscribe(at)
        first, second = at.report(**TALKS), at.report(**TALKS)
        await at.passes()
        assert not at.reader.sent
        await at.passes(DAY_SECONDS)
        withdraw(at, second)
        await at.passes()

    digest, reply = at.reader.sent
    assert f"#{first.id}, version 1" in digest.text
    assert f"#{second.id}, version 1" in digest.text
    assert digest.silent
    assert reply.reply_to == digest.id
    assert reply.text.startswith(f"WITHDRAWN: please disregard #{second.id}")


async def test_a_small_change_edits_the_message_and_nobody_is_rung(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with desk(telegram, tmp_path) as at:
        subscribe(at)
        told = at.report()
        await at.passes()
        with at.database.transaction() as connection:
            changed = replace(told, version=2, denied_by=("AZE_MOD",))
            incidents.save(connection, changed, "feed:Herald", "denied", at.stage.clock.now)
        await at.passes(60)

    (message,) = at.reader.sent
    assert "version 2" in message.text
