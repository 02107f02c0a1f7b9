from datetime import date

import pytest

from feeds.model import Side
from tests.feeds.extract.english import TODAY, findings


def sides(text: str, today: date = TODAY) -> list[Side]:
    return [figure.side for found in findings(text, today=today) for figure in found.figures]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Two Armenian soldiers were killed near Sotk", Side.ARM),
        ("Baku says it lost 50 soldiers", Side.AZE),
        ("Yerevan says 13 of its soldiers were captured", Side.ARM),
        ("The Armenian defence minister said four of his men were wounded near Yeraskh", Side.ARM),
        ("Armenian officials claim to have killed 70 attackers", Side.AZE),
        ("Azerbaijan accused Armenia of killing five of its soldiers", Side.AZE),
        ("Armenia inflicted heavy losses on the Azerbaijani forces", Side.AZE),
        ("Azerbaijan suffered heavy losses", Side.AZE),
    ],
)
def test_words_say_whose_people_they_are(text: str, side: Side) -> None:
    found = sides(text)

    assert [side] == found


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Azerbaijani shelling killed two people", Side.ARM),
        ("A missile strike on Ganja killed twelve people", Side.AZE),
        ("Two policemen were killed in Dagestan", Side.RUS),
        ("Three gunmen were killed in Dagestan", Side.INS),
        ("Two of the attackers were killed in Nazran", Side.INS),
        ("Seven soldiers were killed in a clash between Armenia and Azerbaijan", Side.BOTH),
        ("Azerbaijan-Armenia fighting left 99 dead", Side.BOTH),
        (
            "13 people died in clashes between Russian forces and militants in Dagestan",
            Side.BOTH,
        ),
        ("Two people were killed in Gori", Side.GEO),
        ("Two people were killed in Tskhinvali", Side.OSE),
    ],
)
def test_place_and_parties_say_the_rest(text: str, side: Side) -> None:
    found = sides(text)

    assert [side] == found


@pytest.mark.parametrize(
    ("today", "side"),
    [(date(2023, 9, 19), Side.ART), (date(2024, 9, 19), Side.AZE)],
)
def test_karabakhs_people_are_of_their_time(today: date, side: Side) -> None:
    found = sides("A shell killed two people in Khankendi", today)

    assert [side] == found


def test_a_figure_without_a_noun_is_of_the_people_before_it() -> None:
    found = sides("Two Armenian soldiers were killed and a third was wounded")

    assert [Side.ARM, Side.ARM] == found


def test_another_speaker_counts_their_own() -> None:
    found = sides("Baku says it lost 50 soldiers; Yerevan says 105.")

    assert [Side.AZE, Side.ARM] == found


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Azerbaijani forces shelled Armenian positions near Sotk", Side.AZE, Side.ARM),
        ("Armenian positions were shelled by Azerbaijani forces", Side.AZE, None),
        ("Azerbaijan accused Armenia of shelling Tovuz", Side.ARM, Side.AZE),
        ("Clashes broke out near Sotk", None, None),
        ("Militants attacked a police post in Nazran", Side.INS, None),
    ],
)
def test_word_order_by_and_accusations_tell_the_parties(
    text: str, actor: Side | None, target: Side | None
) -> None:
    told = next(told for found in findings(text) for told in found.told)

    assert (actor, target) == (told.parties.actor, told.parties.target)
