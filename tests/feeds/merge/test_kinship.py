"""What a text copies, and how like it is to those that tell of an incident."""

from collections.abc import Sequence

import pytest

from feeds.merge.kinship import UNRELATED, Kinship, Known
from feeds.merge.wording import wording
from feeds.model import Entry

WIRE = "Two soldiers were wounded near the gold mine of Sotk on 4 March, the ministry said"
PARAPHRASE = "The ministry reports two hurt by gunfire at the mine"
OTHER = "Growers shipped more wine to Poland than last year"


def words(text: str) -> tuple[str, ...]:
    return wording(Entry("x", title=text)).words


def akin(text: str, known: Sequence[Known]) -> Kinship:
    return Kinship(wording(Entry("x", title=text)), known)


def known(
    incident_id: int, text: str, origin: str = "Reuters", *, is_proposed: bool = True
) -> Known:
    return Known(incident_id, origin, words(text), is_proposed)


def test_a_copy_is_of_the_first_that_it_copies() -> None:
    texts = [known(1, WIRE, "Reuters"), known(1, WIRE, "AFP"), known(2, OTHER)]

    assert akin(WIRE, texts).copied_from(1) == "Reuters"
    assert akin(WIRE, texts).copied() == (1,)


@pytest.mark.parametrize(
    "text",
    [
        known(1, WIRE, is_proposed=False),
        known(1, PARAPHRASE),
        known(1, WIRE.replace("4 March", "5 March")),
        known(2, WIRE),
    ],
)
def test_what_is_only_like_it_or_of_another_incident_is_no_copy(text: Known) -> None:
    assert akin(WIRE, [text]).copied_from(1) == ""


def test_the_likest_text_of_an_incident_counts() -> None:
    texts = [known(1, OTHER), known(1, PARAPHRASE), known(2, OTHER)]
    kinship = akin(WIRE, texts)

    assert kinship.likeness(1) > 0.1 > kinship.likeness(2)


def test_what_is_compared_with_nothing_is_like_nothing() -> None:
    assert (UNRELATED.likeness(1), UNRELATED.copied_from(1), UNRELATED.copied()) == (0.0, "", ())
