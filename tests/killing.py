"""Kills a pusher again and again while there is news, and counts what arrived.

``Killing`` plays it: a pusher as a process, the fake Bot API server as another, which answers
late, twice, not at all, with 429, 502 and pages, upgrades a group, and is blocked by somebody.
``Count`` tells what became of every alert in every chat.
"""

import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.model import ALL_AREAS, Chat, ChatSettings, Preset
from bot.store import chats
from bot.store.schema import delivery
from feeds.store import Connection, alerts, incidents
from feeds.store.database import Database, open_database
from tests.bot.made import alert, incident
from tests.telegram_process import Remote

SECONDS = 60.0
ALIVE_SECONDS = (0.4, 1.2)
"""How long a pusher works before it is killed."""
REPEAT = "(repeat: you may have this already)"
OPEN = ("pending", "sending")
NUMBER = re.compile(r"#(\d+)")
HARMLESS: tuple[dict[str, object], ...] = (
    {"trouble": "slow", "seconds": 0.4},
    {"trouble": "reset", "stores": True},
    {"trouble": "flood", "seconds": 1},
    {"trouble": "bad_gateway", "stores": True},
    {"trouble": "hang", "stores": True},
    {"trouble": "not_json", "stores": True},
    {"trouble": "slow", "seconds": 2.5},
)
"""Late, doubled, told to wait: the message arrives, now or at the next try."""
LOSING: tuple[dict[str, object], ...] = ({"trouble": "reset"}, {"trouble": "bad_gateway"})
"""The message is gone, and nobody can know; only where the row hasn't had its repeat yet."""


@dataclass
class Count:
    """What became of alerts in chats: copies beyond the first, and where order broke."""

    expected: int = 0
    lost: int = 0
    unmarked: int = 0
    repeats: int = 0
    most_copies: int = 0
    out_of_order: int = 0
    unknown: int = 0
    after_block: int = 0
    violations: int = 0

    def add(self, messages: list[dict[str, Any]], numbers: list[int]) -> None:
        """Count one chat's messages against the incidents that it must hear of, in order."""
        told = [int(NUMBER.findall(message["text"])[-1]) for message in messages]
        plain = Counter(
            number
            for number, message in zip(told, messages, strict=True)
            if not message["text"].startswith(REPEAT)
        )
        copies = Counter(told)
        arrived = list(dict.fromkeys(told))
        self.expected += len(numbers)
        self.lost += len(set(numbers) - set(told))
        self.unmarked += sum(max(0, count - 1) for count in plain.values())
        self.repeats += len(told) - sum(plain.values())
        self.most_copies = max([self.most_copies, *copies.values()])
        self.out_of_order += sum(a > b for a, b in pairwise(arrived))


@dataclass
class Killing:
    """One run: ``news`` alerts to five chats and one that blocks the bot, over ``kills`` kills."""

    folder: Path
    remote: Remote
    seed: int
    kills: int
    news: int
    database: Database = field(init=False)
    numbers: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    blocker: int = 0

    def run(self) -> Count:
        """Play it, let a last pusher finish, and count."""
        chance = random.Random(self.seed)  # noqa: S311 - a seed makes the same troubles again
        self.database = open_database(f"sqlite:///{self._path}")
        self._subscribe()
        for number in range(self.kills):
            self._publish(self.news * (number + 1) // self.kills)
            victim = self._trouble(number, chance)
            with self._pusher() as process:
                if victim is not None:
                    self._until(partial(self._is_lost, victim))
                time.sleep(chance.uniform(*ALIVE_SECONDS))
                process.kill()
        self._finish()
        counted = self._count()
        self.database.close()
        return counted

    @property
    def _path(self) -> Path:
        return self.folder / "alerts.db"

    def _subscribe(self) -> None:
        people = [self.remote.person(name) for name in ("Anna", "Boris", "Vera")]
        groups = [self.remote.do("chat", title=name, kind="group") for name in ("News", "Desk")]
        self.kept = [*people, *groups]
        self.blocker = self.remote.person("Gleb")
        now = datetime.now(UTC)
        with self.database.transaction() as connection:
            for chat_id in (*self.kept, self.blocker):
                told = ChatSettings(Chat(chat_id), areas=ALL_AREAS, preset=Preset.EVERYTHING)
                chats.subscribe(connection, told, now)

    def _publish(self, total: int) -> None:
        """Let there be so many incidents in all."""
        self.numbers += publish(self.database, total - len(self.numbers))

    def _trouble(self, number: int, chance: random.Random) -> int | None:
        """Let something go wrong in the next run; give the chat of which a message gets lost.

        Only one whose calls have all ended well: a second lost one is what no ledger can mend.
        """
        if number == self.kills // 3:
            self.kept.append(self.remote.do("migrates", title="Desk", new_title="Desk 2"))
        if number == self.kills // 2:
            self.remote.do("blocks", person="Gleb")
        busy = self._doubtful() | self._flying()
        spared = [chat for chat in self.kept[:4] if chat not in busy]
        if number % 4 != 1 or not spared:
            self.remote.do("fail", method="sendMessage", **HARMLESS[number % len(HARMLESS)])
            return None
        victim = chance.choice(spared)
        fault = LOSING[number // 4 % len(LOSING)]
        self.remote.do("fail", method="sendMessage", chat_id=victim, **fault)
        return victim

    def _doubtful(self) -> set[int]:
        """Chats where a call has broken off, and its message waits to be repeated."""
        query = select(delivery.c.chat_id).where(
            delivery.c.state == "pending", delivery.c.is_repeat
        )
        with self.database.transaction() as connection:
            return set(connection.scalars(query))

    def _is_lost(self, chat_id: int) -> bool:
        """Tell whether the message has got lost."""
        return chat_id in self._doubtful()

    def _flying(self) -> set[int]:
        """Chats where a kill has just cut a call short."""
        query = select(delivery.c.chat_id).where(delivery.c.state == "sending")
        with self.database.transaction() as connection:
            return set(connection.scalars(query))

    @contextmanager
    def _pusher(self) -> Iterator[subprocess.Popen[str]]:
        command = [sys.executable, "-m", "tests.pusher_process", str(self._path)]
        environment = {**os.environ, "TELEGRAM_TOKEN": self.remote.token}
        process = subprocess.Popen(  # noqa: S603 - our own module
            [*command, self.remote.api_url],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise RuntimeError("the pusher did not start")
            yield process
        finally:
            process.kill()
            process.communicate()

    def _finish(self) -> None:
        """Let a pusher run until nothing waits, then end it as an operator does."""
        with self._pusher() as process:
            self._until(lambda: not self._waiting())
            process.terminate()
            if process.wait(SECONDS) != 0:
                raise RuntimeError("the pusher did not end well")

    def _until(self, holds: Callable[[], bool]) -> None:
        """Look at another process until it is so far, which no event of ours can tell."""
        end = time.monotonic() + SECONDS
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(f"{self._waiting()} deliveries still wait")
            time.sleep(0.02)

    def _waiting(self) -> int:
        with self.database.transaction() as connection:
            planned = _count(connection, delivery.c.state.in_(("sent", "unknown", *OPEN)))
            expected = len(self.numbers) * len(set(self.kept) - self._moved())
            waiting = _count(connection, delivery.c.state.in_(OPEN))
        return waiting if planned >= expected else expected - planned

    def _moved(self) -> set[int]:
        """The group that was upgraded, by its old id."""
        return {self.kept[4]} if len(self.kept) > 5 else set()

    def _count(self) -> Count:
        state = self.remote.state()
        count = Count(violations=len(state["violations"]))
        told = {int(chat_id): messages for chat_id, messages in state["chats"].items()}
        for chat_id in self.kept[:4]:
            count.add(told[chat_id], self.numbers)
        count.add([message for chat in self.kept[4:] for message in told[chat]], self.numbers)
        with self.database.transaction() as connection:
            count.unknown = _count(connection, delivery.c.state == "unknown")
            left = delivery.c.chat_id == self.blocker
            count.after_block = _count(connection, left & delivery.c.state.in_(OPEN))
        return count


def publish(database: Database, number: int) -> list[int]:
    """Store so many new incidents, with an alert for each; give their numbers."""
    now = datetime.now(UTC)
    made = []
    with database.transaction() as connection:
        for _ in range(number):
            saved = incidents.save(connection, incident(id=0), "feed:a", "told", now)
            alerts.add(connection, replace(alert(), id=0, incident_id=saved.id, created_at=now))
            made.append(saved.id)
    return made


def _count(connection: Connection, where: Any) -> int:
    return int(connection.scalar(select(func.count()).select_from(delivery).where(where)) or 0)
