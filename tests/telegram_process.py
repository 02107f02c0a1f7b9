"""The fake Bot API server as a process of its own, and its chats, for tests and benches."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Remote:
    """A fake that runs elsewhere; tests/telegram_server/control.py says what it can do."""

    api_url: str
    token: str

    def do(self, act: str, **told: Any) -> Any:
        """Let the fake do an act, and give what comes of it."""
        body = json.dumps({"do": act, **told}).encode()
        request = urllib.request.Request(f"{self.api_url}/sim", body)  # noqa: S310 - our own server
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return json.load(answer)["result"]

    def state(self) -> dict[str, Any]:
        """Tell what the fake has seen so far."""
        with urllib.request.urlopen(f"{self.api_url}/sim", timeout=SECONDS) as answer:  # noqa: S310
            told: dict[str, Any] = json.load(answer)
            return told

    def person(self, name: str) -> int:
        """Let somebody write to the bot; give the id of the chat."""
        chat_id = int(self.do("person", name=name))
        self.do("writes", person=name, text="/start")
        return chat_id


@contextmanager
def telegram_process(*options: str) -> Iterator[Remote]:
    """Run the fake, with ``options`` of ``python -m tests.telegram_server``."""
    command = [sys.executable, "-m", "tests.telegram_server", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            link = json.loads(server.stdout.readline() if server.stdout else "{}")
            yield Remote(link["api_url"], link["token"])
        finally:
            server.terminate()
