"""What a subscriber can type and tap: two tables, a row a command and a row a button.

To add a command, add a row: it registers the handler (``answering.py``), its line in /help and its
place in Telegram's menu. tests/bot/test_commands.py names what a half-done row lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import (
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeDefault,
)

from bot import start
from bot.asking import Command, Press, Who
from bot.context import BotContext
from bot.model import ChatKind
from bot.replies import about, data, news, service, settings, subscribing, watching
from bot.words import SOURCE_LANGUAGE

TALKS = frozenset({ChatKind.PRIVATE, ChatKind.GROUP})
"""Where an answer is not published, as it would be in a channel."""
ADMINS = Who.ADMINS

COMMANDS: tuple[Command, ...] = (
    Command("start", start.start, "command.start", ADMINS),
    Command("subscribe", subscribing.subscribe, "command.subscribe", ADMINS),
    Command("unsubscribe", subscribing.unsubscribe, "command.unsubscribe", ADMINS),
    Command("settings", settings.settings, "command.settings", ADMINS),
    Command("watch", watching.watch, "command.watch", ADMINS, TALKS),
    Command("keywords", settings.keywords, "command.keywords", ADMINS),
    Command("latest", news.latest, "command.latest"),
    Command("incident", news.incident, "command.incident"),
    Command("sources", service.sources, "command.sources"),
    Command("status", service.status, "command.status"),
    Command("help", about.help_, "command.help"),
    Command("about", about.about, "command.about"),
    Command("privacy", about.privacy, "command.privacy"),
    Command("export_my_data", data.export, "command.export_my_data", ADMINS, TALKS),
    Command("delete_my_data", data.ask_to_delete, "command.delete_my_data", ADMINS),
)

PRESSES: tuple[Press, ...] = (
    Press("language", start.choose_language),
    Press("area", start.choose_area),
    Press("next", start.go_on),
    Press("how", start.choose_how),
    Press("back", settings.settings),
    Press("areas", settings.areas),
    Press("page", settings.page),
    Press("pick", settings.pick),
    Press("spot", watching.change),
    Press("delete", data.delete),
    Press("keep", data.keep),
)


@dataclass(frozen=True, slots=True)
class Menu:
    """One of Telegram's menus: names with their lines, for a scope and a language.

    ``language`` is empty for whoever's language we don't speak.
    """

    scope: BotCommandScope
    language: str
    lines: tuple[tuple[str, str], ...]


def menu(context: BotContext) -> tuple[Menu, ...]:
    """Give the menus that Telegram shows, by scope and language (#setmycommands)."""
    anybodys = [row for row in COMMANDS if row.who is Who.ANYBODY]
    scopes: tuple[tuple[BotCommandScope, Sequence[Command], ChatKind], ...] = (
        (BotCommandScopeDefault(), COMMANDS, ChatKind.PRIVATE),
        (BotCommandScopeAllGroupChats(), anybodys, ChatKind.GROUP),
        (BotCommandScopeAllChatAdministrators(), COMMANDS, ChatKind.GROUP),
    )
    return tuple(
        Menu(
            scope,
            "" if language == SOURCE_LANGUAGE else language,
            tuple(
                (row.name, context.words(language).say(row.word))
                for row in rows
                if kind in row.kinds
            ),
        )
        for language in context.languages
        for scope, rows, kind in scopes
    )


async def publish_menu(context: BotContext) -> None:
    """Give Telegram the menus. Raises TelegramError."""
    for one in menu(context):
        await context.bot.set_my_commands(
            one.lines, scope=one.scope, language_code=one.language or None
        )
