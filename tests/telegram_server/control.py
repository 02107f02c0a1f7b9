"""The fake by JSON, for a bot in another process: ``POST /sim`` acts, ``GET /sim`` tells.

An act is ``{"do": name, ...}``: ``{"do": "writes", "person": "Anna", "text": "/start"}`` or
``{"do": "fail", "trouble": "reset", "stores": true}``; chats are named by their title.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.telegram_server.faults import Trouble
from tests.telegram_server.people import ChatHandle, PersonHandle
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.world import Json


@dataclass
class Control:
    """Hands JSON acts to a fake."""

    fake: FakeTelegram | None = None
    _chats: dict[str, ChatHandle] = field(default_factory=dict)

    def add_routes(self, app: web.Application) -> None:
        app.router.add_post("/sim", self.act)
        app.router.add_get("/sim", self.state)

    async def act(self, request: web.Request) -> web.Response:
        """Do one act; 400 with the reason if it can't be done."""
        try:
            told = await request.json()
            result = self.do(told.pop("do"), told)
        except (KeyError, LookupError, TypeError, ValueError, AttributeError) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)
        return web.json_response({"result": result})

    async def state(self, _request: web.Request) -> web.Response:
        """Tell every chat's messages of the bot, the violations and how many calls there were."""
        fake = self._served()
        with fake.changed:
            chats = {str(c.id): [_told(m) for m in c.sent] for c in fake.world.chats.values()}
            told = {
                "chats": chats,
                "violations": fake.violations,
                "calls": len(fake.calls),
                "refused_by_limits": fake.limits.refused,
            }
        return web.Response(text=json.dumps(told), content_type="application/json")

    def do(self, name: str, told: Json) -> object:
        """Do the act ``name`` with the arguments ``told``.

        Raises:
            LookupError: there is no such act, chat or button.
        """
        fake = self._served()
        if name == "person":
            return fake.person(**told).id
        if name == "chat":
            self._chats[told["title"]] = fake.chat(**told)
            return self._chats[told["title"]].id
        if name == "fail":
            fake.fail(Trouble(told.pop("trouble")), **told)
            return True
        if name == "migrates":
            self._chats[told["new_title"]] = self._chats[told["title"]].migrates()
            return self._chats[told["new_title"]].id
        return self._acts(fake.person(told.pop("person")))[name](told)

    def _acts(self, who: PersonHandle) -> dict[str, Callable[[Json], Any]]:
        """The acts of a person."""
        return {
            "writes": lambda told: who.writes(told["text"], self._chats.get(told.get("chat", ""))),
            "taps": lambda told: self._tap(who, **told),
            "blocks": lambda told: who.blocks(**told),
            "unblocks": lambda told: who.unblocks(**told),
            "deactivates": lambda told: who.deactivates(**told),
            "adds_bot": lambda told: who.adds_bot(self._chats[told["chat"]]),
            "kicks_bot": lambda told: who.kicks_bot(self._chats[told["chat"]]),
            "promotes_bot": lambda told: who.promotes_bot(
                self._chats[told["chat"]], *told.get("rights", ())
            ),
        }

    def _tap(self, who: PersonHandle, chat_id: int, message_id: int, label: str) -> str:
        message = self._served().world.chats[chat_id].messages[message_id]
        return who.taps(message, label).id

    def _served(self) -> FakeTelegram:
        if self.fake is None:
            raise LookupError("no fake is served yet")
        return self.fake


def _told(message: Any) -> Json:
    return {
        "id": message.id,
        "text": message.text,
        "thread_id": message.thread_id,
        "silent": message.silent,
        "reply_to": message.reply_to,
        "versions": [version.text for version in message.versions],
        "buttons": message.buttons,
        "at": message.at.isoformat(),
    }
