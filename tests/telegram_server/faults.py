"""Telegram's bad days: what a test lets go wrong with a request, before or after it took effect."""

import asyncio
import json
from dataclasses import dataclass, field
from enum import StrEnum

from aiohttp import web

from tests.telegram_server.world import Json


class Trouble(StrEnum):
    """What happens to the answer."""

    SLOW = "slow"
    RESET = "reset"
    HANG = "hang"
    BAD_GATEWAY = "bad_gateway"
    NOT_FOUND_PAGE = "not_found_page"
    FLOOD = "flood"
    BARE_FLOOD = "bare_flood"
    NOT_OK = "not_ok"
    NOT_JSON = "not_json"
    SERVER_ERROR = "server_error"


@dataclass
class Fault:
    """One trouble, ``times`` times, for requests that fit ``method`` ("" for all) and chat.

    ``stores``: the request takes effect all the same; that is how copies come about. ``seconds``
    is the latency, or the wait of a 429. ``SLOW`` always takes effect, after the latency.
    """

    trouble: Trouble
    method: str = "sendMessage"
    chat_id: int = 0
    times: int = 1
    seconds: float = 0.0
    stores: bool = False


@dataclass
class Faults:
    """The faults still to come, first come first served."""

    waiting: list[Fault] = field(default_factory=list)

    def next(self, method: str, fields: Json) -> Fault | None:
        """Use up the first fault that fits a request."""
        for fault in self.waiting:
            fits_method = fault.method.lower() in {"", method.lower()}
            fits_chat = fault.chat_id in {0, fields.get("chat_id")}
            if fits_method and fits_chat:
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


async def answer(fault: Fault, request: web.Request, closing: asyncio.Event) -> web.StreamResponse:
    """Answer a request the way ``fault`` says."""
    if fault.trouble is Trouble.HANG:
        await closing.wait()
    if fault.trouble in {Trouble.HANG, Trouble.RESET}:
        if request.transport is not None:
            request.transport.abort()
        return web.Response()
    status, content_type, body, headers = _pages(fault)[fault.trouble]
    return web.Response(status=status, content_type=content_type, body=body, headers=headers)


def _pages(fault: Fault) -> dict[Trouble, tuple[int, str, bytes, dict[str, str]]]:
    seconds = int(fault.seconds) or 3
    flood = _error(429, f"Too Many Requests: retry after {seconds}")
    told = flood | {"parameters": {"retry_after": seconds}}
    ours = "application/json"
    page = b"<html><title>nginx</title></html>"
    return {
        Trouble.BAD_GATEWAY: (502, "text/html", page, {}),
        Trouble.NOT_FOUND_PAGE: (404, "text/html", page, {}),
        Trouble.FLOOD: (429, ours, _bytes(told), {"Retry-After": str(seconds)}),
        Trouble.BARE_FLOOD: (429, ours, _bytes(_error(429, "Too Many Requests")), {}),
        Trouble.NOT_OK: (200, ours, _bytes(_error(500, "Internal Server Error")), {}),
        Trouble.NOT_JSON: (200, "text/html", page, {}),
        Trouble.SERVER_ERROR: (500, ours, _bytes(_error(500, "Internal Server Error")), {}),
    }


def _error(code: int, description: str) -> Json:
    return {"ok": False, "error_code": code, "description": description}


def _bytes(value: Json) -> bytes:
    return json.dumps(value).encode()
