"""Who may operate, and the way from an update to an act of ``table.py``.

Rights belong to user ids, never to membership: whoever is let into an admin chat reads along and
presses in vain. An anonymous admin has no user id, so he can't operate either.
"""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, filters

from bot.asking import Ask, Desk, Handler, Reply
from bot.config import TelegramSettings, section
from bot.context import BotContext
from bot.model import Chat, ChatKind
from bot.operators.buttons import PATTERN, read
from bot.operators.desk import said
from bot.operators.table import COMMANDS, Act
from bot.patience import Patience, Turn
from bot.store import chats, updates
from bot.telegram.incoming import ask_of
from bot.words import SOURCE_LANGUAGE
from feeds.store import Connection

Callback = Callable[[Update, Any], Coroutine[Any, Any, None]]


def handlers(context: BotContext) -> list[BaseHandler[Any, Any, Any]]:
    """Give what PTB's application needs to serve operators; it stands before the subscribers'."""
    operating = Operating(context)
    return [
        *(
            CommandHandler(act.name, operating.command(act), filters.UpdateType.MESSAGE)
            for act in COMMANDS
        ),
        CallbackQueryHandler(operating.press, PATTERN),
    ]


class Operating:
    """Does what the operators of one bot ask."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._patience = Patience()
        self._acts = {act.name: act.handler for act in COMMANDS}

    def command(self, act: Act) -> Callback:
        """Give the callback of one command."""

        async def answer(update: Update, _context: object) -> None:
            ask = ask_of(update)
            if ask is not None:
                await self._answer(ask, act.handler)

        return answer

    async def press(self, update: Update, _context: object) -> None:
        """Answer the press of a button, of whatever age: what was decided stays decided."""
        query = update.callback_query
        if query is None:
            return
        verb, subject = read(query.data or "")
        # A message that is out of Telegram's reach can't be changed: the press itself is answered.
        ask = ask_of(update) or Ask(
            update.update_id,
            Chat(query.from_user.id),
            ChatKind.PRIVATE,
            user_id=query.from_user.id,
            query_id=query.id,
        )
        await self._answer(replace(ask, arguments=subject), self._acts.get(verb, _gone))

    async def _answer(self, ask: Ask, handler: Handler) -> None:
        users = section(self._context.config, TelegramSettings).admin_users
        is_operator = ask.user_id is not None and ask.user_id in users
        now = self._context.clock()
        if not is_operator and self._patience.turn(ask.chat.id, now) is Turn.IGNORE:
            # A press must be answered, or its button stays busy.
            await self._context.reply(ask, Reply())
            return
        reply = await self._context.database.run(
            self._handle, ask, handler if is_operator else _refused
        )
        if reply is not None:
            await self._context.reply(ask, _for_press(reply, ask) if ask.query_id else reply)

    def _handle(self, connection: Connection, ask: Ask, handler: Handler) -> Reply | None:
        """Let the act happen, once for each update."""
        now = self._context.clock()
        if not updates.is_first(connection, ask.update_id, now):
            return None
        known = chats.load(connection, ask.chat.id, ask.chat.thread_id)
        language = ask.client_language or SOURCE_LANGUAGE
        desk = Desk(
            connection=connection,
            ask=ask,
            known=known,
            words=self._context.words(language),
            config=self._context.config,
            now=now,
            user_name=self._context.user_name,
            languages=self._context.languages,
        )
        return handler(desk)


def _for_press(reply: Reply, ask: Ask) -> Reply:
    """Flash up what a command would have answered; only a card changes with its press."""
    if reply.message is None or (reply.notice and ask.message_id):
        return reply
    return Reply(notice=reply.notice or reply.message.plain)


def _refused(desk: Desk) -> Reply:
    return said(desk, "op.refused")


def _gone(desk: Desk) -> Reply:
    return said(desk, "op.gone")
