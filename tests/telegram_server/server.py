"""The way in: ``FakeTelegram``, a Bot API server in a thread of its own.

    with FakeTelegram() as fake:
        anna = fake.person("Anna")
        ...point the bot at fake.api_url with fake.token...
        anna.writes("/start")
        fake.wait_for(lambda: anna.chat.sent)

Every request is judged (tests/judge.py); what is wrong with it is in ``fake.violations``.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.judge import Upload, Value, canonical, decode, judge
from tests.telegram_server import faults
from tests.telegram_server.chat_methods import METHODS
from tests.telegram_server.faults import Fault, Faults, Trouble
from tests.telegram_server.limits import Limits, Rates
from tests.telegram_server.people import ChatHandle, PersonHandle, Scene
from tests.telegram_server.updates import Updates
from tests.telegram_server.world import BOT_ID, ApiError, Call, Clock, Json, Message, World

TOKEN = f"{BOT_ID}:AAEtestTestTestTestTestTestTestTest_-1"
MAX_BODY_BYTES = 20 * 1024 * 1024
_REFUSING = ("required, but missing", "expected ")


def utc_now() -> datetime:
    """The real time, for tests that don't bring a clock."""
    return datetime.now(UTC)


class FakeTelegram:
    """One Bot API server with one bot; a context manager that serves from its start to its end.

    ``rates`` turns flood control on; ``latency_seconds`` is spent on every request.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        clock: Clock = utc_now,
        rates: Rates | None = None,
        latency_seconds: float = 0.0,
        port: int = 0,
        extend: Callable[[web.Application], None] = lambda _app: None,
    ) -> None:
        self.token = token
        self.port = port
        self.latency_seconds = latency_seconds
        self.world = World(clock)
        self.limits = Limits(rates)
        self.faults = Faults()
        self.changed = threading.Condition(threading.RLock())
        self._extend = extend
        self._loop: asyncio.AbstractEventLoop | None = None
        self.updates = Updates(self._wake, self._notify)
        self._scene = Scene(self.world, self.updates, self.changed)
        self._started = threading.Event()
        self._closing = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="fake Telegram", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wake(self._closing.set)
        self._thread.join()

    @property
    def api_url(self) -> str:
        """What ``[telegram] api_url`` must say."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def violations(self) -> list[str]:
        """What was wrong with the requests so far."""
        return self.world.violations

    def take_violations(self) -> list[str]:
        """Give the violations to a test that expects them, and forget them."""
        taken, self.world.violations = self.world.violations, []
        return taken

    @property
    def calls(self) -> list[Call]:
        """Every request so far, getUpdates aside."""
        return [call for call in self.world.calls if call.method != "getUpdates"]

    @property
    def sent(self) -> list[Message]:
        """The bot's messages in all chats, in the order in which they came."""
        with self.changed:
            return [message for message in self.world.sent if not message.deleted]

    def person(self, name: str, *, language: str = "en") -> PersonHandle:
        """Give somebody of that name, new or known."""
        return self._scene.person(name, language)

    def chat(self, title: str, kind: str = "supergroup", **settings: Any) -> ChatHandle:
        """Make a chat: ``group``, ``supergroup`` or ``channel``; the bot is a member of it.

        In a channel it is an administrator that may post. ``is_forum``, ``username`` as in Chat.
        """
        return self._scene.chat(title, kind, settings)

    def fail(self, trouble: Trouble, method: str = "sendMessage", **settings: Any) -> None:
        """Let requests go wrong: see ``faults.Fault``."""
        with self.changed:
            self.faults.waiting.append(Fault(trouble, method, **settings))

    def flood(self, chat: ChatHandle, seconds: int) -> None:
        """Make the bot wait for a chat from now on; needs ``rates``."""
        with self.changed:
            self.limits.flood(chat.id, seconds, self.world.clock())

    def wait_for(self, predicate: Callable[[], object], timeout_seconds: float = 5.0) -> None:
        """Wait until ``predicate`` holds; it is asked whenever something has happened.

        Raises:
            TimeoutError: it didn't.
        """
        with self.changed:
            if not self.changed.wait_for(lambda: bool(predicate()), timeout_seconds):
                raise TimeoutError

    async def until(self, predicate: Callable[[], object], timeout_seconds: float = 5.0) -> None:
        """Wait like ``wait_for``, for tests that run in a loop."""
        await asyncio.to_thread(self.wait_for, predicate, timeout_seconds)

    def _wake(self, function: Callable[[], None]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function)

    def _notify(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        finally:
            self._started.set()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        app = web.Application(client_max_size=MAX_BODY_BYTES)
        app.router.add_route("*", "/bot{token:[^/]*}/{method}", self._handle)
        self._extend(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        webhook = asyncio.create_task(self.updates.push())
        self._started.set()
        await self._closing.wait()
        self.updates.close()
        await runner.cleanup()
        await webhook

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        name = canonical(request.match_info["method"])
        refusal = self._refused(request.match_info["token"], name, request)
        if name is None or refusal is not None:
            return _answer(refusal or ApiError(404, "Not Found"))
        fields = await _fields(request)
        call = self._record(name, fields)
        await asyncio.sleep(self.latency_seconds)
        fault = self.faults.next(name, call.fields)
        if fault is not None and fault.trouble is not Trouble.SLOW:
            if fault.stores:
                self._perform(call)
            return await faults.answer(fault, request, self._closing)
        result = await self._poll(call) if name == "getUpdates" else self._perform(call)
        await asyncio.sleep(fault.seconds if fault is not None else 0)
        return _answer(result)

    def _refused(self, token: str, name: str | None, request: web.Request) -> ApiError | None:
        if token != self.token:
            is_shaped = ":" in token
            return ApiError(401, "Unauthorized") if is_shaped else ApiError(404, "Not Found")
        if name is None:
            with self.changed:
                self.world.violations += judge(request.match_info["method"], {})
        return None

    def _record(self, name: str, fields: Mapping[str, Value]) -> Call:
        with self.changed:
            call = Call(name, decode(name, fields), self.world.clock())
            self.world.calls.append(call)
            found = judge(name, fields)
            self.world.violations += found
            call.description = next((t for t in found if any(r in t for r in _REFUSING)), "")
            self.changed.notify_all()
            return call

    def _perform(self, call: Call) -> object:
        """Do what a request asks; give the result, or the refusal."""
        with self.changed:
            try:
                result = self._result(call)
                call.status = 200
            except ApiError as error:
                result, call.status, call.description = error, error.code, error.description
            self.changed.notify_all()
            return result

    def _result(self, call: Call) -> object:
        if call.description:
            raise ApiError(400, f"Bad Request: {call.description}")
        if call.method in {"setWebhook", "deleteWebhook", "getWebhookInfo"}:
            return self._webhook(call)
        if call.method not in METHODS:
            raise ApiError(501, f"{call.method} is not faked")
        if "chat_id" in call.fields:
            chat = self.world.find(call.fields["chat_id"])
            self.limits.take(call.method, chat, call.fields, self.world.clock())
        return METHODS[call.method](self.world, call.fields)

    def _webhook(self, call: Call) -> object:
        if call.method == "getWebhookInfo":
            count = {"pending_update_count": len(self.updates.pending)}
            url = self.updates.webhook.get("url", "")
            return {"url": url, "has_custom_certificate": False, **count}
        self.updates.webhook = call.fields if call.fields.get("url") else {}
        self.updates.allowed = call.fields.get("allowed_updates", self.updates.allowed)
        if call.fields.get("drop_pending_updates"):
            self.updates.pending.clear()
        self.updates.notify()
        return True

    async def _poll(self, call: Call) -> object:
        try:
            result: object = await self.updates.get(call.fields)
            call.status = 200
        except ApiError as error:
            result, call.status = error, error.code
        self._notify()
        return result


async def _fields(request: web.Request) -> dict[str, Value]:
    """Read the form, or the query, as Telegram does."""
    fields: dict[str, Value] = dict(request.query)
    for key, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            fields[key] = Upload(value.filename, len(value.file.read()))
        else:
            fields[key] = value if isinstance(value, str) else bytes(value).decode()
    return fields


def _answer(result: object) -> web.Response:
    if not isinstance(result, ApiError):
        return web.json_response({"ok": True, "result": result})
    body: Json = {"ok": False, "error_code": result.code, "description": result.description}
    headers = {}
    if result.parameters:
        body["parameters"] = result.parameters
    if "retry_after" in result.parameters:
        headers["Retry-After"] = str(result.parameters["retry_after"])
    return web.Response(
        status=result.code,
        body=json.dumps(body).encode(),
        content_type="application/json",
        headers=headers,
    )
