"""The Bot API's methods for the bot itself and for chats: who is there, commands, profile."""

import json
from collections.abc import Callable

from tests.telegram_server import methods
from tests.telegram_server.world import (
    BOT_ID,
    ApiError,
    Chat,
    Json,
    Member,
    World,
    chat_json,
    user_json,
)

Method = Callable[[World, Json], object]

ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
"""The rights that ChatMemberAdministrator always shows."""


def get_me(world: World, fields: Json) -> Json:
    """getMe."""
    del fields
    can = {"can_join_groups": True, "can_read_all_group_messages": False}
    return user_json(world, BOT_ID) | can | {"supports_inline_queries": False}


def get_chat(world: World, fields: Json) -> Json:
    """getChat."""
    chat = world.find(fields["chat_id"])
    methods.check_reachable(world, chat)
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    details = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return chat_json(chat) | details


def leave_chat(world: World, fields: Json) -> bool:
    """leaveChat."""
    chat = world.find(fields["chat_id"])
    methods.check_reachable(world, chat)
    chat.members[BOT_ID] = Member("left")
    return True


def get_chat_member(world: World, fields: Json) -> Json:
    """getChatMember; strangers have "left"."""
    chat = world.find(fields["chat_id"])
    methods.check_reachable(world, chat)
    user_id = fields["user_id"]
    if user_id != BOT_ID and user_id not in world.people:
        raise ApiError(400, "Bad Request: member not found")
    return member_json(world, chat, user_id)


def get_chat_administrators(world: World, fields: Json) -> list[Json]:
    """getChatAdministrators."""
    chat = world.find(fields["chat_id"])
    methods.check_reachable(world, chat)
    if chat.type == "private":
        text = "Bad Request: there are no administrators in the private chat"
        raise ApiError(400, text)
    return [member_json(world, chat, i) for i, member in chat.members.items() if member.is_admin]


def member_json(world: World, chat: Chat, user_id: int, member: Member | None = None) -> Json:
    """Give a ChatMember."""
    member = member or chat.members.get(user_id, Member("left"))
    made: Json = {"status": member.status, "user": user_json(world, user_id)}
    if member.is_admin:
        made["is_anonymous"] = member.anonymous
    if member.status == "administrator":
        made |= {right: right in member.rights for right in ADMIN_RIGHTS}
        made |= dict.fromkeys(member.rights, True) | {"is_anonymous": member.anonymous}
    if member.status == "kicked":
        made["until_date"] = 0
    return made


def set_my_commands(world: World, fields: Json) -> bool:
    """setMyCommands, per scope and language."""
    _check_language(fields)
    world.commands[_scope(world, fields)] = fields["commands"]
    return True


def get_my_commands(world: World, fields: Json) -> list[Json]:
    """getMyCommands: of exactly that scope and language, as Telegram gives them."""
    return world.commands.get(_scope(world, fields), [])


def delete_my_commands(world: World, fields: Json) -> bool:
    """deleteMyCommands."""
    world.commands.pop(_scope(world, fields), None)
    return True


def _scope(world: World, fields: Json) -> tuple[str, str]:
    scope = fields.get("scope", {"type": "default"})
    if "chat_id" in scope:
        methods.check_reachable(world, world.find(scope["chat_id"]))
    return json.dumps(scope, sort_keys=True), fields.get("language_code", "")


def _check_language(fields: Json) -> None:
    code = fields.get("language_code", "")
    if code and not (len(code) == 2 and code.isalpha() and code.islower()):
        raise ApiError(400, "Bad Request: invalid language code specified")


def _setter(key: str) -> Method:
    def setter(world: World, fields: Json) -> bool:
        _check_language(fields)
        world.profile[key, fields.get("language_code", "")] = fields.get(key, "")
        return True

    return setter


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getChat": get_chat,
    "leaveChat": leave_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyDescription": _setter("description"),
    "setMyShortDescription": _setter("short_description"),
    "sendMessage": methods.send_message,
    "sendPhoto": methods.send_photo,
    "sendDocument": methods.send_document,
    "editMessageText": methods.edit_message_text,
    "editMessageReplyMarkup": methods.edit_message_reply_markup,
    "deleteMessage": methods.delete_message,
    "answerCallbackQuery": methods.answer_callback_query,
}
"""What the fake can do, except for getUpdates and webhooks. Others answer 501: not faked."""
