"""A digest of nothing: who waits for one a day hears also that there was no report.

Silence is not safety (product.md, section 5). It is not in the ledger: where it can't be sent, the
next day brings another.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.config import TelegramSettings, section
from bot.context import BotContext
from bot.coverage import coverage, coverage_line
from bot.hours import next_digest, zone_of
from bot.model import Chat, ChatSettings, Ending, Message, Preset
from bot.roundup import Reader, empty
from bot.store import chats, quiet_days, switches
from bot.telegram.posting import post
from bot.words import words
from feeds.config import Config
from feeds.store import Connection, feeds

LOOK_SECONDS = 30.0
LATEST = timedelta(hours=6)
"""A digest that an outage held up for longer is left out: the next one is near."""

_log = logging.getLogger(__name__)


async def run(context: BotContext, stop: asyncio.Event) -> None:
    """Tell chats whose hour has come that there is nothing to tell, until ``stop`` is set."""
    while not stop.is_set():
        await tell(context)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_SECONDS)


async def tell(context: BotContext) -> None:
    """Look once whose hour has come."""
    found = await context.database.run(due, context.config, context.clock())
    for chat, message in found:
        outcome = await post(context.bot, chat.id, message, thread_id=chat.thread_id)
        if outcome.ending is not Ending.SENT:
            _log.info("an empty digest did not go out: %s", outcome.detail)


def due(connection: Connection, config: Config, now: datetime) -> Sequence[tuple[Chat, Message]]:
    """Write the digests of those who have no news, since the last time that this was asked."""
    since = max(quiet_days.look(connection, now), now - LATEST)
    is_live = section(config, TelegramSettings).mode == "live"
    if not is_live or switches.is_on(connection, switches.PUSHES_STOPPED):
        return []
    hearing = [one for one in chats.active(connection) if one.preset is Preset.DIGEST]
    waiting = [
        one
        for one in hearing
        if next_digest(one, since) <= now and not quiet_days.has_news(connection, one.chat, now)
    ]
    return [(one.chat, _nothing(connection, config, one, now)) for one in waiting]


def _nothing(
    connection: Connection, config: Config, settings: ChatSettings, now: datetime
) -> Message:
    spoken = words(settings.chat.language)
    states = {row.name: row.state.state for row in feeds.every(connection)}
    read = coverage_line(coverage(config.feeds, states, settings.areas), spoken)
    return empty(Reader(spoken, zone_of(settings), now, coverage=read))
