"""What goes in and out of a fetch shows no secret when it is printed."""

from copy import copy

import pytest

from feeds.fetch.answers import (
    Answer,
    AnswerKind,
    FetchError,
    FetchProblem,
    FetchRequest,
    HttpLimits,
)

REQUEST = FetchRequest(
    "https://news.example/rss",
    headers={"Authorization": "Bearer hunter2"},
    proxy_url="http://user:hunter2@proxy.example:3128",
)


@pytest.mark.parametrize(
    "value",
    [
        REQUEST,
        HttpLimits(proxy_url="http://user:hunter2@proxy.example:3128"),
        Answer(AnswerKind.DOCUMENT, body=b"hunter2"),
    ],
)
def test_what_may_be_logged_holds_no_secret(value: object) -> None:
    assert "hunter2" not in f"{value!r} {value}"


def test_an_error_says_its_name_and_its_words() -> None:
    error = FetchError(FetchProblem.LIMITED, "HTTP 429", 60.0, 429)

    assert str(error) == "limited: HTTP 429"
    assert error.args == (FetchProblem.LIMITED, "HTTP 429", 60.0, 429)


def test_a_copy_of_an_error_says_the_same() -> None:
    error = FetchError(FetchProblem.LIMITED, "HTTP 429", 60.0, 429)

    again = copy(error)

    assert (str(again), again.reason, again.retry_after_seconds, again.status) == (
        str(error),
        error.reason,
        60.0,
        429,
    )
