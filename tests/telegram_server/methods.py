"""The Bot API's methods for messages: what they do to the world, and what they refuse.

Texts of refusals are those of the server (telegram-bot-api's Client.cpp); a method here takes the
decoded fields of its request and gives the ``result``.
"""

from datetime import timedelta

from tests.telegram_server.entities import EntityError, commands, parse_html
from tests.telegram_server.world import (
    BOT_ID,
    ApiError,
    Chat,
    Json,
    Message,
    Version,
    World,
    message_json,
)

MAX_TEXT = 4096
MAX_CAPTION = 1024
DELETABLE = timedelta(hours=48)
GENERAL = 1
"""The thread id that Telegram itself gives the General topic, and takes from nobody."""
_KICKED = "Forbidden: bot was kicked from the {} chat"
_NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


def send_message(world: World, fields: Json) -> Json:
    """sendMessage."""
    version = _version(fields, "text", MAX_TEXT)
    if not version.text:
        raise ApiError(400, "Bad Request: message text is empty")
    return _send(world, fields, version)


def send_photo(world: World, fields: Json) -> Json:
    """sendPhoto."""
    return _send(world, fields, _version(fields, "caption", MAX_CAPTION), photo=True)


def send_document(world: World, fields: Json) -> Json:
    """sendDocument."""
    name = getattr(fields["document"], "name", "document")
    return _send(world, fields, _version(fields, "caption", MAX_CAPTION), document=name)


def edit_message_text(world: World, fields: Json) -> Json:
    """editMessageText."""
    message = _editable(world, fields)
    version = _version(fields, "text", MAX_TEXT)
    if not version.text:
        raise ApiError(400, "Bad Request: message text is empty")
    return _edit(world, message, version)


def edit_message_reply_markup(world: World, fields: Json) -> Json:
    """editMessageReplyMarkup."""
    message = _editable(world, fields)
    old = message.versions[-1]
    version = Version(old.text, old.entities, old.source, fields.get("reply_markup"))
    return _edit(world, message, version)


def delete_message(world: World, fields: Json) -> bool:
    """deleteMessage."""
    chat = world.find(fields["chat_id"])
    message = chat.messages.get(fields["message_id"])
    if message is None or message.deleted:
        raise ApiError(400, "Bad Request: message to delete not found")
    may = message.is_bots or "can_delete_messages" in chat.bot.rights or chat.type == "private"
    if not may or world.clock() - message.at > DELETABLE:
        raise ApiError(400, "Bad Request: message can't be deleted")
    message.deleted = True
    return True


def answer_callback_query(world: World, fields: Json) -> bool:
    """answerCallbackQuery; each query takes one answer."""
    query = world.queries.get(fields["callback_query_id"])
    if query is None or query.answer is not None:
        raise ApiError(
            400,
            "Bad Request: query is too old and response timeout expired or query ID is invalid",
        )
    query.answer = fields
    return True


def check_reachable(world: World, chat: Chat) -> None:
    """Refuse what can't reach the chat at all.

    Raises:
        ApiError: blocked, kicked, upgraded, gone.
    """
    if chat.migrated_to:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, text, migrate_to_chat_id=chat.migrated_to)
    if chat.is_deleted:
        raise ApiError(403, "Forbidden: the group chat was deleted")
    if chat.type == "private":
        _check_person(world, chat)
    elif chat.bot.status == "kicked":
        raise ApiError(403, _KICKED.format(chat.type))
    elif chat.bot.status == "left":
        raise ApiError(403, f"Forbidden: bot is not a member of the {chat.type} chat")


def _check_person(world: World, chat: Chat) -> None:
    person = world.people[chat.id]
    if person.deactivated:
        raise ApiError(403, "Forbidden: user is deactivated")
    if person.blocked:
        raise ApiError(403, "Forbidden: bot was blocked by the user")
    if not person.started:
        raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")


def _check_rights(chat: Chat) -> None:
    if chat.type == "channel" and "can_post_messages" not in chat.bot.rights:
        raise ApiError(400, "Bad Request: need administrator rights in the channel chat")
    if chat.is_muted and not chat.bot.is_admin:
        raise ApiError(400, "Bad Request: not enough rights to send text messages to the chat")


def _check_thread(chat: Chat, thread_id: int) -> None:
    manages = "can_manage_topics" in chat.bot.rights
    if not thread_id:
        if chat.is_forum and chat.is_closed and not manages:
            raise ApiError(400, "Bad Request: TOPIC_CLOSED")
        return
    topic = chat.topics.get(thread_id)
    if topic is None or topic.deleted or thread_id == GENERAL:
        raise ApiError(400, "Bad Request: message thread not found")
    if topic.closed and not manages:
        raise ApiError(400, "Bad Request: TOPIC_CLOSED")


def _replied(chat: Chat, fields: Json) -> int:
    wanted = fields.get("reply_parameters")
    if wanted is None:
        return 0
    message = chat.messages.get(wanted["message_id"])
    if message is not None and not message.deleted:
        return message.id
    if wanted.get("allow_sending_without_reply"):
        return 0
    raise ApiError(400, "Bad Request: message to be replied not found")


def _send(
    world: World, fields: Json, version: Version, *, photo: bool = False, document: str = ""
) -> Json:
    chat = world.find(fields["chat_id"])
    check_reachable(world, chat)
    _check_rights(chat)
    thread_id = fields.get("message_thread_id", 0)
    _check_thread(chat, thread_id)
    message = Message(
        id=0,
        chat_id=chat.id,
        sender_id=BOT_ID,
        at=world.clock(),
        versions=[version],
        thread_id=thread_id,
        silent=fields.get("disable_notification", False),
        reply_to=_replied(chat, fields),
        photo=photo,
        document=document,
        preview_off=fields.get("link_preview_options", {}).get("is_disabled", False),
    )
    message.id = world.next_id()
    return message_json(world, world.store(message))


def _editable(world: World, fields: Json) -> Message:
    chat = world.find(fields["chat_id"])
    check_reachable(world, chat)
    message = chat.messages.get(fields["message_id"])
    if message is None or message.deleted:
        raise ApiError(400, "Bad Request: message to edit not found")
    if not message.is_bots:
        raise ApiError(400, "Bad Request: message can't be edited")
    return message


def _edit(world: World, message: Message, version: Version) -> Json:
    old = message.versions[-1]
    same_text = (old.text, old.entities) == (version.text, version.entities)
    if same_text and (old.markup or None) == (version.markup or None):
        raise ApiError(400, _NOT_MODIFIED)
    message.versions.append(version)
    return message_json(world, message)


def _version(fields: Json, key: str, limit: int) -> Version:
    """Read text or caption as Telegram does: parsed first, then measured in code points."""
    source = str(fields.get(key, ""))
    if fields.get("parse_mode") == "HTML":
        try:
            text, entities = parse_html(source)
        except EntityError as error:
            raise _entity_refusal(str(error)) from None
    else:
        text, entities = source.strip(), fields.get("entities") or commands(source.strip())
    if len(text) > limit:
        what = "caption " if key == "caption" else ""
        raise ApiError(400, f"Bad Request: message {what}is too long")
    return Version(text, entities, source, fields.get("reply_markup"))


def _entity_refusal(text: str) -> ApiError:
    what = "" if text == text.upper() else "can't parse entities: "
    return ApiError(400, f"Bad Request: {what}{text}")
