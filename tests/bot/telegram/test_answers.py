"""What an answer over HTTP says."""

import json
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.telegram.answers import (
    BARE_FLOOD_SECONDS,
    LONGEST_FLOOD_SECONDS,
    FloodError,
    NotSentError,
    UnclearError,
    check,
)

OK = b'{"ok": true, "result": true}'
REFUSAL = b'{"ok": false, "error_code": 400, "description": "Bad Request"}'
PAGE = b"<html>"


@pytest.mark.parametrize(("status", "body"), [(200, OK), (400, REFUSAL), (403, REFUSAL)])
def test_a_clear_answer_passes(status: int, body: bytes) -> None:
    check(status, "", body)


@pytest.mark.parametrize(
    ("status", "body", "cause"),
    [
        (302, PAGE, NotSentError),
        (403, PAGE, NotSentError),
        (404, b'{"error": "no such route"}', NotSentError),
        (413, OK, NotSentError),
        (200, PAGE, UnclearError),
        (200, REFUSAL, UnclearError),
        (200, b'{"ok": true}', UnclearError),
        (200, b"[1]", UnclearError),
        (200, b"\xff", UnclearError),
        (500, REFUSAL, UnclearError),
        (502, PAGE, UnclearError),
    ],
)
def test_any_other_says_whether_it_may_have_been_carried_out(
    status: int, body: bytes, cause: type[Exception]
) -> None:
    with pytest.raises(NetworkError) as caught:
        check(status, "", body)

    assert isinstance(caught.value.__cause__, cause)


@pytest.mark.parametrize(
    ("retry_after", "header", "seconds"),
    [
        (7, "", 7.0),
        (7, "9", 7.0),
        (0, "9", 9.0),
        (None, "", BARE_FLOOD_SECONDS),
        (None, "0", BARE_FLOOD_SECONDS),
        ("soon", "Wed, 05 Mar 2031 02:32:00 GMT", BARE_FLOOD_SECONDS),
        (None, "9" * 5000, BARE_FLOOD_SECONDS),
        (10**300, "", float(LONGEST_FLOOD_SECONDS)),
    ],
)
def test_a_429_says_how_long_to_wait(retry_after: Any, header: str, seconds: float) -> None:
    body = {"ok": False, "parameters": {"retry_after": retry_after}}

    with pytest.raises(FloodError) as caught:
        check(429, header, json.dumps(body).encode())

    assert caught.value.seconds == seconds
