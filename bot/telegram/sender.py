"""Brings messages to Telegram chats: the ``Sender`` of the ledger (``push.py``).

A message that Telegram can't read goes out once more as plain text: an alert without bold type is
better than none.
"""

import logging
from dataclasses import replace

from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.model import Delivery, DeliveryKind, Ending, Message, Outcome, Trouble
from bot.telegram.errors import is_unreadable, outcome_of
from bot.telegram.limiter import reserved

GENERAL_TOPIC = 1
"""Telegram gives the General topic this id and takes it from nobody: it must be left out."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = logging.getLogger(__name__)


class TelegramSender:
    """Sends, edits and replies with one bot, as the delivery's kind says."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, message: Message, delivery: Delivery) -> Outcome:
        """Do what ``delivery.kind`` says with ``message``; every refusal is an ``Outcome``."""
        try:
            with reserved():
                return await self._readable(message, delivery)
        except TelegramError as error:
            outcome = outcome_of(error)
        # An edit that changes nothing is a success too.
        is_done = outcome.ending is Ending.SENT
        return replace(outcome, message_id=delivery.reply_to) if is_done else outcome

    async def _readable(self, message: Message, delivery: Delivery) -> Outcome:
        """Do it with markup, or else once without."""
        try:
            return await self._do(message.html, ParseMode.HTML, delivery)
        except BadRequest as error:
            if not is_unreadable(error):
                raise
            _log.error("delivery %d goes out as plain text: %s", delivery.id, error.message)
        return await self._do(message.plain[: MessageLimit.MAX_TEXT_LENGTH], None, delivery)

    async def _do(self, text: str, parse_mode: str | None, delivery: Delivery) -> Outcome:
        if delivery.kind is DeliveryKind.EDIT:
            return await self._edit(text, parse_mode, delivery)
        is_reply = delivery.kind is DeliveryKind.REPLY and delivery.reply_to is not None
        thread_id = delivery.chat.thread_id
        sent = await self._bot.send_message(
            chat_id=delivery.chat.id,
            text=text,
            parse_mode=parse_mode,
            message_thread_id=thread_id if thread_id > GENERAL_TOPIC else None,
            disable_notification=delivery.is_silent or None,
            link_preview_options=_NO_PREVIEW,
            reply_parameters=_reply(delivery.reply_to) if is_reply else None,
        )
        return Outcome(Ending.SENT, message_id=sent.message_id)

    async def _edit(self, text: str, parse_mode: str | None, delivery: Delivery) -> Outcome:
        if delivery.reply_to is None:
            detail = "there is no message to edit"
            return Outcome(Ending.REFUSED, detail=detail, trouble=Trouble.MESSAGE_GONE)
        await self._bot.edit_message_text(
            chat_id=delivery.chat.id,
            message_id=delivery.reply_to,
            text=text,
            parse_mode=parse_mode,
            link_preview_options=_NO_PREVIEW,
        )
        return Outcome(Ending.SENT, message_id=delivery.reply_to)


def _reply(message_id: int | None) -> ReplyParameters | None:
    """Reply, or just send where somebody has deleted the first message."""
    if message_id is None:
        return None
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True)
