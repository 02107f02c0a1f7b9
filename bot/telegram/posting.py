"""Messages of our own to a chat, not in the ledger: what operators see, and empty digests."""

from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.asking import Keyboard
from bot.model import Ending, Message, Outcome
from bot.telegram.dialogue import markup
from bot.telegram.errors import outcome_of
from bot.telegram.sender import GENERAL_TOPIC

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def post(
    bot: Bot, chat_id: int, message: Message, keyboard: Keyboard = (), thread_id: int = 0
) -> Outcome:
    """Send a message with buttons, into a topic if one is given; a refusal is an ``Outcome``."""
    try:
        sent = await bot.send_message(
            chat_id=chat_id,
            text=message.html,
            parse_mode=ParseMode.HTML,
            message_thread_id=thread_id if thread_id > GENERAL_TOPIC else None,
            link_preview_options=_NO_PREVIEW,
            reply_markup=markup(keyboard),
        )
    except TelegramError as error:
        return outcome_of(error)
    return Outcome(Ending.SENT, message_id=sent.message_id)


async def change(bot: Bot, chat_id: int, message_id: int, message: Message) -> Outcome:
    """Put a message in the place of another one, without buttons."""
    try:
        await bot.edit_message_text(
            chat_id=chat_id,
            message_id=message_id,
            text=message.html,
            parse_mode=ParseMode.HTML,
            link_preview_options=_NO_PREVIEW,
        )
    except TelegramError as error:
        return outcome_of(error)
    return Outcome(Ending.SENT, message_id=message_id)
