"""update -> who asks what -> a handler of ``commands.py`` -> an answer.

The order of the walk: is it this chat's turn, may they, was it asked before; then the handler in
one transaction; then the answer. A crash in between loses an answer, never a choice.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import ChatMember, Message, Update
from telegram.constants import ChatType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot import start
from bot.asking import Ask, Command, Desk, Handler, Reply, Who
from bot.buttons import PATTERN, read
from bot.commands import COMMANDS, PRESSES
from bot.context import BotContext
from bot.model import Chat, ChatKind
from bot.patience import Patience, Turn
from bot.replies import about, membership, watching
from bot.replies.pages import told
from bot.rights import Right, Rights
from bot.store import chats, updates
from bot.telegram.incoming import KINDS, ask_of
from bot.words import SOURCE_LANGUAGE
from feeds.store import Connection

Callback = Callable[[Update, Any], Coroutine[Any, Any, None]]

_POSTS = (
    filters.UpdateType.MESSAGE & ~filters.IS_AUTOMATIC_FORWARD
) | filters.UpdateType.CHANNEL_POST
"""Commands are messages or a channel's posts, never edits: nothing runs twice. What Telegram copies
from a channel into its discussion group was answered in the channel."""
_PRIVATE = filters.UpdateType.MESSAGE & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
_AWAY = frozenset({ChatMember.LEFT, ChatMember.BANNED})


def handlers(context: BotContext) -> list[BaseHandler[Any, Any, Any]]:
    """Give what PTB's application needs to serve subscribers, in this order.

    The last three take every private message and every press that nobody else took: handlers of
    others stand before them.
    """
    answering = Answering(context)
    return [
        ChatMemberHandler(answering.membership, ChatMemberHandler.MY_CHAT_MEMBER),
        MessageHandler(filters.StatusUpdate.MIGRATE, answering.migration),
        *(CommandHandler(row.name, answering.command(row), _POSTS) for row in COMMANDS),
        CallbackQueryHandler(answering.press, PATTERN),
        MessageHandler(_PRIVATE & filters.LOCATION, answering.with_(watching.here)),
        MessageHandler(_PRIVATE & filters.COMMAND, answering.with_(about.unknown)),
        MessageHandler(_PRIVATE, answering.with_(start.hint)),
        CallbackQueryHandler(answering.press),
    ]


class Answering:
    """Answers what people ask of one bot."""

    def __init__(self, context: BotContext) -> None:
        self._context = context
        self._rights = Rights(context.bot, context.clock)
        self._patience = Patience()
        self._presses = {row.verb: row for row in PRESSES}

    def command(self, row: Command) -> Callback:
        """Give the callback of one command."""

        async def answer(update: Update, _context: object) -> None:
            ask = ask_of(update)
            if ask is not None:
                is_here = ask.kind in row.kinds
                await self._answer(ask, row.handler if is_here else _not_here, row.who)

        return answer

    def with_(self, handler: Handler) -> Callback:
        """Give the callback that answers anybody with this handler."""

        async def answer(update: Update, _context: object) -> None:
            ask = ask_of(update)
            if ask is not None:
                await self._answer(ask, handler, Who.ANYBODY)

        return answer

    async def press(self, update: Update, _context: object) -> None:
        """Answer the press of a button, of whatever age."""
        query = update.callback_query
        if query is None:
            return
        ask = ask_of(update)
        if ask is None:
            # Its message is out of Telegram's reach, and with it the topic.
            words = self._context.words((query.from_user.language_code or "")[:2])
            person = Chat(query.from_user.id)
            ask = Ask(update.update_id, person, ChatKind.PRIVATE, query_id=query.id)
            await self._context.reply(ask, Reply(notice=words.say("stale")))
            return
        row = self._presses.get(read(query.data or "")[0])
        if row is None:
            await self._answer(ask, start.stale, Who.ANYBODY)
        else:
            await self._answer(ask, row.handler, row.who)

    async def membership(self, update: Update, _context: object) -> None:
        """Pause a chat that closes itself to us, go on when it opens; greet a new group."""
        change = update.my_chat_member
        if change is None:
            return
        kind = KINDS[ChatType(change.chat.type)]
        database, now = self._context.database, self._context.clock()
        if change.new_chat_member.status in _AWAY:
            await database.run(membership.closed, change.chat.id, now)
            return
        is_new = await database.run(membership.opened, change.chat.id, now)
        was_away = change.old_chat_member.status in _AWAY
        if is_new and was_away and kind is ChatKind.GROUP:
            ask = Ask(update.update_id, Chat(change.chat.id), kind)
            await self._answer(ask, start.greeting, Who.ANYBODY)

    async def migration(self, update: Update, _context: object) -> None:
        """Follow a group to its new id; Telegram says so in the old chat and in the new one."""
        message = update.effective_message
        if isinstance(message, Message):
            here, now = message.chat.id, self._context.clock()
            old = message.migrate_from_chat_id or here
            new = message.migrate_to_chat_id or here
            await self._context.database.run(chats.migrate, old, new, now)

    async def _answer(self, ask: Ask, handler: Handler, who: Who) -> None:
        turn = self._patience.turn(ask.chat.id, self._context.clock())
        if turn is Turn.IGNORE:
            # A press must be answered, or its button stays busy.
            await self._context.reply(ask, Reply())
            return
        if turn is Turn.WARN:
            handler, who = _too_much, Who.ANYBODY
        if who is Who.ADMINS:
            handler = _REFUSALS.get(await self._rights.may_change(ask), handler)
        reply = await self._context.database.run(self._handle, ask, handler)
        if reply is not None:
            await self._context.reply(ask, reply)

    def _handle(self, connection: Connection, ask: Ask, handler: Handler) -> Reply | None:
        """Let the handler work, once for each update."""
        now = self._context.clock()
        if not updates.is_first(connection, ask.update_id, now):
            return None
        known = chats.load(connection, ask.chat.id, ask.chat.thread_id)
        language = known.chat.language if known else ask.client_language or SOURCE_LANGUAGE
        desk = Desk(
            connection=connection,
            ask=ask,
            known=known,
            words=self._context.words(language),
            config=self._context.config,
            now=now,
            user_name=self._context.user_name,
            languages=self._context.languages,
            commands=COMMANDS,
        )
        return handler(desk)


def _refusal(key: str) -> Handler:
    """Make the handler that refuses with these words: flashed after a press, else as a message."""

    def refuse(desk: Desk) -> Reply:
        if desk.ask.query_id:
            return Reply(notice=desk.words.say(key))
        return told(desk, key)

    return refuse


_not_here = _refusal("refused.not_here")
_too_much = _refusal("refused.too_much")
_REFUSALS = {
    Right.NO: _refusal("refused.admins"),
    Right.UNKNOWN: _refusal("refused.admins_unknown"),
}
