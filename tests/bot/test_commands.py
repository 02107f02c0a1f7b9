"""The tables of commands and buttons are complete: a half-done row is named with what it lacks."""

import re
from pathlib import Path

import pytest
from telegram.constants import BotCommandLimit
from telegram.ext import CommandHandler

from bot.answering import handlers
from bot.asking import Command, Desk, Press, Reply, Who
from bot.commands import COMMANDS, PRESSES, Menu, menu, publish_menu
from bot.model import ChatKind
from bot.words import languages, words
from tests.bot.workflows.stage import Stage, stage
from tests.telegram_server.server import FakeTelegram

DOCUMENT = Path(__file__).parents[2] / "docs" / "commands.md"
NAME = re.compile("[a-z0-9_]{1,32}")
KINDS = dict.fromkeys([frozenset(ChatKind)], "everywhere") | {
    frozenset({ChatKind.PRIVATE, ChatKind.GROUP}): "not in channels"
}
MAY = {Who.ANYBODY: "anybody", Who.ADMINS: "admins"}


def lacks(row: Command) -> list[str]:
    """Name what a row of COMMANDS lacks; empty is complete."""
    found = [] if NAME.fullmatch(row.name) else ["a name that Telegram takes"]
    found += [] if row.kinds else ["a place where it may be used"]
    if not (row.handler.__doc__ or "").startswith(f"/{row.name}"):
        found.append("a handler that says which command it is")
    if documented(row) not in DOCUMENT.read_text(encoding="utf-8"):
        found.append(f"its row in docs/commands.md: {documented(row)}")
    for language in languages():
        has = words(language).has(row.word)
        if not (has and 0 < len(words(language).say(row.word)) <= BotCommandLimit.MAX_DESCRIPTION):
            found.append(f"its line in {language}: {row.word}")
    return found


def documented(row: Command) -> str:
    return f"| `/{row.name}` | {MAY[row.who]}, {KINDS.get(row.kinds, '?')} |"


def nothing(desk: Desk) -> Reply:
    del desk
    return Reply()


@pytest.mark.parametrize("row", COMMANDS, ids=[row.name for row in COMMANDS])
def test_a_command_lacks_nothing(row: Command) -> None:
    assert lacks(row) == []


def test_a_half_done_row_is_named_with_what_it_lacks() -> None:
    row = Command("Weather!", nothing, "command.weather", kinds=frozenset())

    assert [text.partition(":")[0] for text in lacks(row)] == [
        "a name that Telegram takes",
        "a place where it may be used",
        "a handler that says which command it is",
        "its row in docs/commands.md",
        *(f"its line in {language}" for language in languages()),
    ]


def test_no_name_stands_twice() -> None:
    names = [row.name for row in COMMANDS] + [row.verb for row in PRESSES]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("row", PRESSES, ids=[row.verb for row in PRESSES])
def test_in_groups_only_admins_press(row: Press) -> None:
    assert row.who is Who.ADMINS


async def test_every_command_has_a_handler(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with stage(telegram, tmp_path) as play:
        made = [one for one in handlers(play.context) if isinstance(one, CommandHandler)]

    assert {name for one in made for name in one.commands} == {row.name for row in COMMANDS}


async def test_the_menus_hold_what_may_be_used_there(
    telegram: FakeTelegram, tmp_path: Path
) -> None:
    async with stage(telegram, tmp_path) as play:
        found = {(one.scope.type, one.language): names(one) for one in menu(play.context)}

    everything = [row.name for row in COMMANDS]
    assert found["default", ""] == everything
    assert found["all_chat_administrators", ""] == everything
    assert found["all_group_chats", ""] == [row.name for row in COMMANDS if row.who is Who.ANYBODY]


async def test_telegram_gets_every_menu(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with stage(telegram, tmp_path) as play:
        await publish_menu(play.context)
        expected = len(menu(play.context))

    assert len(telegram.world.commands) == expected == 3 * len(play.context.languages)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Anna", [row.name for row in COMMANDS]),
        ("Anna in Watch", [row.name for row in COMMANDS]),
        ("Anna in Alerts", [r.name for r in COMMANDS if ChatKind.CHANNEL in r.kinds]),
    ],
)
async def test_help_lists_what_may_be_used_here(
    telegram: FakeTelegram, tmp_path: Path, who: str, expected: list[str]
) -> None:
    async with stage(telegram, tmp_path) as play:
        furnish(play)
        (answer,) = await play.step(who, "/help")

    assert re.findall(r"^/(\w+): ", answer, re.MULTILINE) == expected


def furnish(play: Stage) -> None:
    play.place("Watch")
    play.place("Alerts", "channel")


def names(one: Menu) -> list[str]:
    return [name for name, _ in one.lines]
