"""The service with Telegram: connect, hear people and operators, send what is due.

Feeds are polled from the first moment, also while Telegram can't be reached: what is news waits
in the database. Only what no patience mends ends the service: a refused token, another poller.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, nullcontext
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from telegram import Update
from telegram.error import InvalidToken, TelegramError

from bot import answering, quiet_days
from bot.commands import publish_menu
from bot.config import PolicySettings, TelegramSettings, section
from bot.config_changes import Reload
from bot.context import BotContext
from bot.holds import Mode
from bot.limits import Rates
from bot.operators import answering as operators
from bot.operators.watch import Watch
from bot.plan import planner
from bot.push import Plan, Pusher
from bot.service import Service, database_path
from bot.store import chats, holds
from bot.store.pace import Account
from bot.telegram import webhook
from bot.telegram.application import App, Link, WrongTokenError, build, connected
from bot.telegram.errors import outcome_of
from bot.telegram.limiter import SharedLimiter
from bot.telegram.polling import PollWatch, poller_lock, receive
from bot.telegram.sender import TelegramSender
from feeds.config import Config
from feeds.store import Connection

RETRY_SECONDS = 5.0
LONGEST_RETRY_SECONDS = 300.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Messenger:
    """The parts of a running bot, put together for one token."""

    app: App
    context: BotContext
    pusher: Pusher
    watch: PollWatch

    async def serve(self, service: Service, token: str, stop: asyncio.Event) -> None:
        """Poll feeds, talk with Telegram, and end when ``stop`` is set or we are cancelled.

        Raises:
            LockHeldError: another program of this machine receives this bot's updates.
            OtherPollerError: one elsewhere does.
            WrongTokenError: Telegram refuses the token.
        """
        settings, now = self._settings, self.context.clock()
        folder = database_path(self.context.config).parent
        lock = nullcontext() if settings.webhook_url else poller_lock(token, folder, now)
        with lock:
            async with service.polling(), AsyncExitStack() as stack:
                await self.context.database.run(chats.close_terminal, now)
                connecting = asyncio.create_task(stack.enter_async_context(connected(self.app)))
                if await _first(connecting, stop):
                    await self._talk(token, stop)

    @property
    def _settings(self) -> TelegramSettings:
        return section(self.context.config, TelegramSettings)

    async def _talk(self, token: str, stop: asyncio.Event) -> None:
        """Do everything that needs the connection, until ``stop`` or the first that fails."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._receive(token, stop))
                tasks.create_task(self.pusher.run(stop))
                tasks.create_task(Watch(self.context).run(stop))
                tasks.create_task(quiet_days.run(self.context, stop))
                tasks.create_task(_insist(lambda: publish_menu(self.context), stop))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from failures

    async def _receive(self, token: str, stop: asyncio.Event) -> None:
        """Hand updates to the handlers, as the configuration says they come."""
        settings = self._settings
        if not settings.webhook_url:
            await receive(self.app, self.watch, stop)
            return
        secret, url = webhook.webhook_secret(token), settings.webhook_url
        receiver = webhook.WebhookReceiver(self.app.bot, self._hand_on, secret)
        place = settings.webhook_host, settings.webhook_port
        async with webhook.serving(receiver, *place, urlsplit(url).path or "/"):
            await _insist(lambda: webhook.register(self.app.bot, url, secret), stop)
            await stop.wait()

    async def _hand_on(self, update: Update) -> None:
        """Handle an update in the order of its chat."""
        work = self.app.process_update(update)
        await self.app.update_processor.process_update(update, work)


def assemble(service: Service, token: str) -> Messenger:
    """Put the parts together; nothing is connected yet."""
    database, clock = service.services.database, service.services.clock
    config = service.services.config
    settings = section(config, TelegramSettings)
    rates = Rates(
        settings.messages_per_second,
        settings.chat_messages_per_second,
        settings.group_messages_per_minute,
    )
    account = Account(token.partition(":")[0], rates)
    watch = PollWatch(clock)
    link = Link(token, settings.api_url, settings.proxy_url)
    app = build(link, SharedLimiter(database, account, clock), watch.note)
    context = BotContext(database, config, clock, app.bot)
    app.add_handlers([*operators.handlers(context), *answering.handlers(context)])
    app.add_error_handler(_log_error)
    sender = TelegramSender(app.bot)
    pusher = Pusher(
        database, sender, planner_of(config), clock, account=account, feeds=config.feeds
    )
    service.on_reload.append(lambda reload: _take(reload, context, pusher))
    return Messenger(app, context, pusher, watch)


def _take(reload: Reload, context: BotContext, pusher: Pusher) -> None:
    """Work by an edited configuration; one that was refused changes nothing."""
    context.take(reload)
    pusher.plan = planner_of(context.config)
    pusher.feeds = context.config.feeds


def planner_of(config: Config) -> Plan:
    """Give what makes deliveries: hold back what operators must see first, fan out the rest."""
    mode = Mode(section(config, TelegramSettings).mode)
    make = planner(section(config, PolicySettings))

    def plan(connection: Connection, now: datetime) -> int:
        holds.release_due(connection, now)
        holds.place(connection, mode, now)
        return make(connection, now)

    return plan


async def _first(task: asyncio.Task[App], stop: asyncio.Event) -> bool:
    """Wait for a task unless ``stop`` comes first, which cancels it; tell whether it ended."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
        return task.done()
    finally:
        for one in (task, stopping):
            one.cancel()
        await asyncio.gather(task, stopping, return_exceptions=True)


async def _insist(action: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Do something at Telegram, again and again until it works or ``stop`` is set.

    Raises:
        WrongTokenError: Telegram refuses the token.
    """
    wait_seconds = RETRY_SECONDS
    while not stop.is_set():
        try:
            await action()
        except InvalidToken:
            raise WrongTokenError from None
        except TelegramError as error:
            _log.warning("Telegram refuses, trying again: %s", outcome_of(error).detail)
        else:
            return
        await _wait(stop, wait_seconds)
        wait_seconds = min(2 * wait_seconds, LONGEST_RETRY_SECONDS)


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    """Wait for ``stop``, at most ``seconds``."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


async def _log_error(_update: object, context: object) -> None:
    """Log what a handler raised; never the update, which holds chat ids and texts."""
    error = getattr(context, "error", None)
    _log.error("a handler failed", exc_info=error if isinstance(error, BaseException) else None)
