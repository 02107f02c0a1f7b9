"""The fake as a process of its own, with its controls."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest


@pytest.fixture
def link() -> Iterator[dict[str, str]]:
    """Start ``python -m tests.telegram_server``; give what it prints; end it."""
    command = [sys.executable, "-m", "tests.telegram_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        yield json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)

        assert process.wait(10) == 0


async def test_a_message_is_sent_tapped_and_told_by_json(link: dict[str, str]) -> None:
    async with aiohttp.ClientSession(link["api_url"]) as session:
        anna = await _sim(session, do="person", name="Anna")
        await _sim(session, do="writes", person="Anna", text="/start")
        await _sim(session, do="fail", trouble="reset", method="getMe")
        keyboard = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
        form = {"chat_id": str(anna), "text": "Hello", "reply_markup": json.dumps(keyboard)}
        sent = await _call(session, link["token"], "sendMessage", form)
        await _sim(
            session,
            do="taps",
            person="Anna",
            chat_id=anna,
            message_id=sent["message_id"],
            label="Go",
        )
        updates = await _call(session, link["token"], "getUpdates", {})
        async with session.get("/sim") as answer:
            told = await answer.json()

    assert [min(update) for update in updates] == ["message", "callback_query"]
    assert told["chats"][str(anna)][0]["text"] == "Hello"
    assert told["violations"] == []


async def test_chats_are_made_joined_and_moved_by_json(link: dict[str, str]) -> None:
    async with aiohttp.ClientSession(link["api_url"]) as session:
        group = await _sim(session, do="chat", title="Newsroom", kind="group")
        anna = await _sim(session, do="person", name="Anna")
        await _sim(session, do="joins", person="Anna", chat="Newsroom", status="creator")
        new = await _sim(session, do="migrates", title="Newsroom", new_title="Moved")
        form = {"chat_id": str(new)}
        admins = await _call(session, link["token"], "getChatAdministrators", form)
        form = {"chat_id": str(group), "text": "Hello"}
        async with session.post(f"/bot{link['token']}/sendMessage", data=form) as answer:
            refusal = await answer.json()

    assert [admin["user"]["id"] for admin in admins] == [anna]
    assert refusal["parameters"] == {"migrate_to_chat_id": new}


async def test_an_act_that_cannot_be_done_says_why(link: dict[str, str]) -> None:
    async with (
        aiohttp.ClientSession(link["api_url"]) as session,
        session.post("/sim", json={"do": "dances", "person": "Anna"}) as answer,
    ):
        told = await answer.json()

    assert (answer.status, told) == (400, {"error": "KeyError: 'dances'"})


async def _sim(session: aiohttp.ClientSession, **act: Any) -> Any:
    async with session.post("/sim", json=act) as answer:
        return (await answer.json())["result"]


async def _call(
    session: aiohttp.ClientSession, token: str, method: str, form: dict[str, str]
) -> Any:
    async with session.post(f"/bot{token}/{method}", data=form) as answer:
        return (await answer.json())["result"]
