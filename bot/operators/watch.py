"""Brings operators what they must see: held reports, changes of feeds, and once a day "alive".

Nothing here is in the ledger: what could not be sent is tried again, and shown once at least.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.asking import Keyboard
from bot.config import TelegramSettings, section
from bot.config_messages import write_reload
from bot.context import BotContext
from bot.health_messages import (
    SUSPICIOUS,
    ZONE,
    Change,
    are_due,
    changes,
    turned,
    write_changes,
    write_overview,
    write_turns,
)
from bot.layout import line, write
from bot.model import Message
from bot.operators import cards
from bot.operators.admins import AdminChats
from bot.operators.buttons import feed_key, row
from bot.operators.overview import feeds_now
from bot.store import cards as shown
from bot.store import health_told, holds, switches
from bot.store.cards import Card
from bot.store.vitals import vitals
from bot.words import SOURCE_LANGUAGE, words
from feeds.store import Connection

TICK_SECONDS = 2.0
LOOK_SECONDS = 30.0
"""Pause between two looks at the feeds."""
CARDS_AT_ONCE = 5
ALIVE_AT = time(6, 0)
"""UTC, every day."""
ALIVE = "alive_on"
TURNS = "turns_told_until"


class Watch:
    """Tells the operators of one bot."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._admins = AdminChats(context.bot, self._admin_chats, context.clock)
        self._words = words(SOURCE_LANGUAGE)

    def _admin_chats(self) -> tuple[int, ...]:
        return section(self._context.config, TelegramSettings).admin_chats

    async def run(self, stop: asyncio.Event) -> None:
        """Tell what there is to tell, until ``stop`` is set."""
        now = asyncio.get_running_loop().time
        look_at = 0.0
        while not stop.is_set():
            await self.show_held()
            await self.tell_config()
            if now() >= look_at:
                await self.tell_health()
                await self.tell_turns()
                await self.tell_alive()
                look_at = now() + LOOK_SECONDS
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), TICK_SECONDS)

    async def show_held(self) -> None:
        """Show held reports that were not shown yet, and take the buttons off decided ones."""
        database, now = self._context.database, self._context.clock()
        chat_ids = self._admins.open()
        for alert_id, chat_id in await database.run(shown.missing, chat_ids, now, CARDS_AT_ONCE):
            message, keyboard = await database.run(self._card, alert_id, now)
            message_id = await self._admins.post(chat_id, message, keyboard)
            if message_id is not None:
                card = Card(alert_id, chat_id, message_id)
                await database.run(shown.note, card, now, is_open=bool(keyboard))
        for card in await database.run(shown.outdated, chat_ids, CARDS_AT_ONCE):
            message, _ = await database.run(self._card, card.alert_id, now)
            if await self._admins.change(card.chat_id, card.message_id, message):
                await database.run(shown.close, card)

    async def tell_config(self) -> None:
        """Tell what became of an edit of the configuration."""
        reload = self._context.untold
        if reload is not None and await self._admins.post_all(write_reload(reload, self._words)):
            self._context.untold = None

    async def tell_health(self) -> None:
        """Tell of every feed that changed, in one message."""
        database, now = self._context.database, self._context.clock()
        feeds = await database.run(feeds_now, self._context.config)
        found = changes(feeds, await database.run(health_told.every), now)
        if not are_due(found, now):
            return
        message = write_changes(found, feeds, self._words, now)
        if await self._admins.post_all(message, self._feed_buttons(found)):
            await database.run(_note, found, now)

    async def tell_turns(self) -> None:
        """Tell of documents that were out of the ordinary: all new, re-issued, too long."""
        database, now = self._context.database, self._context.clock()
        told = await database.run(switches.value, TURNS)
        told_at = datetime.fromisoformat(told) if told else now - timedelta(days=1)
        found = turned(await database.run(feeds_now, self._context.config), told_at)
        if found and await self._admins.post_all(write_turns(found, self._words)):
            newest_at = max(feed.state.turn_at for feed in found if feed.state.turn_at)
            await database.run(switches.put, TURNS, newest_at.isoformat(), 0, now)

    async def tell_alive(self) -> None:
        """Say once a day that the service works, and how."""
        database, now = self._context.database, self._context.clock()
        today = now.astimezone(ZONE).date().isoformat()
        is_early = now.astimezone(ZONE).time() < ALIVE_AT
        if is_early or await database.run(switches.value, ALIVE) == today:
            return
        feeds = await database.run(feeds_now, self._context.config)
        counted = await database.run(vitals, now)
        message = write_overview(feeds, counted, "op.alive", self._words, now)
        if await self._admins.post_all(message):
            await database.run(switches.put, ALIVE, today, 0, now)

    def _card(
        self, connection: Connection, alert_id: int, now: datetime
    ) -> tuple[Message, Keyboard]:
        """Write the card of an alert as it stands now; one that isn't held any more says so."""
        held = holds.of_alert(connection, alert_id)
        if held is None:
            return write([line(self._words.say("op.card.lifted"))]), ()
        message = cards.message(connection, held, self._words, now)
        return message, cards.keyboard(held, self._words)

    def _feed_buttons(self, found: Sequence[Change]) -> Keyboard:
        """Give buttons where one feed is meant; with several, words must name them."""
        if len(found) != 1:
            return ()
        key = feed_key(found[0].feed.settings.name)
        first = "trust_feed" if found[0].after == SUSPICIOUS else "try_feed"
        return row(self._words, (first, key), ("stop_feed", key), ("quiet_feed", key))


def _note(connection: Connection, found: Sequence[Change], now: datetime) -> None:
    for one in found:
        health_told.note(connection, one.feed.settings.name, one.after, now)
