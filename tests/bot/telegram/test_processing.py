"""Updates of one chat are handled in their order, those of others beside them."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Chat, Message, Update

from bot.telegram.processing import PerChatProcessor

NOW = datetime(2031, 3, 5, tzinfo=UTC)


def update(chat_id: int) -> Update:
    return Update(1, message=Message(1, NOW, Chat(chat_id, "private")))


async def settle() -> None:
    """Let everything run that can."""
    for _ in range(10):
        await asyncio.sleep(0)


class Later:
    """Work that begins when it is awaited, and may never be."""

    def __init__(self, begin: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._begin = begin

    def __await__(self) -> Generator[Any, None, None]:
        return self._begin().__await__()


class Work:
    """Updates in work: each notes its begin and waits until it may end."""

    def __init__(self, at_once: int) -> None:
        self.processor = PerChatProcessor(at_once)
        self.begun: list[str] = []
        self.may_end: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def _work(self, name: str) -> None:
        self.begun.append(name)
        await self.may_end[name].wait()
        if name.startswith("bad"):
            raise ValueError(name)

    def comes(self, name: str, of: object) -> None:
        self.may_end[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(
            self.processor.do_process_update(of, Later(lambda: self._work(name)))
        )

    async def ends(self, name: str) -> None:
        self.may_end[name].set()
        await asyncio.wait([self.tasks[name]])
        await settle()


async def test_one_chat_is_served_in_order_and_others_do_not_wait_for_it() -> None:
    work = Work(at_once=4)
    for name, chat_id in (("a1", 1), ("a2", 1), ("a3", 1), ("b1", 2)):
        work.comes(name, update(chat_id))
    await settle()
    before = list(work.begun)
    for name in ("a1", "a2", "a3", "b1"):
        await work.ends(name)

    assert before == ["a1", "b1"]
    assert work.begun == ["a1", "b1", "a2", "a3"]


async def test_who_waits_for_his_chat_takes_no_place_from_others() -> None:
    work = Work(at_once=2)
    for name, chat_id in (("a1", 1), ("a2", 1), ("a3", 1), ("b1", 2), ("c1", 3)):
        work.comes(name, update(chat_id))
    await settle()
    before = list(work.begun)
    for name in ("b1", "c1", "a1", "a2", "a3"):
        await work.ends(name)

    assert before == ["a1", "b1"]
    assert work.begun == ["a1", "b1", "c1", "a2", "a3"]


async def test_an_error_lets_the_next_update_of_the_chat_in() -> None:
    work = Work(at_once=1)
    work.comes("bad", update(1))
    work.comes("next", update(1))
    await settle()
    await work.ends("bad")
    await work.ends("next")

    assert work.begun == ["bad", "next"]
    with pytest.raises(ValueError, match="bad"):
        await work.tasks["bad"]


async def test_an_update_that_is_given_up_while_it_waits_blocks_nobody() -> None:
    work = Work(at_once=1)
    for name in ("first", "given up", "last"):
        work.comes(name, update(1))
    await settle()
    work.tasks["given up"].cancel()
    await settle()
    await work.ends("first")
    await work.ends("last")

    assert work.begun == ["first", "last"]


async def test_nothing_is_kept_of_a_chat_whose_updates_are_done() -> None:
    work = Work(at_once=1)
    for number in range(3):
        work.comes(f"{number}", update(number))
    await settle()
    for number in range(3):
        await work.ends(f"{number}")

    assert not work.processor._queues


async def test_updates_of_no_chat_take_a_place_like_any_other() -> None:
    work = Work(at_once=1)
    work.comes("poll", Update(2))
    work.comes("a", update(1))
    await settle()
    before = list(work.begun)
    await work.ends("poll")
    await work.ends("a")

    assert before == ["poll"]
    assert work.begun == ["poll", "a"]
