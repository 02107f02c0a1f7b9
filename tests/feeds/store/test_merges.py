import pytest
from sqlalchemy import Connection

from feeds.model import Incident
from feeds.store import incidents, merges
from feeds.store.merges import Merge
from tests.bot.made import NOW, incident


@pytest.fixture(autouse=True)
def four(connection: Connection) -> list[Incident]:
    """#1 to #4, of which 1 went into 2, then 2 into 3."""
    saved = [incidents.save(connection, incident(id=0), "feed:a", "opened", NOW) for _ in range(4)]
    for old, new in ((1, 2), (2, 3)):
        merges.add(connection, Merge(old, new, saved[new - 1]), "operator", NOW)
    return saved


@pytest.mark.parametrize(("number", "current"), [(1, 3), (2, 3), (3, 3), (4, 4), (9, 9)])
def test_a_number_leads_through_a_chain(connection: Connection, number: int, current: int) -> None:
    assert current == merges.current_id(connection, number)


def test_only_what_was_merged_away_has_another_number(connection: Connection) -> None:
    assert {1: 3, 2: 3} == merges.current_ids(connection, [1, 2, 3, 4])


@pytest.mark.parametrize(("number", "known"), [(3, (3, 2, 1)), (2, (2, 1)), (4, (4,))])
def test_an_incident_has_the_numbers_of_all_that_went_into_it(
    connection: Connection, number: int, known: tuple[int, ...]
) -> None:
    assert known == merges.ids(connection, number)


def test_the_numbers_of_several_are_read_at_once(connection: Connection) -> None:
    assert {4: 4, 3: 3, 2: 3, 1: 3} == merges.members(connection, [3, 4])


def test_a_merge_keeps_what_the_survivor_was(connection: Connection, four: list[Incident]) -> None:
    assert (Merge(2, 3, four[2]),) == merges.into(connection, 3)


def test_what_is_undone_stands_for_itself_with_all_that_is_its_own(
    connection: Connection, four: list[Incident]
) -> None:
    merges.undo(connection, 2)

    assert [2, 2, 3] == [merges.current_id(connection, number) for number in (1, 2, 3)]
    assert four[1] == incidents.get(connection, 1)


def test_a_number_is_read_as_it_was_when_it_was_merged(
    connection: Connection, four: list[Incident]
) -> None:
    assert four[0] == incidents.as_stored(connection, 1)
    assert four[2] == incidents.get(connection, 1)
