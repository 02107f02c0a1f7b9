"""Brings an answer to a person: a message, the change of one, a notice, a file.

Nothing here is in the ledger: whoever misses an answer asks again.
"""

import logging

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import CallbackQueryLimit, ParseMode
from telegram.error import TelegramError

from bot.asking import Ask, Document, Keyboard, Reply
from bot.model import ChatKind, Message, Trouble
from bot.telegram.errors import outcome_of, trouble_of

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NO_NEWS = (Trouble.NOT_MODIFIED, Trouble.BLOCKED)
"""What is no news: pressed twice, and who blocks us right after asking."""
_log = logging.getLogger(__name__)


async def answer(bot: Bot, ask: Ask, reply: Reply) -> None:
    """Answer ``ask``: a press in its place, a command below it. A refusal is logged, not raised."""
    try:
        await _acknowledge(bot, ask, reply)
        if reply.message is not None:
            put = _change if ask.query_id else _send
            await put(bot, ask, reply.message, reply.keyboard)
        if reply.document is not None:
            await _hand_over(bot, ask, reply.document)
    except TelegramError as error:
        outcome = outcome_of(error)
        if outcome.trouble not in _NO_NEWS:
            _log.warning("an answer did not go out: %s", outcome.detail)


async def _acknowledge(bot: Bot, ask: Ask, reply: Reply) -> None:
    """Answer the press itself, or its button stays busy. One that is too old is no trouble."""
    if not ask.query_id:
        return
    text = reply.notice[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH]
    try:
        await bot.answer_callback_query(ask.query_id, text=text or None)
    except TelegramError as error:
        _log.info("a press was not acknowledged: %s", trouble_of(error))


async def _send(bot: Bot, ask: Ask, message: Message, keyboard: Keyboard) -> None:
    await bot.send_message(
        chat_id=ask.chat.id,
        text=message.html,
        parse_mode=ParseMode.HTML,
        message_thread_id=ask.chat.thread_id or None,
        link_preview_options=_NO_PREVIEW,
        reply_markup=markup(keyboard),
        reply_parameters=_reply(ask),
    )


async def _change(bot: Bot, ask: Ask, message: Message, keyboard: Keyboard) -> None:
    await bot.edit_message_text(
        chat_id=ask.chat.id,
        message_id=ask.message_id,
        text=message.html,
        parse_mode=ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        reply_markup=markup(keyboard),
    )


async def _hand_over(bot: Bot, ask: Ask, document: Document) -> None:
    await bot.send_document(
        chat_id=ask.chat.id,
        document=document.body,
        filename=document.name,
        message_thread_id=ask.chat.thread_id or None,
    )


def _reply(ask: Ask) -> ReplyParameters | None:
    """Answer in a group below the question, so that everybody sees whose it was."""
    if ask.kind is not ChatKind.GROUP or not ask.message_id:
        return None
    return ReplyParameters(message_id=ask.message_id, allow_sending_without_reply=True)


def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Write rows of buttons as Telegram takes them; None where there are none."""
    rows = [
        [
            InlineKeyboardButton(
                button.label, callback_data=button.data or None, url=button.url or None
            )
            for button in row
        ]
        for row in keyboard
    ]
    return InlineKeyboardMarkup(rows) if rows else None
