import pytest

from feeds.kinds import family, kinds
from feeds.model import EventType


def test_it_knows_every_type() -> None:
    assert set(EventType) == set(kinds())


@pytest.mark.parametrize(
    ("event_type", "expected"),
    [
        (EventType.ARMED_CLASH, "violence"),
        (EventType.CEASEFIRE_VIOLATED, "violence"),
        (EventType.CASUALTIES_UPDATE, "violence"),
        (EventType.CEASEFIRE_AGREED, "ceasefire"),
        (EventType.PEACE_AGREEMENT, "ceasefire"),
        (EventType.PRISONER_EXCHANGE, "prisoners"),
        (EventType.TALKS, "talks"),
    ],
)
def test_it_merges_within_families(event_type: EventType, expected: str) -> None:
    assert expected == family(event_type)


def test_statements_are_each_of_a_family_of_their_own() -> None:
    statements = [
        EventType.CEASEFIRE_CALL,
        EventType.TALKS,
        EventType.PEACEKEEPERS,
        EventType.MOBILISATION,
        EventType.BORDER_DETENTION,
        EventType.BLOCKADE,
    ]

    assert len(statements) == len({family(event_type) for event_type in statements})


def test_violence_expires_sooner_than_a_truce() -> None:
    hours = {
        event_type: kinds()[event_type].expires_hours
        for event_type in (EventType.SHELLING, EventType.CEASEFIRE_AGREED)
    }

    assert {EventType.SHELLING: 12, EventType.CEASEFIRE_AGREED: 24} == hours
