import pytest

from feeds.extract.denials import accusers, denied_from, free_denials
from feeds.extract.fuse import fuse_events
from feeds.model import Status
from tests.feeds.extract.english import analysis, findings


def test_a_denial_of_its_own_is_free() -> None:
    read = analysis("Baku shelled Sotk, Yerevan says. Azerbaijan's Defence Ministry denied it.")

    assert {1: ("AZE_MOD",)} == {at: codes for at, codes in free_denials(read).items() if codes}


@pytest.mark.parametrize(
    ("reach", "number", "expected"),
    [
        ([(), (), ("AZE_MOD",)], 0, ("AZE_MOD",)),
        ([("AZE_MOD",), ()], 1, ("AZE_MOD",)),
        ([(), (), (), (), ("AZE_MOD",)], 0, ()),
        ([("AZE_MOD",), (), (), ()], 3, ()),
    ],
)
def test_a_denial_reaches_three_sentences_back_and_from_the_headline(
    reach: list[tuple[str, ...]], number: int, expected: tuple[str, ...]
) -> None:
    assert expected == denied_from(reach, number)


def test_whose_claim_is_denied_is_named() -> None:
    (read,) = findings("Baku's statement on shelling is false, the Armenian ministry said.")

    assert ("AZE_GOV",) == accusers(read, ("ARM_MOD",))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Yerevan denies it opened fire near Sotk, calling Baku's statement false.", "disputed"),
        ("Posts claiming that saboteurs attacked a post near Sotk are not true.", "denied"),
    ],
)
def test_a_denial_of_nobody_s_claim_stays_one(text: str, status: str) -> None:
    found = fuse_events(analysis(text))

    assert {Status(status)} == {event.status for event in found}
