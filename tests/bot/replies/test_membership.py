import pytest

from bot.model import ALL_AREAS, ChatState
from bot.replies.membership import CLOSED, closed, opened
from bot.replies.subscribing import UNSUBSCRIBED
from bot.store import chats
from tests.bot.made import NOW
from tests.bot.replies.made import ANNA, Counter


def test_a_chat_that_closes_itself_is_paused_and_keeps_its_choices(counter: Counter) -> None:
    counter.subscribed(areas=ALL_AREAS)
    closed(counter.connection, ANNA.id, NOW)
    anna = counter.anna

    assert anna is not None
    assert (ChatState.PAUSED, CLOSED, ALL_AREAS) == (anna.state, anna.state_reason, anna.areas)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [(CLOSED, ChatState.ACTIVE), (UNSUBSCRIBED, ChatState.PAUSED)],
)
def test_a_chat_that_opens_again_is_told_unless_it_asked_for_silence(
    counter: Counter, reason: str, expected: ChatState
) -> None:
    counter.subscribed(areas=ALL_AREAS)
    chats.pause(counter.connection, ANNA.id, reason, NOW)
    is_new = opened(counter.connection, ANNA.id, NOW)

    assert counter.anna is not None
    assert (False, expected) == (is_new, counter.anna.state)


def test_a_chat_that_was_never_seen_is_new(counter: Counter) -> None:
    assert opened(counter.connection, ANNA.id, NOW)


def test_closing_a_chat_that_is_not_stored_stores_none(counter: Counter) -> None:
    closed(counter.connection, ANNA.id, NOW)

    assert None is counter.anna
