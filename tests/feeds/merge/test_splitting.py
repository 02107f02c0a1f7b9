import pytest

from feeds.merge.splitting import happenings
from feeds.model import Event, EventType
from tests.feeds.merge.made import (
    DAY,
    GANJA,
    KHANKENDI,
    KUT,
    REGION,
    SOTK,
    TEGH,
    TODAY,
    casualty,
    event,
    report,
    undated,
)

SHELLING, AGREED = EventType.SHELLING, EventType.CEASEFIRE_AGREED
BROKEN, TOLL = EventType.CEASEFIRE_VIOLATED, EventType.CASUALTIES_UPDATE
AT_SOTK = event(places=(SOTK,), evidence=((0, 9),))
AT_TEGH = event(SHELLING, places=(TEGH,), evidence=((20, 29),))
AT_KUT = event(EventType.EXPLOSIVE, places=(KUT,), evidence=((40, 49),))
NEAR_SOTK = event(SHELLING, places=(SOTK,), evidence=((20, 29),))
IN_REGION = event(SHELLING, places=(REGION,), evidence=((50, 59),))
IN_KHANKENDI = event(places=(KHANKENDI,), evidence=((60, 69),))


def found(*events: Event) -> list[tuple[int, ...]]:
    """The events that go together in a report, in the order of the text."""
    together = happenings(report(*events), range(len(events)))
    return sorted(tuple(sorted(members)) for members in together)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((AT_SOTK,), [(0,)]),
        ((AT_SOTK, NEAR_SOTK), [(0, 1)]),
        ((AT_SOTK, AT_TEGH), [(0,), (1,)]),
        ((AT_SOTK, AT_TEGH, AT_KUT), [(0, 1, 2)]),  # so many places are one front
        ((AT_SOTK, event(SHELLING, places=(), evidence=((20, 29),))), [(0, 1)]),
        ((IN_KHANKENDI, IN_REGION), [(0, 1)]),
        ((AT_SOTK, event(SHELLING, places=(TEGH,), evidence=((5, 9),))), [(0, 1)]),  # same words
        ((AT_SOTK, event(SHELLING, places=(TEGH,))), [(0, 1)]),  # no words of its own
    ],
)
def test_violence_is_told_apart_only_by_settlements_with_words_of_their_own(
    events: tuple[Event, ...], expected: list[tuple[int, ...]]
) -> None:
    assert expected == found(*events)


def test_an_event_that_fits_two_brings_them_together() -> None:
    between = event(SHELLING, places=(GANJA, KHANKENDI), evidence=((50, 59),))
    in_ganja = event(EventType.EXPLOSIVE, places=(GANJA,), evidence=((70, 79),))

    assert [(0, 1, 2)] == found(IN_KHANKENDI, in_ganja, between)


def test_two_named_days_are_two_happenings() -> None:
    yesterday = event(SHELLING, happened_on=TODAY - DAY, evidence=((20, 29),))

    assert [(0,), (1,)] == found(AT_SOTK, yesterday)


def test_an_implied_day_keeps_nothing_apart() -> None:
    implied = undated(SHELLING, happened_on=TODAY - DAY, evidence=((20, 29),))

    assert [(0, 1)] == found(AT_SOTK, implied)


def test_each_family_goes_its_own_way() -> None:
    exchange = event(EventType.PRISONER_EXCHANGE, evidence=((80, 89),))
    truce = event(AGREED, evidence=((30, 39),))

    assert [(0,), (1,), (2,)] == found(truce, AT_SOTK, exchange)


def test_a_toll_goes_with_the_fighting_at_its_place() -> None:
    toll = event(TOLL, places=(TEGH,), evidence=((90, 99),))

    assert [(0,), (1, 2)] == found(AT_SOTK, AT_TEGH, toll)


def test_a_toll_without_a_place_goes_with_the_first_fighting() -> None:
    assert [(0, 2), (1,)] == found(AT_SOTK, AT_TEGH, event(TOLL, places=()))


def test_a_breach_goes_with_the_fighting_and_not_with_the_truce() -> None:
    breach = event(BROKEN, places=(SOTK,))

    assert [(0, 2), (1,)] == found(AT_SOTK, event(AGREED), breach)


def test_a_toll_beside_a_truce_stays_violence() -> None:
    told = report(event(AGREED), event(TOLL), casualties=[casualty(3, event=1)])

    assert [[1], [0]] == list(happenings(told, [0, 1]))
