"""An update -> what a person asks, and where: nothing behind this knows Telegram's types."""

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.asking import Ask
from bot.buttons import read
from bot.model import Chat, ChatKind
from bot.telegram.sender import GENERAL_TOPIC

MAX_ARGUMENTS = 200
"""Characters behind a command that are looked at."""

KINDS = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}


def ask_of(update: Update) -> Ask | None:
    """Read a command, a text or a press; None where there is nothing to answer.

    A press whose message is out of Telegram's reach gives no topic: it is not answered here.
    """
    if update.callback_query is not None:
        return _pressed(update, update.callback_query)
    message = update.message or update.channel_post
    if message is None:
        return None
    _, _, arguments = (message.text or "").partition(" ")
    return _written(update, message, arguments.strip()[:MAX_ARGUMENTS])


def _written(update: Update, message: Message, arguments: str) -> Ask:
    speaker = message.sender_chat
    # An anonymous admin speaks as the group itself; somebody's channel in a group does not.
    is_as_chat = speaker is not None and speaker.id == message.chat.id
    user = message.from_user if speaker is None else None
    place = message.location
    return Ask(
        update_id=update.update_id,
        chat=Chat(message.chat.id, thread_of(message)),
        kind=KINDS[ChatType(message.chat.type)],
        user_id=user.id if user else None,
        is_as_chat=is_as_chat,
        client_language=_language(user.language_code if user else None),
        arguments=arguments,
        message_id=message.message_id,
        location=(place.latitude, place.longitude) if place else None,
    )


def _pressed(update: Update, query: CallbackQuery) -> Ask | None:
    message = query.message
    # PTB makes a Message with a date of 0 of one that is out of reach.
    if not isinstance(message, Message) or not message.is_accessible:
        return None
    _, values = read(query.data or "")
    return Ask(
        update_id=update.update_id,
        chat=Chat(message.chat.id, thread_of(message)),
        kind=KINDS[ChatType(message.chat.type)],
        # The press of an anonymous admin comes from the real user (tdlib/telegram-bot-api#667).
        user_id=query.from_user.id,
        client_language=_language(query.from_user.language_code),
        arguments=values,
        message_id=message.message_id,
        query_id=query.id,
    )


def thread_of(message: Message) -> int:
    """Give the topic of a message; 0 for the General topic and where there are none.

    Replies outside forums have a thread id too, which is no topic.
    """
    thread_id = message.message_thread_id or 0
    return thread_id if message.is_topic_message and thread_id > GENERAL_TOPIC else 0


def _language(code: str | None) -> str:
    """Give the language of an app's "pt-br"."""
    return (code or "").partition("-")[0].lower()
