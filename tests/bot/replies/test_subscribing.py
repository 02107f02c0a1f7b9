"""/subscribe and /unsubscribe add and take away, and never more than was asked."""

from collections.abc import Collection

import pytest

from bot.model import ALL_AREAS, ChatState, Preset
from bot.replies.subscribing import UNSUBSCRIBED, subscribe, unsubscribe
from bot.store import chats
from feeds.model import Theatre
from tests.bot.made import NOW
from tests.bot.replies.made import ANNA, Counter, plain

ARMENIA, GEORGIA, NORTH = Theatre


def now_told(counter: Counter) -> tuple[ChatState, set[Theatre]]:
    anna = counter.anna
    assert anna is not None

    return anna.state, set(anna.areas)


@pytest.mark.parametrize(
    ("before", "wish", "expected"),
    [
        ((), "georgia", {GEORGIA}),
        ((GEORGIA,), "georgia", {GEORGIA}),
        ((GEORGIA,), "North Caucasus, Georgia", {GEORGIA, NORTH}),
        ((ARMENIA,), "  ALL ", set(ALL_AREAS)),
    ],
)
def test_areas_are_added_to_those_that_are_told_of(
    counter: Counter, before: Collection[Theatre], wish: str, expected: set[Theatre]
) -> None:
    if before:
        counter.subscribed(areas=frozenset(before))
    subscribe(counter.desk(wish))

    assert now_told(counter) == (ChatState.ACTIVE, expected)


@pytest.mark.parametrize(
    ("wish", "expected"), [("all", Preset.EVERYTHING), ("georgia", Preset.DIGEST)]
)
def test_only_everything_changes_how_much_is_told(
    counter: Counter, wish: str, expected: Preset
) -> None:
    counter.subscribed(areas=frozenset({NORTH}), preset=Preset.DIGEST)
    subscribe(counter.desk(wish))

    assert counter.anna is not None
    assert expected is counter.anna.preset


def test_what_a_pause_left_behind_is_not_taken_up_again(counter: Counter) -> None:
    counter.subscribed(areas=ALL_AREAS)
    unsubscribe(counter.desk())
    subscribe(counter.desk("georgia"))

    assert now_told(counter) == (ChatState.ACTIVE, {GEORGIA})


@pytest.mark.parametrize("wish", ["mars", "georgia, mars", "georgia georgia", ","])
def test_a_wish_that_is_no_area_changes_nothing(counter: Counter, wish: str) -> None:
    counter.subscribed(areas=frozenset({NORTH}))
    answers = [plain(subscribe(counter.desk(wish))), plain(unsubscribe(counter.desk(wish)))]

    assert all("/" in said for said in answers)
    assert now_told(counter) == (ChatState.ACTIVE, {NORTH})


def test_no_wish_asks_by_buttons_and_stores_a_stranger(counter: Counter) -> None:
    reply = subscribe(counter.desk())

    assert len(reply.keyboard) == len(Theatre) + 1
    assert now_told(counter) == (ChatState.SETUP, set())


@pytest.mark.parametrize(
    ("wish", "state", "left"),
    [
        ("georgia", ChatState.ACTIVE, {NORTH}),
        ("armenia-azerbaijan", ChatState.ACTIVE, {GEORGIA, NORTH}),
        ("georgia, north caucasus", ChatState.PAUSED, {GEORGIA, NORTH}),
        ("", ChatState.PAUSED, {GEORGIA, NORTH}),
    ],
)
def test_areas_are_taken_away_and_the_last_of_them_is_a_pause(
    counter: Counter, wish: str, state: ChatState, left: set[Theatre]
) -> None:
    counter.subscribed(areas=frozenset({GEORGIA, NORTH}))
    unsubscribe(counter.desk(wish))

    assert (state, left) == now_told(counter)
    assert counter.anna is not None
    assert counter.anna.state_reason == (UNSUBSCRIBED if state is ChatState.PAUSED else "")


@pytest.mark.parametrize("is_known", [False, True])
def test_who_is_told_nothing_has_nothing_to_end(counter: Counter, is_known: bool) -> None:
    if is_known:
        counter.subscribed(areas=ALL_AREAS)
        chats.pause(counter.connection, ANNA.id, "closed to the bot", NOW)
    before = counter.anna
    unsubscribe(counter.desk())

    assert before == counter.anna
