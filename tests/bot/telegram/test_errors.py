"""What a failed call means."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from bot.model import Ending, Outcome, Trouble
from bot.telegram.answers import FloodError, NotSentError, UnclearError
from bot.telegram.errors import ENDINGS, is_unreadable, outcome_of, trouble_of


def _network(error: TelegramError, cause: Exception | None) -> TelegramError:
    error.__cause__ = cause
    return error


MEANINGS: list[tuple[TelegramError, Trouble]] = [
    (_network(NetworkError("refused"), NotSentError()), Trouble.NOT_SENT),
    (_network(TimedOut(), NotSentError()), Trouble.NOT_SENT),
    (_network(TimedOut(), UnclearError()), Trouble.AMBIGUOUS),
    (_network(NetworkError("Bad Gateway"), UnclearError()), Trouble.AMBIGUOUS),
    (NetworkError("of no known cause"), Trouble.AMBIGUOUS),
    (TelegramError("Invalid server response"), Trouble.AMBIGUOUS),
    (FloodError(3.0), Trouble.FLOOD),
    (ChatMigrated(-1001), Trouble.MIGRATED),
    (InvalidToken("Unauthorized"), Trouble.UNAUTHORIZED),
    (Conflict("terminated by other getUpdates request"), Trouble.CONFLICT),
    (Forbidden("Forbidden: bot was blocked by the user"), Trouble.BLOCKED),
    (Forbidden("Forbidden: user is deactivated"), Trouble.BLOCKED),
    (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Trouble.BLOCKED),
    (Forbidden("Forbidden: bot is not a member of the channel chat"), Trouble.BLOCKED),
    (Forbidden("Forbidden: the group chat was deleted"), Trouble.BLOCKED),
    (BadRequest("Chat not found"), Trouble.BLOCKED),
    (BadRequest("CHAT_WRITE_FORBIDDEN"), Trouble.NO_RIGHTS),
    (BadRequest("Have no rights to send a message"), Trouble.NO_RIGHTS),
    (BadRequest("Not enough rights to send text messages to the chat"), Trouble.NO_RIGHTS),
    (BadRequest("Need administrator rights in the channel chat"), Trouble.NO_RIGHTS),
    (BadRequest("TOPIC_CLOSED"), Trouble.TOPIC_GONE),
    (BadRequest("Message thread not found"), Trouble.TOPIC_GONE),
    (BadRequest("Message is not modified: specified new"), Trouble.NOT_MODIFIED),
    (BadRequest("Message to edit not found"), Trouble.MESSAGE_GONE),
    (BadRequest("Message can't be edited"), Trouble.MESSAGE_GONE),
    (BadRequest("Message is too long"), Trouble.BAD_REQUEST),
    (BadRequest("A sentence of next year's server"), Trouble.BAD_REQUEST),
]


@pytest.mark.parametrize(("error", "trouble"), MEANINGS, ids=lambda value: str(value)[:40])
def test_it_tells_what_went_wrong(error: TelegramError, trouble: Trouble) -> None:
    assert trouble is trouble_of(error)


def test_the_examples_show_every_trouble() -> None:
    assert set(Trouble) == {trouble for _, trouble in MEANINGS}


def test_every_trouble_has_an_ending() -> None:
    assert set(Trouble) == set(ENDINGS)


def test_a_flood_says_how_long_to_wait() -> None:
    outcome = outcome_of(FloodError(41.0))

    assert (outcome.ending, outcome.retry_after_seconds) == (Ending.NOT_SENT, 41.0)


def test_a_migration_says_the_new_id_and_keeps_it_out_of_the_detail() -> None:
    expected = Outcome(
        Ending.NOT_SENT, detail="migrated", trouble=Trouble.MIGRATED, new_chat_id=-1001
    )

    assert expected == outcome_of(ChatMigrated(-1001))


def test_the_detail_holds_no_token() -> None:
    error = InvalidToken("The token `123456:AAEabcdefghijklmnopqrstuvwx` was rejected")

    assert outcome_of(error).detail == "unauthorized: The token `[token]` was rejected"


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ('Can\'t parse entities: unsupported start tag "x" at byte offset 0', True),
        ("ENTITIES_TOO_LONG", True),
        ("Message is too long", True),
        ("Chat not found", False),
    ],
)
def test_it_knows_what_plain_text_may_mend(description: str, *, expected: bool) -> None:
    assert expected == is_unreadable(BadRequest(description))
