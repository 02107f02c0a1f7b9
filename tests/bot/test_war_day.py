"""A day of war and a week of peace, told to chats by the real program on a real store."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.model import DeliveryKind, Preset
from feeds.store.database import MEMORY, open_database
from tests.war import CHATS, Got, loudest_hour, play, reconcile
from tests.war_news import normal_week, war_day

DEFAULT, _, DIGEST = CHATS[:3]
MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def war() -> tuple[list[Got], dict[Preset, Counter[str]]]:
    """What two chats got of 300 reports in a day, and how each alert reached each of them."""
    database = open_database(MEMORY)
    told = (DEFAULT, DIGEST)
    got = asyncio.run(play(database, war_day(seed=1), told, every=30 * MINUTE))
    with database.transaction() as connection:
        fates = {chat.preset: reconcile(connection, got, chat) for chat in told}
    database.close()
    return got, fates


@pytest.mark.parametrize("preset", [Preset.SERIOUS, Preset.DIGEST])
def test_nothing_of_a_war_day_is_lost(
    war: tuple[Sequence[Got], dict[Preset, Counter[str]]], preset: Preset
) -> None:
    """Each alert is in a message, an edit or a round-up that the chat got: the reconciliation."""
    fates = war[1][preset]
    print(f"{preset}: {dict(fates)}")  # noqa: T201 - pytest -s shows it

    assert not fates["lost"]
    assert sum(fates.values()) > 150


def test_a_war_day_never_rings_more_than_twelve_times_an_hour(
    war: tuple[Sequence[Got], dict[Preset, Counter[str]]],
) -> None:
    assert 6 <= loudest_hour(war[0], DEFAULT.chat) <= 12


def test_a_war_day_takes_round_ups_and_no_message_holds_more_than_telegram_takes(
    war: tuple[Sequence[Got], dict[Preset, Counter[str]]],
) -> None:
    mine = [one for one in war[0] if one.delivery.chat == DEFAULT.chat]
    kinds = Counter(one.delivery.kind for one in mine)

    assert kinds[DeliveryKind.DIGEST] > 0
    assert max(len(one.message.plain) for one in mine) <= 4096


@pytest.mark.parametrize("seed", [1, 2])
def test_a_normal_week_rings_at_most_three_times_a_day(seed: int) -> None:
    database = open_database(MEMORY)
    told = normal_week(seed)
    got = asyncio.run(play(database, told, [DEFAULT], every=60 * MINUTE))
    with database.transaction() as connection:
        fates = reconcile(connection, got, DEFAULT)
    database.close()

    assert loudest_hour(got, DEFAULT.chat, hours=24) <= 3
    assert not fates["lost"]
    assert sum(fates.values()) > 20
