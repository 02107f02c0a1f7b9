"""No token in a log."""

import logging

import pytest

from bot.telegram.redact import RedactingFormatter, redact
from tests.telegram_server.server import TOKEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"POST https://api.telegram.org/bot{TOKEN}/sendMessage", "[token]/sendMessage"),
        (f"The token `{TOKEN}` was rejected", "`[token]` was rejected"),
        ("at 12:30:45, -1001234567890: 3 killed", "at 12:30:45, -1001234567890: 3 killed"),
    ],
)
def test_it_replaces_what_is_shaped_like_a_token(text: str, expected: str) -> None:
    assert redact(text).endswith(expected)
    assert TOKEN not in redact(text)


def test_a_formatted_record_holds_no_token_in_text_or_traceback() -> None:
    error = ValueError(f"cannot call /bot{TOKEN}/getMe")
    trace = (ValueError, error, None)
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "used %s", (TOKEN,), trace)

    text = RedactingFormatter(logging.Formatter("%(message)s")).format(record)

    assert text.startswith("used [token]\nValueError: cannot call")
    assert TOKEN not in text
