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

Act = Callable[[Json], Any]


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
        act = self._scene_acts(self._served()).get(name)
        return act(told) if act else self._acts(told.pop("person"))[name](told)

    def _scene_acts(self, fake: FakeTelegram) -> dict[str, Act]:
        """The acts of nobody in particular."""
        return {
            "person": lambda told: fake.person(**told).id,
            "chat": lambda told: self._name(told["title"], fake.chat(**told)),
            "topic": lambda told: self._chats[told["chat"]].topic(told["name"]).id,
            "flood": lambda told: fake.flood(self._chats[told["chat"]], told["seconds"]),
            "fail": lambda told: fake.fail(Trouble(told.pop("trouble")), **told),
            "migrates": lambda told: self._name(
                told["new_title"], self._chats[told["title"]].migrates()
            ),
        }

    def _acts(self, person: str) -> dict[str, Act]:
        """The acts of a person."""
        who = self._served().person(person)
        return {
            "writes": lambda told: who.writes(told["text"], self._chats.get(told.get("chat", ""))),
            "taps": lambda told: self._tap(who, **told),
            "blocks": lambda told: who.blocks(**told),
            "unblocks": lambda told: who.unblocks(**told),
            "deactivates": lambda told: who.deactivates(**told),
            "joins": lambda told: self._join(who, **told),
            "adds_bot": lambda told: who.adds_bot(self._chats[told["chat"]]),
            "kicks_bot": lambda told: who.kicks_bot(self._chats[told["chat"]]),
            "promotes_bot": lambda told: who.promotes_bot(
                self._chats[told["chat"]], *told.get("rights", ())
            ),
        }

    def _name(self, title: str, chat: ChatHandle) -> int:
        self._chats[title] = chat
        return chat.id

    def _join(self, who: PersonHandle, chat: str, status: str = "member", **told: Any) -> int:
        return self._chats[chat].add(who, status, **told).id

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
